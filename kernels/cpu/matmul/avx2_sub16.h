// AVX2 kernels of types of 256 elements with 16 sub-blocks of 16, each with a scale of its own; values are unsigned
// bytes less a zero point, or with a minimum a sub-block. A format says how to unpack a block:
//   kBytes, kD              of a block, and where its fp16 d lies
//   kMax                    largest unsigned value; 2 * 2 * kMax * 127 must fit int16
//   kZero                   the zero point: zero * scale * (sum of x) is taken off as an exact integer; or 0
//   kDmin                   where the fp16 dmin lies, behind d, or -1: no minimums
//   unpack<s>(block, h)     the 32 unsigned values from element 128 h + 32 s on
//   scales(block), minimums(block)     16 int16
#pragma once

#include "kernels/cpu/matmul/avx2_dot.h"

namespace deepwell::cpu::avx2 {
namespace {

template <class Format, class Dot>
struct Sub16 {
  static constexpr bool kHasMinimums = Format::kDmin >= 0;
  static_assert(kHasMinimums == (Format::kZero == 0));
  // A panel, block after block: 64 vectors of 4 columns x 8 outputs; d, dmin; 16 vectors of scales (each twice, int16);
  // 8 vectors of what the sums of x are multiplied with (int16, pairs of neighbouring sub-blocks).
  static constexpr int64_t kAtD = 64 * 32;
  static constexpr int64_t kAtScales = kAtD + 2 * 32;
  static constexpr int64_t kAtPairs = kAtScales + 16 * 32;
  static constexpr int64_t kPanelBlock = kAtPairs + 8 * 32;

  // d, and dmin behind it or nothing.
  struct Scales {
    Scales(const PanelRows& rows, int64_t b) {
      if constexpr (kHasMinimums) {
        const TwoFloats both(gatherDwords(rows, b * Format::kBytes + Format::kD));
        first = both.first;
        second = both.second;
      } else {
        first = gatherHalves(rows, b * Format::kBytes + Format::kD);
      }
    }
    __m256 first, second;
  };

  // The factors of the sums of x: minimums, or the scales of what the zero point adds.
  static __m256i sumFactors(const std::byte* block) {
    if constexpr (kHasMinimums) return Format::minimums(block);
    return Format::scales(block);
  }

  // -zero * v.
  static __m256i minusZeroTimes(__m256i v) {
    return _mm256_sub_epi32(_mm256_setzero_si256(), _mm256_mullo_epi32(v, _mm256_set1_epi32(Format::kZero)));
  }

  // Products of 32 columns with their two scales, 8 int32. scales: 8 int16 of the half block, in both 128-bit lanes.
  template <int s>
  static __m256i scaledProducts(const std::byte* block, int h, __m256i scales, const int8_t* x) {
    const auto word = [](int j) { return static_cast<int16_t>((2 * j + 1) << 8 | (2 * j)); };
    const __m256i index = _mm256_setr_m128i(_mm_set1_epi16(word(2 * s)), _mm_set1_epi16(word(2 * s + 1)));
    const __m256i products = _mm256_maddubs_epi16(Format::template unpack<s>(block, h), load(x + 128 * h + 32 * s));
    return _mm256_madd_epi16(products, _mm256_shuffle_epi8(scales, index));
  }

  // 8 int32 whose sum is the block's sum of scale * (q - zero) * x, or of scale * q * x where there are minimums.
  // scales: 16 int16; offsets: the zero point's part.
  static __m256i productSums(const std::byte* block, const int8_t* x, const int16_t* scales, __m256i offsets) {
    const auto half = [scales](int h) {
      return _mm256_broadcastsi128_si256(_mm_load_si128(reinterpret_cast<const __m128i*>(scales + 8 * h)));
    };
    const __m256i first = half(0);
    __m256i sum = scaledProducts<0>(block, 0, first, x);
    sum = _mm256_add_epi32(sum, scaledProducts<1>(block, 0, first, x));
    sum = _mm256_add_epi32(sum, scaledProducts<2>(block, 0, first, x));
    sum = _mm256_add_epi32(sum, scaledProducts<3>(block, 0, first, x));
    const __m256i second = half(1);
    sum = _mm256_add_epi32(sum, scaledProducts<0>(block, 1, second, x));
    sum = _mm256_add_epi32(sum, scaledProducts<1>(block, 1, second, x));
    sum = _mm256_add_epi32(sum, scaledProducts<2>(block, 1, second, x));
    sum = _mm256_add_epi32(sum, scaledProducts<3>(block, 1, second, x));
    return kHasMinimums ? sum : _mm256_sub_epi32(sum, offsets);
  }

