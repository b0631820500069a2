// Weights on the device: their layout, and products of few rows. Activations stay float32 there, so errors are those of rounding.
#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <map>
#include <random>
#include <vector>

#include "engine/backend/vulkan/vulkan_backend.h"
#include "engine/backend/vulkan/weight_layout.h"
#include "engine/ops/recorder.h"
#include "tests/kernels/random_weights.h"

namespace deepwell::vulkan {
namespace {

using deepwell::test::RandomWeights;

Weight viewOf(const RandomWeights& random, DType dtype) {
  Weight weight;
  weight.name = "w";
  weight.dtype = dtype;
  weight.rows = random.rows;
  weight.cols = random.cols;
  weight.data = random.bytes.data();
  weight.row_bytes = random.row_bytes;
  weight.scale_inv = random.scale_inv.empty() ? nullptr : random.scale_inv.data();
  weight.scale_cols = random.scale_cols;
  weight.block_rows = random.block_rows;
  weight.block_cols = random.block_cols;
  return weight;
}

std::vector<DType> weightTypes() {
  std::vector<DType> types;
  for (const DTypeInfo& info : allDTypes()) {
    if (info.weight) types.push_back(info.dtype);
  }
  return types;
}

int64_t widthFor(DType type, int64_t odd) {
  const int64_t block = dtypeInfo(type).block_elements;
  return (odd + block - 1) / block * block;
}

std::string nameOf(const testing::TestParamInfo<DType>& info) { return std::string(dtypeInfo(info.param).name); }

std::vector<std::byte> sorted(std::span<const std::byte> bytes) {
  std::vector<std::byte> out(bytes.begin(), bytes.end());
  std::ranges::sort(out);
  return out;
}

class Layout : public testing::TestWithParam<DType> {};

TEST_P(Layout, RowsKeepTheirBytesAndArePadded) {
  const DType type = GetParam();
  const RandomWeights random = deepwell::test::randomWeights(dtypeInfo(type).name, 5, widthFor(type, 777), 3);
  const Weight weight = viewOf(random, type);
  const auto stride = static_cast<int64_t>(deviceRowBytes(weight));
  const bool plain = dtypeInfo(type).block_elements == 1;
  EXPECT_EQ(stride % 16, 0);
  EXPECT_GE(stride, weight.row_bytes);
  EXPECT_LT(stride, weight.row_bytes + (plain ? 16 * static_cast<int64_t>(dtypeInfo(type).block_bytes) : 16));
  std::vector<std::byte> out(static_cast<size_t>(3 * stride), std::byte{0xAA});
  packRows(weight, 2, 3, out.data());
  for (int64_t row = 0; row < 3; ++row) {
    const auto packed = std::span(out).subspan(static_cast<size_t>(row * stride), static_cast<size_t>(stride));
    const auto in = std::span(weight.data + (2 + row) * weight.row_bytes, static_cast<size_t>(weight.row_bytes));
    EXPECT_EQ(sorted(packed.first(in.size())), sorted(in)) << row;
    for (const std::byte b : packed.subspan(in.size())) ASSERT_EQ(b, std::byte{0});
  }
}

INSTANTIATE_TEST_SUITE_P(Types, Layout, testing::ValuesIn(weightTypes()), nameOf);

TEST(LayoutOfQ4_0, FieldsLieInPlanes) {
  const RandomWeights random = deepwell::test::randomWeights("Q4_0", 1, 96, 4);
  std::vector<std::byte> out(64);
  const Weight weight = viewOf(random, DType::kQ4_0);
  ASSERT_EQ(deviceRowBytes(weight), 64U);
  packRows(weight, 0, 1, out.data());
  for (size_t block = 0; block < 3; ++block) {
    const std::byte* in = random.bytes.data() + 18 * block;
    EXPECT_EQ(std::memcmp(out.data() + 16 * block, in + 2, 16), 0) << block;  // q
    EXPECT_EQ(std::memcmp(out.data() + 48 + 2 * block, in, 2), 0) << block;   // d
  }
}

// Kept to the end of the process: lavapipe (Mesa 22.3.6) does not always survive the end of a device.
Result<std::unique_ptr<Backend>>& keptBackend(uint64_t largest_allocation) {
  static auto& backends = *new std::map<uint64_t, Result<std::unique_ptr<Backend>>>;
  if (!backends.contains(largest_allocation)) {
    PluginDeviceOptions options;
    options.largest_allocation = largest_allocation;
    backends.emplace(largest_allocation, makeVulkanBackend(options));
  }
  return backends.at(largest_allocation);
}

// Runs programs of one input buffer.
class Vectors : public testing::TestWithParam<DType> {
 protected:
  void SetUp() override { useBackend(0); }

