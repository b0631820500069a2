// AVX-512 kernels of types of 32 elements a block, whose values are unsigned bytes less a zero point, or plus a
// minimum. A format says how to unpack a block:
//   kBytes               of a block
//   kZero                zero point, or 0
//   kMinimum             offset of the fp16 minimum in a block, or -1
//   unpackOne(block)     32 unsigned bytes in the order of columns
//   unpackTwo(block)     64, of this block and the next
//   scales(rows, offset) the scales of 16 blocks `offset` bytes into the rows
//   kNibbles             whether a block holds 16 bytes of nibbles, the first 16 elements low. Then also:
//   Loaded               what is read of four blocks; nibblesOf(loaded), scalesOf(loaded): of these, a lane a block
//   valuesOf<h>(loaded, nibbles)  their first (h = 0) or last 16 elements as unsigned bytes
//   kScaleBytes, widenScales(p)  of a scale, and 16 of them side by side
//
// One row of activations: rows of weights go by one after the other, so that memory is read as one stream. Their
// blocks' sums and scales are stored and then added for 16 rows side by side. Many rows: avx512_panels32.h.
#pragma once

#include <algorithm>
#include <array>
#include <utility>

#include "kernels/cpu/matmul/avx512_common.h"

namespace deepwell::cpu::avx512 {
namespace {

// Four blocks of kBytes: two loads that overlap, since nothing past the last is read.
template <int kBytes>
struct FourBlocks {
  static_assert(kBytes % 2 == 0 && 4 * kBytes >= 64);
  explicit FourBlocks(const std::byte* p)
      : first(kept(_mm512_loadu_si512(p))), last(kept(_mm512_loadu_si512(p + 4 * kBytes - 64))) {}

  // kWords words from each block, kAt bytes into them, side by side.
  template <int kAt, int kWords>
  __m512i words() const {
    static_assert(kAt % 2 == 0);
    alignas(64) static constexpr auto kPlaces = [] {
      std::array<int16_t, 32> places{};
      for (int i = 0; i < 4 * kWords; ++i) {
        const int at = i / kWords * kBytes + kAt + i % kWords * 2;
        places[static_cast<size_t>(i)] =
            static_cast<int16_t>(at + 2 <= 64 ? at / 2 : 32 + (at - (4 * kBytes - 64)) / 2);
      }
      return places;
    }();
    return _mm512_permutex2var_epi16(first, kept(_mm512_load_si512(kPlaces.data())), last);
  }
  template <int kAt>
  __m128i halves() const {
    return _mm512_castsi512_si128(words<kAt, 1>());
  }
  __m512i first, last;
};

template <class Format>
struct Blocks32 {
  static constexpr int64_t kBlock = Format::kBytes;
  static constexpr bool kHasMinimum = Format::kMinimum >= 0;
  // -zero * (sum of x), from the row's -128 * (sum of x).
  static int32_t zeroOffset(int32_t offset) { return offset / 128 * Format::kZero; }

  static __m512i unpack(const std::byte* row, int64_t b, bool two) {
    if (two) return Format::unpackTwo(row + b * kBlock);
    return _mm512_zextsi256_si512(Format::unpackOne(row + b * kBlock));
  }

  // Scratch of dotRow, for 16 blocks of a row: a vector of sums, scales (of two bytes at most), minimums. x arranged.
  struct Stored {
    Stored(std::byte* scratch, int64_t blocks) : sums(scratch), x(scratch + (blocks + 15) / 16 * 2048) {}
    std::byte* sum(int64_t b, int i) const { return sums + 128 * b + 64 * i; }
    std::byte* scale(int64_t b, int i) const { return sum(b, 16) + 32 * i; }
    std::byte* minimum(int64_t b, int i) const { return scale(b, 16) + 32 * i; }
    std::byte* sums;
    std::byte* x;
  };
  static int64_t storedBytes(int64_t blocks) { return (blocks + 15) / 16 * 2048 + 32 * blocks; }

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

