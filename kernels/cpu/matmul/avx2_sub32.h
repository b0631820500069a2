// AVX2 kernels of types of 256 elements with 8 sub-blocks of 32, each with a 6-bit scale and minimum as Q4_K packs
// them. A format says how to unpack a block:
//   kBytes                of a block, which begins with d and dmin (fp16) and 12 bytes of scales
//   kMax                  largest value; 4 * 2 * kMax * 127 must fit int16
//   unpack(block, k)      64 unsigned bytes: sub-blocks 2k and 2k + 1, k = 0..3
#pragma once

#include "kernels/cpu/matmul/avx2_dot.h"

namespace deepwell::cpu::avx2 {
namespace {

struct TwoSubBlocks {
  __m256i first, second;
};

// The first 16 bytes of rows i and i + 4 of a panel, one a 128-bit lane, and what is in them.
struct TwoHeads {
  TwoHeads(const std::byte* row, const std::byte* other) {
    const __m128i low = _mm_loadu_si128(reinterpret_cast<const __m128i*>(row));
    bytes = _mm256_inserti128_si256(_mm256_castsi128_si256(low),
                                    _mm_loadu_si128(reinterpret_cast<const __m128i*>(other)), 1);
    // Dwords of a lane: d and dmin; low six bits of scales 0-3, high two of 4-7; the same of minimums; low four of
    // both.
    const __m256i words = _mm256_shuffle_epi32(bytes, _MM_SHUFFLE(3, 2, 3, 1));
    const __m256i top = _mm256_srli_epi32(_mm256_shuffle_epi32(bytes, _MM_SHUFFLE(2, 2, 1, 1)), 2);
    const __m256i low_bits = _mm256_and_si256(_mm256_srlv_epi32(words, _mm256_setr_epi32(0, 0, 0, 4, 0, 0, 0, 4)),
                                              _mm256_set1_epi64x(0x0F0F0F0F3F3F3F3F));
    six = _mm256_or_si256(low_bits, _mm256_and_si256(top, _mm256_set1_epi64x(0x3030303000000000)));
  }
  // 8 int16 of each row.
  __m256i scales() const { return _mm256_unpacklo_epi8(six, _mm256_setzero_si256()); }
  __m256i minimums() const { return _mm256_unpackhi_epi8(six, _mm256_setzero_si256()); }
  __m256i bytes;
  __m256i six;
};

// d and dmin of 8 blocks from the heads of rows 0 and 4, 1 and 5, ...
inline TwoFloats blockScales(const __m256i* heads) {
  const __m256i low = _mm256_unpacklo_epi32(heads[0], heads[1]);
  const __m256i high = _mm256_unpacklo_epi32(heads[2], heads[3]);
  return TwoFloats(_mm256_unpacklo_epi64(low, high));
}

template <class Format, class Dot>
struct Sub32 {
  // A panel, block after block: 64 vectors of 4 columns x 8 outputs; d, dmin; 8 vectors of scales (each twice, int16);
  // 4 vectors of minimums (int16, pairs of neighbouring sub-blocks).
  static constexpr int64_t kAtD = 64 * 32;
  static constexpr int64_t kAtScales = kAtD + 2 * 32;
  static constexpr int64_t kAtMinimums = kAtScales + 8 * 32;
  static constexpr int64_t kPanelBlock = kAtMinimums + 4 * 32;
  static_assert(4 * 2 * Format::kMax * 127 < 32768);

  // int16 j of `words` in every lane.
  static __m256i everywhere(__m256i words, int j) {
    return _mm256_shuffle_epi8(words, _mm256_set1_epi16(static_cast<int16_t>((2 * j + 1) << 8 | (2 * j))));
  }

