// The attention kernels of every instruction set and element type against double precision.
#include "kernels/cpu/attention/attention.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <tuple>

#include "tests/kernels/random_weights.h"

namespace deepwell::cpu {
namespace {

// Numbers as a page keeps them, allocated exactly, and as doubles.
struct Page {
  Page(KvElement element, int64_t n, uint32_t seed) {
    for (const float x : test::floats(n, seed)) {
      switch (element) {
        case KvElement::kF32: put(x, x); break;
        case KvElement::kF16: put(floatToFp16(x), fp16ToFloat(floatToFp16(x))); break;
        case KvElement::kQ8: {
          const auto q = static_cast<int8_t>(std::clamp(x * 40.0F, -127.0F, 127.0F));
          put(q, q);
        }
      }
    }
  }
  template <class T>
  void put(T stored, double value) {
    const auto* from = reinterpret_cast<const std::byte*>(&stored);
    bytes.insert(bytes.end(), from, from + sizeof(T));
    values.push_back(value);
  }
  std::vector<std::byte> bytes;
  std::vector<double> values;
};

class AttentionKernel : public testing::TestWithParam<std::tuple<Isa, KvElement>> {
 protected:
  KvElement element() const { return std::get<1>(GetParam()); }
  const AttentionKernels& table() const { return attentionKernels(std::get<0>(GetParam())); }
  const PageKernels& kernels() const { return table().of(element()); }
};

TEST_P(AttentionKernel, Scores) {
  for (const int64_t dim : {1, 17, 40, 80, 128}) {
    const Page keys(element(), dim * 64, 1);
    const Page next(element(), dim * 64, 2);
    for (const int32_t rows : {1, 2, 3, 5, 6, 7, 8, 13, 23}) {
      const int64_t stride = dim + 3;
      const std::vector<float> q = test::floats(rows * stride, 3);
      std::vector<float> out(static_cast<size_t>(rows) * 80, -7.0F);
      kernels().scores(q.data(), stride, rows, keys.bytes.data(), next.bytes.data(), dim, 0.125F, out.data(), 80);
      for (int32_t i = 0; i < rows; ++i) {
        std::vector<float> alone(64);
        kernels().scores(q.data() + i * stride, stride, 1, keys.bytes.data(), nullptr, dim, 0.125F, alone.data(), 64);
        for (int32_t j = 0; j < 80; ++j) {
          const float got = out[static_cast<size_t>(i * 80 + j)];
          if (j >= 64) {
            ASSERT_EQ(got, -7.0F) << "beside the page";
            continue;
          }
          double sum = 0;
          double size = 0;
          for (int64_t d = 0; d < dim; ++d) {
            const double product = q[static_cast<size_t>(i * stride + d)] * keys.values[static_cast<size_t>(d * 64 + j)];
            sum += product;
            size += std::fabs(product);
          }
          ASSERT_NEAR(got, 0.125 * sum, 2e-6 * size + 1e-12);
          ASSERT_EQ(got, alone[static_cast<size_t>(j)]) << "the bits depend on the neighbours";
        }
      }
    }
  }
}

TEST_P(AttentionKernel, RowScores) {
  for (const int64_t n : {1, 24, 40, 72, 96, 576}) {
    const int64_t key_stride = n + 5;
    const Page keys(element(), 64 * key_stride, 4);
    for (const int32_t rows : {1, 3, 4, 7, 16, 21}) {
      for (const int32_t positions : {1, 4, 30, 64}) {
        const std::vector<float> q = test::floats(rows * n, 5);
        std::vector<float> out(static_cast<size_t>(rows) * 64);
        kernels().row_scores(q.data(), n, rows, keys.bytes.data(), keys.bytes.data(), key_stride, positions, n, 0.5F,
                             out.data(), 64);
        for (int32_t i = 0; i < rows; ++i) {
          std::vector<float> alone(64);
          kernels().row_scores(q.data() + i * n, n, 1, keys.bytes.data(), nullptr, key_stride, 64, n, 0.5F, alone.data(), 64);
          for (int32_t j = 0; j < positions; ++j) {
            double sum = 0;
            double size = 0;
            for (int64_t d = 0; d < n; ++d) {
              const double product = q[static_cast<size_t>(i * n + d)] * keys.values[static_cast<size_t>(j * key_stride + d)];
              sum += product;
              size += std::fabs(product);
            }
            ASSERT_NEAR(out[static_cast<size_t>(i * 64 + j)], 0.5 * sum, 1e-6 * size + 1e-12);
            ASSERT_EQ(out[static_cast<size_t>(i * 64 + j)], alone[static_cast<size_t>(j)]) << "the bits depend on the neighbours";
          }
        }
      }
    }
  }
}

// Weights behind a row's count must not be looked at: here they are NaN.
TEST_P(AttentionKernel, Values) {
  for (const int64_t n : {1, 24, 40, 80, 129, 192}) {
    const int64_t stride = n + 5;
    Page values(element(), 64 * stride, 6);
    for (const int32_t rows : {1, 2, 5, 6, 7, 8, 11, 15}) {
      std::vector<int32_t> counts;
      for (int32_t i = 0; i < rows; ++i) counts.push_back(i == 4 ? 0 : 1 + (i * 29 + rows) % 64);
      std::vector<float> p = test::floats(rows * 64, 7);
      for (int32_t i = 0; i < rows; ++i) {
        for (int32_t j = counts[static_cast<size_t>(i)]; j < 64; ++j) p[static_cast<size_t>(i * 64 + j)] = std::nanf("");
      }
      const std::vector<float> start = test::floats(rows * n, 8);
      std::vector<float> acc = start;
      kernels().values(p.data(), 64, counts.data(), rows, values.bytes.data(), values.bytes.data(), stride, n, acc.data(), n);
      for (int32_t i = 0; i < rows; ++i) {
        std::vector<float> alone(start.begin() + i * n, start.begin() + (i + 1) * n);
        kernels().values(p.data() + i * 64, 64, &counts[static_cast<size_t>(i)], 1, values.bytes.data(), nullptr, stride, n,
                         alone.data(), n);
        for (int64_t k = 0; k < n; ++k) {
          const auto at = static_cast<size_t>(i * n + k);
          double sum = start[at];
          double size = std::fabs(sum);
          for (int32_t j = 0; j < counts[static_cast<size_t>(i)]; ++j) {
            const double product = p[static_cast<size_t>(i * 64 + j)] * values.values[static_cast<size_t>(j * stride + k)];
            sum += product;
            size += std::fabs(product);
          }
          ASSERT_NEAR(acc[at], sum, 2e-6 * size);
          ASSERT_EQ(acc[at], alone[static_cast<size_t>(k)]) << "the bits depend on the neighbours";
        }
      }
    }
  }
}

TEST_P(AttentionKernel, Merge) {
  for (const int64_t n : {1, 15, 16, 40, 129}) {
    const std::vector<float> start = test::floats(n, 9);
    const std::vector<float> part = test::floats(n, 10);
    std::vector<float> acc = start;
    table().merge(acc.data(), 0.25F, part.data(), 0.75F, n);
    for (size_t i = 0; i < acc.size(); ++i) ASSERT_NEAR(acc[i], 0.25 * start[i] + 0.75 * part[i], 1e-6);
  }
}

TEST_P(AttentionKernel, Weigh) {
  constexpr int32_t kRows = 3;
  const std::vector<float> start = test::floats(kRows * 70, 11);
  const std::vector<float> factors = test::floats(kPagePositions, 12);
  std::vector<float> x = start;
  table().weigh(x.data(), 70, kRows, factors.data());
  for (size_t at = 0; at < x.size(); ++at) {
    const size_t j = at % 70;
    ASSERT_EQ(x[at], j < factors.size() ? start[at] * factors[j] : start[at]);
  }
}

std::string nameOf(const testing::TestParamInfo<std::tuple<Isa, KvElement>>& info) {
  constexpr std::array<const char*, kKvElements> kNames = {"F32", "F16", "Q8"};
  return std::string(isaName(std::get<0>(info.param))) + kNames[static_cast<size_t>(std::get<1>(info.param))];
}

INSTANTIATE_TEST_SUITE_P(Isas, AttentionKernel,
                         testing::Combine(testing::ValuesIn(availableIsas().begin(), availableIsas().end()),
                                          testing::Values(KvElement::kF32, KvElement::kF16, KvElement::kQ8)),
                         nameOf);

}  // namespace
}  // namespace deepwell::cpu
