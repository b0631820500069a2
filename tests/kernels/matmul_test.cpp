// Every registry row that this processor can run, at odd shapes, against double precision.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <optional>
#include <string>

#include "kernels/cpu/registry.h"
#include "tests/kernels/amx_unit.h"
#include "tests/kernels/random_weights.h"

namespace deepwell::cpu {
namespace {

using test::RandomWeights;

// Memory of exactly `bytes`, 64-byte aligned at its start.
struct Aligned {
  explicit Aligned(int64_t bytes) : data(static_cast<std::byte*>(::operator new(size(bytes), std::align_val_t{64}))) {
    std::memset(data, 0xA5, size(bytes));
  }
  ~Aligned() { ::operator delete(data, std::align_val_t{64}); }
  Aligned(const Aligned&) = delete;
  Aligned& operator=(const Aligned&) = delete;
  static size_t size(int64_t bytes) { return static_cast<size_t>(std::max<int64_t>(bytes, 1)); }
  std::byte* data;
};

WeightRows view(const RandomWeights& w) {
  return {.data = w.bytes.data(),
          .row_bytes = w.row_bytes,
          .rows = w.rows,
          .cols = w.cols,
          .scale_inv = w.scale_inv.empty() ? nullptr : w.scale_inv.data(),
          .scale_cols = w.scale_cols,
          .block_rows = w.block_rows,
          .block_cols = w.block_cols};
}

// Rows of input in a kernel's form, and the values that form stands for.
struct Input {
  Input(ActivationType type, int32_t rows, int64_t cols, uint32_t seed)
      : plain(test::randomFloats(static_cast<size_t>(rows * cols), seed)),
        row_bytes(type == ActivationType::kF32 ? 4 * cols : Q8Row::bytes(type, cols)),
        memory(row_bytes * rows),
        meant(plain.begin(), plain.end()) {
    const VectorKernels& vec = vectorKernels(Isa::kScalar);
    for (int32_t r = 0; r < rows; ++r) {
      const float* in = plain.data() + r * cols;
      std::byte* out = memory.data + r * row_bytes;
      if (type == ActivationType::kF32) std::memcpy(out, in, static_cast<size_t>(4 * cols));
      if (type == ActivationType::kQ8_32) vec.quantise_q8_32(in, cols, out);
      if (type == ActivationType::kQ8_256) vec.quantise_q8_256(in, cols, out);
      if (type == ActivationType::kF32) continue;
      const int64_t block = type == ActivationType::kQ8_32 ? 32 : 256;
      const auto* q = reinterpret_cast<const int8_t*>(out);
      const auto* scale = reinterpret_cast<const float*>(out + Q8Row::scaleOffset(cols));
      for (int64_t c = 0; c < cols; ++c) {
        meant[static_cast<size_t>(r * cols + c)] = static_cast<double>(scale[c / block]) * q[c];
      }
    }
    x = {.base = memory.data, .row_bytes = row_bytes, .index = nullptr, .count = rows, .cols = cols};
  }

  std::vector<float> plain;
  int64_t row_bytes;
  Aligned memory;
  std::vector<double> meant;
  ActivationRows x;
};

std::vector<float> runKernel(const MatmulKernel& kernel, const WeightRows& w, int64_t first, int32_t count,
                             const ActivationRows& x) {
  const Aligned scratch(kernel.scratch_bytes(w.cols));
  std::vector<float> out(static_cast<size_t>(count) * static_cast<size_t>(x.count));
  kernel.run(w, first, count, x, out.data(), count, scratch.data);
  return out;
}

class Matmul : public testing::TestWithParam<size_t> {
 protected:
  const MatmulKernel& kernel() const { return matmulKernels()[GetParam()]; }
  void SetUp() override {
    if (isHere(kernel().isa)) return;
    // AMX is AVX-512 and instructions that can be computed for the processor.
    if (kernel().isa != Isa::kAmx || !isHere(Isa::kAvx512) || !test::AmxTrap::supported()) {
      GTEST_SKIP() << "not on this processor";
    }
    amx_.emplace();
  }
  void TearDown() override {
    if (!amx_ || IsSkipped()) return;
    EXPECT_GT(amx_->unit.products(), 0) << "no tiles were multiplied";
    EXPECT_FALSE(amx_->unit.configured()) << "tiles were not released";
  }
  static bool isHere(Isa isa) { return std::ranges::count(availableIsas(), isa) != 0; }
  // Columns to try: whole blocks for block types, any number otherwise.
  std::vector<int64_t> columns() const {
    if (kernel().block_cols == 1) return {1, 7, 16, 40, 129, 300, 1027};
    if (kernel().block_cols == 32) return {32, 96, 128, 256, 288, 384, 1056};
    return {256, 768, 1536, 2048, 10496};  // the last: long rows go in pieces
  }

