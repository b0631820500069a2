// AVX-512 kernels of types of 32 elements a block, whose values are unsigned bytes less a zero point, or plus a
// minimum. A format says how to unpack a block:
//   kBytes               of a block
//   kZero                zero point, or 0
//   kMinimum             offset of the fp16 minimum in a block, or -1
//   unpackOne(block)     32 unsigned bytes in the order of columns
//   unpackTwo(block)     64, of this block and the next
//   scales(rows, offset) the scales of 16 blocks `offset` bytes into the rows
//   kScaleBytes, widenScales(p)  of a scale, and 16 of them side by side
//
// One row of activations: rows of weights go by one after the other, so that memory is read as one stream. Their
// blocks' sums and scales are stored and then added for 16 rows side by side.
#pragma once

#include <algorithm>

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

  // Scratch of dotRow: a vector of sums for 16 blocks of a row; scales and minimums of 16 rows, block by block.
  struct Stored {
    Stored(std::byte* scratch, int64_t blocks) : sums(scratch), scales(sums + (blocks + 15) / 16 * 1024) {}
    std::byte* sum(int64_t b, int i) const { return sums + b / 16 * 1024 + 64 * i; }
    std::byte* scale(int64_t b, int i) const { return scales + 64 * b + Format::kScaleBytes * i; }
    std::byte* minimum(int64_t b, int i) const { return scales + 64 * b + 32 + 2 * i; }
    std::byte* sums;
    std::byte* scales;
  };
  static int64_t storedBytes(int64_t blocks) { return (blocks + 15) / 16 * 1024 + 64 * blocks; }

  // A lane's sum of blocks b and b + 1, b + 2 and b + 3, ...: a dword each. kAll: there are eight blocks, else n.
  template <bool kAll>
  static __m512i eightBlocks(const std::byte* row, const int8_t* x, int64_t b, int64_t n) {
    __m512i dot[4];
    for (int k = 0; k < 4; ++k) {
      dot[k] = _mm512_setzero_si512();
      if (kAll || 2 * k < n) {
        dot[k] = _mm512_dpbusd_epi32(dot[k], unpack(row, b + 2 * k, kAll || 2 * k + 1 < n),
                                     _mm512_loadu_si512(x + 32 * b + 64 * k));
      }
    }
    return sumQuads(dot[0], dot[1], dot[2], dot[3]);
  }

  // n <= 16 blocks of row i from b on: sums of the even ones of 8, of the odd ones, and so on of the next.
  template <bool kAll>
  static void sixteenBlocks(const std::byte* row, const int8_t* x, int64_t b, int64_t n, int i, const Stored& to) {
    const __m512i low = kAll || n >= 8 ? eightBlocks<true>(row, x, b, 8) : eightBlocks<false>(row, x, b, n);
    __m512i high = _mm512_setzero_si512();
    if (kAll) {
      high = eightBlocks<true>(row, x, b + 8, 8);
    } else if (n > 8) {
      high = eightBlocks<false>(row, x, b + 8, n - 8);
    }
    const __m512i sums = _mm512_add_epi32(_mm512_shuffle_i32x4(low, high, 0x88), _mm512_shuffle_i32x4(low, high, 0xDD));
    _mm512_store_si512(to.sum(b, i), sums);
    for (int64_t j = 0; j < (kAll ? 16 : n); ++j) {
      const std::byte* block = row + (b + j) * kBlock;
      __builtin_memcpy(to.scale(b + j, i), block, Format::kScaleBytes);
      if constexpr (kHasMinimum) __builtin_memcpy(to.minimum(b + j, i), block + Format::kMinimum, 2);
    }
  }

  // One row of activations against n <= 16 rows of weights where they lie.
  static __m512 dotRow(const PanelRows& rows, int32_t n, const TileRows<1>& x, int64_t cols, std::byte* scratch) {
    const int64_t blocks = cols / 32;
    const Stored stored(scratch, blocks);
    for (int i = 0; i < n; ++i) {
      int64_t b = 0;
      for (; b + 16 <= blocks; b += 16) {
        readAhead<16 * kBlock>(rows.row[i] + b * kBlock);
        sixteenBlocks<true>(rows.row[i], x.q(0), b, 16, i, stored);
      }
      if (b == blocks) continue;
      readAhead<8 * kBlock>(rows.row[i] + b * kBlock);
      sixteenBlocks<false>(rows.row[i], x.q(0), b, blocks - b, i, stored);
    }
    return addStored(stored, x, cols);
  }

  static __m512 addStored(const Stored& stored, const TileRows<1>& x, int64_t cols) {
    const auto* scale = x.at<float>(0, Q8Row::scaleOffset(cols));
    const auto* offset = x.at<int32_t>(0, Q8Row::sumOffset(ActivationType::kQ8_32, cols));
    __m512 sum = _mm512_setzero_ps();
    for (int64_t b = 0; b < cols / 32; b += 16) {
      __m512i sums[16];
      for (int i = 0; i < kPanel; ++i) sums[i] = _mm512_load_si512(stored.sum(b, i));
      transpose16(sums);
      for (int j = 0; j < 16 && b + j < cols / 32; ++j) {
        const __m512i dot =
            _mm512_add_epi32(sums[j / 8 * 8 + j % 2 * 4 + j % 8 / 2], _mm512_set1_epi32(zeroOffset(offset[b + j])));
        const __m512 dx = _mm512_set1_ps(scale[b + j]);
        const __m512 d = _mm512_mul_ps(Format::widenScales(stored.scale(b + j, 0)), dx);
        sum = _mm512_fmadd_ps(_mm512_cvtepi32_ps(dot), d, sum);
        if constexpr (kHasMinimum) {
          const __m512 m = _mm512_mul_ps(widenHalves(stored.minimum(b + j, 0)), dx);
          sum = _mm512_fmadd_ps(_mm512_set1_ps(static_cast<float>(offset[b + j] / -128)), m, sum);
        }
      }
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
        if constexpr (kHasMinimum)
          _mm512_store_ps(to + 576, gatherHalves(rows, (b + half) * kBlock + Format::kMinimum));
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

  static int64_t scratchBytes(int64_t cols) { return std::max(cols / 32 * kPanelBlock, storedBytes(cols / 32)); }

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
