// What the AVX-512 matmul kernels share. Only for files compiled for AVX-512: everything is in an anonymous namespace,
// so that no other file can be linked to code that its machine may not have.
#pragma once

#include <immintrin.h>

#include "kernels/cpu/matmul/matmul.h"
#include "kernels/cpu/matmul/read_ahead.h"

namespace deepwell::cpu::avx512 {
namespace {

// Outputs (weight rows) of a panel: one a lane.
constexpr int kPanel = 16;
inline __mmask16 firstLanes(int64_t n) { return static_cast<__mmask16>(n >= 16 ? 0xFFFFU : (1U << n) - 1U); }

inline float addLanes(__m512 v) {
  const __m256 half = _mm256_add_ps(_mm512_castps512_ps256(v), _mm512_extractf32x8_ps(v, 1));
  const __m128 quarter = _mm_add_ps(_mm256_castps256_ps128(half), _mm256_extractf128_ps(half, 1));
  const __m128 pair = _mm_add_ps(quarter, _mm_movehl_ps(quarter, quarter));
  return _mm_cvtss_f32(_mm_add_ss(pair, _mm_movehdup_ps(pair)));
}

// The same value, of which the compiler knows nothing: it stays in a register instead of being made or loaded again.
inline __m512i kept(__m512i v) {
  asm("" : "+v"(v));
  return v;
}

// Every 128-bit lane: the sums of that lane of a, b, c, d.
inline __m512i sumQuads(__m512i a, __m512i b, __m512i c, __m512i d) {
  const __m512i ab = _mm512_add_epi32(_mm512_unpacklo_epi32(a, b), _mm512_unpackhi_epi32(a, b));
  const __m512i cd = _mm512_add_epi32(_mm512_unpacklo_epi32(c, d), _mm512_unpackhi_epi32(c, d));
  return _mm512_add_epi32(_mm512_unpacklo_epi64(ab, cd), _mm512_unpackhi_epi64(ab, cd));
}

// From four results of sumQuads: for all 16 vectors, the sums of lanes 0 to 7 and of lanes 8 to 15.
struct HalfSums {
  __m512i low, high;
};
inline HalfSums sumHalves(__m512i r0, __m512i r1, __m512i r2, __m512i r3) {
  const __m512i s01 = _mm512_add_epi32(_mm512_shuffle_i32x4(r0, r1, 0x88), _mm512_shuffle_i32x4(r0, r1, 0xDD));
  const __m512i s23 = _mm512_add_epi32(_mm512_shuffle_i32x4(r2, r3, 0x88), _mm512_shuffle_i32x4(r2, r3, 0xDD));
  return {_mm512_shuffle_i32x4(s01, s23, 0x88), _mm512_shuffle_i32x4(s01, s23, 0xDD)};
}

// The sums of the lanes of a, b, c, d: a lane each.
inline __m512i sumLanes(__m512i a, __m512i b, __m512i c, __m512i d) {
  const __m512i ab = _mm512_add_epi32(_mm512_shuffle_i32x4(a, b, 0x88), _mm512_shuffle_i32x4(a, b, 0xDD));
  const __m512i cd = _mm512_add_epi32(_mm512_shuffle_i32x4(c, d, 0x88), _mm512_shuffle_i32x4(c, d, 0xDD));
  return _mm512_add_epi32(_mm512_shuffle_i32x4(ab, cd, 0x88), _mm512_shuffle_i32x4(ab, cd, 0xDD));
}

// Dword j of lane L of vector g goes to vector j, dword 4 g + L.
inline void transposeDwords(__m512i* v) {
  const __m512i order = _mm512_setr_epi32(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15);
  const __m512i low01 = _mm512_unpacklo_epi32(v[0], v[1]), low23 = _mm512_unpacklo_epi32(v[2], v[3]);
  const __m512i high01 = _mm512_unpackhi_epi32(v[0], v[1]), high23 = _mm512_unpackhi_epi32(v[2], v[3]);
  v[0] = _mm512_permutexvar_epi32(order, _mm512_unpacklo_epi64(low01, low23));
  v[1] = _mm512_permutexvar_epi32(order, _mm512_unpackhi_epi64(low01, low23));
  v[2] = _mm512_permutexvar_epi32(order, _mm512_unpacklo_epi64(high01, high23));
  v[3] = _mm512_permutexvar_epi32(order, _mm512_unpackhi_epi64(high01, high23));
}

// Vectors of four 128-bit lanes become columns.
inline void transposeLanes(__m512i* v) {
  const __m512i low01 = _mm512_shuffle_i32x4(v[0], v[1], 0x44), low23 = _mm512_shuffle_i32x4(v[2], v[3], 0x44);
  const __m512i high01 = _mm512_shuffle_i32x4(v[0], v[1], 0xEE), high23 = _mm512_shuffle_i32x4(v[2], v[3], 0xEE);
  v[0] = _mm512_shuffle_i32x4(low01, low23, 0x88);
  v[1] = _mm512_shuffle_i32x4(low01, low23, 0xDD);
  v[2] = _mm512_shuffle_i32x4(high01, high23, 0x88);
  v[3] = _mm512_shuffle_i32x4(high01, high23, 0xDD);
}

// Rows of 16 dwords become columns: row i of the result holds dword i of every vector.
inline void transpose16(__m512i* v) {
  __m512i t[16];
  for (int i = 0; i < 16; i += 2) {
    t[i] = _mm512_unpacklo_epi32(v[i], v[i + 1]);
    t[i + 1] = _mm512_unpackhi_epi32(v[i], v[i + 1]);
  }
  for (int i = 0; i < 16; i += 4) {
    v[i] = _mm512_unpacklo_epi64(t[i], t[i + 2]);
    v[i + 1] = _mm512_unpackhi_epi64(t[i], t[i + 2]);
    v[i + 2] = _mm512_unpacklo_epi64(t[i + 1], t[i + 3]);
    v[i + 3] = _mm512_unpackhi_epi64(t[i + 1], t[i + 3]);
  }
  for (int i = 0; i < 4; ++i) {
    t[i] = _mm512_shuffle_i32x4(v[i], v[4 + i], 0x88);
    t[4 + i] = _mm512_shuffle_i32x4(v[8 + i], v[12 + i], 0x88);
    t[8 + i] = _mm512_shuffle_i32x4(v[i], v[4 + i], 0xDD);
    t[12 + i] = _mm512_shuffle_i32x4(v[8 + i], v[12 + i], 0xDD);
  }
  for (int i = 0; i < 4; ++i) {
    v[i] = _mm512_shuffle_i32x4(t[i], t[4 + i], 0x88);
    v[8 + i] = _mm512_shuffle_i32x4(t[i], t[4 + i], 0xDD);
    v[4 + i] = _mm512_shuffle_i32x4(t[8 + i], t[12 + i], 0x88);
    v[12 + i] = _mm512_shuffle_i32x4(t[8 + i], t[12 + i], 0xDD);
  }
}

// Pointers to the 16 weight rows of a panel; past the last row they repeat it.
struct PanelRows {
  PanelRows(const WeightRows& w, int64_t first, int32_t count) {
    for (int i = 0; i < kPanel; ++i) row[i] = w.data + (first + (i < count ? i : count - 1)) * w.row_bytes;
  }
  const std::byte* row[kPanel];
};

// The rows of activations of a tile, quantised.
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

inline __m512i dwordOf(const int8_t* x) {
  int32_t value;
  __builtin_memcpy(&value, x, 4);
  return _mm512_set1_epi32(value);
}

// 16 fp16 numbers.
inline __m512 widenHalves(const std::byte* p) {
  return _mm512_cvtph_ps(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(p)));
}

// d of 16 blocks, `offset` bytes into each, as float32.
inline __m512 gatherHalves(const PanelRows& rows, int64_t offset) {
  alignas(32) uint16_t halves[kPanel];
  for (int i = 0; i < kPanel; ++i) __builtin_memcpy(halves + i, rows.row[i] + offset, 2);
  return _mm512_cvtph_ps(_mm256_load_si256(reinterpret_cast<const __m256i*>(halves)));
}

// Fewest rows of activations for which a panel is packed; below it, weights are used where they lie.
constexpr int32_t kPackFrom = 4;

// n <= 16 rows of more than kMost blocks of 256 are gone through in pieces of about equal size: what is stored of all rows
// for one piece, and x, stay in the first-level cache. (Rows of 18944, Zen 5: 1.6 times as fast.)
class RowPieces {
 public:
  static constexpr int64_t kMost = 40;

  RowPieces(const PanelRows& rows, int32_t n, int64_t blocks, int64_t block_bytes)
      : rows_(rows), n_(n), blocks_(blocks), bytes_(block_bytes) {
    const int64_t pieces = (blocks + kMost - 1) / kMost;
    piece_ = ((blocks + pieces - 1) / pieces + 3) / 4 * 4;
  }

  int64_t piece() const { return piece_; }

  // How far ahead of row i, in the piece from block `first` on, the memory lies that is read next.
  int64_t distance(int32_t i, int64_t first) const {
    if (i + 1 < n_) return rows_.row[i + 1] - rows_.row[i];
    if (first + piece_ < blocks_) return rows_.row[0] - rows_.row[i] + piece_ * bytes_;
    return (blocks_ - first) * bytes_;
  }

 private:
  const PanelRows& rows_;
  int32_t n_;
  int64_t blocks_, bytes_, piece_;
};

}  // namespace
}  // namespace deepwell::cpu::avx512
