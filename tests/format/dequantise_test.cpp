// Against tests/golden/format, made by the packages that define the formats (tests/tools/make_format_goldens.py).
#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <filesystem>

#include "engine/format/checkpoint.h"
#include "engine/format/ggml_types.h"
#include "tests/format/refusals.h"
#include "tests/support/safetensors_writer.h"
#include "tests/support/temp_folder.h"

namespace deepwell {
namespace {

using test::kFormatGoldens;

std::shared_ptr<const Checkpoint> mustOpen(const std::filesystem::path& path) {
  auto checkpoint = Checkpoint::open(path);
  if (!checkpoint) {
    ADD_FAILURE() << checkpoint.error().message;
    return nullptr;
  }
  return *checkpoint;
}

// Every bit equal; NaN counts as equal to NaN.
void expectSameBits(const std::vector<float>& actual, const std::vector<float>& expected) {
  ASSERT_EQ(actual.size(), expected.size());
  for (size_t i = 0; i < actual.size(); ++i) {
    if (std::isnan(actual[i]) && std::isnan(expected[i])) continue;
    ASSERT_EQ(std::bit_cast<uint32_t>(actual[i]), std::bit_cast<uint32_t>(expected[i]))
        << "element " << i << ": " << actual[i] << " instead of " << expected[i];
  }
}

// Every tensor of `actual` that `expected` has, and at least `count` of them.
void compareAll(const std::filesystem::path& actual_path, const std::filesystem::path& expected_path, size_t count) {
  const auto actual = mustOpen(kFormatGoldens / actual_path);
  const auto expected = mustOpen(kFormatGoldens / expected_path);
  ASSERT_TRUE(actual && expected);
  EXPECT_EQ(expected->tensors().size(), count);
  for (const TensorView& want : expected->tensors()) {
    SCOPED_TRACE(want.name);
    const TensorView* have = actual->find(want.name);
    ASSERT_NE(have, nullptr);
    EXPECT_EQ(have->shape, want.shape);
    const auto have_values = dequantise(*actual, *have);
    const auto want_values = dequantise(*expected, want);
    ASSERT_TRUE(have_values) << have_values.error().message;
    ASSERT_TRUE(want_values);
    expectSameBits(*have_values, *want_values);
  }
}

TEST(Dequantise, GgufTypesLikeTheGgufPackage) { compareAll("types.gguf", "types.safetensors", 7); }

TEST(Dequantise, QuantisedTypesLikeTheGgufPackage) { compareAll("quants.gguf", "quants.safetensors", 8); }

TEST(Dequantise, IqTypesLikeTheGgufPackage) { compareAll("iq.gguf", "iq.safetensors", 9); }

TEST(Dequantise, Fp8BlocksLikeTorch) { compareAll("fp8", "fp8_expected.safetensors", 5); }

TEST(Dequantise, EveryTypeHasAConversion) {
  for (const DTypeInfo& info : allDTypes()) {
    SCOPED_TRACE(info.name);
    EXPECT_EQ(&dtypeInfo(info.dtype), &info);
    std::vector<std::byte> zeros(info.block_bytes + 1);
    std::vector<float> values(info.block_elements, 1.0F);
    info.to_float(zeros.data() + 1, info.block_elements, values.data());  // one byte off: any alignment will do
    const float zero = info.dtype == DType::kF8E8M0 ? 0x1p-127F : 0.0F;  // which has no zero
    for (const float value : values) EXPECT_EQ(value, zero);
    if (info.ggml_type >= 0) {
      EXPECT_EQ(dtypeFromGgml(static_cast<uint32_t>(info.ggml_type)), info.dtype);
    }
    if (!info.st_name.empty()) {
      EXPECT_EQ(dtypeFromSafetensors(info.st_name), info.dtype);
    }
  }
}

TEST(Dequantise, NamesOfReadableTypesAgreeWithTheFormat) {
  for (const DTypeInfo& info : allDTypes()) {
    if (info.ggml_type < 0) continue;
    EXPECT_EQ(ggmlTypeName(static_cast<uint32_t>(info.ggml_type)), info.name);
  }
}

TEST(Dequantise, KnowsTheNamesOfTypesItCannotRead) {
  EXPECT_EQ(ggmlTypeName(16), "IQ2_XXS");
  EXPECT_EQ(ggmlTypeName(39), "MXFP4");
  EXPECT_EQ(ggmlTypeName(4), "Q4_2");
  EXPECT_EQ(ggmlTypeName(57), "unknown");
  EXPECT_EQ(ggmlTypeName(4000000000U), "unknown");
  EXPECT_EQ(dtypeFromGgml(34), std::nullopt);
}

// e4m3 0x38 is 1.0: what comes out is the scale that each element got.
struct ScaleCase {
  std::string config;  // config.json, empty: none
  std::vector<int64_t> shape;
  std::vector<int64_t> scale_shape;
  std::vector<float> scales;
};

Result<std::vector<float>> dequantiseOnes(const ScaleCase& c, bool with_scale = true) {
  const test::TempFolder folder;
  test::SafetensorsWriter writer;
  int64_t elements = 1;
  for (const int64_t size : c.shape) elements *= size;
  writer.tensor("w.weight", "F8_E4M3", c.shape, std::string(static_cast<size_t>(elements), '\x38'));
  if (with_scale) writer.addFloats("w.weight_scale_inv", c.scale_shape, c.scales);
  folder.write("model.safetensors", writer.bytes());
  if (!c.config.empty()) folder.write("config.json", c.config);
  DEEPWELL_ASSIGN(const auto checkpoint, Checkpoint::open(folder.path()));
  return dequantise(*checkpoint, *checkpoint->find("w.weight"));
}

TEST(Dequantise, Fp8BlockSizeFromConfig) {
  const auto values = dequantiseOnes(
      {R"({"quantization_config":{"weight_block_size":[2,3]}})", {3, 4}, {2, 2}, {1.0F, 2.0F, 3.0F, 4.0F}});
  ASSERT_TRUE(values) << values.error().message;
  expectSameBits(*values, {1, 1, 1, 2, 1, 1, 1, 2, 3, 3, 3, 4});
}

// DeepSeek V3.1's exponents: the same as their powers of two in float32, however the file calls them.
TEST(Dequantise, Fp8ScalesAsExponents) {
  const std::string exponents("\x7f\x01\x00\x86\x60\xfe", 6);
  const std::vector<float> scales = {1.0F, 0x1p-126F, 0x1p-127F, 128.0F, 0x1p-31F, 0x1p127F};
  const auto open = [&](std::string_view dtype) {
    const test::TempFolder folder;
    test::SafetensorsWriter writer;
    writer.tensor("w.weight", "F8_E4M3", {200, 300}, std::string(60000, '\x3B'));  // 1.375
    if (dtype == "F32") writer.addFloats("w.weight_scale_inv", {2, 3}, scales);
    if (dtype != "F32") writer.tensor("w.weight_scale_inv", std::string(dtype), {2, 3}, exponents);
    folder.write("model.safetensors", writer.bytes());
    const auto checkpoint = mustOpen(folder.path());
    const auto values = dequantise(*checkpoint, *checkpoint->find("w.weight"));
    EXPECT_TRUE(values) << values.error().message;
    return values ? *values : std::vector<float>();
  };
  const std::vector<float> plain = open("F32");
  ASSERT_EQ(plain.size(), 60000U);
  EXPECT_EQ(plain[128], 1.375F * 0x1p-126F);
  expectSameBits(open("F8_E8M0"), plain);
  expectSameBits(open("U8"), plain);
}

TEST(Dequantise, Fp8StackOfMatrices) {
  const auto values =
      dequantiseOnes({R"({"quantization_config":{"weight_block_size":[1,2]}})", {2, 1, 3}, {2, 1, 2}, {1, 2, 3, 4}});
  ASSERT_TRUE(values) << values.error().message;
  expectSameBits(*values, {1, 1, 2, 3, 3, 4});
}

TEST(Dequantise, Fp8WithoutScales) {
  const ScaleCase plain = {"", {2, 2}, {}, {}};
  ASSERT_TRUE(dequantiseOnes(plain, false));
  expectSameBits(*dequantiseOnes(plain, false), {1, 1, 1, 1});
  const ScaleCase promised = {R"({"quantization_config":{"quant_method":"fp8"}})", {2, 2}, {}, {}};
  const auto missing = dequantiseOnes(promised, false);
  ASSERT_FALSE(missing);
  EXPECT_NE(missing.error().message.find("w.weight_scale_inv"), std::string::npos);
}

TEST(Dequantise, Fp8ScalesOfTheWrongShape) {
  const auto values = dequantiseOnes({"", {129, 2}, {1, 1}, {1.0F}});
  ASSERT_FALSE(values);
  EXPECT_EQ(values.error().code, ErrorCode::kCorruptFile);
  EXPECT_NE(values.error().message.find("2 x 1"), std::string::npos) << values.error().message;
}

TEST(Dequantise, Fp8BadBlockSize) {
  for (const char* size : {"[0,128]", "[128]", "[1,2,3]", "[\"a\",1]", "[128,-1]"}) {
    const auto config = std::string(R"({"quantization_config":{"weight_block_size":)") + size + "}}";
    EXPECT_FALSE(dequantiseOnes({config, {2, 2}, {1, 1}, {1.0F}})) << size;
  }
}

}  // namespace
}  // namespace deepwell
