// AVX-512 kernels of types of 256 elements with 16 sub-blocks of 16, each with a scale of its own; values are unsigned
// bytes less a zero point, or with a minimum a sub-block. A format says how to unpack a block:
//   kBytes, kD              of a block, and where its fp16 d lies
//   kZero                   the zero point: zero * scale * (sum of x) is taken off as an exact integer; or 0
//   kDmin                   where the fp16 dmin lies, or -1: no minimums
//   unpack(block, h)        elements 128 h to 128 h + 127 as unsigned bytes, at most 63
//   scales(block), minimums(block)     16 int16
#pragma once

#include "kernels/cpu/matmul/avx512_common.h"

namespace deepwell::cpu::avx512 {
namespace {

// 128 elements, 64 a vector.
struct HalfBlock {
  __m512i first, second;
};

// The sums of 16 vectors of 8 int32.
inline __m512i sumEach(const __m256i* v) {
  __m512i pair[8];
  for (int i = 0; i < 8; ++i) pair[i] = _mm512_inserti64x4(_mm512_castsi256_si512(v[i]), v[i + 8], 1);
  const __m512i a = sumQuads(pair[0], pair[1], pair[2], pair[3]);  // 0-3, 0-3, 8-11, 8-11
  const __m512i b = sumQuads(pair[4], pair[5], pair[6], pair[7]);
  const __m512i sum = _mm512_add_epi32(_mm512_shuffle_i32x4(a, b, 0x88), _mm512_shuffle_i32x4(a, b, 0xDD));
  return _mm512_shuffle_i32x4(sum, sum, 0xD8);
}

template <class Format>
struct Sub16 {
  static constexpr int64_t kBlock = Format::kBytes;
  static constexpr bool kHasMinimums = Format::kDmin >= 0;
  static_assert(kHasMinimums == (Format::kZero == 0));
  // A panel, block after block: 64 vectors of 4 columns x 16 outputs; d, dmin; 16 vectors of scales (int32); 8 vectors of
  // what the sums of x are multiplied with (int16, pairs of neighbouring sub-blocks).
  static constexpr int64_t kAtD = 64 * 64;
  static constexpr int64_t kAtScales = kAtD + 2 * 64;
  static constexpr int64_t kAtPairs = kAtScales + 16 * 64;
  static constexpr int64_t kPanelBlock = kAtPairs + 8 * 64;

  // The factors of the sums of x: minimums, or the scales of what the zero point adds.
  static __m256i sumFactors(const std::byte* block) {
    if constexpr (kHasMinimums) return Format::minimums(block);
    return Format::scales(block);
  }

  // 16 int32 whose sum is the block's sum of scale * (q - zero) * x. x: four vectors of 64; sums: of 16 values each.
  static __m512i productSums(const std::byte* block, const __m512i* x, __m256i sums) {
    const __m256i narrow = Format::scales(block);
    const __m512i scales = _mm512_castsi256_si512(narrow);
    const __m512i lane = _mm512_inserti64x4(
        _mm512_castsi256_si512(_mm256_inserti128_si256(_mm256_setzero_si256(), _mm_set1_epi16(1), 1)),
        _mm256_inserti128_si256(_mm256_set1_epi16(2), _mm_set1_epi16(3), 1), 1);
    const auto pick = [&](int j) {
      return _mm512_permutexvar_epi16(_mm512_add_epi16(lane, _mm512_set1_epi16(static_cast<int16_t>(j))), scales);
    };
    __m512i sum = _mm512_setzero_si512();
    for (int h = 0; h < 2; ++h) {
      const HalfBlock q = Format::unpack(block, h);
      sum = _mm512_dpwssd_epi32(sum, _mm512_maddubs_epi16(q.first, x[2 * h]), pick(8 * h));
      sum = _mm512_dpwssd_epi32(sum, _mm512_maddubs_epi16(q.second, x[2 * h + 1]), pick(8 * h + 4));
    }
    if constexpr (kHasMinimums) return sum;
    const __m256i offset = _mm256_mullo_epi32(_mm256_madd_epi16(narrow, sums), _mm256_set1_epi32(Format::kZero));
    return _mm512_sub_epi32(sum, _mm512_zextsi256_si512(offset));
  }

