// What the AVX-512 kernels of plain weights share. Lane l of an accumulator sums columns l, l + 16, ...; the lanes are
// added in one fixed tree. Many rows of activations: weights are widened to float32 once, a panel of rows at a time,
// and used in tiles by blocks of columns small enough that a tile's input stays in the first-level cache.
#pragma once

#include "kernels/cpu/matmul/avx512_common.h"

namespace deepwell::cpu::avx512 {
namespace {

// The tile: weights x rows of activations. Rows of activations whose accumulators are kept, and columns of a block.
constexpr int kTileWeights = 4;
constexpr int kTileInputs = 6;
constexpr int kGroupInputs = 12;
constexpr int64_t kBlockColumns = 256;

struct LoadF32 {
  static constexpr int kBytes = 4;
  static __m512 full(const std::byte* p) { return _mm512_loadu_ps(p); }
  static __m512 part(const std::byte* p, __mmask16 lanes) { return _mm512_maskz_loadu_ps(lanes, p); }
};

inline const float* inputRow(const ActivationRows& x, int64_t r) { return reinterpret_cast<const float*>(x.row(r)); }

// Not `= {}`, which GCC 12 makes a loop through memory.
template <int kWeights, int kInputs>
inline void clear(__m512 (&sum)[kWeights][kInputs]) {
  for (int i = 0; i < kWeights; ++i) {
    for (int r = 0; r < kInputs; ++r) sum[i][r] = _mm512_setzero_ps();
  }
}

// Columns [c, end) of kWeights rows of weights against kInputs rows of activations, added to `sum`.
template <class Load, int kWeights, int kInputs>
inline void addColumns(const std::byte* const* w, const float* const* x, int64_t c, int64_t end,
                       __m512 (&sum)[kWeights][kInputs]) {
  for (; c + 16 <= end; c += 16) {
    __m512 wide[kWeights];
    for (int i = 0; i < kWeights; ++i) wide[i] = Load::full(w[i] + c * Load::kBytes);
    for (int r = 0; r < kInputs; ++r) {
      const __m512 v = _mm512_loadu_ps(x[r] + c);
      for (int i = 0; i < kWeights; ++i) sum[i][r] = _mm512_fmadd_ps(wide[i], v, sum[i][r]);
    }
  }
  if (c < end) {
    const __mmask16 lanes = firstLanes(end - c);
    for (int r = 0; r < kInputs; ++r) {
      const __m512 v = _mm512_maskz_loadu_ps(lanes, x[r] + c);
      for (int i = 0; i < kWeights; ++i) {
        sum[i][r] = _mm512_fmadd_ps(Load::part(w[i] + c * Load::kBytes, lanes), v, sum[i][r]);
      }
    }
  }
}

// addLanes of 16 vectors, by the same tree.
inline __m512 addLanesOf16(const __m512* v) {
  __m512 a[8];
  for (int i = 0; i < 8; ++i) {  // lanes 0-7 of v[i], then of v[i + 8]
    a[i] = _mm512_add_ps(_mm512_shuffle_f32x4(v[i], v[i + 8], 0x44), _mm512_shuffle_f32x4(v[i], v[i + 8], 0xEE));
  }
  __m512 b[4];
  for (int i = 0; i < 4; ++i) {  // four lanes each of v[i], v[i + 8], v[i + 4], v[i + 12]
    b[i] = _mm512_add_ps(_mm512_shuffle_f32x4(a[i], a[i + 4], 0x88), _mm512_shuffle_f32x4(a[i], a[i + 4], 0xDD));
  }
  const auto pairs = [](__m512 p, __m512 q) {
    const __m512d x = _mm512_castps_pd(p), y = _mm512_castps_pd(q);
    return _mm512_add_ps(_mm512_castpd_ps(_mm512_unpacklo_pd(x, y)), _mm512_castpd_ps(_mm512_unpackhi_pd(x, y)));
  };
  const __m512 c = pairs(b[0], b[2]), d = pairs(b[1], b[3]);
  const __m512 all = _mm512_add_ps(_mm512_shuffle_ps(c, d, 0x88), _mm512_shuffle_ps(c, d, 0xDD));
  // A 128-bit lane holds 0, 2, 1, 3 and 8 k more; the lanes 0, 8, 4, 12.
  const __m512i order = _mm512_setr_epi32(0, 2, 1, 3, 8, 10, 9, 11, 4, 6, 5, 7, 12, 14, 13, 15);
  return _mm512_permutexvar_ps(order, all);
}

// Accumulators of a panel of 16 weights for a group of rows of activations: [input][weight].
using GroupSums = __m512[kGroupInputs][kPanel];

// Columns [c, end) of a tile, added to the accumulators; with scales, their sum times its weight's scale is.
template <int kInputs>
inline void addTile(const std::byte* const* w, const float* const* x, int64_t c, int64_t end, const float* scales,
                    __m512 (*sums)[kPanel]) {
  __m512 sum[kTileWeights][kInputs];
  for (int i = 0; i < kTileWeights; ++i) {
    for (int r = 0; r < kInputs; ++r) sum[i][r] = scales != nullptr ? _mm512_setzero_ps() : sums[r][i];
  }
  addColumns<LoadF32, kTileWeights, kInputs>(w, x, c, end, sum);
  for (int i = 0; i < kTileWeights; ++i) {
    for (int r = 0; r < kInputs; ++r) {
      sums[r][i] = scales != nullptr ? _mm512_fmadd_ps(sum[i][r], _mm512_set1_ps(scales[i]), sums[r][i]) : sum[i][r];
    }
  }
}

// The same for n <= kInputs rows.
template <int kInputs>
inline void addTileOf(int n, const std::byte* const* w, const float* const* x, int64_t c, int64_t end,
                      const float* scales, __m512 (*sums)[kPanel]) {
  if constexpr (kInputs > 1) {
    if (n < kInputs) return addTileOf<kInputs - 1>(n, w, x, c, end, scales, sums);
  }
  addTile<kInputs>(w, x, c, end, scales, sums);
}

// A panel of 16 float32 rows of weights against all rows of activations; the first n outputs count. Columns go by
// blocks of block_cols; scales(b): null, or the 16 scales of block b.
template <class Scales>
inline void multiplyPanel(const std::byte* const* w, int32_t n, const ActivationRows& x, int64_t block_cols,
                          Scales scales, float* out, int64_t out_stride) {
  GroupSums sums;
  for (int32_t first = 0; first < x.count; first += kGroupInputs) {
    const int32_t group = x.count - first < kGroupInputs ? x.count - first : kGroupInputs;
    const float* in[kGroupInputs];
    for (int32_t r = 0; r < group; ++r) {
      in[r] = inputRow(x, first + r);
      for (__m512& sum : sums[r]) sum = _mm512_setzero_ps();
    }
    for (int64_t c = 0, b = 0; c < x.cols; c += block_cols, ++b) {
      const int64_t end = c + block_cols < x.cols ? c + block_cols : x.cols;
      const float* scale = scales(b);
      for (int32_t r = 0; r < group; r += kTileInputs) {
        const int32_t rows = group - r < kTileInputs ? group - r : kTileInputs;
        for (int i = 0; i < kPanel; i += kTileWeights) {
          const float* own = scale != nullptr ? scale + i : nullptr;
          addTileOf<kTileInputs>(rows, w + i, in + r, c, end, own, reinterpret_cast<__m512(*)[kPanel]>(&sums[r][i]));
        }
      }
    }
    for (int32_t r = 0; r < group; ++r) {
      _mm512_mask_storeu_ps(out + (first + r) * out_stride, firstLanes(n), addLanesOf16(sums[r]));
    }
  }
}

// Rows of a panel in scratch start on cache lines of different sets.
inline int64_t widenedStride(int64_t cols) { return (cols + 15) / 16 * 16 + 16; }

}  // namespace
}  // namespace deepwell::cpu::avx512
