// Whole files: the golden checkpoints converted, quantised and run.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>

#include "engine/api/quantize.h"
#include "engine/format/checkpoint.h"
#include "tests/convert/sample_weights.h"
#include "tests/model/model_fixture.h"
#include "tests/support/safetensors_writer.h"

namespace deepwell::test {
namespace {

namespace fs = std::filesystem;

Result<QuantizeReport> quantize(const fs::path& in, const fs::path& out, const std::string& type, int threads = 2) {
  QuantizeOptions options;
  options.type = type;
  options.threads = threads;
  return quantizeModel(in, out, options, {}, {});
}

std::string readAll(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Configurations that GGUF has no words for, and what the refusal speaks of.
const std::map<std::string, std::string> kNotExpressible = {{"v2_groups_qlora", "mscale"},
                                                            {"v2_moe_every_2nd", "moe_layer_freq"},
                                                            {"v3_halves_rope", "rope_interleave"},
                                                            {"v3_top5_mscale", "mscale"}};

// llama.cpp takes DeepSeek's mscale from the multiplier alone; a factor beside it would count twice.
TEST(ConvertYarn, MscaleIsSaidOnce) {
  const TempFolder folder;
  const GoldenCase golden = loadGoldenCase("v2_lite_yarn");
  writeHfFolder(golden, folder.path() / "hf");
  ASSERT_TRUE(quantize(folder.path() / "hf", folder.path() / "out.gguf", "F32"));
  const auto made = Checkpoint::open(folder.path() / "out.gguf").value();
  const double mscale = golden.config.at("rope_scaling").at("mscale_all_dim").get<double>();
  EXPECT_NE(mscale, 1.0);
  EXPECT_NEAR(std::get<double>(made->metadata().find("deepseek2.rope.scaling.yarn_log_multiplier")->second), 0.1 * mscale, 1e-7);
  EXPECT_FALSE(made->metadata().contains("deepseek2.rope.scaling.attn_factor"));
}

class Convert : public GoldenTest {};

TEST_P(Convert, ToGgufKeepsTheLogits) {
  writeHfFolder(golden, folder.path() / "hf");
  const fs::path out = folder.path() / "out.gguf";
  const auto report = quantize(folder.path() / "hf", out, "F32");
  if (const auto reason = kNotExpressible.find(GetParam()); reason != kNotExpressible.end()) {
    ASSERT_FALSE(report);
    EXPECT_NE(report.error().message.find(reason->second), std::string::npos) << report.error().message;
    EXPECT_FALSE(fs::exists(out));
    return;
  }
  ASSERT_TRUE(report) << report.error().message;
  const std::vector<float> logits = logitsOfFile(out, golden);
  if (golden.hasFp8()) {
    expectNearReference(logits, golden.logits, vocab, 0.05);
  } else {
    expectEqualsReference(logits, golden.logits, vocab);
  }
  EXPECT_EQ(report->out_bytes, fs::file_size(out));
}

TEST_P(Convert, ToNarrowTypes) {
  if (kNotExpressible.contains(GetParam())) GTEST_SKIP() << "GGUF cannot say what this configuration says";
  writeHfFolder(golden, folder.path() / "hf");
  for (const std::string type : {"F16", "BF16"}) {
    if (golden.hasFp8() && type == "BF16") continue;  // FP8 with its scales has more bits
    SCOPED_TRACE(type);
    const fs::path out = folder.path() / (type + ".gguf");
    const auto report = quantize(folder.path() / "hf", out, type);
    ASSERT_TRUE(report) << report.error().message;
    expectNearReference(logitsOfFile(out, golden), golden.logits, vocab, 0.05);
  }
}

TEST_P(Convert, ToFp8Folder) {
  writeHfFolder(golden, folder.path() / "hf");
  const fs::path out = folder.path() / "fp8";
  const auto report = quantize(folder.path() / "hf", out, "FP8");
  ASSERT_TRUE(report) << report.error().message;
  ASSERT_TRUE(report->bytes_by_dtype.contains("F8_E4M3"));
  const auto config = nlohmann::ordered_json::parse(readAll(out / "config.json"));
  EXPECT_EQ(config.at("quantization_config").at("weight_block_size"), (std::vector<int>{128, 128}));
  const auto in = Checkpoint::open(folder.path() / "hf");
  const auto made = Checkpoint::open(out);
  ASSERT_TRUE(in && made);
  for (const TensorView& tensor : (*made)->tensors()) {
    if (tensor.name.ends_with("_scale_inv")) continue;
    const TensorView* source = (*in)->find(tensor.name);
    ASSERT_NE(source, nullptr) << tensor.name;
    const std::vector<float> before = dequantise(**in, *source).value();
    const std::vector<float> after = dequantise(**made, tensor).value();
    const double size = rootMeanSquare(before, std::vector<float>(before.size()));
    const bool same = tensor.dtype != DType::kF8E4M3 || source->dtype == DType::kF8E4M3;
    EXPECT_LE(rootMeanSquare(before, after), same ? 0.0 : size * 0.04) << tensor.name;
  }
  if (golden.hasFp8()) expectSameLogits(logitsOfFile(out, golden), logitsOfFile(folder.path() / "hf", golden), 0.0F);
  EXPECT_FALSE(logitsOfFile(out, golden).empty());
}

INSTANTIATE_TEST_SUITE_P(Golden, Convert, testing::ValuesIn(goldenCaseNames()),
                         [](const auto& test) { return test.param; });

// As serving engines save checkpoints: q, k and v, and gate and up, in one tensor.
TEST(ConvertFused, PartsComeApart) {
  for (const char* name : {"llama_mqa7_bias_linear", "qwen2_gqa6_tied", "llama_mlp_bias"}) {
    SCOPED_TRACE(name);
    const GoldenCase golden = loadGoldenCase(name);
    const TempFolder folder;
    SafetensorsWriter writer;
    const auto append = [](std::vector<float>& to, const std::vector<float>& from) { to.insert(to.end(), from.begin(), from.end()); };
    const std::vector<std::vector<std::string>> groups = {{"q_proj", "k_proj", "v_proj"}, {"gate_proj", "up_proj"}};
    for (const RandomTensor& tensor : golden.tensors) {
      const auto group = std::find_if(groups.begin(), groups.end(), [&](const auto& parts) {
        return std::any_of(parts.begin(), parts.end(), [&](const std::string& part) { return tensor.name.find(part) != std::string::npos; });
      });
      if (group == groups.end()) {
        writer.addFloats(tensor.name, tensor.shape, tensor.values(golden.seed));
        continue;
      }
      const size_t at = tensor.name.find(group->front());
      if (at == std::string::npos) continue;  // written with the first of its group
      std::vector<float> values;
      std::vector<int64_t> shape = tensor.shape;
      shape[0] = 0;
      for (const std::string& part : *group) {
        std::string other = tensor.name;
        other.replace(at, group->front().size(), part);
        append(values, golden.tensor(other).values(golden.seed));
        shape[0] += golden.tensor(other).shape[0];
      }
      std::string fused = tensor.name;
      fused.replace(at, group->front().size(), group->size() == 3 ? "qkv_proj" : "gate_up_proj");
      writer.addFloats(fused, shape, values);
    }
    fs::create_directory(folder.path() / "fused");
    folder.write("fused/model.safetensors", writer.bytes());
    folder.write("fused/config.json", golden.config.dump());
    const fs::path out = folder.path() / "out.gguf";
    const auto report = quantize(folder.path() / "fused", out, "F32");
    ASSERT_TRUE(report) << report.error().message;
    expectEqualsReference(logitsOfFile(out, golden), golden.logits, static_cast<size_t>(golden.vocab()));
  }
}

// transformers' own spelling of experts: one stack for gate and up, one for down.
TEST(ConvertExperts, StackedOnesBecomeTheSame) {
  const GoldenCase golden = loadGoldenCase("v2_lite_yarn");
  const TempFolder folder;
  writeHfFolder(golden, folder.path() / "apart");
  const auto apart = Checkpoint::open(folder.path() / "apart").value();
  SafetensorsWriter writer;
  std::map<std::string, std::vector<std::vector<float>>> stacks;
  for (const TensorView& tensor : apart->tensors()) {
    const std::vector<float> values = dequantise(*apart, tensor).value();
    const size_t at = tensor.name.find(".mlp.experts.");
    if (at == std::string::npos) {
      writer.addFloats(tensor.name, tensor.shape, values);
      continue;
    }
    const std::string part = tensor.name.substr(tensor.name.find('.', at + 13) + 1);
    const auto expert = static_cast<size_t>(std::stoi(tensor.name.substr(at + 13)));
    auto& stack = stacks[tensor.name.substr(0, at + 13) + part];
    stack.resize(std::max(stack.size(), expert + 1));
    stack[expert] = values;
  }
  const auto hidden = golden.config.at("hidden_size").get<int64_t>();
  const auto ffn = golden.config.at("moe_intermediate_size").get<int64_t>();
  for (const auto& [name, gate] : stacks) {
    if (!name.ends_with("gate_proj.weight")) continue;
    const std::string base = name.substr(0, name.size() - std::string("gate_proj.weight").size());
    const auto count = static_cast<int64_t>(gate.size());
    std::vector<float> fused;
    std::vector<float> down;
    for (size_t expert = 0; expert < gate.size(); ++expert) {
      for (const auto& part : {gate[expert], stacks[base + "up_proj.weight"][expert]}) fused.insert(fused.end(), part.begin(), part.end());
      const auto& part = stacks[base + "down_proj.weight"][expert];
      down.insert(down.end(), part.begin(), part.end());
    }
    writer.addFloats(base + "gate_up_proj", {count, 2 * ffn, hidden}, fused);
    writer.addFloats(base + "down_proj", {count, hidden, ffn}, down);
  }
  fs::create_directory(folder.path() / "stacked");
  folder.write("stacked/model.safetensors", writer.bytes());
  folder.write("stacked/config.json", golden.config.dump());
  for (const char* type : {"F32", "FP8"}) {
    SCOPED_TRACE(type);
    const std::string suffix = std::string(type) == "F32" ? ".gguf" : "-fp8";
    const fs::path one = folder.path() / ("one" + suffix);
    const fs::path two = folder.path() / ("two" + suffix);
    ASSERT_TRUE(quantize(folder.path() / "apart", one, type));
    const auto report = quantize(folder.path() / "stacked", two, type);
    ASSERT_TRUE(report) << report.error().message;
    expectSameLogits(logitsOfFile(two, golden), logitsOfFile(one, golden), 0.0F);
  }
}

TEST(ConvertGguf, KeepsMetadataAndItsTypes) {
  const TempFolder folder;
  GgufWriter writer;
  writer.addString("general.architecture", "llama");
  writer.addString("general.name", "x");
  writer.pair("a.u8", GgufWriter::kU8, GgufWriter::raw<uint8_t>(200));
  writer.pair("a.i64", GgufWriter::kI64, GgufWriter::raw<int64_t>(-5));
  writer.pair("a.f64", GgufWriter::kF64, GgufWriter::raw(0.1));
  writer.addStrings("tokenizer.ggml.tokens", {"a", "", "b c"});
  writer.addU32("general.file_type", 1);
  writer.addU32("split.count", 0);
  writer.addFloats("blk.0.ffn_up.weight", {256, 4}, sampleWeights(4, 256, 3));
  writer.addFloats("blk.0.ffn_norm.weight", {256}, sampleWeights(1, 256, 4));
  const fs::path in = folder.write("in.gguf", writer.bytes());
  const fs::path out = folder.path() / "out.gguf";
  const auto report = quantize(in, out, "Q4_K_S");
  ASSERT_TRUE(report) << report.error().message;
  const std::string bytes = readAll(out);
  // The pairs lie in the file with their own types.
  EXPECT_NE(bytes.find(GgufWriter::text("a.u8") + GgufWriter::raw<uint32_t>(0) + "\xC8"), std::string::npos);
  EXPECT_NE(bytes.find(GgufWriter::text("a.i64") + GgufWriter::raw<uint32_t>(11) + GgufWriter::raw<int64_t>(-5)), std::string::npos);
  EXPECT_NE(bytes.find(GgufWriter::text("a.f64") + GgufWriter::raw<uint32_t>(12) + GgufWriter::raw(0.1)), std::string::npos);
  const auto made = Checkpoint::open(out).value();
  EXPECT_EQ(made->metadataInt("general.file_type"), 14);
  EXPECT_EQ(made->metadataInt("general.quantization_version"), 2);
  EXPECT_FALSE(made->metadata().contains("split.count"));
  EXPECT_EQ(std::get<GgufStrings>(made->metadata().find("tokenizer.ggml.tokens")->second),
            (std::vector<std::string>{"a", "", "b c"}));
  EXPECT_EQ(made->find("blk.0.ffn_up.weight")->dtype, DType::kQ4_K);
  EXPECT_EQ(made->find("blk.0.ffn_norm.weight")->dtype, DType::kF32);
}

TEST(ConvertGguf, ResultDoesNotDependOnThreads) {
  const TempFolder folder;
  const fs::path in = folder.write("in.gguf", sampleGguf({{"blk.0.ffn_up.weight", 700, 512}, {"blk.1.ffn_down.weight", 3, 1024}, {"output.weight", 65, 256}}));
  for (const std::string type : {"Q4_K_M", "Q5_0", "F16"}) {
    ASSERT_TRUE(quantize(in, folder.path() / (type + "1"), type, 1));
    ASSERT_TRUE(quantize(in, folder.path() / (type + "3"), type, 3));
    EXPECT_EQ(readAll(folder.path() / (type + "1")), readAll(folder.path() / (type + "3"))) << type;
  }
}

TEST(ConvertGguf, EveryTypeRoundTripsThroughAFile) {
  const TempFolder folder;
  const fs::path in = folder.write("in.gguf", sampleGguf({{"blk.5.ffn_up.weight", 40, 768}, {"blk.5.ffn_up_exps.weight", 8, 512}}));
  const auto source = Checkpoint::open(in).value();
  for (const std::string& type : quantizeTypes()) {
    if (type == "FP8") continue;
    SCOPED_TRACE(type);
    const fs::path out = folder.path() / (type + ".gguf");
    const auto report = quantize(in, out, type);
    ASSERT_TRUE(report) << report.error().message;
    const auto made = Checkpoint::open(out);
    ASSERT_TRUE(made) << made.error().message;
    for (const TensorView& tensor : (*made)->tensors()) {
      const std::vector<float> before = dequantise(*source, *source->find(tensor.name)).value();
      const std::vector<float> after = dequantise(**made, tensor).value();
      EXPECT_LE(rootMeanSquare(before, after), 0.32 * rootMeanSquare(before, std::vector<float>(before.size()))) << tensor.name;
    }
  }
}

}  // namespace
}  // namespace deepwell::test
