// The spellings that Hugging Face checkpoints have: experts apart, stacked, fused, turned; projections fused; FP8 with
// scales of several kinds.
#include <cmath>

#include "tests/model/model_fixture.h"
#include "tests/model/tensor_bag.h"

namespace deepwell::test {
namespace {

using Json = nlohmann::ordered_json;

class HfVariants : public testing::Test {
 protected:
  void expectReference(const TensorBag& bag, const GoldenCase& golden, size_t pad = 0) {
    bag.writeHf(folder_.path(), golden.config, pad);
    expectEqualsReference(logitsOfFile(folder_.path(), golden), golden.logits, static_cast<size_t>(golden.vocab()));
  }

  TempFolder folder_;
};

// In the last case gate_up is square, in none the others.
constexpr const char* kExpertCases[] = {"v2_lite_yarn", "v3_groups_yarn_mtp", "v3_top5_mscale"};

TEST_F(HfVariants, StackedExperts) {
  for (const char* name : kExpertCases) {
    for (const bool fused : {false, true}) {
      SCOPED_TRACE(std::string(name) + (fused ? " fused" : " apart"));
      const GoldenCase golden = loadGoldenCase(name);
      TensorBag bag = TensorBag::hf(golden);
      stackExperts(bag, golden.config, fused);
      expectReference(bag, golden);
    }
  }
}

TEST_F(HfVariants, StackedExpertsWithTheInputsFirst) {
  for (const char* name : kExpertCases) {
    for (const bool fused : {false, true}) {
      SCOPED_TRACE(std::string(name) + (fused ? " fused" : " apart"));
      const GoldenCase golden = loadGoldenCase(name);
      TensorBag bag = TensorBag::hf(golden);
      stackExperts(bag, golden.config, fused);
      for (auto& [tensor, value] : bag.tensors) {
        if (tensor.find(".experts.") != std::string::npos) bag.turn(tensor);
      }
      expectReference(bag, golden);
    }
  }
}

TEST_F(HfVariants, FusedGateUpOfEveryKindOfLayer) {
  for (const char* name : {"v3_groups_yarn_mtp", "llama_mha5", "llama_mlp_bias", "qwen3_gqa6_headdim"}) {
    SCOPED_TRACE(name);
    const GoldenCase golden = loadGoldenCase(name);
    TensorBag bag = TensorBag::hf(golden);
    const std::map<std::string, BagTensor> before = bag.tensors;
    for (const auto& [tensor, value] : before) {
      const size_t at = tensor.find("gate_proj.");
      if (at == std::string::npos) continue;
      std::string up = tensor;
      std::string fused = tensor;
      bag.join({tensor, up.replace(at, 4, "up")}, fused.replace(at, 4, "gate_up"));
    }
    expectReference(bag, golden);
  }
}

TEST_F(HfVariants, FusedQkv) {
  for (const char* name : {"llama_mqa7_bias_linear", "qwen2_gqa6_tied", "qwen3_mqa7_yarn"}) {
    SCOPED_TRACE(name);
    const GoldenCase golden = loadGoldenCase(name);
    TensorBag bag = TensorBag::hf(golden);
    for (int layer = 0; layer < golden.config["num_hidden_layers"].get<int>(); ++layer) {
      const std::string prefix = fmt::format("model.layers.{}.self_attn.", layer);
      for (const std::string suffix : {".weight", ".bias"}) {
        if (!bag.has(prefix + "q_proj" + suffix)) continue;
        bag.join({prefix + "q_proj" + suffix, prefix + "k_proj" + suffix, prefix + "v_proj" + suffix},
                 prefix + "qkv_proj" + suffix);
      }
    }
    expectReference(bag, golden);
  }
}

TEST_F(HfVariants, FusedLatentProjections) {
  const GoldenCase golden = loadGoldenCase("v3_groups_yarn_mtp");
  TensorBag bag = TensorBag::hf(golden);
  for (int layer = 0; layer < golden.config["num_hidden_layers"].get<int>(); ++layer) {
    const std::string prefix = fmt::format("model.layers.{}.self_attn.", layer);
    bag.join({prefix + "q_a_proj.weight", prefix + "kv_a_proj_with_mqa.weight"},
             prefix + "fused_qkv_a_proj_with_mqa.weight");
  }
  expectReference(bag, golden);
}

// Old writers do not pad the header: the data begin anywhere.
TEST_F(HfVariants, UnalignedData) {
  for (const char* name : {"llama_gqa6_llama3", "v3_groups_yarn_mtp"}) {
    const GoldenCase golden = loadGoldenCase(name);
    for (const size_t pad : {1U, 2U, 3U}) {
      SCOPED_TRACE(fmt::format("{} {}", name, pad));
      expectReference(TensorBag::hf(golden), golden, pad);
      expectReference(TensorBag::hf(golden, "BF16"), golden, pad);
    }
  }
}

TEST_F(HfVariants, MtpLayerIsLeftAlone) {
  const GoldenCase golden = loadGoldenCase("v3_groups_yarn_mtp");
  TensorBag bag = TensorBag::hf(golden);
  ASSERT_TRUE(bag.has("model.layers.3.eh_proj.weight"));
  expectReference(bag, golden);
  bag.take("model.layers.3.shared_head.norm.weight");  // incomplete, as some re-quantised files are
  expectReference(bag, golden);
  std::erase_if(bag.tensors, [](const auto& entry) { return entry.first.starts_with("model.layers.3."); });
  expectReference(bag, golden);
}

// FP8 numbers of any scale blocks and the same weights in float32.
class Fp8Variants : public HfVariants {
 protected:
  // A bag of float32 in which every FP8 tensor is code * scale, by hand.
  static TensorBag widened(const TensorBag& fp8, int64_t block) {
    TensorBag out;
    for (const auto& [name, tensor] : fp8.tensors) {
      if (name.ends_with("_scale_inv")) continue;
      out.tensors[name] = tensor.dtype == DType::kF8E4M3 ? widen(tensor, fp8.tensors.at(name + "_scale_inv"), block) : tensor;
    }
    return out;
  }

