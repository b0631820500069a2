// Exit codes: 0 done, 1 failed with one line on stderr, 2 wrong usage.
#include <gtest/gtest.h>

#include "tests/cli/run_cli.h"

namespace deepwell::test {
namespace {

TEST(CliUsage, HelpIsDone) {
  for (const char* arguments : {"--help", "devices --help", "chat --help", "info --help", "render --help"}) {
    const CliResult result = runCli(arguments);
    EXPECT_EQ(result.code, 0) << arguments;
    EXPECT_FALSE(result.out.empty()) << arguments;
  }
}

TEST(CliUsage, WrongUsageIsTwo) {
  for (const char* arguments :
       {"", "nonsense", "info", "info --nonsense x", "--device toaster info x", "--device vulkan:x info x", "--device cpu:1 info x", "--gpu-layers -2 info x",
        "--kv q4 info x", "chat x", "chat x -p a --temp hot",
        "chat x -p a --batch b", "logits x --out y", "logits x --tokens 1,a --out y", "dequant x",
        "render --messages x", "render x --template y --messages z", "bench x --repeat 0", "chat x -p a --top-p 2"}) {
    const CliResult result = runCli(arguments);
    EXPECT_EQ(result.code, 2) << arguments << "\n" << result.err;
    EXPECT_EQ(lines(result.err).size(), 1U) << arguments << "\n" << result.err;
    EXPECT_TRUE(result.out.empty()) << arguments;
  }
}

TEST(CliUsage, FailureIsOneAndNamesTheFile) {
  for (const char* command : {"info", "tokenize", "bench", "chat -p hi", "logits --tokens 1 --out /dev/null",
                              "render --messages /dev/null"}) {
    const CliResult result = runCli(std::string(command) + " /nowhere/model.gguf");
    EXPECT_EQ(result.code, 1) << command << "\n" << result.err;
    EXPECT_EQ(lines(result.err).size(), 1U) << command << "\n" << result.err;
    EXPECT_TRUE(result.out.empty()) << command << "\n" << result.out;
  }
  EXPECT_NE(runCli("info /nowhere/model.gguf").err.find("/nowhere/model.gguf"), std::string::npos);
}

// Opening the model warns of what the chat then fails at: still one line.
TEST(CliUsage, FailureAfterAWarningIsOneLine) {
  if (!havePocket()) GTEST_SKIP() << "no resources/pocket";
  const TempFolder folder;
  for (const auto& entry : std::filesystem::directory_iterator(source("resources/pocket"))) {
    if (entry.is_regular_file()) std::filesystem::create_symlink(entry.path(), folder.path() / entry.path().filename());
  }
  const auto config = folder.path() / "tokenizer_config.json";
  std::filesystem::remove(config);
  writeAll(config, "{\n  'add_bos_token': true,\n  \"eos_token\": \"x\"}");
  const CliResult result = runCli("chat -p hi '" + folder.path().string() + "'");
  EXPECT_EQ(result.code, 1);
  EXPECT_EQ(lines(result.err).size(), 1U) << result.err;
  EXPECT_NE(result.err.find("tokenizer_config.json"), std::string::npos) << result.err;
}

TEST(CliUsage, OptionsStandBeforeAndAfterTheSubcommand) {
  const std::string file = "'" + source("tests/golden/format/types.gguf") + "'";
  const CliResult before = runCli("--threads 1 --device cpu info " + file);
  const CliResult after = runCli("info " + file + " --threads 1 --device cpu");
  EXPECT_EQ(before.code, after.code) << before.err << after.err;
  EXPECT_NE(before.code, 2) << before.err;
}

}  // namespace
}  // namespace deepwell::test
