// AVX-512 kernels of types of 32 elements a block, whose values are unsigned bytes less a zero point, or plus a minimum.
// A format says how to unpack a block:
//   kBytes               of a block
//   kZero                zero point, or 0
//   kMinimum             offset of the fp16 minimum in a block, or -1
//   unpackOne(block)     32 unsigned bytes in the order of columns
//   unpackTwo(block)     64, of this block and the next
//   scales(rows, offset) the scales of 16 blocks `offset` bytes into the rows
#pragma once

#include "kernels/cpu/matmul/avx512_common.h"

namespace deepwell::cpu::avx512 {
namespace {

template <class Format>
struct Blocks32 {
  static constexpr int64_t kBlock = Format::kBytes;
  static constexpr bool kHasMinimum = Format::kMinimum >= 0;
  // A panel, block after block: 8 vectors of 4 columns x 16 outputs, 16 scales, 16 minimums.
  static constexpr int64_t kPanelBlock = (kHasMinimum ? 10 : 9) * 64;

  // -zero * (sum of x), from the row's -128 * (sum of x).
  static int32_t zeroOffset(int32_t offset) { return offset / 128 * Format::kZero; }

  static __m512i unpack(const std::byte* row, int64_t b, bool two) {
    if (two) return Format::unpackTwo(row + b * kBlock);
    return _mm512_zextsi256_si512(Format::unpackOne(row + b * kBlock));
  }

  // Sums of the products of blocks b and b + 1 (if there are two) of 16 rows.
  static HalfSums dotBlocks(const PanelRows& rows, int64_t b, bool two, __m512i x, __m512i start) {
    __m512i quads[4];
    for (int g = 0; g < 4; ++g) {
      __m512i dot[4];
      for (int i = 0; i < 4; ++i) dot[i] = _mm512_dpbusd_epi32(start, unpack(rows.row[4 * g + i], b, two), x);
      quads[g] = sumQuads(dot[0], dot[1], dot[2], dot[3]);
    }
    return sumHalves(quads[0], quads[1], quads[2], quads[3]);
  }

  // One row of activations against 16 rows of weights where they lie.
  static __m512 dotRow(const PanelRows& rows, const TileRows<1>& x, int64_t cols, ReadAhead ahead) {
    const int64_t blocks = cols / 32;
    const auto* scale = x.at<float>(0, Q8Row::scaleOffset(cols));
    const auto* offset = x.at<int32_t>(0, Q8Row::sumOffset(ActivationType::kQ8_32, cols));
    __m512 sum = _mm512_setzero_ps();
    const auto add = [&](int64_t b, __m512i dot) {
      const __m512 dx = _mm512_set1_ps(scale[b]);
      sum = _mm512_fmadd_ps(_mm512_cvtepi32_ps(dot), _mm512_mul_ps(Format::scales(rows, b * kBlock), dx), sum);
      if constexpr (kHasMinimum) {
        const __m512 m = _mm512_mul_ps(gatherHalves(rows, b * kBlock + Format::kMinimum), dx);
        sum = _mm512_fmadd_ps(_mm512_set1_ps(static_cast<float>(offset[b] / -128)), m, sum);
      }
    };
    int64_t b = 0;
    for (; b + 2 <= blocks; b += 2) {
      ahead.take<2 * kPanel * kBlock>();
      const __m512i q = _mm512_loadu_si512(x.q(0) + 32 * b);
      // Lanes 0 and 8 start with the offsets of the two blocks.
      __m512i start = _mm512_maskz_set1_epi32(0x0001, zeroOffset(offset[b]));
      start = _mm512_mask_set1_epi32(start, 0x0100, zeroOffset(offset[b + 1]));
      const HalfSums dot = dotBlocks(rows, b, true, q, start);
      add(b, dot.low);
      add(b + 1, dot.high);
    }
    if (b < blocks) {
      const __m512i q = _mm512_zextsi256_si512(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(x.q(0) + 32 * b)));
      add(b, dotBlocks(rows, b, false, q, _mm512_maskz_set1_epi32(0x0001, zeroOffset(offset[b]))).low);
    }
    return sum;
  }

  static void pack(const PanelRows& rows, int64_t cols, std::byte* panel) {
    const int64_t blocks = cols / 32;
    for (int64_t b = 0; b < blocks; b += 2) {
      const bool two = b + 1 < blocks;
      __m512i v[16];
      for (int i = 0; i < kPanel; ++i) v[i] = unpack(rows.row[i], b, two);
      transpose16(v);
      for (int half = 0; half < (two ? 2 : 1); ++half) {
        std::byte* to = panel + (b + half) * kPanelBlock;
        for (int g = 0; g < 8; ++g) _mm512_store_si512(to + 64 * g, v[8 * half + g]);
        _mm512_store_ps(to + 512, Format::scales(rows, (b + half) * kBlock));
        if constexpr (kHasMinimum) _mm512_store_ps(to + 576, gatherHalves(rows, (b + half) * kBlock + Format::kMinimum));
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
      for (int r = 0; r < kRows; ++r) dot[r] = _mm512_set1_epi32(zeroOffset(x.template at<int32_t>(r, sum_offset)[b]));
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

  static int64_t scratchBytes(int64_t cols) { return cols / 32 * kPanelBlock; }

  static void matmul(const WeightRows& w, int64_t first, int32_t count, const ActivationRows& x, float* out,
                     int64_t out_stride, std::byte* scratch) {
    runPanels(w, first, count, x, out, out_stride, scratch, dotRow, pack,
              []<int kRows>(const std::byte* panel, int64_t cols, const TileRows<kRows>& rows, __m512* sum) {
                tile<kRows>(panel, cols, rows, sum);
              });
  }
};

}  // namespace
}  // namespace deepwell::cpu::avx512