  // n <= 16 blocks of row i from b on. In lane L of the sums, dword k: of nibbles block 4 k + L, else 8 (L / 2) + 2 k +
  // L % 2.
  template <bool kAll>
  static void sixteenBlocks(const std::byte* row, const int8_t* x, int64_t b, int64_t n, int i, const Stored& to) {
    if constexpr (Format::kNibbles) {
      if (kAll) return foursOfNibbles<4>(row, b, i, to);
      if (n == 4) return foursOfNibbles<1>(row, b, i, to);
      if (n == 8) return foursOfNibbles<2>(row, b, i, to);
      if (n == 12) return foursOfNibbles<3>(row, b, i, to);
    }
    const __m512i low = kAll || n >= 8 ? eightBlocks<true>(row, x, b, 8) : eightBlocks<false>(row, x, b, n);
    __m512i high = _mm512_setzero_si512();
    if (kAll || n > 8) high = eightBlocks<kAll>(row, x, b + 8, n - 8);
    __m512i sums = _mm512_add_epi32(_mm512_shuffle_i32x4(low, high, 0x88), _mm512_shuffle_i32x4(low, high, 0xDD));
    if constexpr (Format::kNibbles) sums = _mm512_permutexvar_epi32(pairsToLanes(), sums);
    _mm512_store_si512(to.sum(b, i), sums);
    const std::byte* first = row + b * kBlock;
    if constexpr (kAll && !kHasMinimum && Format::kScaleBytes == 2) {
      for (int h = 0; h < 2; ++h) {
        _mm_store_si128(reinterpret_cast<__m128i*>(to.scale(b, i)) + h,
                        eightScales(first + 8 * h * kBlock, std::make_index_sequence<8>()));
      }
    } else {
      for (int64_t j = 0; j < n; ++j) {
        __builtin_memcpy(to.scale(b, i) + Format::kScaleBytes * j, first + j * kBlock, Format::kScaleBytes);
        if constexpr (kHasMinimum) __builtin_memcpy(to.minimum(b, i) + 2 * j, first + j * kBlock + Format::kMinimum, 2);
      }
    }
  }

  template <size_t... kIndex>
  static __m128i eightScales(const std::byte* p, std::index_sequence<kIndex...>) {
    __m128i v = _mm_setzero_si128();
    const auto scale = [p](size_t j) {
      uint16_t value;
      __builtin_memcpy(&value, p + static_cast<int64_t>(j) * kBlock, 2);
      return value;
    };
    ((v = _mm_insert_epi16(v, scale(kIndex), kIndex)), ...);
    return v;
  }

  // Four blocks at a time: their first halves in one vector, their second halves in another, a lane a block.
  template <int kFours>
  static void foursOfNibbles(const std::byte* row, int64_t b, int i, const Stored& to) {
    __m512i dot[4];
    __m128i scales[4];
    __m128i minimums[4];
    for (int k = 0; k < 4; ++k) {
      dot[k] = _mm512_setzero_si512();
      scales[k] = minimums[k] = _mm_setzero_si128();
      if (k >= kFours) continue;
      const typename Format::Loaded loaded(row + (b + 4 * k) * kBlock);
      const std::byte* x = to.x + 32 * (b + 4 * k);
      const __m512i nibbles = Format::nibblesOf(loaded);
      const __m512i low = Format::template valuesOf<0>(loaded, _mm512_and_si512(nibbles, _mm512_set1_epi8(0x0F)));
      const __m512i high =
          Format::template valuesOf<1>(loaded, _mm512_and_si512(_mm512_srli_epi16(nibbles, 4), _mm512_set1_epi8(0x0F)));
      dot[k] = _mm512_dpbusd_epi32(_mm512_setzero_si512(), low, _mm512_load_si512(x));
      dot[k] = _mm512_dpbusd_epi32(dot[k], high, _mm512_load_si512(x + 64));
      scales[k] = Format::scalesOf(loaded);
      if constexpr (kHasMinimum) minimums[k] = loaded.template halves<Format::kMinimum>();
    }
    _mm512_store_si512(to.sum(b, i), sumQuads(dot[0], dot[1], dot[2], dot[3]));
    const auto store = [](const __m128i* v, std::byte* at) {
      auto* halves = reinterpret_cast<__m128i*>(at);
      if constexpr (Format::kScaleBytes == 1) {
        _mm_store_si128(halves, _mm_unpacklo_epi64(_mm_unpacklo_epi32(v[0], v[1]), _mm_unpacklo_epi32(v[2], v[3])));
      } else {
        _mm_store_si128(halves, _mm_unpacklo_epi64(v[0], v[1]));
        _mm_store_si128(halves + 1, _mm_unpacklo_epi64(v[2], v[3]));
      }
    };
    store(scales, to.scale(b, i));
    if constexpr (kHasMinimum) store(minimums, to.minimum(b, i));
  }