 private:
  std::optional<test::AmxTrap> amx_;
};

TEST_P(Matmul, AgreesWithDoublePrecision) {
  for (const int64_t cols : columns()) {
    for (const int64_t rows : {1, 5, 37, 70}) {
      const RandomWeights w = test::randomWeights(kernel().weight, rows, cols, static_cast<uint32_t>(rows * 31 + cols), 24, 40);
      for (const int32_t count : {1, 2, 3, 4, 7, 17}) {
        const Input input(kernel().activation, count, cols, static_cast<uint32_t>(count));
        const std::vector<float> out = runKernel(kernel(), view(w), 0, static_cast<int32_t>(rows), input.x);
        for (int64_t r = 0; r < count; ++r) {
          for (int64_t i = 0; i < rows; ++i) {
            double sum = 0;
            double magnitude = 0;
            for (int64_t c = 0; c < cols; ++c) {
              const double product = static_cast<double>(w.values[static_cast<size_t>(i * cols + c)]) *
                                     input.meant[static_cast<size_t>(r * cols + c)];
              sum += product;
              magnitude += std::fabs(product);
            }
            ASSERT_NEAR(out[static_cast<size_t>(r * rows + i)], sum, 2e-6 * magnitude + 1e-12)
                << rows << " x " << cols << ", row " << r << " of " << count << ", output " << i;
          }
        }
      }
    }
  }
}

// Any part of the outputs, any number of rows, rows in any order: the same bits.
TEST_P(Matmul, ShapeOfTheCallDoesNotMatter) {
  const int64_t cols = columns().back();
  const int32_t rows = 75;
  const int32_t count = 43;
  const RandomWeights w = test::randomWeights(kernel().weight, rows, cols, 11);
  Input input(kernel().activation, count, cols, 12);
  const std::vector<float> whole = runKernel(kernel(), view(w), 0, rows, input.x);
  std::vector<int32_t> order(count);
  std::iota(order.begin(), order.end(), 0);
  std::mt19937 random(13);
  std::ranges::shuffle(order, random);
  for (const int32_t take : {1, 2, 3, 5, 8, 9, 16, 43}) {
    for (const int32_t outputs : {1, 3, 16, 17, 33}) {
      for (const int32_t first : {0, 16, 29}) {
        ActivationRows x = input.x;
        x.index = order.data();
        x.count = take;
        const std::vector<float> part = runKernel(kernel(), view(w), first, outputs, x);
        for (int32_t r = 0; r < take; ++r) {
          for (int32_t i = 0; i < outputs; ++i) {
            const float want = whole[static_cast<size_t>(order[static_cast<size_t>(r)] * rows + first + i)];
            ASSERT_EQ(std::bit_cast<uint32_t>(part[static_cast<size_t>(r * outputs + i)]), std::bit_cast<uint32_t>(want))
                << take << " rows, outputs " << first << " + " << i << " of " << outputs;
          }
        }
      }
    }
  }
}

// Quantised types promise the same bits on every instruction set.
TEST_P(Matmul, QuantisedTypesAgreeWithScalarBitForBit) {
  if (kernel().activation == ActivationType::kF32) GTEST_SKIP() << "plain types may differ in the last bits";
  const int64_t cols = columns().back();
  const RandomWeights w = test::randomWeights(kernel().weight, 50, cols, 21);
  const Input input(kernel().activation, 9, cols, 22);
  const std::vector<float> out = runKernel(kernel(), view(w), 0, 50, input.x);
  const std::vector<float> scalar = runKernel(*findMatmul(kernel().weight, Isa::kScalar), view(w), 0, 50, input.x);
  for (size_t i = 0; i < out.size(); ++i) {
    ASSERT_EQ(std::bit_cast<uint32_t>(out[i]), std::bit_cast<uint32_t>(scalar[i])) << i;
  }
}

// Extreme integers: nothing may saturate.
TEST_P(Matmul, ExtremeBytesDoNotSaturate) {
  if (kernel().activation == ActivationType::kF32) GTEST_SKIP() << "no integers";
  const int64_t cols = columns().front();
  for (const int pattern : {0x80, 0x7F, 0xFF, 0x00}) {
    RandomWeights w = test::randomWeights(kernel().weight, 20, cols, 31);
    // All bytes the pattern, then the float scales back to what they were.
    const RandomWeights original = w;
    std::ranges::fill(w.bytes, static_cast<std::byte>(pattern));
    for (int64_t at = 0; at < static_cast<int64_t>(w.bytes.size()); at += w.block_bytes) {
      for (const auto& [offset, size] : w.scale_places) {
        const size_t place = static_cast<size_t>(at) + offset;
        std::memcpy(w.bytes.data() + place, original.bytes.data() + place, size);
      }
    }
    kernel().widen(w.bytes.data(), w.rows * cols, w.values.data());
    Input input(kernel().activation, 5, cols, 32);
    for (int32_t r = 0; r < 5; ++r) {
      // The largest magnitudes a row can hold, of one sign or of both.
      std::vector<float> row(static_cast<size_t>(cols));
      for (size_t c = 0; c < row.size(); ++c) row[c] = r < 4 && (r % 2 == 0 || c % 2 == 0) ? 1.0F : -1.0F;
      std::byte* out = input.memory.data + r * input.row_bytes;
      const VectorKernels& vec = vectorKernels(Isa::kScalar);
      if (kernel().activation == ActivationType::kQ8_32) vec.quantise_q8_32(row.data(), cols, out);
      if (kernel().activation == ActivationType::kQ8_256) vec.quantise_q8_256(row.data(), cols, out);
    }
    const std::vector<float> out = runKernel(kernel(), view(w), 0, 20, input.x);
    const std::vector<float> scalar = runKernel(*findMatmul(kernel().weight, Isa::kScalar), view(w), 0, 20, input.x);
    for (size_t i = 0; i < out.size(); ++i) {
      ASSERT_EQ(std::bit_cast<uint32_t>(out[i]), std::bit_cast<uint32_t>(scalar[i])) << pattern << " at " << i;
    }
    double sum = 0;
    for (int64_t c = 0; c < cols; ++c) sum += static_cast<double>(w.values[static_cast<size_t>(c)]);
    EXPECT_NEAR(out[0], sum, 1e-5 * std::fabs(sum) + 1e-6) << pattern;
    EXPECT_NEAR(out[80], -sum, 1e-5 * std::fabs(sum) + 1e-6) << pattern;
  }
}

// Any bytes at all, so scales that are denormal, infinite or not a number: what scalar makes of them.
TEST_P(Matmul, AnyScalesLikeScalar) {
  if (kernel().activation == ActivationType::kF32) GTEST_SKIP() << "no scales in the blocks";
  const int64_t cols = columns().front();
  RandomWeights w = test::randomWeights(kernel().weight, 600, cols, 41);
  std::mt19937 random(42);
  for (std::byte& byte : w.bytes) byte = static_cast<std::byte>(random());
  const Input input(kernel().activation, 6, cols, 43);
  const std::vector<float> out = runKernel(kernel(), view(w), 0, 600, input.x);
  const std::vector<float> scalar = runKernel(*findMatmul(kernel().weight, Isa::kScalar), view(w), 0, 600, input.x);
  int not_finite = 0;
  for (size_t i = 0; i < out.size(); ++i) {
    not_finite += std::isfinite(scalar[i]) ? 0 : 1;
    if (std::isnan(out[i]) && std::isnan(scalar[i])) continue;
    ASSERT_EQ(std::bit_cast<uint32_t>(out[i]), std::bit_cast<uint32_t>(scalar[i])) << i;
  }
  EXPECT_GT(not_finite, 0);
}

INSTANTIATE_TEST_SUITE_P(Registry, Matmul, testing::Range<size_t>(0, matmulKernels().size()), [](const auto& info) {
  const MatmulKernel& kernel = matmulKernels()[info.param];
  return std::string(kernel.weight) + "_" + std::string(isaName(kernel.isa));
});

}  // namespace
}  // namespace deepwell::cpu
