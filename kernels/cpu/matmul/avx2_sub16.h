// AVX2 kernels of types of 256 elements with 16 sub-blocks of 16, each with a scale of its own; values are unsigned
// bytes less a zero point, or with a minimum a sub-block. A format says how to unpack a block:
//   kBytes, kD              of a block, and where its fp16 d lies
//   kMax                    largest unsigned value; 2 * 2 * kMax * 127 must fit int16
//   kZero                   the zero point: zero * scale * (sum of x) is taken off as an exact integer; or 0
//   kDmin                   where the fp16 dmin lies, behind d, or -1: no minimums
//   unpack<s>(block, h)     the 32 unsigned values from element 128 h + 32 s on
//   scales(block), minimums(block)     16 int16
//
// Few rows of activations: rows of weights go by one after the other. Their sums are stored, one vector a block, and
// then added for 8 rows side by side.
#pragma once

#include "kernels/cpu/matmul/avx2_dot.h"

namespace deepwell::cpu::avx2 {
namespace {

template <class Format, class Dot>
struct Sub16 {
  static constexpr bool kHasMinimums = Format::kDmin >= 0;
  static_assert(kHasMinimums == (Format::kZero == 0));
  static constexpr int kZeroBits = __builtin_ctz(Format::kZero | 256);
  static_assert(kHasMinimums || 1 << kZeroBits == Format::kZero);
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

  // int16 j and k of either half of `words`, in every dword of the low lane, and the next ones in the high lane.
  static __m256i twoScales(__m256i words, int j, int k) {
    const auto dword = [](int a, int b) {
      const auto word = [](int i) { return (2 * i + 1) << 8 | (2 * i); };
      return _mm_set1_epi32(word(b) << 16 | word(a));
    };
    return _mm256_shuffle_epi8(words, _mm256_setr_m128i(dword(j, k), dword(j + 1, k + 1)));
  }

  // Adds products of 64 columns, 128 h + 32 s on, with their four scales. scales: 8 int16 of the half block, in both
  // 128-bit lanes.
  template <int s>
  static void addProducts(const std::byte* block, int h, __m256i scales, const int8_t* x, __m256i& sum) {
    const __m256i q0 = Format::template unpack<s>(block, h), q1 = Format::template unpack<s + 1>(block, h);
    const __m256i x0 = load(x + 128 * h + 32 * s), x1 = load(x + 128 * h + 32 * s + 32);
    if constexpr (Dot::kWide) {
      sum = Dot::addScaledTwo(sum, q0, x0, q1, x1, twoScales(scales, 2 * s, 2 * s + 2));
    } else {
      const __m256i first = _mm256_madd_epi16(_mm256_maddubs_epi16(q0, x0), twoScales(scales, 2 * s, 2 * s));
      const __m256i second = _mm256_madd_epi16(_mm256_maddubs_epi16(q1, x1), twoScales(scales, 2 * s + 2, 2 * s + 2));
      sum = _mm256_add_epi32(sum, _mm256_add_epi32(first, second));
    }
  }

  // 8 int32 whose sum is the block's sum of scale * q * x. scales: 16 int16.
  static __m256i productSums(const std::byte* block, const int8_t* x, __m256i scales) {
    __m256i sum = _mm256_setzero_si256();
    const __m256i first = _mm256_permute2x128_si256(scales, scales, 0x00);
    addProducts<0>(block, 0, first, x, sum);
    addProducts<2>(block, 0, first, x, sum);
    const __m256i second = _mm256_permute2x128_si256(scales, scales, 0x11);
    addProducts<0>(block, 1, second, x, sum);
    addProducts<2>(block, 1, second, x, sum);
    return sum;
  }

  // Scratch of dotRow, for a block: sums of scale * (q - zero) * x, or of scale * q * x where there are minimums, a
  // vector a row; the sums of minimum * x, too; d and dmin, a half a row.
  static constexpr int64_t kAtMinimumSums = 256;
  static constexpr int64_t kAtHalves = kHasMinimums ? 512 : 256;
  static constexpr int64_t kStoredBlock = kAtHalves + 32;
  static_assert(kStoredBlock <= kPanelBlock);

  // to: vectors of the row; halves: those of the row.
  static void dotBlock(const std::byte* block, const int8_t* x, const int16_t* sum16, std::byte* to,
                       std::byte* halves) {
    readAhead<Format::kBytes>(block, 4096);
    const __m256i scales = Format::scales(block);
    const __m256i sums = load(sum16);
    __m256i dot = productSums(block, x, scales);
    __builtin_memcpy(halves, block + Format::kD, 2);
    if constexpr (kHasMinimums) {
      __builtin_memcpy(halves + 16, block + Format::kDmin, 2);
      store(to + kAtMinimumSums, _mm256_madd_epi16(Format::minimums(block), sums));
    } else {
      dot = _mm256_sub_epi32(dot, _mm256_slli_epi32(_mm256_madd_epi16(scales, sums), kZeroBits));
    }
    store(to, dot);
  }

  static __m256 dotRow(const PanelRows& rows, int32_t n, const TileRows<1>& x, int64_t cols, std::byte* scratch) {
    const auto* scale = x.at<float>(0, Q8Row::scaleOffset(cols));
    const auto* sum16 = x.at<int16_t>(0, Q8Row::sumOffset(ActivationType::kQ8_256, cols));
    const int64_t blocks = cols / 256;
    for (int i = 0; i < n; ++i) {
      const std::byte* block = rows.row[i];
      const std::byte* end = block + blocks * Format::kBytes;
      const int8_t* q = x.q(0);
      const int16_t* sums = sum16;
      std::byte* to = scratch + 32 * i;
      std::byte* halves = scratch + kAtHalves + 2 * i;
      for (; block != end; block += Format::kBytes, q += 256, sums += 16, to += kStoredBlock, halves += kStoredBlock)
        dotBlock(block, q, sums, to, halves);
    }
    return addStored(scratch, scale, blocks);
  }

  static __m256 addStored(const std::byte* stored, const float* scale, int64_t blocks) {
    __m256 sum = _mm256_setzero_ps();
    for (int64_t b = 0; b < blocks; ++b, stored += kStoredBlock) {
      const __m256 dx = _mm256_set1_ps(scale[b]);
      const __m256 d = _mm256_mul_ps(widenHalves(stored + kAtHalves), dx);
      sum = _mm256_fmadd_ps(_mm256_cvtepi32_ps(sumEachAt(stored)), d, sum);
      if constexpr (kHasMinimums) {
        const __m256 dmin = _mm256_mul_ps(widenHalves(stored + kAtHalves + 16), dx);
        sum = _mm256_fnmadd_ps(_mm256_cvtepi32_ps(sumEachAt(stored + kAtMinimumSums)), dmin, sum);
      }
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
    if (x.count < 2) return runRows<Sub16>(w, first, count, x, out, out_stride, scratch);
    runPanels<0>(w, first, count, x, out, out_stride, scratch, nullptr, pack,
                 []<int kRows>(const std::byte* panel, int64_t cols, const TileRows<kRows>& rows, __m256* sum) {
                   tile<kRows>(panel, cols, rows, sum);
                 });
  }
};

}  // namespace
}  // namespace deepwell::cpu::avx2