  static __m512i pairsToLanes() { return _mm512_setr_epi32(0, 2, 8, 10, 4, 6, 12, 14, 1, 3, 9, 11, 5, 7, 13, 15); }

  // Where block j of sixteen is among their sums.
  static int placeOf(int j) { return Format::kNibbles ? j % 4 * 4 + j / 4 : j / 8 * 8 + j % 2 * 4 + j % 8 / 2; }

  // x in the order of foursOfNibbles.
  static void arrange(const int8_t* x, int64_t blocks, const Stored& to) {
    const __m512i even = _mm512_setr_epi64(0, 1, 4, 5, 8, 9, 12, 13);
    const __m512i odd = _mm512_setr_epi64(2, 3, 6, 7, 10, 11, 14, 15);
    for (int64_t b = 0; b + 4 <= blocks; b += 4) {
      const __m512i first = _mm512_loadu_si512(x + 32 * b), second = _mm512_loadu_si512(x + 32 * b + 64);
      _mm512_store_si512(to.x + 32 * b, _mm512_permutex2var_epi64(first, even, second));
      _mm512_store_si512(to.x + 32 * b + 64, _mm512_permutex2var_epi64(first, odd, second));
    }
  }

  // One row of activations against n <= 16 rows of weights where they lie.
  // fresh: x is not yet arranged in the scratch.
  static __m512 dotRow(const PanelRows& rows, int32_t n, const TileRows<1>& x, int64_t cols, std::byte* scratch,
                       bool fresh) {
    const int64_t blocks = cols / 32;
    const Stored stored(scratch, blocks);
    if constexpr (Format::kNibbles) {
      if (fresh) arrange(x.q(0), blocks, stored);
    }
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
      __m512i d[16];
      __m512i minimum[16];
      const __m512 dx = _mm512_load_ps(scale + b);
      for (int i = 0; i < kPanel; ++i) {
        sums[i] = _mm512_load_si512(stored.sum(b, i));
        d[i] = _mm512_castps_si512(_mm512_mul_ps(Format::widenScales(stored.scale(b, i)), dx));
        if constexpr (kHasMinimum)
          minimum[i] = _mm512_castps_si512(_mm512_mul_ps(widenHalves(stored.minimum(b, i)), dx));
      }
      transpose16(sums);
      transpose16(d);
      if constexpr (kHasMinimum) transpose16(minimum);
      for (int j = 0; j < 16 && b + j < cols / 32; ++j) {
        const __m512i dot = _mm512_add_epi32(sums[placeOf(j)], _mm512_set1_epi32(zeroOffset(offset[b + j])));
        sum = _mm512_fmadd_ps(_mm512_cvtepi32_ps(dot), _mm512_castsi512_ps(d[j]), sum);
        if constexpr (kHasMinimum) {
          const __m512 total = _mm512_set1_ps(static_cast<float>(offset[b + j] / -128));
          sum = _mm512_fmadd_ps(total, _mm512_castsi512_ps(minimum[j]), sum);
        }
      }
    }
    return sum;
  }
};

}  // namespace
}  // namespace deepwell::cpu::avx512
