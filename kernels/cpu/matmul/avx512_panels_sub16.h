// AVX-512 kernels of types with sub-blocks of 16 for many rows of activations; formats as in avx512_sub16.h.
#pragma once

#include <algorithm>

#include "kernels/cpu/matmul/avx512_panel_values.h"
#include "kernels/cpu/matmul/avx512_panels.h"
#include "kernels/cpu/matmul/avx512_sub16.h"

namespace deepwell::cpu::avx512 {
namespace {

template <class Format>
struct PanelsSub16 : Sub16<Format> {
  using Base = Sub16<Format>;
  using Base::kBlock;
  static constexpr int64_t kColumns = 256;
  static constexpr int64_t kChunk = 2;
  using Base::kHasMinimums;
  // A panel, block after block: 64 vectors of 4 columns x 16 outputs; d, dmin; 16 vectors of scales (int32); 8 vectors
  // of what the sums of x are multiplied with (int16, pairs of neighbouring sub-blocks).
  static constexpr int64_t kAtD = 64 * 64;
  static constexpr int64_t kAtScales = kAtD + 2 * 64;
  static constexpr int64_t kAtPairs = kAtScales + 16 * 64;
  static constexpr int64_t kPanelBlock = kAtPairs + 8 * 64;

  // The factors of the sums of x: minimums, or the scales of what the zero point adds.
  static __m256i sumFactors(const std::byte* block) {
    if constexpr (kHasMinimums) return Format::minimums(block);
    return Format::scales(block);
  }

  static void packScales(const PanelRows& rows, int64_t b, std::byte* panel) {
    _mm512_store_ps(panel + kAtD, gatherHalves(rows, b * kBlock + Format::kD));
    if constexpr (kHasMinimums) _mm512_store_ps(panel + kAtD + 64, gatherHalves(rows, b * kBlock + Format::kDmin));
    __m512i scales[16];  // lower half: scales, upper half: factors of the sums
    for (int i = 0; i < kPanel; ++i) {
      const std::byte* block = rows.row[i] + b * kBlock;
      scales[i] = _mm512_inserti64x4(_mm512_castsi256_si512(Format::scales(block)), sumFactors(block), 1);
    }
    transpose16(scales);
    for (int p = 0; p < 8; ++p) {
      _mm512_store_si512(panel + kAtPairs + 64 * p, scales[8 + p]);
      _mm512_store_si512(panel + kAtScales + 128 * p, _mm512_srai_epi32(_mm512_slli_epi32(scales[p], 16), 16));
      _mm512_store_si512(panel + kAtScales + 128 * p + 64, _mm512_srai_epi32(scales[p], 16));
    }
  }

  static void pack(const PanelRows& rows, BlockRange blocks, std::byte* panel, int64_t step) {
    for (int64_t b = blocks.first; b < blocks.end; ++b, panel += step) {
      PanelValues<Format>::write(rows, b * kBlock, panel);
      packScales(rows, b, panel);
    }
  }

  template <int kRows>
  static void tile(const PanelSpan& span, const TileRows<kRows>& x, NextWeights& next, __m512 (*sum)[kPanels]) {
    const int64_t scale_offset = Q8Row::scaleOffset(span.cols);
    const int64_t sum_offset = Q8Row::sumOffset(ActivationType::kQ8_256, span.cols);
    const std::byte* block = span.data;
    for (int64_t b = span.blocks.first; b < span.blocks.end; ++b, block += kPanels * kPanelBlock) {
      next.take();
      const auto offsetOf = [&](int r, int p) {
        return pairSum<8>(block + p * kPanelBlock + kAtPairs, x.template at<int8_t>(r, sum_offset) + 32 * b);
      };
      __m512i total[kRows][kPanels];
      for (int r = 0; r < kRows; ++r) {
        for (int p = 0; p < kPanels; ++p) {
          total[r][p] = _mm512_setzero_si512();
          if constexpr (!kHasMinimums)
            total[r][p] = _mm512_mullo_epi32(offsetOf(r, p), _mm512_set1_epi32(-Format::kZero));
        }
      }
      addProducts<PanelsSub16, 4, kRows>(block, x, 256 * b, total);
      for (int p = 0; p < kPanels; ++p) {
        const std::byte* panel = block + p * kPanelBlock;
        for (int r = 0; r < kRows; ++r) {
          const __m512 dx = _mm512_set1_ps(x.template at<float>(r, scale_offset)[b]);
          const __m512 d = _mm512_mul_ps(_mm512_load_ps(panel + kAtD), dx);
          sum[r][p] = _mm512_fmadd_ps(_mm512_cvtepi32_ps(total[r][p]), d, sum[r][p]);
          if constexpr (kHasMinimums) {
            const __m512 dmin = _mm512_mul_ps(_mm512_load_ps(panel + kAtD + 64), dx);
            sum[r][p] = _mm512_fnmadd_ps(_mm512_cvtepi32_ps(offsetOf(r, p)), dmin, sum[r][p]);
          }
        }
      }
    }
  }

  static int64_t scratchBytes(int64_t cols) { return std::max(panelBytes<PanelsSub16>(), cols / 256 * kPanelBlock); }
};

}  // namespace
}  // namespace deepwell::cpu::avx512
