// The frame of the AVX-512 kernels of quantised types for few rows of activations: weights are used where they lie.
#pragma once

#include <algorithm>

#include "kernels/cpu/matmul/avx512_common.h"

namespace deepwell::cpu::avx512 {
namespace {

// Kernel::dotRow(rows, n, x, cols, scratch, fresh) or dotRow(rows, x, cols, read ahead) -> the sums of n <= 16 rows of
// weights. While not fresh, what the kernel made of x is still in the scratch.
template <class Kernel>
inline void runRows(const WeightRows& w, int64_t first, int32_t count, const ActivationRows& x, float* out,
                    int64_t out_stride, std::byte* scratch) {
  for (int32_t i = 0; i < count; i += kPanel) {
    const int32_t n = std::min(count - i, kPanel);
    const PanelRows rows(w, first + i, n);
    for (int32_t r = 0; r < x.count; ++r) {
      __m512 sums;
      if constexpr (requires { Kernel::dotRow(rows, n, TileRows<1>(x, r), w.cols, scratch, true); }) {
        sums = Kernel::dotRow(rows, n, TileRows<1>(x, r), w.cols, scratch, i == 0 || x.count > 1);
      } else {
        sums = Kernel::dotRow(rows, TileRows<1>(x, r), w.cols, ReadAhead(w.row(first + i) + kPanel * w.row_bytes));
      }
      _mm512_mask_storeu_ps(out + r * out_stride + i, firstLanes(n), sums);
    }
  }
}

}  // namespace
}  // namespace deepwell::cpu::avx512
