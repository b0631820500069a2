// deepwell-cli quantize: usage, exit codes, what is left behind.
#include <gtest/gtest.h>

#include "tests/cli/run_cli.h"

namespace deepwell::test {
namespace {

TEST(QuantizeCli, Usage) {
  const CliResult help = runCli("quantize --help");
  EXPECT_EQ(help.code, 0);
  for (const char* word : {"IN", "OUT", "--type", "--force", "Q4_K_M", "FP8"}) EXPECT_NE(help.out.find(word), std::string::npos) << word;
  EXPECT_EQ(runCli("quantize pocket").code, 2);
  const TempFolder folder;
  const CliResult unknown = runCli("quantize pocket '" + (folder.path() / "x.gguf").string() + "' --type Q9");
  EXPECT_EQ(unknown.code, havePocket() ? 1 : unknown.code);
  EXPECT_EQ(lines(unknown.err).size(), 1U) << unknown.err;
}

TEST(QuantizeCli, PocketModel) {
  if (!havePocket()) GTEST_SKIP() << "no pocket model";
  const TempFolder folder;
  const std::string out = "'" + (folder.path() / "pocket.gguf").string() + "'";
  const CliResult made = runCli("quantize pocket " + out + " --type Q8_0 --threads 2");
  EXPECT_EQ(made.code, 0) << made.err;
  EXPECT_NE(made.out.find("Q8_0"), std::string::npos) << made.out;
  const CliResult again = runCli("quantize pocket " + out);
  EXPECT_EQ(again.code, 1);
  EXPECT_NE(again.err.find("--force"), std::string::npos) << again.err;
  EXPECT_EQ(runCli("quantize pocket " + out + " --force").code, 0);
  EXPECT_EQ(runCli("info " + out).code, 0);
  size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path())) files += entry.exists() ? 1U : 0U;
  EXPECT_EQ(files, 1U);
}

}  // namespace
}  // namespace deepwell::test
