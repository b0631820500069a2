// AVX-512 kernels of types with sub-blocks of 32 for many rows of activations; formats as in avx512_sub32.h.
#pragma once

#include <algorithm>

#include "kernels/cpu/matmul/avx512_panel_values.h"
#include "kernels/cpu/matmul/avx512_panels.h"
#include "kernels/cpu/matmul/avx512_sub32.h"

namespace deepwell::cpu::avx512 {
namespace {

// d (or dmin: 16 bits higher) of 16 blocks from their heads.
inline __m512 halvesOf(const SubBlockHeads* heads, int shift) {
  // Dword 0 of each 128-bit lane: four vectors, by lanes, then brought into the order of rows.
  const __m512i ab = _mm512_unpacklo_epi32(heads[0].raw, heads[1].raw);
  const __m512i cd = _mm512_unpacklo_epi32(heads[2].raw, heads[3].raw);
  __m512i all = _mm512_unpacklo_epi64(ab, cd);
  const __m512i order = _mm512_setr_epi32(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15);
  all = _mm512_permutexvar_epi32(order, all);
  return _mm512_cvtph_ps(_mm512_cvtepi32_epi16(_mm512_srli_epi32(all, static_cast<unsigned>(shift))));
}

template <class Format>
struct PanelsSub32 : Sub32<Format> {
  using Base = Sub32<Format>;
  using Base::kBlock;
  static constexpr int64_t kColumns = 256;
  static constexpr int64_t kChunk = 2;
  // A panel, block after block: 64 vectors of 4 columns x 16 outputs; d, dmin; 8 vectors of scales (int32);
  // 4 vectors of minimums (int16, pairs of neighbouring sub-blocks).
  static constexpr int64_t kAtD = 64 * 64;
  static constexpr int64_t kAtScales = kAtD + 2 * 64;
  static constexpr int64_t kAtMinimums = kAtScales + 8 * 64;
  static constexpr int64_t kPanelBlock = kAtMinimums + 4 * 64;

  static void packHeads(const PanelRows& rows, int64_t b, std::byte* to) {
    SubBlockHeads heads[4];
    __m512i scales[8];  // [pair of sub-blocks][...]: 16 rows of int16 pairs after the transpose
    for (int g = 0; g < 4; ++g) {
      const auto head = [&](int i) { return rows.row[4 * g + i] + b * kBlock; };
      heads[g] = loadHeads(head(0), head(1), head(2), head(3), HeadConstants());
    }
    _mm512_store_ps(to + kAtD, halvesOf(heads, 0));
    _mm512_store_ps(to + kAtD + 64, halvesOf(heads, 16));
    const __m512i order = _mm512_setr_epi32(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15);
    // Dword p of every 128-bit lane of four vectors -> 16 dwords in the order of rows.
    const auto pair = [&](int p, auto member) {
      const __m512i a = member(heads[0]), h = member(heads[1]), c = member(heads[2]), d = member(heads[3]);
      const __m512i ab = p < 2 ? _mm512_unpacklo_epi32(a, h) : _mm512_unpackhi_epi32(a, h);
      const __m512i cd = p < 2 ? _mm512_unpacklo_epi32(c, d) : _mm512_unpackhi_epi32(c, d);
      return _mm512_permutexvar_epi32(order,
                                      p % 2 == 0 ? _mm512_unpacklo_epi64(ab, cd) : _mm512_unpackhi_epi64(ab, cd));
    };
    for (int p = 0; p < 4; ++p) {
      const __m512i both = pair(p, [](const SubBlockHeads& h) { return h.scales; });
      scales[2 * p] = _mm512_and_si512(both, _mm512_set1_epi32(0xFFFF));
      scales[2 * p + 1] = _mm512_srli_epi32(both, 16);
      _mm512_store_si512(to + kAtMinimums + 64 * p, pair(p, [](const SubBlockHeads& h) { return h.minimums; }));
    }
    for (int j = 0; j < 8; ++j) _mm512_store_si512(to + kAtScales + 64 * j, scales[j]);
  }

  static void pack(const PanelRows& rows, BlockRange blocks, std::byte* panel, int64_t step) {
    for (int64_t b = blocks.first; b < blocks.end; ++b, panel += step) {
      PanelValues<Format>::write(rows, b * kBlock, panel);
      packHeads(rows, b, panel);
    }
  }

  template <int kRows>
  static void tile(const PanelSpan& span, const TileRows<kRows>& x, NextWeights& next, __m512 (*sum)[kPanels]) {
    const int64_t scale_offset = Q8Row::scaleOffset(span.cols);
    const int64_t sum_offset = Q8Row::sum32Offset(span.cols);
    const std::byte* block = span.data;
    for (int64_t b = span.blocks.first; b < span.blocks.end; ++b, block += kPanels * kPanelBlock) {
      next.take();
      __m512i total[kRows][kPanels];
      for (auto& row : total) row[0] = row[1] = _mm512_setzero_si512();
      addProducts<PanelsSub32, 8, kRows>(block, x, 256 * b, total);
      for (int p = 0; p < kPanels; ++p) {
        const std::byte* panel = block + p * kPanelBlock;
        const __m512 d = _mm512_load_ps(panel + kAtD);
        const __m512 dmin = _mm512_load_ps(panel + kAtD + 64);
        for (int r = 0; r < kRows; ++r) {
          const __m512i minimum = pairSum<4>(panel + kAtMinimums, x.template at<int8_t>(r, sum_offset) + 16 * b);
          const __m512 dx = _mm512_set1_ps(x.template at<float>(r, scale_offset)[b]);
          sum[r][p] = _mm512_fmadd_ps(_mm512_cvtepi32_ps(total[r][p]), _mm512_mul_ps(d, dx), sum[r][p]);
          sum[r][p] = _mm512_fnmadd_ps(_mm512_cvtepi32_ps(minimum), _mm512_mul_ps(dmin, dx), sum[r][p]);
        }
      }
    }
  }

  static int64_t scratchBytes(int64_t cols) { return std::max(panelBytes<PanelsSub32>(), cols / 256 * kPanelBlock); }
};

}  // namespace
}  // namespace deepwell::cpu::avx512
