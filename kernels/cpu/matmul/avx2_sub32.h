// AVX2 kernels of types of 256 elements with 8 sub-blocks of 32, each with a 6-bit scale and minimum as Q4_K packs them.
// A format says how to unpack a block:
//   kBytes                of a block, which begins with d and dmin (fp16) and 12 bytes of scales
//   kMax                  largest value; 4 * 2 * kMax * 127 must fit int16
//   unpack(block, k)      64 unsigned bytes: sub-blocks 2k and 2k + 1, k = 0..3
#pragma once

#include "kernels/cpu/matmul/avx2_common.h"

namespace deepwell::cpu::avx2 {
namespace {

struct TwoSubBlocks {
  __m256i first, second;
};

// Scales and minimums of a block, 8 int16 each.
struct SixBitScales {
  explicit SixBitScales(const std::byte* block) {
    uint32_t word[3];
    __builtin_memcpy(word, block + 4, 12);
    constexpr uint32_t kSix = 0x3F3F3F3F;
    constexpr uint32_t kFour = 0x0F0F0F0F;
    constexpr uint32_t kTop = 0x30303030;
    const __m128i scale_bytes = _mm_setr_epi32(static_cast<int>(word[0] & kSix),
                                               static_cast<int>((word[2] & kFour) | ((word[0] >> 2) & kTop)), 0, 0);
    const __m128i minimum_bytes = _mm_setr_epi32(static_cast<int>(word[1] & kSix),
                                                 static_cast<int>(((word[2] >> 4) & kFour) | ((word[1] >> 2) & kTop)), 0, 0);
    scales = _mm_cvtepu8_epi16(scale_bytes);
    minimums = _mm_cvtepu8_epi16(minimum_bytes);
  }
  __m128i scales, minimums;
};

template <class Format>
struct Sub32 {
  // A panel, block after block: 64 vectors of 4 columns x 8 outputs; d, dmin; 8 vectors of scales (each twice, int16);
  // 4 vectors of minimums (int16, pairs of neighbouring sub-blocks).
  static constexpr int64_t kAtD = 64 * 32;
  static constexpr int64_t kAtScales = kAtD + 2 * 32;
  static constexpr int64_t kAtMinimums = kAtScales + 8 * 32;
  static constexpr int64_t kPanelBlock = kAtMinimums + 4 * 32;
  // Products of two columns that fit int16 when added.
  static constexpr int kGroups = 8 * 2 * Format::kMax * 127 < 32768 ? 8 : 4;
  static_assert(kGroups * 2 * Format::kMax * 127 < 32768);

  // int16 j of `words` in every lane.
  static __m256i everywhere(__m256i words, int j) {
    return _mm256_shuffle_epi8(words, _mm256_set1_epi16(static_cast<int16_t>((2 * j + 1) << 8 | (2 * j))));
  }

  // 8 int32 whose sum is the block's sum of scale * q * x.
  static __m256i productSums(const std::byte* block, __m128i narrow, const int8_t* x) {
    const __m256i scales = _mm256_broadcastsi128_si256(narrow);
    __m256i sum = _mm256_setzero_si256();
    for (int k = 0; k < 4; ++k) {
      const TwoSubBlocks q = Format::unpack(block, k);
      const __m256i first = _mm256_maddubs_epi16(q.first, load(x + 64 * k));
      const __m256i second = _mm256_maddubs_epi16(q.second, load(x + 64 * k + 32));
      sum = _mm256_add_epi32(sum, _mm256_madd_epi16(first, everywhere(scales, 2 * k)));
      sum = _mm256_add_epi32(sum, _mm256_madd_epi16(second, everywhere(scales, 2 * k + 1)));
    }
    return sum;
  }

  static __m256 dotRow(const PanelRows& rows, const TileRows<1>& x, int64_t cols, ReadAhead ahead) {
    const auto* scale = x.at<float>(0, Q8Row::scaleOffset(cols));
    const auto* sum32 = x.at<int16_t>(0, Q8Row::sum32Offset(cols));
    __m256 sum = _mm256_setzero_ps();
    for (int64_t b = 0; b < cols / 256; ++b) {
      ahead.take<kPanel * Format::kBytes>();
      const __m128i sums = _mm_loadu_si128(reinterpret_cast<const __m128i*>(sum32 + 8 * b));
      __m256i product[kPanel];
      __m256i minimum[kPanel];
      for (int i = 0; i < kPanel; ++i) {
        const std::byte* block = rows.row[i] + b * Format::kBytes;
        const SixBitScales heads(block);
        product[i] = productSums(block, heads.scales, x.q(0) + 256 * b);
        minimum[i] = _mm256_zextsi128_si256(_mm_madd_epi16(heads.minimums, sums));
      }
      const __m256 dx = _mm256_set1_ps(scale[b]);
      const __m256 d = _mm256_mul_ps(gatherHalves(rows, b * Format::kBytes), dx);
      const __m256 dmin = _mm256_mul_ps(gatherHalves(rows, b * Format::kBytes + 2), dx);
      sum = _mm256_fmadd_ps(_mm256_cvtepi32_ps(sumEach(product)), d, sum);
      sum = _mm256_fnmadd_ps(_mm256_cvtepi32_ps(sumEach(minimum)), dmin, sum);
    }
    return sum;
  }