  void useBackend(uint64_t largest_allocation) {
    auto& backend = keptBackend(largest_allocation);
    if (!backend) GTEST_SKIP() << backend.error().message;
    backend_ = backend->get();
  }

  // Rows of `out` of a step of `rows` rows, by a program for max_rows.
  std::vector<float> run(const OpList& list, BufferId in, int64_t in_width, BufferId out, int64_t out_width, std::span<const float> x,
                                int32_t rows, int32_t max_rows) {
    auto program = backend_->prepare(list, max_rows);
    EXPECT_TRUE(program) << program.error().message;
    if (!program) return {};
    EXPECT_TRUE(backend_->writeBuffer(**program, in, rows, x.first(static_cast<size_t>(rows * in_width))));
    const std::vector<int32_t> tokens(static_cast<size_t>(rows));
    const StepSequence sequence{0, rows, 0, {}};
    const Status status = backend_->run(**program, {tokens, {&sequence, 1}, {}, {}});
    EXPECT_TRUE(status) << status.error().message;
    std::vector<float> got(static_cast<size_t>(rows * out_width));
    EXPECT_TRUE(backend_->readBuffer(**program, out, rows, got));
    return got;
  }

  static void expectProducts(const RandomWeights& weights, std::span<const float> x, std::span<const float> got) {
    const auto cols = static_cast<size_t>(weights.cols);
    for (size_t i = 0; i < got.size(); ++i) {
      const float* row = weights.values.data() + i % static_cast<size_t>(weights.rows) * cols;
      const float* column = x.data() + i / static_cast<size_t>(weights.rows) * cols;
      double want = 0;
      double size = 0;
      for (size_t k = 0; k < cols; ++k) {
        want += static_cast<double>(row[k]) * column[k];
        size += std::abs(static_cast<double>(row[k]) * column[k]);
      }
      ASSERT_NEAR(got[i], want, 1e-6 * size) << "row " << i % static_cast<size_t>(weights.rows) << " of the weight";
    }
  }

