// The float32 row kernels of every instruction set against double precision.
#include "kernels/cpu/vector/vector.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>
#include <string>

#include "kernels/cpu/registry.h"
#include "tests/kernels/random_weights.h"

namespace deepwell::cpu {
namespace {

constexpr std::array<int64_t, 9> kLengths = {1, 3, 8, 15, 16, 17, 40, 96, 515};

class Vector : public testing::TestWithParam<Isa> {
 protected:
  const VectorKernels& vec() const { return vectorKernels(GetParam()); }
};

TEST_P(Vector, RmsNorm) {
  for (const int64_t n : kLengths) {
    const std::vector<float> x = test::floats(n, 1, 3.0F);
    const std::vector<float> weight = test::floats(n, 2);
    std::vector<float> out(x.size());
    vec().rms_norm(x.data(), weight.data(), 1e-5F, out.data(), n);
    double squares = 0;
    for (const float value : x) squares += static_cast<double>(value) * value;
    const double factor = 1.0 / std::sqrt(squares / static_cast<double>(n) + 1e-5);
    for (size_t i = 0; i < x.size(); ++i) ASSERT_NEAR(out[i], x[i] * factor * weight[i], 2e-6 * std::fabs(out[i]) + 1e-9);
    std::vector<float> in_place = x;
    vec().rms_norm(in_place.data(), weight.data(), 1e-5F, in_place.data(), n);
    EXPECT_EQ(in_place, out);
  }
}

TEST_P(Vector, AddAndMultiply) {
  for (const int64_t n : kLengths) {
    const std::vector<float> x = test::floats(n, 3);
    const std::vector<float> y = test::floats(n, 4);
    std::vector<float> sum = x;
    std::vector<float> scaled = x;
    std::vector<float> product = x;
    vec().add(sum.data(), y.data(), n);
    vec().add_scaled(scaled.data(), 0.3F, y.data(), n);
    vec().multiply(product.data(), -2.5F, n);
    for (size_t i = 0; i < x.size(); ++i) {
      ASSERT_EQ(sum[i], x[i] + y[i]);
      ASSERT_NEAR(scaled[i], x[i] + 0.3F * y[i], 1e-6);
      ASSERT_EQ(product[i], x[i] * -2.5F);
    }
  }
}

TEST_P(Vector, SiluMul) {
  for (const int64_t n : kLengths) {
    const std::vector<float> gate = test::floats(n, 5, 8.0F);
    const std::vector<float> up = test::floats(n, 6);
    std::vector<float> out(gate.size());
    vec().silu_mul(gate.data(), up.data(), out.data(), n);
    for (size_t i = 0; i < gate.size(); ++i) {
      const double want = gate[i] / (1.0 + std::exp(-static_cast<double>(gate[i]))) * up[i];
      ASSERT_NEAR(out[i], want, 3e-6 * std::fabs(want) + 1e-12) << gate[i];
    }
  }
}

TEST_P(Vector, SiluMulOfHostileNumbers) {
  constexpr float kInf = std::numeric_limits<float>::infinity();
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const std::vector<float> gate = {kInf, -kInf, nan, 1e30F, -1e30F, -100.0F, 100.0F, 0.0F, -88.0F, -87.0F, -104.0F, 3e38F};
  const std::vector<float> up(gate.size(), 1.0F);
  std::vector<float> out(gate.size());
  vec().silu_mul(gate.data(), up.data(), out.data(), static_cast<int64_t>(gate.size()));
  EXPECT_EQ(out[0], kInf);
  EXPECT_TRUE(std::isnan(out[2]));
  EXPECT_EQ(out[3], 1e30F);
  EXPECT_NEAR(out[5], 0.0F, 1e-35F);
  EXPECT_EQ(out[6], 100.0F);
  EXPECT_EQ(out[7], 0.0F);
  EXPECT_EQ(out[11], 3e38F);
}

TEST_P(Vector, SoftmaxByPages) {
  for (const int32_t total : {1, 5, 64, 65, 130, 300}) {
    std::vector<float> s = test::floats(total, 13, 6.0F);
    const std::vector<float> scores = s;
    float maximum = -std::numeric_limits<float>::infinity();
    float sum = 0;
    std::vector<double> weight(s.size(), 1.0);
    for (int32_t at = 0; at < total; at += 64) {
      const int32_t n = std::min(64, total - at);
      const float factor = vec().softmax_page(s.data() + at, n, &maximum, &sum);
      for (int32_t i = 0; i < at; ++i) weight[static_cast<size_t>(i)] *= factor;
    }
    double want_sum = 0;
    double top = -1e30;
    for (const float value : scores) top = std::max(top, static_cast<double>(value));
    for (const float value : scores) want_sum += std::exp(value - top);
    EXPECT_EQ(maximum, static_cast<float>(top));
    ASSERT_NEAR(sum, want_sum, 2e-6 * want_sum);
    for (size_t i = 0; i < s.size(); ++i) {
      const double want = std::exp(scores[i] - top);
      ASSERT_NEAR(s[i] * weight[i], want, 5e-6 * want + 1e-30) << scores[i] << " below " << top;
    }
  }
}

TEST_P(Vector, SoftmaxOfHostileScores) {
  constexpr float kInf = std::numeric_limits<float>::infinity();
  std::vector<float> s = {-kInf, 1.0F, -kInf, -1e30F};
  float maximum = -kInf;
  float sum = 0;
  vec().softmax_page(s.data(), 4, &maximum, &sum);
  EXPECT_EQ(sum, 1.0F);
  EXPECT_EQ(s, (std::vector<float>{0.0F, 1.0F, 0.0F, 0.0F}));
  s = {std::numeric_limits<float>::quiet_NaN(), 1.0F, kInf, 3.0F};
  vec().softmax_page(s.data(), 4, &maximum, &sum);  // anything but a crash
}

TEST_P(Vector, HalfPrecisionIsExact) {
  std::vector<uint16_t> halves;
  for (uint32_t h = 0; h < 65536; ++h) halves.push_back(static_cast<uint16_t>(h));
  std::vector<float> wide(halves.size());
  vec().half_to_float(halves.data(), wide.data(), static_cast<int64_t>(wide.size()));
  for (size_t i = 0; i < wide.size(); ++i) {
    ASSERT_EQ(std::bit_cast<uint32_t>(wide[i]), std::bit_cast<uint32_t>(fp16ToFloat(halves[i]))) << i;
  }
  for (const int64_t n : kLengths) {
    const std::vector<float> x = test::floats(n, 14, 1000.0F);
    std::vector<uint16_t> narrow(x.size());
    vec().float_to_half(x.data(), narrow.data(), n);
    for (size_t i = 0; i < x.size(); ++i) ASSERT_EQ(narrow[i], floatToFp16(x[i])) << x[i];
  }
}

// The bytes of a quantised row are the scalar kernel's.
TEST_P(Vector, QuantisedRowsAreTheScalarOnes) {
  for (const int64_t cols : {256, 768, 2048}) {
    std::vector<float> x = test::floats(cols, 15, 0.7F);
    for (size_t i = 32; i < 64; ++i) x[i] = 0.0F;
    for (size_t i = 64; i < 96; ++i) x[i] = 1e-38F;
    for (size_t i = 96; i < 128; ++i) x[i] = static_cast<float>(i % 5) - 2.5F;
    for (const bool hostile : {false, true}) {
      if (hostile) x[130] = std::numeric_limits<float>::infinity();
      if (hostile) x[131] = std::numeric_limits<float>::quiet_NaN();
      for (const ActivationType type : {ActivationType::kQ8_32, ActivationType::kQ8_256}) {
        const auto bytes = static_cast<size_t>(Q8Row::bytes(type, cols));
        std::vector<std::byte> want(bytes);
        std::vector<std::byte> got(bytes);
        const VectorKernels& scalar = vectorKernels(Isa::kScalar);
        const bool by_32 = type == ActivationType::kQ8_32;
        (by_32 ? scalar.quantise_q8_32 : scalar.quantise_q8_256)(x.data(), cols, want.data());
        (by_32 ? vec().quantise_q8_32 : vec().quantise_q8_256)(x.data(), cols, got.data());
        ASSERT_EQ(want, got) << cols << (by_32 ? " by 32" : " by 256") << (hostile ? ", hostile" : "");
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Isas, Vector, testing::ValuesIn(availableIsas().begin(), availableIsas().end()),
                         [](const auto& info) { return std::string(isaName(info.param)); });

}  // namespace
}  // namespace deepwell::cpu