  // 8 int32 whose sum is the block's sum of scale * q * x. scales: 8 int16.
  static __m256i productSums(const std::byte* block, const int16_t* scales_at, const int8_t* x) {
    const __m256i scales = _mm256_broadcastsi128_si256(_mm_load_si128(reinterpret_cast<const __m128i*>(scales_at)));
    __m256i sum = _mm256_setzero_si256();
#pragma GCC unroll 4
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
      const __m256i sums =
          _mm256_broadcastsi128_si256(_mm_loadu_si128(reinterpret_cast<const __m128i*>(sum32 + 8 * b)));
      alignas(32) int16_t scales[4][16];  // rows i and i + 4
      __m256i heads[4];
      __m256i minimum[4];
#pragma GCC unroll 4
      for (int i = 0; i < 4; ++i) {
        const TwoHeads two(rows.row[i] + b * Format::kBytes, rows.row[i + 4] + b * Format::kBytes);
        heads[i] = two.bytes;
        store(scales[i], two.scales());
        minimum[i] = _mm256_madd_epi16(two.minimums(), sums);
      }
      const TwoFloats scales_of_blocks = blockScales(heads);
      const __m256i minimums =
          _mm256_hadd_epi32(_mm256_hadd_epi32(minimum[0], minimum[1]), _mm256_hadd_epi32(minimum[2], minimum[3]));
      __m256i product[kPanel];
#pragma GCC unroll 1
      for (int i = 0; i < 4; ++i) {
        product[i] = productSums(rows.row[i] + b * Format::kBytes, scales[i], x.q(0) + 256 * b);
        product[i + 4] = productSums(rows.row[i + 4] + b * Format::kBytes, scales[i] + 8, x.q(0) + 256 * b);
      }
      const __m256 dx = _mm256_set1_ps(scale[b]);
      sum = _mm256_fmadd_ps(_mm256_cvtepi32_ps(sumEach(product)), _mm256_mul_ps(scales_of_blocks.first, dx), sum);
      sum = _mm256_fnmadd_ps(_mm256_cvtepi32_ps(minimums), _mm256_mul_ps(scales_of_blocks.second, dx), sum);
    }
    return sum;
  }

  static void pack(const PanelRows& rows, int64_t cols, std::byte* panel, ReadAhead ahead) {
    for (int64_t b = 0; b < cols / 256; ++b, panel += kPanelBlock) {
      ahead.take<kPanel * Format::kBytes>();
      alignas(32) std::byte q[kPanel][256];
      alignas(32) std::byte scales[kPanel][32];    // each twice
      alignas(32) std::byte minimums[kPanel][32];  // the upper half is not used
      for (int i = 0; i < kPanel; ++i) {
        const std::byte* block = rows.row[i] + b * Format::kBytes;
        for (int k = 0; k < 4; ++k) {
          const TwoSubBlocks two = Format::unpack(block, k);
          store(q[i] + 64 * k, two.first);
          store(q[i] + 64 * k + 32, two.second);
        }
        const TwoHeads head(block, block);
        const __m256i own = head.scales();
        store(scales[i], _mm256_blend_epi32(_mm256_unpacklo_epi16(own, own), _mm256_unpackhi_epi16(own, own), 0xF0));
        store(minimums[i], head.minimums());
      }
      for (int j = 0; j < 8; ++j) transposeDwords(q[0] + 32 * j, 256, panel + 256 * j);
      transposeDwords(scales[0], 32, panel + kAtScales);
      alignas(32) std::byte pairs[256];
      transposeDwords(minimums[0], 32, pairs);
      __builtin_memcpy(panel + kAtMinimums, pairs, 128);
      const TwoFloats d(gatherDwords(rows, b * Format::kBytes));
      _mm256_storeu_ps(reinterpret_cast<float*>(panel + kAtD), d.first);
      _mm256_storeu_ps(reinterpret_cast<float*>(panel + kAtD + 32), d.second);
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
        Dot::template addScaled<Format::kMax, 8, kRows>(panel + 256 * j, x, 256 * b + 32 * j, scale, total);
      }
      const __m256 d = _mm256_loadu_ps(reinterpret_cast<const float*>(panel + kAtD));
      const __m256 dmin = _mm256_loadu_ps(reinterpret_cast<const float*>(panel + kAtD + 32));
      for (int r = 0; r < kRows; ++r) {
        const auto* sums = x.template at<int16_t>(r, sum_offset) + 8 * b;
        __m256i minimum = _mm256_setzero_si256();
        for (int p = 0; p < 4; ++p) {
          minimum =
              _mm256_add_epi32(minimum, _mm256_madd_epi16(load(panel + kAtMinimums + 32 * p), dwordOf(sums + 2 * p)));
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
    runPanels<3>(w, first, count, x, out, out_stride, scratch, dotRow, pack,
                 []<int kRows>(const std::byte* panel, int64_t cols, const TileRows<kRows>& rows, __m256* sum) {
                   tile<kRows>(panel, cols, rows, sum);
                 });
  }
};

}  // namespace
}  // namespace deepwell::cpu::avx2