  static BagTensor widen(const BagTensor& codes, const BagTensor& scales, int64_t block) {
    const size_t dims = codes.shape.size();
    const int64_t rows = codes.shape[dims - 2];
    const int64_t cols = codes.shape[dims - 1];
    const int64_t scale_rows = (rows + block - 1) / block;
    const int64_t scale_cols = (cols + block - 1) / block;
    const auto* scale = reinterpret_cast<const float*>(scales.bytes.data());
    std::vector<float> values(codes.bytes.size());
    for (int64_t i = 0; i < static_cast<int64_t>(values.size()); ++i) {
      const auto code = static_cast<uint8_t>(codes.bytes[static_cast<size_t>(i)]);
      const int exponent = (code >> 3) & 15;
      const double magnitude = exponent == 0 ? std::ldexp(code & 7, -9) : std::ldexp(8 + (code & 7), exponent - 10);
      const int64_t place = (i / (rows * cols) * scale_rows + i / cols % rows / block) * scale_cols + i % cols / block;
      values[static_cast<size_t>(i)] = static_cast<float>((code & 0x80) != 0 ? -magnitude : magnitude) * scale[place];
    }
    return {DType::kF32, codes.shape, std::string(reinterpret_cast<const char*>(values.data()), 4 * values.size())};
  }

  // Scales for blocks of `block`, some powers of two.
  static BagTensor scalesFor(const BagTensor& codes, int64_t block) {
    BagTensor out{DType::kF32, codes.shape, ""};
    const size_t dims = codes.shape.size();
    for (size_t i = dims - 2; i < dims; ++i) out.shape[i] = (out.shape[i] + block - 1) / block;
    int64_t count = 1;
    for (const int64_t size : out.shape) count *= size;
    std::vector<float> values;
    for (int64_t i = 0; i < count; ++i) values.push_back(std::ldexp(1.0F, -9 + static_cast<int>(i * 7 % 3)));
    out.bytes.assign(reinterpret_cast<const char*>(values.data()), 4 * values.size());
    return out;
  }

