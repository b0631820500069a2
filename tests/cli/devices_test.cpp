// devices, --device and what says where a model runs, with the fake plugin.
#include <gtest/gtest.h>

#include <cstdlib>
#include <nlohmann/json.hpp>

#include "tests/cli/run_cli.h"

namespace deepwell::test {
namespace {

using nlohmann::json;

CliResult withGpus(const char* gpus, const std::string& arguments) {
  setenv("DEEPWELL_PLUGINS", DEEPWELL_TEST_PLUGINS "/good", 1);
  setenv("FAKE_GPUS", gpus, 1);
  CliResult result = runCli(arguments);
  unsetenv("DEEPWELL_PLUGINS");
  unsetenv("FAKE_GPUS");
  return result;
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST(CliDevices, TableAndJsonNameEveryDevice) {
  const CliResult table = withGpus("discrete software lacking", "devices");
  EXPECT_EQ(table.code, 0) << table.err;
  for (const char* words : {"cpu ", "vulkan:0", "Fake discrete, fake 1.0", "8.0 GiB", "6.0 GiB", "cannot be used: it has no 16-bit storage"})
    EXPECT_TRUE(has(table.out, words)) << words << "\n" << table.out;
  const CliResult result = withGpus("discrete software lacking", "devices --json");
  EXPECT_EQ(result.code, 0) << result.err;
  const json out = json::parse(result.out);
  ASSERT_EQ(out["devices"].size(), 4U);
  EXPECT_EQ(out["devices"][0]["device"], "cpu");
  EXPECT_EQ(out["devices"][1]["device"], "vulkan:0");
  EXPECT_EQ(out["devices"][1]["total_bytes"], 8ULL << 30U);
  EXPECT_EQ(out["devices"][2]["software"], true);
  EXPECT_EQ(out["devices"][3]["usable"], false);
  EXPECT_EQ(out["devices"][3]["problem"], "it has no 16-bit storage");
}

TEST(CliDevices, WithoutAGpuTheReasonIsThere) {
  const CliResult result = withGpus("noloader", "devices");
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_TRUE(has(result.out, "libvirtual.so.1")) << result.out;
}

TEST(CliDevices, AGpuIsChosenByNumber) {
  if (!havePocket()) GTEST_SKIP() << "no resources/pocket";
  const auto device = [](const char* arguments) {
    const CliResult result = withGpus("discrete software", std::string("bench pocket --json --prefill 2 --decode 2 --repeat 1 ") + arguments);
    EXPECT_EQ(result.code, 0) << result.err;
    return json::parse(result.out, nullptr, false).value("device", "");
  };
  EXPECT_EQ(device(""), "Fake discrete");
  EXPECT_EQ(device("--device vulkan:1"), "Fake software");
  EXPECT_FALSE(has(device("--device cpu"), "Fake"));
  EXPECT_TRUE(has(withGpus("discrete", "bench pocket --prefill 2 --decode 2 --repeat 1").out, "Fake discrete: all 5 layers on the GPU"));
  EXPECT_TRUE(has(withGpus("discrete", "info pocket").out, "runs on     Fake discrete"));
}

TEST(CliDevices, FailuresAreOneLine) {
  if (!havePocket()) GTEST_SKIP() << "no resources/pocket";
  for (const char* arguments : {"--device vulkan:7", "--device vulkan:1", "--device vulkan:2"}) {
    const CliResult result = withGpus("discrete failing lacking", std::string("chat pocket -p hi --max-tokens 1 ") + arguments);
    EXPECT_EQ(result.code, 1) << arguments;
    EXPECT_EQ(lines(result.err).size(), 1U) << result.err;
    EXPECT_TRUE(has(result.err, "--device cpu")) << result.err;
    EXPECT_TRUE(result.out.empty()) << result.out;
  }
}

// The answer is the processor's, and one line tells of it.
TEST(CliDevices, ADeviceLostInTheMiddleIsOneNote) {
  if (!havePocket()) GTEST_SKIP() << "no resources/pocket";
  const std::string ask = "chat pocket -p 'What is 27 + 15?' --max-tokens 40 --seed 3 ";
  const std::string note = "deepwell-cli: note: The GPU was lost: the answer goes on on the processor.\n";
  const CliResult quiet = runCli(ask + "--device cpu");
  const CliResult lost = withGpus("losing", ask);
  EXPECT_EQ(lost.code, 0) << lost.err;
  EXPECT_EQ(lost.out, quiet.out);
  EXPECT_EQ(lost.err, note);
  const CliResult events = withGpus("losing", ask + "--json");
  EXPECT_EQ(events.err, note);
  int notes = 0;
  for (const std::string& line : lines(events.out)) notes += json::parse(line)["type"] == "note" ? 1 : 0;
  EXPECT_EQ(notes, 1);

  std::string batch;
  for (int i = 0; i < 3; ++i) batch += R"({"messages":[{"role":"user","content":"What is 27 + 15?"}],"seed":3})" "\n";
  const TempFolder folder;
  const std::string file = (folder.path() / "batch").string();
  writeAll(file, batch);
  const CliResult all = withGpus("losing", "chat pocket --max-tokens 40 --parallel 3 --batch '" + file + "'");
  EXPECT_EQ(all.code, 0) << all.err;
  EXPECT_EQ(all.err, note);
  const auto answers = lines(all.out);
  ASSERT_EQ(answers.size(), 3U);
  for (const std::string& answer : answers) EXPECT_EQ(json::parse(answer)["reasoning"], json::parse(answers[0])["reasoning"]);
}

TEST(CliDevices, ATaskOnALostDeviceWarnsOnce) {
  if (!havePocket()) GTEST_SKIP() << "no resources/pocket";
  const CliResult result = withGpus("losing", "bench pocket --prefill 2 --decode 8 --repeat 1");
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_EQ(lines(result.err).size(), 1U) << result.err;
  EXPECT_TRUE(has(result.err, "warning: The GPU was lost")) << result.err;
}

TEST(CliDevices, AutomaticWarnsOnceAndAnswers) {
  if (!havePocket()) GTEST_SKIP() << "no resources/pocket";
  const CliResult result = withGpus("failing", "chat pocket -p hi --max-tokens 4");
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_FALSE(result.out.empty());
  EXPECT_EQ(lines(result.err).size(), 1U) << result.err;
  EXPECT_TRUE(has(result.err, "the model runs on the processor")) << result.err;
}

}  // namespace
}  // namespace deepwell::test
