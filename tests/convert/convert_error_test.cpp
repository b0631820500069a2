// Every refusal is one clear line and leaves nothing behind.
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

#include "engine/api/quantize.h"
#include "tests/convert/sample_weights.h"
#include "tests/model/golden_case.h"
#include "tests/support/safetensors_writer.h"
#include "tests/support/temp_folder.h"

namespace deepwell::test {
namespace {

namespace fs = std::filesystem;

class ConvertErrors : public testing::Test {
 protected:
  // The message of a conversion that must fail, and whose folder must look as before.
  std::string refusal(const fs::path& in, const fs::path& out, const std::string& type = "Q8_0", bool force = false,
                      std::stop_token stop = {}) {
    const auto before = listing();
    QuantizeOptions options;
    options.type = type;
    options.force = force;
    options.threads = 2;
    const auto report = quantizeModel(in, out, options, {}, stop);
    EXPECT_EQ(listing(), before);
    if (report) {
      ADD_FAILURE() << "must be refused";
      return {};
    }
    EXPECT_EQ(report.error().message.find('\n'), std::string::npos);
    return report.error().message;
  }

  std::vector<std::pair<std::string, uintmax_t>> listing() const {
    std::vector<std::pair<std::string, uintmax_t>> all;
    for (const auto& entry : fs::recursive_directory_iterator(folder.path())) {
      all.emplace_back(entry.path().string(), entry.is_regular_file() ? entry.file_size() : 0);
    }
    std::sort(all.begin(), all.end());
    return all;
  }

  fs::path sample() const { return folder.write("in.gguf", sampleGguf({{"blk.0.ffn_up.weight", 9, 256}})); }
  fs::path out() const { return folder.path() / "out.gguf"; }

  TempFolder folder;
};

testing::AssertionResult says(const std::string& message, const std::string& part) {
  if (message.find(part) != std::string::npos) return testing::AssertionSuccess();
  return testing::AssertionFailure() << "\"" << message << "\" does not say \"" << part << "\"";
}

TEST_F(ConvertErrors, Places) {
  const fs::path in = sample();
  EXPECT_TRUE(says(refusal(in, in, "Q8_0", true), "is the model that is read"));
  const fs::path link = folder.path() / "link.gguf";
  fs::create_symlink(in, link);
  EXPECT_TRUE(says(refusal(in, link, "Q8_0", true), "is the model that is read"));
  EXPECT_TRUE(says(refusal(in, folder.write("there.gguf", "x")), "--force"));
  EXPECT_TRUE(says(refusal(in, folder.path(), "Q8_0", true), "is a folder"));
  EXPECT_TRUE(says(refusal(in, folder.path() / "no" / "out.gguf"), "no such folder"));
  EXPECT_TRUE(says(refusal(folder.path() / "missing.gguf", out()), "missing.gguf"));
  EXPECT_TRUE(says(refusal(in, out(), "Q4_K_XL"), "unknown type \"Q4_K_XL\""));
  EXPECT_TRUE(says(refusal(in, out(), "iq2_xs"), "importance matrix"));
  EXPECT_TRUE(says(refusal(in, out(), ""), "known are auto"));
  EXPECT_TRUE(says(refusal(in, folder.path() / "fp8", "FP8"), "safetensors folder"));
}

TEST_F(ConvertErrors, ForceReplaces) {
  const fs::path there = folder.write("there.gguf", "x");
  QuantizeOptions options;
  options.force = true;
  ASSERT_TRUE(quantizeModel(sample(), there, options, {}, {}));
  EXPECT_GT(fs::file_size(there), 1000U);
}

TEST_F(ConvertErrors, ValuesThatATypeCannotHold) {
  GgufWriter writer;
  std::vector<float> values = sampleWeights(2, 256, 1);
  values[300] = std::numeric_limits<float>::quiet_NaN();
  writer.addFloats("blk.0.ffn_up.weight", {256, 2}, values);
  const fs::path nan = folder.write("nan.gguf", writer.bytes());
  EXPECT_TRUE(says(refusal(nan, out(), "Q4_K_M"), "blk.0.ffn_up.weight"));
  GgufWriter large;
  values[300] = 1e6F;
  large.addFloats("blk.0.ffn_up.weight", {256, 2}, values);
  EXPECT_TRUE(says(refusal(folder.write("large.gguf", large.bytes()), out(), "F16"), "more than F16 can hold"));
}

TEST_F(ConvertErrors, Stopped) {
  std::stop_source source;
  source.request_stop();
  EXPECT_TRUE(says(refusal(sample(), out(), "Q8_0", false, source.get_token()), "stopped"));
}

TEST_F(ConvertErrors, FolderThatIsNotAsItsConfigurationSays) {
  const GoldenCase golden = loadGoldenCase("v3_top1_no_qlora");
  const auto lost = std::find_if(golden.tensors.begin(), golden.tensors.end(), [](const RandomTensor& tensor) {
    return tensor.name.find(".mlp.experts.1.up_proj.weight") != std::string::npos;
  });
  ASSERT_NE(lost, golden.tensors.end());
  writeHfFolder(golden, folder.path() / "hf", {.dtype = "F32", .shards = 1, .skip = lost->name});
  EXPECT_TRUE(says(refusal(folder.path() / "hf", out(), "F32"), lost->name + " is missing"));
  fs::create_directory(folder.path() / "odd");
  SafetensorsWriter writer;
  writer.addFloats("model.layers.0.self_attn.sinks", {4}, {1, 2, 3, 4});
  writer.addFloats("model.embed_tokens.weight", {97, 40}, sampleWeights(97, 40, 1));
  folder.write("odd/model.safetensors", writer.bytes());
  folder.write("odd/config.json", loadGoldenCase("llama_mha5").config.dump());
  EXPECT_TRUE(says(refusal(folder.path() / "odd", out(), "F32"), "model."));
  // A q_proj with too few rows must not be permuted past its end.
  fs::create_directory(folder.path() / "short");
  SafetensorsWriter cut;
  cut.addFloats("model.layers.0.self_attn.q_proj.weight", {8, 40}, sampleWeights(8, 40, 1));
  folder.write("short/model.safetensors", cut.bytes());
  folder.write("short/config.json", loadGoldenCase("llama_mha5").config.dump());
  EXPECT_TRUE(says(refusal(folder.path() / "short", out(), "F32"), "q_proj"));
}

}  // namespace
}  // namespace deepwell::test
