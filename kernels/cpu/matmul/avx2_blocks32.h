// AVX2 kernels of types of 32 elements a block, whose values are unsigned bytes less a zero point, or plus a minimum. A
// format says how to unpack a block:
//   kBytes                        of a block
//   kMax                          largest unsigned value
//   kZero                         zero point, or 0
//   kHasMinimum                   whether a block begins with fp16 scale and minimum
//   unpack(block)                 32 unsigned bytes in the order of columns
//   scales(rows, offset)          the scales of 8 blocks `offset` bytes into the rows, where there are no minimums
#pragma once

#include "kernels/cpu/matmul/avx2_dot.h"

namespace deepwell::cpu::avx2 {
namespace {

template <class Format, class Dot>
struct Blocks32 {
  static constexpr bool kHasMinimum = Format::kHasMinimum;
  // A panel, block after block: 8 vectors of 4 columns x 8 outputs, 8 scales, 8 minimums.
  static constexpr int64_t kPanelBlock = (kHasMinimum ? 10 : 9) * 32;

  // Scales and minimums of 8 blocks.
  struct Scales {
    Scales(const PanelRows& rows, int64_t b) {
      if constexpr (kHasMinimum) {
        const TwoFloats both(gatherDwords(rows, b * Format::kBytes));
        first = both.first;
        second = both.second;
      } else {
        first = Format::scales(rows, b * Format::kBytes);
      }
    }
    __m256 first, second;
  };

  // -zero * (sum of x), from the row's -128 * (sum of x).
  static int32_t zeroOffset(int32_t offset) { return offset / 128 * Format::kZero; }

  // The sums of eight vectors of int32.
  static __m256i sums(const __m256i* v) {
    if constexpr (8 * Format::kMax * 127 >= 32768) return sumEach(v);  // pairs do not fit int16
    const __m256i one = _mm256_set1_epi16(1);
    const auto pairs = [one](__m256i a, __m256i b) { return _mm256_madd_epi16(_mm256_packs_epi32(a, b), one); };
    const __m256i low = pairs(pairs(v[0], v[1]), pairs(v[2], v[3]));
    const __m256i high = pairs(pairs(v[4], v[5]), pairs(v[6], v[7]));
    return _mm256_add_epi32(_mm256_blend_epi32(low, high, 0xF0), _mm256_permute2x128_si256(low, high, 0x21));
  }

  static __m256 dotRow(const PanelRows& rows, const TileRows<1>& x, int64_t cols, ReadAhead ahead) {
    const auto* scale = x.at<float>(0, Q8Row::scaleOffset(cols));
    const auto* offset = x.at<int32_t>(0, Q8Row::sumOffset(ActivationType::kQ8_32, cols));
    __m256 sum = _mm256_setzero_ps();
    for (int64_t b = 0; b < cols / 32; ++b) {
      ahead.take<kPanel * Format::kBytes>();
      const __m256i q = load(x.q(0) + 32 * b);
      __m256i dot[kPanel];
      for (int i = 0; i < kPanel; ++i) dot[i] = Dot::fourEach(Format::unpack(rows.row[i] + b * Format::kBytes), q);
      const __m256 dx = _mm256_set1_ps(scale[b]);
      const Scales scales(rows, b);
      const __m256 d = _mm256_mul_ps(scales.first, dx);
      const __m256i total = _mm256_add_epi32(sums(dot), _mm256_set1_epi32(zeroOffset(offset[b])));
      sum = _mm256_fmadd_ps(_mm256_cvtepi32_ps(total), d, sum);
      if constexpr (kHasMinimum) {
        const __m256 m = _mm256_mul_ps(scales.second, dx);
        sum = _mm256_fmadd_ps(_mm256_set1_ps(static_cast<float>(offset[b] / -128)), m, sum);
      }
    }
    return sum;
  }

  static void pack(const PanelRows& rows, int64_t cols, std::byte* panel, ReadAhead ahead) {
    for (int64_t b = 0; b < cols / 32; ++b, panel += kPanelBlock) {
      ahead.take<kPanel * Format::kBytes>();
      alignas(32) std::byte q[kPanel][32];
      for (int i = 0; i < kPanel; ++i) store(q[i], Format::unpack(rows.row[i] + b * Format::kBytes));
      transposeDwords(q[0], 32, panel);
      const Scales scales(rows, b);
      auto* to = reinterpret_cast<float*>(panel + 8 * 32);
      _mm256_storeu_ps(to, scales.first);
      if constexpr (kHasMinimum) _mm256_storeu_ps(to + 8, scales.second);
    }
  }

  template <int kRows>
  static void tile(const std::byte* panel, int64_t cols, const TileRows<kRows>& x, __m256* sum) {
    const int64_t scale_offset = Q8Row::scaleOffset(cols);
    const int64_t sum_offset = Q8Row::sumOffset(ActivationType::kQ8_32, cols);
    for (int r = 0; r < kRows; ++r) sum[r] = _mm256_setzero_ps();
    for (int64_t b = 0; b < cols / 32; ++b, panel += kPanelBlock) {
      __m256i dot[kRows];
      for (int r = 0; r < kRows; ++r) dot[r] = _mm256_set1_epi32(zeroOffset(x.template at<int32_t>(r, sum_offset)[b]));
      Dot::template add<Format::kMax, 8, kRows>(panel, x, 32 * b, dot);
      const auto* scales = reinterpret_cast<const float*>(panel + 8 * 32);
      const __m256 d = _mm256_loadu_ps(scales);
      for (int r = 0; r < kRows; ++r) {
        const __m256 dx = _mm256_set1_ps(x.template at<float>(r, scale_offset)[b]);
        sum[r] = _mm256_fmadd_ps(_mm256_cvtepi32_ps(dot[r]), _mm256_mul_ps(d, dx), sum[r]);
        if constexpr (kHasMinimum) {
          const int32_t offset = x.template at<int32_t>(r, sum_offset)[b];
          const __m256 m = _mm256_mul_ps(_mm256_loadu_ps(scales + 8), dx);
          sum[r] = _mm256_fmadd_ps(_mm256_set1_ps(static_cast<float>(offset / -128)), m, sum[r]);
        }
      }
    }
  }

  static int64_t scratchBytes(int64_t cols) { return cols / 32 * kPanelBlock; }

  static void matmul(const WeightRows& w, int64_t first, int32_t count, const ActivationRows& x, float* out,
                     int64_t out_stride, std::byte* scratch) {
    runPanels<2>(w, first, count, x, out, out_stride, scratch, dotRow, pack,
                 []<int kRows>(const std::byte* panel, int64_t cols, const TileRows<kRows>& rows, __m256* sum) {
                   tile<kRows>(panel, cols, rows, sum);
                 });
  }
};

}  // namespace
}  // namespace deepwell::cpu::avx2
