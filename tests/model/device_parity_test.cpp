// Logits of whole models on the device under test beside those of the CPU: every golden checkpoint, every weight type, every
// type of KV cache; prompts in chunks, then decoded. The bar: cosine >= 0.9999 at every position, and the same top token
// wherever the reference's leads by more than 0.01.
#include <cstdio>

#include "tests/kernels/random_weights.h"
#include "tests/model/model_fixture.h"
#include "tests/model/tensor_bag.h"
#include "tests/model/type_case.h"

namespace deepwell::test {
namespace {

constexpr double kCosine = 0.9999;
constexpr int32_t kCpuThreads = 2;

void expectParity(std::span<const float> ours, std::span<const float> reference, size_t vocab) {
  ASSERT_EQ(ours.size(), reference.size());
  double cosine = 1;
  double max_abs = 0;
  int other_top = 0;
  const auto positions = compareLogits(ours, reference, vocab);
  for (const PositionDifference& position : positions) {
    cosine = position.cosine >= cosine ? cosine : position.cosine;  // NaN is kept
    max_abs = std::max(max_abs, position.max_abs);
    other_top += position.clear && !position.same_top ? 1 : 0;
  }
  std::printf("  cosine 1 - %.2g, max difference %.2g, %d of %zu top tokens differ\n", 1 - cosine, max_abs, other_top, positions.size());
  EXPECT_GE(cosine, kCosine);
  EXPECT_EQ(other_top, 0);
}

class DeviceParity : public testing::Test {
 protected:
  // On the device under test, or with `on_cpu` on the CPU.
  std::vector<float> logits(const std::filesystem::path& path, std::span<const TokenId> tokens, std::span<const int32_t> cut,
                            bool on_cpu, std::optional<KvType> kv = {}) {
    auto logits = tryLogits(path, tokens, cut, on_cpu, kv);
    EXPECT_TRUE(logits) << logits.error().message;
    return logits ? std::move(*logits) : std::vector<float>{};
  }

  TempFolder folder_;