  // Logits of the FP8 bag are those of the same weights in float32.
  void expectLikeFloats(const TensorBag& fp8, const GoldenCase& golden, int64_t block) {
    Json plain = golden.config;
    plain.erase("quantization_config");
    widened(fp8, block).writeHf(folder_.path() / "f32", plain);
    const std::vector<float> want = logitsOfFile(folder_.path() / "f32", golden);
    Json config = golden.config;
    config["quantization_config"]["weight_block_size"] = {block, block};
    fp8.writeHf(folder_.path() / "fp8", config);
    expectEqualsReference(logitsOfFile(folder_.path() / "fp8", golden), want, static_cast<size_t>(golden.vocab()));
  }
};

// The block scales of a fused tensor are those of the whole: the boundary between gate and up lies inside a block.
TEST_F(Fp8Variants, StackedExperts) {
  const GoldenCase golden = loadGoldenCase("v3_fp8");
  for (const int64_t block : {16, 48, 128}) {
    for (const bool fused : {true, false}) {
      SCOPED_TRACE(fmt::format("blocks of {}, {}", block, fused ? "fused" : "apart"));
      TensorBag bag = TensorBag::hf(golden);
      std::erase_if(bag.tensors, [](const auto& entry) { return entry.first.ends_with("_scale_inv"); });
      stackExperts(bag, golden.config, fused);
      const std::map<std::string, BagTensor> all = bag.tensors;
      for (const auto& [name, tensor] : all) {
        if (tensor.dtype == DType::kF8E4M3) bag.tensors[name + "_scale_inv"] = scalesFor(tensor, block);
      }
      expectLikeFloats(bag, golden, block);
    }
  }
}

TEST_F(Fp8Variants, StackedExpertsWithTheInputsFirst) {
  const GoldenCase golden = loadGoldenCase("v3_fp8");
  TensorBag bag = TensorBag::hf(golden);
  std::erase_if(bag.tensors, [](const auto& entry) { return entry.first.ends_with("_scale_inv"); });
  stackExperts(bag, golden.config, true);
  const std::map<std::string, BagTensor> all = bag.tensors;
  for (const auto& [name, tensor] : all) {
    if (name.find(".experts.") != std::string::npos) bag.turn(name);
    if (tensor.dtype == DType::kF8E4M3) bag.tensors[name + "_scale_inv"] = scalesFor(bag.at(name), 48);
  }
  expectLikeFloats(bag, golden, 48);
}

// One scale for a row or for the whole matrix, as compressed-tensors and older FP8 exports have it.
TEST_F(Fp8Variants, ScalesOfRowsAndMatrices) {
  const GoldenCase golden = loadGoldenCase("qwen3_fp8");
  for (const bool rows : {true, false}) {
    for (const bool spelled_inv : {true, false}) {
      SCOPED_TRACE(fmt::format("{} {}", rows ? "rows" : "matrix", spelled_inv ? "_scale_inv" : "_scale"));
      TensorBag bag = TensorBag::hf(golden);
      TensorBag floats;
      const std::map<std::string, BagTensor> all = bag.tensors;
      for (const auto& [name, tensor] : all) {
        if (name.ends_with("_scale_inv")) continue;
        floats.tensors[name] = tensor;
        if (tensor.dtype != DType::kF8E4M3) continue;
        const int64_t count = rows ? tensor.shape[0] : 1;
        std::vector<float> scales;
        for (int64_t i = 0; i < count; ++i) scales.push_back(std::ldexp(1.0F, -9 + static_cast<int>(i % 3)));
        const std::string bytes(reinterpret_cast<const char*>(scales.data()), 4 * scales.size());
        bag.take(name + "_scale_inv");
        bag.tensors[name + (spelled_inv ? "_scale_inv" : "_scale")] = {
            DType::kF32, rows ? std::vector<int64_t>{count, 1} : std::vector<int64_t>{}, bytes};
        std::string spread;
        for (int64_t i = 0; i < tensor.shape[0]; ++i) spread += bytes.substr(rows ? static_cast<size_t>(4 * i) : 0, 4);
        // A block of one row and all columns, by hand.
        BagTensor wide = tensor;
        wide.shape = {tensor.shape[0], 1, tensor.shape[1]};
        floats.tensors[name] = widen(wide, {DType::kF32, {}, spread}, 4096);
        floats.tensors[name].shape = tensor.shape;
      }
      Json plain = golden.config;
      plain.erase("quantization_config");
      floats.writeHf(folder_.path() / "f32", plain);
      Json config = golden.config;
      config["quantization_config"] = {{"quant_method", "compressed-tensors"}, {"format", "float-quantized"}};
      bag.writeHf(folder_.path() / "fp8", config);
      expectEqualsReference(logitsOfFile(folder_.path() / "fp8", golden), logitsOfFile(folder_.path() / "f32", golden),
                            static_cast<size_t>(golden.vocab()));
    }
  }
}

TEST_F(Fp8Variants, OtherQuantisationsAreRefusedByName) {
  const GoldenCase golden = loadGoldenCase("qwen3_gqa6_headdim");
  for (const char* method : {"awq", "gptq", "bitsandbytes", "compressed-tensors"}) {
    GoldenCase changed = golden;
    changed.config["quantization_config"] = {{"quant_method", method}, {"bits", 4}, {"format", "pack-quantized"}};
    TensorBag::hf(golden).writeHf(folder_.path(), changed.config);
    const auto engine = openEngine(folder_.path());
    ASSERT_FALSE(engine);
    EXPECT_NE(engine.error().message.find(method), std::string::npos) << engine.error().message;
  }
}

}  // namespace
}  // namespace deepwell::test