  static __m256 dotRow(const PanelRows& rows, const TileRows<1>& x, int64_t cols, ReadAhead ahead) {
    const auto* scale = x.at<float>(0, Q8Row::scaleOffset(cols));
    const auto* sum16 = x.at<int16_t>(0, Q8Row::sumOffset(ActivationType::kQ8_256, cols));
    __m256 sum = _mm256_setzero_ps();
    for (int64_t b = 0; b < cols / 256; ++b) {
      ahead.take<kPanel * Format::kBytes>();
      const __m256i sums = load(sum16 + 16 * b);
      alignas(32) int16_t scales[kPanel][16];
      __m256i offset[kPanel];
#pragma GCC unroll 8
      for (int i = 0; i < kPanel; ++i) {
        const std::byte* block = rows.row[i] + b * Format::kBytes;
        const __m256i own = Format::scales(block);
        store(scales[i], own);
        if constexpr (kHasMinimums) {
          offset[i] = _mm256_madd_epi16(Format::minimums(block), sums);
        } else {
          offset[i] = _mm256_mullo_epi32(_mm256_madd_epi16(own, sums), _mm256_set1_epi32(Format::kZero));
        }
      }
      __m256i dot[kPanel];
#pragma GCC unroll 2
      for (int i = 0; i < kPanel; ++i) {
        dot[i] = productSums(rows.row[i] + b * Format::kBytes, x.q(0) + 256 * b, scales[i], offset[i]);
      }
      const __m256 dx = _mm256_set1_ps(scale[b]);
      const Scales d(rows, b);
      sum = _mm256_fmadd_ps(_mm256_cvtepi32_ps(sumEach(dot)), _mm256_mul_ps(d.first, dx), sum);
      if constexpr (kHasMinimums)
        sum = _mm256_fnmadd_ps(_mm256_cvtepi32_ps(sumEach(offset)), _mm256_mul_ps(d.second, dx), sum);
    }
    return sum;
  }

  // What becomes of one row's block: values, scales (each twice) and factors of the sums.
  struct Row {
    alignas(32) std::byte q[256];
    std::byte scales[64];
    std::byte factors[32];
  };

  static void unpackRow(const std::byte* block, Row& row) {
    for (int h = 0; h < 2; ++h) {
      store(row.q + 128 * h, Format::template unpack<0>(block, h));
      store(row.q + 128 * h + 32, Format::template unpack<1>(block, h));
      store(row.q + 128 * h + 64, Format::template unpack<2>(block, h));
      store(row.q + 128 * h + 96, Format::template unpack<3>(block, h));
    }
    const __m256i scales = Format::scales(block);
    const __m256i low = _mm256_unpacklo_epi16(scales, scales);  // 0-3 and 8-11
    const __m256i high = _mm256_unpackhi_epi16(scales, scales);
    store(row.scales, _mm256_permute2x128_si256(low, high, 0x20));
    store(row.scales + 32, _mm256_permute2x128_si256(low, high, 0x31));
    store(row.factors, sumFactors(block));
  }

  static void pack(const PanelRows& rows, int64_t cols, std::byte* panel, ReadAhead ahead) {
    for (int64_t b = 0; b < cols / 256; ++b, panel += kPanelBlock) {
      ahead.take<kPanel * Format::kBytes>();
      Row row[kPanel];
      constexpr int64_t kStride = sizeof(Row);
      for (int i = 0; i < kPanel; ++i) unpackRow(rows.row[i] + b * Format::kBytes, row[i]);
      for (int j = 0; j < 8; ++j) transposeDwords(row[0].q + 32 * j, kStride, panel + 256 * j);
      transposeDwords(row[0].scales, kStride, panel + kAtScales);
      transposeDwords(row[0].scales + 32, kStride, panel + kAtScales + 256);
      transposeDwords(row[0].factors, kStride, panel + kAtPairs);
      auto* scales = reinterpret_cast<float*>(panel + kAtD);
      const Scales d(rows, b);
      _mm256_storeu_ps(scales, d.first);
      if constexpr (kHasMinimums) _mm256_storeu_ps(scales + 8, d.second);
    }
  }

  template <int kRows>
  static void tile(const std::byte* panel, int64_t cols, const TileRows<kRows>& x, __m256* sum) {
    const int64_t scale_offset = Q8Row::scaleOffset(cols);
    const int64_t sum_offset = Q8Row::sumOffset(ActivationType::kQ8_256, cols);
    for (int r = 0; r < kRows; ++r) sum[r] = _mm256_setzero_ps();
    for (int64_t b = 0; b < cols / 256; ++b, panel += kPanelBlock) {
      __m256i total[kRows];
      __m256i offset[kRows];
      for (int r = 0; r < kRows; ++r) {
        const auto* sums = x.template at<int16_t>(r, sum_offset) + 16 * b;
        offset[r] = _mm256_setzero_si256();
        for (int p = 0; p < 8; ++p) {
          offset[r] =
              _mm256_add_epi32(offset[r], _mm256_madd_epi16(load(panel + kAtPairs + 32 * p), dwordOf(sums + 2 * p)));
        }
        total[r] = kHasMinimums ? _mm256_setzero_si256() : minusZeroTimes(offset[r]);
      }
      for (int j = 0; j < 16; ++j) {
        const __m256i scale = load(panel + kAtScales + 32 * j);
        Dot::template addScaled<Format::kMax, 4, kRows>(panel + 128 * j, x, 256 * b + 16 * j, scale, total);
      }
      const auto* scales = reinterpret_cast<const float*>(panel + kAtD);
      for (int r = 0; r < kRows; ++r) {
        const __m256 dx = _mm256_set1_ps(x.template at<float>(r, scale_offset)[b]);
        sum[r] = _mm256_fmadd_ps(_mm256_cvtepi32_ps(total[r]), _mm256_mul_ps(_mm256_loadu_ps(scales), dx), sum[r]);
        if constexpr (kHasMinimums) {
          sum[r] =
              _mm256_fnmadd_ps(_mm256_cvtepi32_ps(offset[r]), _mm256_mul_ps(_mm256_loadu_ps(scales + 8), dx), sum[r]);
        }
      }
    }
  }

  static int64_t scratchBytes(int64_t cols) { return cols / 256 * kPanelBlock; }

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
