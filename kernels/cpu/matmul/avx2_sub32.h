// AVX2 kernels of types of 256 elements with 8 sub-blocks of 32, each with a 6-bit scale and minimum as Q4_K packs
// them. A format says how to unpack a block:
//   kBytes                of a block, which begins with d and dmin (fp16) and 12 bytes of scales
//   kMax                  largest value; 4 * 2 * kMax * 127 must fit int16
//   unpack(block, k)      64 unsigned bytes: sub-blocks 2k and 2k + 1, k = 0..3
//
// Few rows of activations: rows of weights go by one after the other. Their sums are stored, one vector a block, and
// then added for 8 rows side by side.
#pragma once

#include "kernels/cpu/matmul/avx2_dot.h"

namespace deepwell::cpu::avx2 {
namespace {

struct TwoSubBlocks {
  __m256i first, second;
};

// The first 16 bytes of two blocks, one a 128-bit lane, and what is in them.
struct TwoHeads {
  TwoHeads(const std::byte* block, const std::byte* other) {
    const __m256i bytes = loadTwo(block, other);
    // Dwords of a lane: d and dmin; low six bits of scales 0-3, high two of 4-7; the same of minimums; low four of
    // both.
    const __m256i words = _mm256_shuffle_epi32(bytes, _MM_SHUFFLE(3, 2, 3, 1));
    const __m256i top = _mm256_srli_epi32(_mm256_shuffle_epi32(bytes, _MM_SHUFFLE(2, 2, 1, 1)), 2);
    const __m256i low_bits = _mm256_and_si256(_mm256_srlv_epi32(words, _mm256_setr_epi32(0, 0, 0, 4, 0, 0, 0, 4)),
                                              _mm256_set1_epi64x(0x0F0F0F0F3F3F3F3F));
    six = _mm256_or_si256(low_bits, _mm256_and_si256(top, _mm256_set1_epi64x(0x3030303000000000)));
  }
  // 8 int16 of each block.
  __m256i scales() const { return _mm256_unpacklo_epi8(six, _mm256_setzero_si256()); }
  __m256i minimums() const { return _mm256_unpackhi_epi8(six, _mm256_setzero_si256()); }
  __m256i six;
};

template <class Format, class Dot>
struct Sub32 {
  // A panel, block after block: 64 vectors of 4 columns x 8 outputs; d, dmin; 8 vectors of scales (each twice, int16);
  // 4 vectors of minimums (int16, pairs of neighbouring sub-blocks).
  static constexpr int64_t kAtD = 64 * 32;
  static constexpr int64_t kAtScales = kAtD + 2 * 32;
  static constexpr int64_t kAtMinimums = kAtScales + 8 * 32;
  static constexpr int64_t kPanelBlock = kAtMinimums + 4 * 32;
  static_assert(4 * 2 * Format::kMax * 127 < 32768);

  // Scratch of dotRow, for two blocks: sums of scale * q * x, a vector a row and block; sums of minimum * x, a vector a
  // row, a lane a block; d and dmin, a dword a row.
  static constexpr int64_t kAtMinimumSums = 512;
  static constexpr int64_t kAtHeads = 768;
  static constexpr int64_t kTwoBlocks = 832;
  static_assert(kTwoBlocks <= kPanelBlock);

  // Dword j of both 128-bit lanes, everywhere in its lane.
  template <int j>
  static __m256i everywhere(__m256i v) {
    return _mm256_shuffle_epi32(v, j * 0x55);
  }

  // Adds products of sub-blocks 2k and 2k + 1. scales: 8 int16 in both 128-bit lanes.
  template <int k>
  static void addProducts(const std::byte* block, __m256i scales, const int8_t* x, __m256i& sum) {
    const TwoSubBlocks q = Format::unpack(block, k);
    const __m256i x0 = load(x + 64 * k), x1 = load(x + 64 * k + 32);
    if constexpr (Dot::kWide) {
      sum = Dot::addScaledTwo(sum, q.first, x0, q.second, x1, everywhere<k>(scales));
    } else {
      const __m256i twice = k < 2 ? _mm256_unpacklo_epi16(scales, scales) : _mm256_unpackhi_epi16(scales, scales);
      const __m256i first = _mm256_madd_epi16(_mm256_maddubs_epi16(q.first, x0), everywhere<k % 2 * 2>(twice));
      const __m256i second = _mm256_madd_epi16(_mm256_maddubs_epi16(q.second, x1), everywhere<k % 2 * 2 + 1>(twice));
      sum = _mm256_add_epi32(sum, _mm256_add_epi32(first, second));
    }
  }

