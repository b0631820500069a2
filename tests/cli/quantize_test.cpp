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
  const std::string out = "'" + (folder.path() / "x.gguf").string() + "'";
  for (const char* type : {"nonsense", "''", "Q9", "IQ2_XXS", "Q4_K_M,Q8_0", "'two\nlines'"}) {
    const CliResult unknown = runCli("quantize pocket " + out + " --type " + type);
    EXPECT_EQ(unknown.code, 2) << type;
    EXPECT_EQ(unknown.out, "") << type;
    EXPECT_EQ(lines(unknown.err).size(), 1U) << unknown.err;
    for (const char* known : {"auto", "Q8_0", "Q4_K_M", "IQ3_S", "FP8"}) EXPECT_NE(unknown.err.find(known), std::string::npos) << unknown.err;
  }
  // Even where there is no such model: the type is looked at first.
  EXPECT_EQ(runCli("quantize no-such-model.gguf " + out + " --type nonsense").code, 2);
  EXPECT_EQ(runCli("quantize no-such-model.gguf " + out + " --type q4_k_m").code, 1);
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
