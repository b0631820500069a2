// AVX-512 kernels of types of 32 elements a block for many rows of activations; formats as in avx512_blocks32.h.
#pragma once

#include "kernels/cpu/matmul/avx512_blocks32.h"
#include "kernels/cpu/matmul/avx512_panels.h"

namespace deepwell::cpu::avx512 {
namespace {

template <class Format>
struct Panels32 : Blocks32<Format> {
  using Base = Blocks32<Format>;
  using Base::kBlock;
  using Base::kHasMinimum;
  // A panel, block after block: 8 vectors of 4 columns x 16 outputs, 16 scales, 16 minimums.
  static constexpr int64_t kPanelBlock = (kHasMinimum ? 10 : 9) * 64;

  static void pack(const PanelRows& rows, int64_t cols, std::byte* panel) {
    const int64_t blocks = cols / 32;
    for (int64_t b = 0; b < blocks; b += 2) {
      const bool two = b + 1 < blocks;
      __m512i v[16];
      for (int i = 0; i < kPanel; ++i) v[i] = Base::unpack(rows.row[i], b, two);
      transpose16(v);
      for (int half = 0; half < (two ? 2 : 1); ++half) {
        std::byte* to = panel + (b + half) * kPanelBlock;
        for (int g = 0; g < 8; ++g) _mm512_store_si512(to + 64 * g, v[8 * half + g]);
        _mm512_store_ps(to + 512, Format::scales(rows, (b + half) * kBlock));
        if constexpr (kHasMinimum)
          _mm512_store_ps(to + 576, gatherHalves(rows, (b + half) * kBlock + Format::kMinimum));
      }
    }
  }

  template <int kRows>
  static void tile(const std::byte* panel, int64_t cols, const TileRows<kRows>& x, __m512* sum) {
    const int64_t scale_offset = Q8Row::scaleOffset(cols);
    const int64_t sum_offset = Q8Row::sumOffset(ActivationType::kQ8_32, cols);
    for (int r = 0; r < kRows; ++r) sum[r] = _mm512_setzero_ps();
    for (int64_t b = 0; b < cols / 32; ++b, panel += kPanelBlock) {
      __m512i dot[kRows];
      for (int r = 0; r < kRows; ++r)
        dot[r] = _mm512_set1_epi32(Base::zeroOffset(x.template at<int32_t>(r, sum_offset)[b]));
      for (int g = 0; g < 8; ++g) {
        const __m512i w = _mm512_load_si512(panel + 64 * g);
        for (int r = 0; r < kRows; ++r) dot[r] = _mm512_dpbusd_epi32(dot[r], w, dwordOf(x.q(r) + 32 * b + 4 * g));
      }
      const __m512 d = _mm512_load_ps(panel + 512);
      for (int r = 0; r < kRows; ++r) {
        const __m512 dx = _mm512_set1_ps(x.template at<float>(r, scale_offset)[b]);
        sum[r] = _mm512_fmadd_ps(_mm512_cvtepi32_ps(dot[r]), _mm512_mul_ps(d, dx), sum[r]);
        if constexpr (kHasMinimum) {
          const __m512 total = _mm512_set1_ps(static_cast<float>(x.template at<int32_t>(r, sum_offset)[b] / -128));
          sum[r] = _mm512_fmadd_ps(total, _mm512_mul_ps(_mm512_load_ps(panel + 576), dx), sum[r]);
        }
      }
    }
  }

  static int64_t scratchBytes(int64_t cols) { return std::max(cols / 32 * kPanelBlock, Base::storedBytes(cols / 32)); }

  static void matmul(const WeightRows& w, int64_t first, int32_t count, const ActivationRows& x, float* out,
                     int64_t out_stride, std::byte* scratch) {
    runPanels(w, first, count, x, out, out_stride, scratch, Base::dotRow, pack,
              []<int kRows>(const std::byte* panel, int64_t cols, const TileRows<kRows>& rows, __m512* sum) {
                tile<kRows>(panel, cols, rows, sum);
              });
  }
};

}  // namespace
}  // namespace deepwell::cpu::avx512