  Backend* backend_ = nullptr;
};

// Longer than the lanes of a row take at once, and not a multiple of it.
TEST_P(Vectors, ProductsOfUpToEightRowsAreTheSameBits) {
  const DType type = GetParam();
  const RandomWeights random = deepwell::test::randomWeights(dtypeInfo(type).name, 37, widthFor(type, 2300), 5, 10, 48);
  const Weight weight = viewOf(random, type);
  const std::vector<float> x = deepwell::test::randomFloats(static_cast<size_t>(8 * random.cols), 6);
  Recorder r;
  const BufferId in = r.buffer(static_cast<int32_t>(random.cols));
  const BufferId out = r.buffer(37);
  r.matmul({in, {{&weight, nullptr, out, false}}});
  const OpList list = r.take();
  const std::vector<float> all = run(list, in, random.cols, out, 37, x, 8, 8);
  expectProducts(random, x, all);
  for (const auto& [rows, max_rows] : {std::pair{1, 1}, {2, 2}, {3, 3}, {1, 4}, {5, 8}}) {
    const std::vector<float> some = run(list, in, random.cols, out, 37, x, rows, max_rows);
    for (size_t i = 0; i < some.size(); ++i) {
      ASSERT_EQ(std::bit_cast<uint32_t>(some[i]), std::bit_cast<uint32_t>(all[i])) << rows << " rows, element " << i;
    }
  }
}

// Decoders give the numbers of kernels/common/dequantise.h, to the bit. Block scales are made so small that many are denormal, which
// weights of real models have too.
TEST_P(Vectors, EmbedGivesTheReferencesBits) {
  const DType type = GetParam();
  RandomWeights random = deepwell::test::randomWeights(dtypeInfo(type).name, 40, widthFor(type, 509), 19, 10, 48);
  std::mt19937 numbers(20);
  for (int64_t block = 0; !random.scale_places.empty() && block < static_cast<int64_t>(random.bytes.size()) / random.block_bytes; block += 2) {
    for (const auto& [at, size] : random.scale_places) {
      if (size != 2) continue;
      const auto half = static_cast<uint16_t>(numbers() & 0x87FFU);  // below 2^-13; half of them below 2^-14
      std::memcpy(random.bytes.data() + static_cast<size_t>(block * random.block_bytes) + at, &half, 2);
    }
  }
  const Weight weight = viewOf(random, type);
  Recorder r;
  const BufferId out = r.buffer(static_cast<int32_t>(random.cols));
  r.embed({&weight, out});
  const OpList list = r.take();
  auto program = backend_->prepare(list, 7);
  ASSERT_TRUE(program) << program.error().message;
  const std::vector<int32_t> tokens = {0, 39, 5, 17, 17, 1, 30};
  const StepSequence sequence{0, 7, 0, {}};
  const Status status = backend_->run(**program, {tokens, {&sequence, 1}, {}, {}});
  ASSERT_TRUE(status) << status.error().message;
  std::vector<float> got(static_cast<size_t>(7 * random.cols));
  ASSERT_TRUE(backend_->readBuffer(**program, out, 7, got));
  std::vector<float> want(static_cast<size_t>(random.cols));
  for (size_t row = 0; row < tokens.size(); ++row) {
    const int64_t from = tokens[row];
    dtypeInfo(type).to_float(weight.data + from * weight.row_bytes, weight.cols, want.data());
    for (int64_t c = 0; c < weight.cols; ++c) {
      float expected = want[static_cast<size_t>(c)];
      if (weight.scale_inv != nullptr) expected *= weight.scale_inv[from / weight.block_rows * weight.scale_cols + c / weight.block_cols];
      const float value = got[row * static_cast<size_t>(random.cols) + static_cast<size_t>(c)];
      ASSERT_EQ(std::bit_cast<uint32_t>(value), std::bit_cast<uint32_t>(expected)) << "row " << row << ", element " << c;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Types, Vectors, testing::ValuesIn(weightTypes()), nameOf);

using Products = Vectors;

// Scales that change within 16 columns.
TEST_P(Products, OfFp8WithAnyBlocks) {
  for (const auto& [block_rows, block_cols] : {std::pair{1, 1}, {7, 24}, {128, 128}, {3, 40}}) {
    const RandomWeights random = deepwell::test::randomWeights("F8_E4M3", 21, 203, 7, block_rows, block_cols);
    const Weight weight = viewOf(random, DType::kF8E4M3);
    const std::vector<float> x = deepwell::test::randomFloats(203 * 2, 8);
    Recorder r;
    const BufferId in = r.buffer(203);
    const BufferId out = r.buffer(21);
    r.matmul({in, {{&weight, nullptr, out, false}}});
    expectProducts(random, x, run(r.take(), in, 203, out, 21, x, 2, 2));
  }
}

// Gate and up of two types go one after the other; the result is that of two products.
TEST_P(Products, OfGluWithTwoTypes) {
  const RandomWeights gate = deepwell::test::randomWeights("Q4_K", 45, 512, 9);
  const RandomWeights up = deepwell::test::randomWeights("Q6_K", 45, 512, 10);
  const Weight gate_weight = viewOf(gate, DType::kQ4_K);
  const Weight up_weight = viewOf(up, DType::kQ6_K);
  const std::vector<float> bias = deepwell::test::randomFloats(45, 12);
  const std::vector<float> x = deepwell::test::randomFloats(512 * 3, 11);
  Recorder r;
  const BufferId in = r.buffer(512);
  const BufferId a = r.buffer(45);
  const BufferId b = r.buffer(45);
  const BufferId glu = r.buffer(45);
  r.matmul({in, {{&gate_weight, bias.data(), a, false}, {&up_weight, nullptr, b, false}}});
  r.matmulGlu({in, &gate_weight, &up_weight, glu, bias.data(), nullptr});
  const OpList list = r.take();
  const std::vector<float> gates = run(list, in, 512, a, 45, x, 3, 3);
  const std::vector<float> ups = run(list, in, 512, b, 45, x, 3, 3);
  const std::vector<float> got = run(list, in, 512, glu, 45, x, 3, 3);
  for (size_t i = 0; i < got.size(); ++i) {
    const float want = gates[i] / (1.0F + std::exp(-gates[i])) * ups[i];
    ASSERT_NEAR(got[i], want, 2e-6 * std::abs(want) + 1e-6) << i;
  }
}

// Weights that no single allocation holds; pieces of FP8 begin with a row of scales.
TEST_P(Products, OfWeightsInPieces) {
  useBackend(65536);
  if (IsSkipped()) return;
  const std::vector<float> x = deepwell::test::randomFloats(2304 * 3, 13);
  const std::vector<float> bias = deepwell::test::randomFloats(75, 14);
  for (const DType type : {DType::kF8E4M3, DType::kQ5_K}) {
    const RandomWeights random = deepwell::test::randomWeights(dtypeInfo(type).name, 75, 2304, 15, 10, 64);
    const RandomWeights gates = deepwell::test::randomWeights(dtypeInfo(type).name, 75, 2304, 16, 10, 64);
    const Weight weight = viewOf(random, type);
    const Weight gate = viewOf(gates, type);
    Recorder r;
    const BufferId in = r.buffer(2304);
    const BufferId a = r.buffer(75);
    const BufferId b = r.buffer(75);
    const BufferId glu = r.buffer(75);
    r.matmul({in, {{&weight, nullptr, a, false}, {&gate, bias.data(), b, false}}});
    r.matmulGlu({in, &gate, &weight, glu, bias.data(), nullptr});
    const OpList list = r.take();
    const std::vector<float> ups = run(list, in, 2304, a, 75, x, 3, 3);
    expectProducts(random, x, ups);
    const std::vector<float> activated = run(list, in, 2304, b, 75, x, 3, 3);
    const std::vector<float> got = run(list, in, 2304, glu, 75, x, 3, 3);
    for (size_t i = 0; i < got.size(); ++i) {
      const float want = activated[i] / (1.0F + std::exp(-activated[i])) * ups[i];
      ASSERT_NEAR(got[i], want, 2e-6 * std::abs(want) + 1e-6) << i;
    }
  }
}

// Enough rows for the larger workgroups.
TEST_P(Products, OfManyRows) {
  for (const DType type : {DType::kQ4_K, DType::kIQ2_S}) {
    const RandomWeights random = deepwell::test::randomWeights(dtypeInfo(type).name, 2085, 256, 17);
    const Weight weight = viewOf(random, type);
    const std::vector<float> x = deepwell::test::randomFloats(256 * 8, 18);
    Recorder r;
    const BufferId in = r.buffer(256);
    const BufferId out = r.buffer(2085);
    const BufferId glu = r.buffer(2085);
    r.matmul({in, {{&weight, nullptr, out, false}}});
    r.matmulGlu({in, &weight, &weight, glu, nullptr, nullptr});
    const OpList list = r.take();
    for (const int32_t rows : {1, 8}) {
      const std::vector<float> products = run(list, in, 256, out, 2085, x, rows, rows);
      expectProducts(random, x, products);
      const std::vector<float> got = run(list, in, 256, glu, 2085, x, rows, rows);
      for (size_t i = 0; i < got.size(); ++i) {
        const float want = products[i] / (1.0F + std::exp(-products[i])) * products[i];
        ASSERT_NEAR(got[i], want, 2e-6 * std::abs(want) + 1e-6) << i;
      }
    }
  }
}

// More rows than one grid has workgroups for.
TEST_P(Products, OfMoreRowsThanAGrid) {
  constexpr int64_t kRows = int64_t{65535} * 32 + 5;  // 32: rows of a workgroup at one row of activations
  std::vector<std::byte> ones(static_cast<size_t>(kRows), std::byte{0x38});  // 1.0
  ones.back() = std::byte{0x40};                                            // 2.0
  ones[static_cast<size_t>(kRows) - 6] = std::byte{0x44};                   // 3.0
  const float scale = 1.0F;
  Weight weight;
  weight.name = "tall";
  weight.dtype = DType::kF8E4M3;
  weight.rows = kRows;
  weight.cols = 1;
  weight.row_bytes = 1;
  weight.data = ones.data();
  weight.scale_inv = &scale;
  weight.scale_cols = 1;
  weight.block_rows = 1 << 30;
  weight.block_cols = 128;
  Recorder r;
  const BufferId in = r.buffer(1);
  const BufferId out = r.buffer(static_cast<int32_t>(kRows));
  r.matmul({in, {{&weight, nullptr, out, false}}});
  const std::vector<float> x = {5.0F};
  const std::vector<float> got = run(r.take(), in, 1, out, kRows, x, 1, 1);
  ASSERT_EQ(got.size(), static_cast<size_t>(kRows));
  for (size_t i = 0; i < got.size(); ++i) {
    const float want = i + 1 == got.size() ? 10.0F : i + 6 == got.size() ? 15.0F : 5.0F;
    ASSERT_EQ(got[i], want) << i;
  }
}

INSTANTIATE_TEST_SUITE_P(Once, Products, testing::Values(DType::kF32), nameOf);

}  // namespace
}  // namespace deepwell::vulkan