  static __m512 dotRow(const PanelRows& rows, const TileRows<1>& x, int64_t cols, ReadAhead ahead) {
    const auto* scale = x.at<float>(0, Q8Row::scaleOffset(cols));
    const auto* sum16 = x.at<int16_t>(0, Q8Row::sumOffset(ActivationType::kQ8_256, cols));
    __m512 sum = _mm512_setzero_ps();
    for (int64_t b = 0; b < cols / 256; ++b) {
      __m512i q[4];
      for (int k = 0; k < 4; ++k) q[k] = _mm512_loadu_si512(x.q(0) + 256 * b + 64 * k);
      const __m256i sums = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(sum16 + 16 * b));
      __m512i quads[4];
      __m256i minimum[kPanel];
      for (int g = 0; g < 4; ++g) {
        __m512i dot[4];
        ahead.take<4 * kBlock>();
        for (int i = 0; i < 4; ++i) {
          const std::byte* block = rows.row[4 * g + i] + b * kBlock;
          dot[i] = productSums(block, q, sums);
          if constexpr (kHasMinimums) minimum[4 * g + i] = _mm256_madd_epi16(Format::minimums(block), sums);
        }
        quads[g] = sumQuads(dot[0], dot[1], dot[2], dot[3]);
      }
      const HalfSums halves = sumHalves(quads[0], quads[1], quads[2], quads[3]);
      const __m512 dx = _mm512_set1_ps(scale[b]);
      const __m512 d = _mm512_mul_ps(gatherHalves(rows, b * kBlock + Format::kD), dx);
      sum = _mm512_fmadd_ps(_mm512_cvtepi32_ps(_mm512_add_epi32(halves.low, halves.high)), d, sum);
      if constexpr (kHasMinimums) {
        const __m512 dmin = _mm512_mul_ps(gatherHalves(rows, b * kBlock + Format::kDmin), dx);
        sum = _mm512_fnmadd_ps(_mm512_cvtepi32_ps(sumEach(minimum)), dmin, sum);
      }
    }
    return sum;
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

  static void pack(const PanelRows& rows, int64_t cols, std::byte* panel) {
    for (int64_t b = 0; b < cols / 256; ++b, panel += kPanelBlock) {
      for (int h = 0; h < 2; ++h) {
        __m512i first[16];
        __m512i second[16];
        for (int i = 0; i < kPanel; ++i) {
          const HalfBlock q = Format::unpack(rows.row[i] + b * kBlock, h);
          first[i] = q.first;
          second[i] = q.second;
        }
        transpose16(first);
        transpose16(second);
        for (int g = 0; g < 16; ++g) {
          _mm512_store_si512(panel + 64 * (32 * h + g), first[g]);
          _mm512_store_si512(panel + 64 * (32 * h + 16 + g), second[g]);
        }
      }
      packScales(rows, b, panel);
    }
  }

  // Sums of scale * q * x of block b, added to `total`.
  template <int kRows>
  static void addProducts(const std::byte* panel, const TileRows<kRows>& x, int64_t b, __m512i* total) {
    for (int j = 0; j < 16; ++j) {
      __m512i dot[kRows];
      for (int r = 0; r < kRows; ++r) dot[r] = _mm512_setzero_si512();
      for (int g = 0; g < 4; ++g) {
        const __m512i w = _mm512_load_si512(panel + 64 * (4 * j + g));
        for (int r = 0; r < kRows; ++r) {
          dot[r] = _mm512_dpbusd_epi32(dot[r], w, dwordOf(x.q(r) + 256 * b + 16 * j + 4 * g));
        }
      }
      const __m512i scale = _mm512_load_si512(panel + kAtScales + 64 * j);
      for (int r = 0; r < kRows; ++r) total[r] = _mm512_add_epi32(total[r], _mm512_mullo_epi32(dot[r], scale));
    }
  }

  template <int kRows>
  static void tile(const std::byte* panel, int64_t cols, const TileRows<kRows>& x, __m512* sum) {
    const int64_t scale_offset = Q8Row::scaleOffset(cols);
    const int64_t sum_offset = Q8Row::sumOffset(ActivationType::kQ8_256, cols);
    for (int r = 0; r < kRows; ++r) sum[r] = _mm512_setzero_ps();
    for (int64_t b = 0; b < cols / 256; ++b, panel += kPanelBlock) {
      __m512i total[kRows];
      __m512i offset[kRows];
      for (int r = 0; r < kRows; ++r) {
        const auto* sums = x.template at<int8_t>(r, sum_offset) + 32 * b;
        offset[r] = _mm512_setzero_si512();
        for (int p = 0; p < 8; ++p) {
          offset[r] = _mm512_dpwssd_epi32(offset[r], _mm512_load_si512(panel + kAtPairs + 64 * p), dwordOf(sums + 4 * p));
        }
        total[r] = _mm512_mullo_epi32(offset[r], _mm512_set1_epi32(-Format::kZero));
      }
      addProducts<kRows>(panel, x, b, total);
      const __m512 d = _mm512_load_ps(panel + kAtD);
      for (int r = 0; r < kRows; ++r) {
        const __m512 dx = _mm512_set1_ps(x.template at<float>(r, scale_offset)[b]);
        sum[r] = _mm512_fmadd_ps(_mm512_cvtepi32_ps(total[r]), _mm512_mul_ps(d, dx), sum[r]);
        if constexpr (kHasMinimums) {
          const __m512 dmin = _mm512_mul_ps(_mm512_load_ps(panel + kAtD + 64), dx);
          sum[r] = _mm512_fnmadd_ps(_mm512_cvtepi32_ps(offset[r]), dmin, sum[r]);
        }
      }
    }
  }

  static int64_t scratchBytes(int64_t cols) { return cols / 256 * kPanelBlock; }

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
