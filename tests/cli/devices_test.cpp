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
  for (const char* words : {"cpu ", "vulkan:0", "Fake discrete (fake 1.0)", "8.0 GiB", "6.0 GiB", "cannot be used: it has no 16-bit storage"})
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
  EXPECT_TRUE(has(withGpus("discrete", "bench pocket --prefill 2 --decode 2 --repeat 1").out, "Fake discrete: all layers on the GPU"));
  EXPECT_TRUE(has(withGpus("discrete", "info pocket").out, "runs on     Fake discrete"));
}

TEST(CliDevices, FailuresAreOneLine) {
  if (!havePocket()) GTEST_SKIP() << "no resources/pocket";
  for (const char* arguments : {"--device vulkan:7", "--device vulkan:1", "--device vulkan:2"}) {
    const CliResult result = withGpus("discrete failing lacking", std::string("chat pocket -p hi --max-tokens 1 ") + arguments);
    EXPECT_EQ(result.code, 1) << arguments;
    EXPECT_EQ(lines(result.err).size(), 1U) << result.err;
    EXPECT_TRUE(result.out.empty()) << result.out;
  }
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
