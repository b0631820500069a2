// What the AVX2 matmul kernels share. Only for files compiled for AVX2: everything is in an anonymous namespace, so
// that no other file can be linked to code that its machine may not have.
#pragma once

#include <immintrin.h>

#include "kernels/cpu/matmul/matmul.h"
#include "kernels/cpu/matmul/read_ahead.h"

namespace deepwell::cpu::avx2 {
namespace {

// Outputs (weight rows) of a panel: one a lane.
constexpr int kPanel = 8;
// Rows of activations of a tile.
constexpr int kTile = 4;

inline __m256i load(const void* p) { return _mm256_loadu_si256(static_cast<const __m256i*>(p)); }
inline __m128i load16(const void* p) { return _mm_loadu_si128(static_cast<const __m128i*>(p)); }
// 16 bytes from each of two places, a lane each.
inline __m256i loadTwo(const std::byte* p, const std::byte* other) {
  return _mm256_inserti128_si256(_mm256_castsi128_si256(load16(p)), load16(other), 1);
}
inline void store(void* p, __m256i v) { _mm256_storeu_si256(static_cast<__m256i*>(p), v); }

// Keeps a sum of integers as it is written: GCC would add up the parts of a long sum in an order of its own, for which
// a tile has too few registers.
inline void settle(__m256i& sum) { asm("" : "+x"(sum)); }

inline float addLanes(__m256 v) {
  const __m128 quarter = _mm_add_ps(_mm256_castps256_ps128(v), _mm256_extractf128_ps(v, 1));
  const __m128 pair = _mm_add_ps(quarter, _mm_movehl_ps(quarter, quarter));
  return _mm_cvtss_f32(_mm_add_ss(pair, _mm_movehdup_ps(pair)));
}

// 16 bytes of nibbles to 32 bytes: the low ones first.
inline __m256i nibbles16(const void* p) {
  const __m256i both = _mm256_broadcastsi128_si256(_mm_loadu_si128(static_cast<const __m128i*>(p)));
  const __m256i moved = _mm256_srlv_epi32(both, _mm256_setr_epi32(0, 0, 0, 0, 4, 4, 4, 4));
  return _mm256_and_si256(moved, _mm256_set1_epi8(0x0F));
}

// The sums of eight vectors of int32.
inline __m256i sumEach(const __m256i* v) {
  const __m256i low = _mm256_hadd_epi32(_mm256_hadd_epi32(v[0], v[1]), _mm256_hadd_epi32(v[2], v[3]));
  const __m256i high = _mm256_hadd_epi32(_mm256_hadd_epi32(v[4], v[5]), _mm256_hadd_epi32(v[6], v[7]));
  return _mm256_add_epi32(_mm256_blend_epi32(low, high, 0xF0), _mm256_permute2x128_si256(low, high, 0x21));
}

// The same of vectors that lie side by side.
inline __m256i sumEachAt(const std::byte* p) {
  __m256i v[8];
  for (int i = 0; i < 8; ++i) v[i] = load(p + 32 * i);
  return sumEach(v);
}

// Lanes below n are set.
inline __m256i firstLanes(int64_t n) {
  const __m256i lane = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
  return _mm256_cmpgt_epi32(_mm256_set1_epi32(n > 8 ? 8 : static_cast<int>(n)), lane);
}

struct PanelRows {
  PanelRows(const WeightRows& w, int64_t first, int32_t count) {
    for (int i = 0; i < kPanel; ++i) row[i] = w.data + (first + (i < count ? i : count - 1)) * w.row_bytes;
  }
  const std::byte* row[kPanel];
};

template <int kRows>
struct TileRows {
  TileRows(const ActivationRows& x, int64_t first) {
    for (int r = 0; r < kRows; ++r) row[r] = x.row(first + r);
  }
  const int8_t* q(int r) const { return reinterpret_cast<const int8_t*>(row[r]); }
  template <class T>
  const T* at(int r, int64_t offset) const {
    return reinterpret_cast<const T*>(row[r] + offset);
  }
  const std::byte* row[kRows];
};

inline __m256i dwordOf(const void* p) {
  int32_t value;
  __builtin_memcpy(&value, p, 4);
  return _mm256_set1_epi32(value);
}

// The dwords `offset` bytes into 8 rows.
inline __m256i gatherDwords(const PanelRows& rows, int64_t offset) {
  const auto at = [&](int i) { return dwordOf(rows.row[i] + offset); };
  const __m256i low =
      _mm256_blend_epi32(_mm256_blend_epi32(at(0), at(1), 0x02), _mm256_blend_epi32(at(2), at(3), 0x08), 0x0C);
  const __m256i high =
      _mm256_blend_epi32(_mm256_blend_epi32(at(4), at(5), 0x20), _mm256_blend_epi32(at(6), at(7), 0x80), 0xC0);
  return _mm256_blend_epi32(low, high, 0xF0);
}

// 8 fp16 numbers.
inline __m256 widenHalves(const void* p) { return _mm256_cvtph_ps(load16(p)); }

// The fp16 numbers `offset` bytes into 8 rows, as float32.
inline __m256 gatherHalves(const PanelRows& rows, int64_t offset) {
  const auto half = [&](int i) {
    int16_t value;
    __builtin_memcpy(&value, rows.row[i] + offset, 2);
    return value;
  };
  __m128i low = _mm_insert_epi16(_mm_setzero_si128(), half(0), 0);
  __m128i high = _mm_insert_epi16(_mm_setzero_si128(), half(4), 4);
  low = _mm_insert_epi16(low, half(1), 1);
  high = _mm_insert_epi16(high, half(5), 5);
  low = _mm_insert_epi16(low, half(2), 2);
  high = _mm_insert_epi16(high, half(6), 6);
  low = _mm_insert_epi16(low, half(3), 3);
  high = _mm_insert_epi16(high, half(7), 7);
  return _mm256_cvtph_ps(_mm_or_si128(low, high));
}

// Both fp16 numbers of dwords.
struct TwoFloats {
  explicit TwoFloats(__m256i dwords) {
    const __m256i low = _mm256_and_si256(dwords, _mm256_set1_epi32(0xFFFF));
    const __m256i halves = _mm256_packus_epi32(low, _mm256_srli_epi32(dwords, 16));
    const __m256i in_order = _mm256_permute4x64_epi64(halves, 0xD8);
    first = _mm256_cvtph_ps(_mm256_castsi256_si128(in_order));
    second = _mm256_cvtph_ps(_mm256_extracti128_si256(in_order, 1));
  }
  __m256 first, second;
};

// 32 bytes of each of a panel's 8 rows, `stride` bytes apart: dword g of row i goes to lane i of vector g.
inline void transposeDwords(const std::byte* rows, int64_t stride, std::byte* panel) {
  __m256i pair[8];
  for (int i = 0; i < 4; ++i) {
    const __m256i even = load(rows + 2 * i * stride);
    const __m256i odd = load(rows + (2 * i + 1) * stride);
    pair[2 * i] = _mm256_unpacklo_epi32(even, odd);
    pair[2 * i + 1] = _mm256_unpackhi_epi32(even, odd);
  }
  for (int k = 0; k < 4; ++k) {
    const int from = k / 2;
    const auto four = [&](int i) {
      return k % 2 == 0 ? _mm256_unpacklo_epi64(pair[i + from], pair[i + 2 + from])
                        : _mm256_unpackhi_epi64(pair[i + from], pair[i + 2 + from]);
    };
    const __m256i low = four(0);
    const __m256i high = four(4);
    store(panel + 32 * k, _mm256_permute2x128_si256(low, high, 0x20));
    store(panel + 32 * (k + 4), _mm256_permute2x128_si256(low, high, 0x31));
  }
}

// The frames of a quantised kernel, for panels of 8 outputs.

// Few rows of activations: rows of weights go by one after the other, so that memory is read as one stream.
//   Kernel::dotRow(rows, n, x, cols, scratch)  n outputs of one row of activations
template <class Kernel>
inline void runRows(const WeightRows& w, int64_t first, int32_t count, const ActivationRows& x, float* out,
                    int64_t out_stride, std::byte* scratch) {
  for (int32_t i = 0; i < count; i += kPanel) {
    const int32_t n = count - i < kPanel ? count - i : kPanel;
    const PanelRows rows(w, first + i, n);
    for (int32_t r = 0; r < x.count; ++r) {
      const __m256 sum = Kernel::dotRow(rows, n, TileRows<1>(x, r), w.cols, scratch);
      _mm256_maskstore_ps(out + r * out_stride + i, firstLanes(n), sum);
    }
  }
}

// Weights are packed once; of fewer rows of activations than kPackFrom they are used where they lie.
//   dot_row(rows, x, cols, ahead)      8 outputs of one row of activations
//   pack(rows, cols, panel, ahead)
//   tile<n>(panel, cols, x, sum)       8 outputs of each of n rows of activations
template <int32_t kPackFrom, class DotRow, class Pack, class Tile>
inline void runPanels(const WeightRows& w, int64_t first, int32_t count, const ActivationRows& x, float* out,
                      int64_t out_stride, std::byte* scratch, DotRow dot_row, Pack pack, Tile tile) {
  for (int32_t i = 0; i < count; i += kPanel) {
    const int32_t n = count - i < kPanel ? count - i : kPanel;
    const PanelRows rows(w, first + i, n);
    const __m256i lanes = firstLanes(n);
    const auto put = [&](int32_t r, __m256 sum) { _mm256_maskstore_ps(out + r * out_stride + i, lanes, sum); };
    const ReadAhead ahead(w.row(first + i) + kPanel * w.row_bytes);
    if constexpr (kPackFrom > 0) {
      if (x.count < kPackFrom) {
        for (int32_t r = 0; r < x.count; ++r) put(r, dot_row(rows, TileRows<1>(x, r), w.cols, ahead));
        continue;
      }
    }
    pack(rows, w.cols, scratch, ahead);
    const auto rows_from = [&]<int kRows>(int32_t r) {
      __m256 sum[kRows];
      tile.template operator()<kRows>(scratch, w.cols, TileRows<kRows>(x, r), sum);
      for (int k = 0; k < kRows; ++k) put(r + k, sum[k]);
    };
    int32_t r = 0;
    for (; r + kTile <= x.count; r += kTile) rows_from.template operator()<kTile>(r);
    static_assert(kTile == 4);
    switch (x.count - r) {
      case 3:
        rows_from.template operator()<3>(r);
        break;
      case 2:
        rows_from.template operator()<2>(r);
        break;
      case 1:
        rows_from.template operator()<1>(r);
        break;
      default:
        break;
    }
  }
}

}  // namespace
}  // namespace deepwell::cpu::avx2