 private:
  static Result<std::vector<float>> tryLogits(const std::filesystem::path& path, std::span<const TokenId> tokens,
                                              std::span<const int32_t> cut, bool on_cpu, std::optional<KvType> kv) {
    std::shared_ptr<Backend> backend;
    if (on_cpu) {
      DEEPWELL_ASSIGN(backend, makeCpuBackend(kCpuThreads));
    } else {
      DEEPWELL_ASSIGN(backend, testBackend());
    }
    DEEPWELL_ASSIGN(const std::unique_ptr<DeviceModel> model, DeviceModel::open(path, std::move(backend), kv));
    return model->logits(tokens, cut);
  }
};

class GoldenParity : public DeviceParity, public testing::WithParamInterface<std::string> {};

TEST_P(GoldenParity, PrefillAndDecode) {
  const GoldenCase golden = loadGoldenCase(GetParam());
  const auto vocab = static_cast<size_t>(golden.vocab());
  writeHfFolder(golden, folder_.path());
  const auto tokens = static_cast<int32_t>(golden.tokens.size());
  const std::array<int32_t, 4> cut = {tokens - 13, 7, 2, 1};
  const std::vector<float> got = logits(folder_.path(), golden.tokens, cut, false);
  expectParity(got, logits(folder_.path(), golden.tokens, cut, true), vocab);
  if (!golden.hasFp8()) expectParity(got, golden.logits, vocab);  // the cache of FP8 models rounds
}

INSTANTIATE_TEST_SUITE_P(Golden, GoldenParity, testing::ValuesIn(goldenCaseNames()), [](const auto& test) { return test.param; });

// Steps of so few rows that nothing is rounded to 8 bits on the way.
constexpr std::array<int32_t, 4> kDecodeCut = {8, 8, 3, 1};

// Quantised types against the same weights in float32: the CPU rounds activations for the quantised ones. What a GPU's rounding
// of activations in longer prompts costs is measured by Types of types_test.cpp.
class TypeParity : public DeviceParity, public testing::WithParamInterface<std::tuple<const char*, DType>> {
 protected:
  // The golden case with random blocks of the type for all that its quantised mix quantises, but rows that blocks do not fit.
  static TensorBag quantised(const TypeCase& mix, DType type) {
    TensorBag bag = TensorBag::gguf(mix.golden, "gguf");
    uint32_t seed = 1;
    for (const QuantisedTensor& tensor : mix.quantised) {
      if (tensor.shape.back() % dtypeInfo(type).block_elements != 0) continue;
      int64_t rows = 1;
      for (size_t i = 0; i + 1 < tensor.shape.size(); ++i) rows *= tensor.shape[i];
      const RandomWeights weights = randomWeights(dtypeInfo(type).name, rows, tensor.shape.back(), seed++);
      bag.tensors[tensor.name] = {type, tensor.shape, std::string(reinterpret_cast<const char*>(weights.bytes.data()), weights.bytes.size())};
    }
    return bag;
  }
};

TEST_P(TypeParity, PrefillAndDecode) {
  const auto& [architecture, type] = GetParam();
  const TypeCase mix = loadTypeCase(architecture, "q4_k_m");
  ASSERT_FALSE(mix.quantised.empty());
  const auto file = folder_.write("quantised.gguf", quantised(mix, type).ggufBytes());
  const auto wide = folder_.write("wide.gguf", TensorBag::widened(file).ggufBytes());
  expectParity(logits(file, mix.golden.tokens, kDecodeCut, false), logits(wide, mix.golden.tokens, kDecodeCut, true),
               static_cast<size_t>(mix.golden.vocab()));
}

std::vector<DType> blockTypes() {
  std::vector<DType> types;
  for (const DTypeInfo& info : allDTypes()) {
    if (info.weight && info.block_elements > 1) types.push_back(info.dtype);
  }
  return types;
}

INSTANTIATE_TEST_SUITE_P(Types, TypeParity, testing::Combine(testing::Values("llama", "deepseek_v3"), testing::ValuesIn(blockTypes())),
                         [](const auto& test) {
                           return std::string(dtypeInfo(std::get<1>(test.param)).name) + "_" + std::get<0>(test.param);
                         });

class ColumnParity : public DeviceParity, public testing::WithParamInterface<const char*> {
 protected:
  void expectSame(const std::filesystem::path& path, const GoldenCase& golden) {
    constexpr std::array<int32_t, 3> kCut = {16, 3, 1};
    expectParity(logits(path, golden.tokens, kCut, false), golden.logits, static_cast<size_t>(golden.vocab()));
  }
};

TEST_P(ColumnParity, PlainTypes) {
  const GoldenCase golden = loadTypeCase(GetParam(), "exact").golden;
  for (const std::string dtype : {"F32", "BF16", "F16"}) {
    SCOPED_TRACE(dtype);
    expectSame(folder_.write(dtype + ".gguf", ggufBytes(golden, "gguf", dtype)), golden);
  }
}

TEST_P(ColumnParity, Fp8) {
  const GoldenCase golden = loadTypeCase(GetParam(), "fp8").golden;
  writeHfFolder(golden, folder_.path());
  expectSame(folder_.path(), golden);
}

TEST_P(ColumnParity, Mixes) {
  for (const std::string column : {"q4_k_m", "iq2_xxs"}) {
    SCOPED_TRACE(column);
    const TypeCase mix = loadTypeCase(GetParam(), column);
    const auto file = folder_.write(column + ".gguf", quantisedGguf(mix));
    expectParity(logits(file, mix.golden.tokens, kDecodeCut, false), mix.golden.logits, static_cast<size_t>(mix.golden.vocab()));
  }
}

INSTANTIATE_TEST_SUITE_P(Types, ColumnParity, testing::ValuesIn(kTypeArchitectures), [](const auto& test) { return std::string(test.param); });

// Caches that round, the same way on both sides.
class KvParity : public DeviceParity, public testing::WithParamInterface<std::tuple<const char*, KvType>> {};

TEST_P(KvParity, PrefillAndDecode) {
  const auto& [name, type] = GetParam();
  const GoldenCase golden = loadGoldenCase(name);
  writeHfFolder(golden, folder_.path());
  constexpr std::array<int32_t, 2> kCut = {70, 1};
  expectParity(logits(folder_.path(), golden.tokens, kCut, false, type), logits(folder_.path(), golden.tokens, kCut, true, type),
               static_cast<size_t>(golden.vocab()));
}

INSTANTIATE_TEST_SUITE_P(Caches, KvParity,
                         testing::Values(std::tuple("llama_gqa6_llama3", KvType::kF16), std::tuple("qwen3_mqa7_yarn", KvType::kQ8),
                                         std::tuple("v2_moe_every_2nd", KvType::kF16)),
                         [](const auto& test) { return std::string(std::get<0>(test.param)); });

}  // namespace
}  // namespace deepwell::test
