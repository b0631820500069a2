// FP8 kernels: every code in every place of a row, NaN and denormals too.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "kernels/common/float_formats.h"
#include "kernels/cpu/registry.h"

namespace deepwell::cpu {
namespace {

// Row i has code i at one column, zeros elsewhere; all inputs are powers of two, so results are exact.
void everyCodeAt(const MatmulKernel& kernel, int64_t cols, int64_t column, int32_t inputs) {
  std::vector<std::byte> bytes(static_cast<size_t>(256 * cols));
  for (size_t i = 0; i < 256; ++i)
    bytes[i * static_cast<size_t>(cols) + static_cast<size_t>(column)] = static_cast<std::byte>(i);
  const int64_t scale_cols = (cols + 127) / 128;
  const std::vector<float> scales(static_cast<size_t>(2 * scale_cols), 0.125F);
  const WeightRows w{.data = bytes.data(),
                     .row_bytes = cols,
                     .rows = 256,
                     .cols = cols,
                     .scale_inv = scales.data(),
                     .scale_cols = scale_cols};
  const std::vector<float> plain(static_cast<size_t>(inputs * cols), 2.0F);
  const ActivationRows x{.base = reinterpret_cast<const std::byte*>(plain.data()),
                         .row_bytes = 4 * cols,
                         .index = nullptr,
                         .count = inputs,
                         .cols = cols};
  struct alignas(64) Line {
    std::byte bytes[64];
  };
  std::vector<Line> scratch(static_cast<size_t>(kernel.scratch_bytes(cols) / 64 + 1));
  std::vector<float> out(static_cast<size_t>(256 * inputs));
  kernel.run(w, 0, 256, x, out.data(), 256, scratch.front().bytes);
  for (size_t i = 0; i < out.size(); ++i) {
    const float want = e4m3ToFloat(static_cast<uint8_t>(i % 256)) * 0.25F;
    if (std::isnan(want)) {
      ASSERT_TRUE(std::isnan(out[i])) << "code " << i % 256 << " at " << column << " of " << cols << ", " << inputs;
    } else {
      ASSERT_EQ(out[i], want) << "code " << i % 256 << " at " << column << " of " << cols << ", " << inputs;
    }
  }
}

TEST(Float8, EveryCodeEverywhere) {
  for (const MatmulKernel& kernel : matmulKernels()) {
    if (kernel.weight != "F8_E4M3" || std::ranges::count(availableIsas(), kernel.isa) == 0) continue;
    SCOPED_TRACE(isaName(kernel.isa));
    for (const int32_t inputs : {1, 2, 3, 4, 7}) {
      for (const int64_t cols : {int64_t{128}, int64_t{173}}) {
        for (int64_t column = 0; column < cols; column += 1 + column % 5) everyCodeAt(kernel, cols, column, inputs);
      }
    }
  }
}

}  // namespace
}  // namespace deepwell::cpu
