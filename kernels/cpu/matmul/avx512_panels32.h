// AVX-512 kernels of types of 32 elements a block for many rows of activations; formats as in avx512_blocks32.h.
//
// A block of a row and a panel is 8 vpdpbusd, and a multiplication and an fma that run on the same two pipes: at most
// 80 % of the vpdpbusd ceiling.
#pragma once

#include <bit>

#include "kernels/cpu/matmul/avx512_blocks32.h"
#include "kernels/cpu/matmul/avx512_panels.h"

namespace deepwell::cpu::avx512 {
namespace {

template <class Format>
struct Panels32 : Blocks32<Format> {
  using Base = Blocks32<Format>;
  using Base::kBlock;
  using Base::kHasMinimum;
  static constexpr int64_t kColumns = 32;
  static constexpr int64_t kChunk = 24;
  // A block of a panel: 8 vectors of 4 columns x 16 outputs, 16 scales, 16 minimums.
  static constexpr int64_t kPanelBlock = (kHasMinimum ? 10 : 9) * 64;

  static void pack(const PanelRows& rows, BlockRange blocks, std::byte* panel, int64_t step) {
    std::byte* to = panel;
    for (int64_t b = blocks.first; b < blocks.end; b += 2) {
      const bool two = b + 1 < blocks.end;
      __m512i v[16];
      for (int i = 0; i < kPanel; ++i) v[i] = Base::unpack(rows.row[i], b, two);
      transpose16(v);
      for (int half = 0; half < (two ? 2 : 1); ++half, to += step) {
        for (int g = 0; g < 8; ++g) _mm512_store_si512(to + 64 * g, v[8 * half + g]);
        gatherScales(rows, (b + half) * kBlock, to + 512);
      }
    }
    // What was stored in small pieces is loaded as a vector: later, when it is in the cache.
    for (int64_t b = blocks.first; b < blocks.end; ++b, panel += step) {
      _mm512_store_ps(panel + 512, Format::widenScales(panel + 512));
      if constexpr (kHasMinimum) _mm512_store_ps(panel + 576, widenHalves(panel + 576));
    }
  }

  // As they are, side by side: the scales, and 64 bytes on the minimums.
  static void gatherScales(const PanelRows& rows, int64_t offset, std::byte* to) {
    for (int i = 0; i < kPanel; ++i) {
      const std::byte* block = rows.row[i] + offset;
      __builtin_memcpy(to + Format::kScaleBytes * i, block, Format::kScaleBytes);
      if constexpr (kHasMinimum) __builtin_memcpy(to + 64 + 2 * i, block + Format::kMinimum, 2);
    }
  }

  // -zero * (sum of x), from the row's -128 * (sum of x). No step through a general register: those take a pipe.
  static __m512i startOf(const int8_t* offset) {
    if constexpr (Format::kZero == 0) return _mm512_setzero_si512();
    constexpr unsigned kShift = 7 - std::countr_zero(static_cast<unsigned>(Format::kZero));
    return _mm512_srai_epi32(dwordOf(offset), kShift);
  }
  static __m512 sumOf(const int8_t* offset) {
    return _mm512_cvtepi32_ps(_mm512_sub_epi32(_mm512_setzero_si512(), _mm512_srai_epi32(dwordOf(offset), 7)));
  }

  template <int kRows>
  [[gnu::always_inline]] static void tile(const PanelSpan& span, const TileRows<kRows>& x, NextWeights& next,
                                          __m512 (*sum)[kPanels]) {
    const int64_t scale_offset = Q8Row::scaleOffset(span.cols);
    const int64_t sum_offset = Q8Row::sumOffset(ActivationType::kQ8_32, span.cols);
    const std::byte* block = span.data;
    for (int64_t b = span.blocks.first; b < span.blocks.end; ++b, block += kPanels * kPanelBlock) {
      next.take();
      __m512i dot[kRows][kPanels];
      for (int r = 0; r < kRows; ++r) dot[r][0] = dot[r][1] = startOf(x.template at<int8_t>(r, sum_offset) + 4 * b);
      for (int g = 0; g < 8; ++g) {
        const __m512i w[kPanels] = {_mm512_load_si512(block + 64 * g), _mm512_load_si512(block + kPanelBlock + 64 * g)};
        for (int r = 0; r < kRows; ++r) {
          const __m512i v = dwordOf(x.q(r) + 32 * b + 4 * g);
          for (int p = 0; p < kPanels; ++p) dot[r][p] = _mm512_dpbusd_epi32(dot[r][p], w[p], v);
        }
      }
      for (int p = 0; p < kPanels; ++p) {
        const std::byte* scales = block + p * kPanelBlock + 512;
        const __m512 d = _mm512_load_ps(scales);
        for (int r = 0; r < kRows; ++r) {
          const __m512 dx = _mm512_set1_ps(x.template at<float>(r, scale_offset)[b]);
          sum[r][p] = _mm512_fmadd_ps(_mm512_cvtepi32_ps(dot[r][p]), _mm512_mul_ps(d, dx), sum[r][p]);
          if constexpr (kHasMinimum) {
            const __m512 total = sumOf(x.template at<int8_t>(r, sum_offset) + 4 * b);
            sum[r][p] = _mm512_fmadd_ps(total, _mm512_mul_ps(_mm512_load_ps(scales + 64), dx), sum[r][p]);
          }
        }
      }
    }
  }

  static int64_t scratchBytes(int64_t cols) { return std::max(panelBytes<Panels32>(), Base::storedBytes(cols / 32)); }
};

}  // namespace
}  // namespace deepwell::cpu::avx512