  static void pack(const PanelRows& rows, int64_t cols, std::byte* panel) {
    for (int64_t b = 0; b < cols / 256; ++b, panel += kPanelBlock) {
      for (int i = 0; i < kPanel; ++i) {
        const std::byte* block = rows.row[i] + b * Format::kBytes;
        alignas(32) std::byte q[256];
        for (int k = 0; k < 4; ++k) {
          const TwoSubBlocks two = Format::unpack(block, k);
          store(q + 64 * k, two.first);
          store(q + 64 * k + 32, two.second);
        }
        scatterDwords(q, 64, i, panel);
        const SixBitScales heads(block);
        alignas(16) uint16_t scales[8];
        alignas(16) uint16_t minimums[8];
        _mm_store_si128(reinterpret_cast<__m128i*>(scales), heads.scales);
        _mm_store_si128(reinterpret_cast<__m128i*>(minimums), heads.minimums);
        uint16_t doubled[16];
        for (int j = 0; j < 8; ++j) doubled[2 * j] = doubled[2 * j + 1] = scales[j];
        scatterDwords(doubled, 8, i, panel + kAtScales);
        scatterDwords(minimums, 4, i, panel + kAtMinimums);
      }
      _mm256_storeu_ps(reinterpret_cast<float*>(panel + kAtD), gatherHalves(rows, b * Format::kBytes));
      _mm256_storeu_ps(reinterpret_cast<float*>(panel + kAtD + 32), gatherHalves(rows, b * Format::kBytes + 2));
    }
  }

  template <int kRows>
  static void tile(const std::byte* panel, int64_t cols, const TileRows<kRows>& x, __m256* sum) {
    const int64_t scale_offset = Q8Row::scaleOffset(cols);
    const int64_t sum_offset = Q8Row::sum32Offset(cols);
    for (int r = 0; r < kRows; ++r) sum[r] = _mm256_setzero_ps();
    for (int64_t b = 0; b < cols / 256; ++b, panel += kPanelBlock) {
      __m256i total[kRows];
      for (int r = 0; r < kRows; ++r) total[r] = _mm256_setzero_si256();
      for (int j = 0; j < 8; ++j) {
        const __m256i scale = load(panel + kAtScales + 32 * j);
        for (int first = 0; first < 8; first += kGroups) {
          __m256i dot[kRows];
          for (int r = 0; r < kRows; ++r) dot[r] = _mm256_setzero_si256();
          for (int g = first; g < first + kGroups; ++g) {
            const __m256i w = load(panel + 32 * (8 * j + g));
            for (int r = 0; r < kRows; ++r) {
              const __m256i v = dwordOf(x.q(r) + 256 * b + 32 * j + 4 * g);
              dot[r] = _mm256_add_epi16(dot[r], _mm256_maddubs_epi16(w, v));
            }
          }
          for (int r = 0; r < kRows; ++r) total[r] = _mm256_add_epi32(total[r], _mm256_madd_epi16(dot[r], scale));
        }
      }
      const __m256 d = _mm256_loadu_ps(reinterpret_cast<const float*>(panel + kAtD));
      const __m256 dmin = _mm256_loadu_ps(reinterpret_cast<const float*>(panel + kAtD + 32));
      for (int r = 0; r < kRows; ++r) {
        const auto* sums = x.template at<int16_t>(r, sum_offset) + 8 * b;
        __m256i minimum = _mm256_setzero_si256();
        for (int p = 0; p < 4; ++p) {
          minimum = _mm256_add_epi32(minimum, _mm256_madd_epi16(load(panel + kAtMinimums + 32 * p), dwordOf(sums + 2 * p)));
        }
        const __m256 dx = _mm256_set1_ps(x.template at<float>(r, scale_offset)[b]);
        sum[r] = _mm256_fmadd_ps(_mm256_cvtepi32_ps(total[r]), _mm256_mul_ps(d, dx), sum[r]);
        sum[r] = _mm256_fnmadd_ps(_mm256_cvtepi32_ps(minimum), _mm256_mul_ps(dmin, dx), sum[r]);
      }
    }
  }

  static int64_t scratchBytes(int64_t cols) { return cols / 256 * kPanelBlock; }

  static void matmul(const WeightRows& w, int64_t first, int32_t count, const ActivationRows& x, float* out,
                     int64_t out_stride, std::byte* scratch) {
    runPanels(w, first, count, x, out, out_stride, scratch, dotRow, pack,
              []<int kRows>(const std::byte* panel, int64_t cols, const TileRows<kRows>& rows, __m256* sum) {
                tile<kRows>(panel, cols, rows, sum);
              });
  }
};

}  // namespace
}  // namespace deepwell::cpu::avx2