  // 8 int32 whose sum is the block's sum of scale * q * x.
  static __m256i productSums(const std::byte* block, __m256i scales, const int8_t* x) {
    __m256i sum = _mm256_setzero_si256();
    addProducts<0>(block, scales, x, sum);
    addProducts<1>(block, scales, x, sum);
    addProducts<2>(block, scales, x, sum);
    addProducts<3>(block, scales, x, sum);
    return sum;
  }

  // A block and, of two, the next one. to: vectors of the row; heads: dwords of the row.
  template <int kCount>
  static void dotTwo(const std::byte* block, const int8_t* x, const int16_t* sum32, std::byte* to, std::byte* heads) {
    readAhead<kCount * Format::kBytes>(block, 4096);
    const TwoHeads two(block, block + (kCount - 1) * Format::kBytes);
    store(to + kAtMinimumSums, _mm256_madd_epi16(two.minimums(), load(sum32)));
    const __m256i scales = two.scales();
    const auto dot = [&](int j, __m256i own_scales) {
      const std::byte* own = block + j * Format::kBytes;
      __builtin_memcpy(heads + 32 * j, own, 4);
      store(to + 256 * j, productSums(own, own_scales, x + 256 * j));
    };
    dot(0, _mm256_permute2x128_si256(scales, scales, 0x00));
    if constexpr (kCount == 2) dot(1, _mm256_permute2x128_si256(scales, scales, 0x11));
  }

  static __m256 dotRow(const PanelRows& rows, int32_t n, const TileRows<1>& x, int64_t cols, std::byte* scratch) {
    const int64_t blocks = cols / 256;
    const auto* sum32 = x.at<int16_t>(0, Q8Row::sum32Offset(cols));
    for (int i = 0; i < n; ++i) {
      const std::byte* block = rows.row[i];
      const std::byte* end = block + blocks / 2 * 2 * Format::kBytes;
      const int8_t* q = x.q(0);
      const int16_t* sums = sum32;
      std::byte* to = scratch + 32 * i;
      std::byte* heads = scratch + kAtHeads + 4 * i;
      for (; block != end; block += 2 * Format::kBytes, q += 512, sums += 16, to += kTwoBlocks, heads += kTwoBlocks)
        dotTwo<2>(block, q, sums, to, heads);
      if (blocks % 2 != 0) dotTwo<1>(block, q, sums, to, heads);
    }
    return addStored(scratch, x.at<float>(0, Q8Row::scaleOffset(cols)), blocks);
  }

  static __m256 addStored(const std::byte* stored, const float* scale, int64_t blocks) {
    __m256 sum = _mm256_setzero_ps();
    for (int64_t first = 0; first < blocks; first += 2, stored += kTwoBlocks) {
      const auto four = [&](int i) {
        const auto v = [&](int k) { return load(stored + kAtMinimumSums + 32 * (i + k)); };
        return _mm256_hadd_epi32(_mm256_hadd_epi32(v(0), v(1)), _mm256_hadd_epi32(v(2), v(3)));
      };
      const __m256i low = four(0), high = four(4);
      const __m256i minimums[2] = {_mm256_permute2x128_si256(low, high, 0x20),
                                   _mm256_permute2x128_si256(low, high, 0x31)};
      for (int j = 0; j < 2 && first + j < blocks; ++j) {
        const __m256 dx = _mm256_set1_ps(scale[first + j]);
        const TwoFloats d(load(stored + kAtHeads + 32 * j));
        const __m256i dot = sumEachAt(stored + 256 * j);
        sum = _mm256_fmadd_ps(_mm256_cvtepi32_ps(dot), _mm256_mul_ps(d.first, dx), sum);
        sum = _mm256_fnmadd_ps(_mm256_cvtepi32_ps(minimums[j]), _mm256_mul_ps(d.second, dx), sum);
      }
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
    if (x.count < 3) return runRows<Sub32>(w, first, count, x, out, out_stride, scratch);
    runPanels<0>(w, first, count, x, out, out_stride, scratch, nullptr, pack,
                 []<int kRows>(const std::byte* panel, int64_t cols, const TileRows<kRows>& rows, __m256* sum) {
                   tile<kRows>(panel, cols, rows, sum);
                 });
  }
};

}  // namespace
}  // namespace deepwell::cpu::avx2
