// The frame of the AVX-512 kernels of plain weights. Lane l of an accumulator sums columns l, l + 16, ...; the lanes
// are added in one fixed tree. Weights are widened where they are used: that takes units that multiply-adds leave free.
//
// Rows of activations are packed: for every 16 columns those of one row, then of the next. A Load says what weights
// are:
//   kBytes            of a weight
//   full(p), part(p, lanes)   16 weights as float32, the rest zero
//   finish(sum)       what a sum stands for
//   Seen              is shown all bytes of weights; any(): some may be NaN that widening does not give
//   hasNan(row, n)    whether n weights have such a one
#pragma once

#include <algorithm>

#include "kernels/cpu/matmul/avx512_common.h"

namespace deepwell::cpu::avx512 {
namespace {

// Few rows of activations: all columns at a time, so that weights are read in one pass.
constexpr int32_t kMostDirect = 3;
// More: groups of rows, blocks of columns that keep a group in the first-level cache, outputs for which it is kept.
constexpr int32_t kGroupInputs = 6;
constexpr int64_t kBlockColumns = 1024;
constexpr int32_t kGroupOutputs = 128;

inline int64_t paddedColumns(int64_t cols) { return (cols + 15) / 16 * 16; }

// Scratch of a call, in floats: packed rows, then accumulators, then factors of the columns.
inline int64_t packedFloats(int64_t cols) {
  return std::max(kMostDirect * paddedColumns(cols), kGroupInputs * kBlockColumns);
}
constexpr int64_t kSumFloats = int64_t{16} * kGroupInputs * kGroupOutputs;
inline int64_t plainScratchBytes(int64_t cols) { return 4 * (packedFloats(cols) + kSumFloats + paddedColumns(cols)); }

inline const float* inputRow(const ActivationRows& x, int64_t r) { return reinterpret_cast<const float*>(x.row(r)); }

// Not `= {}`, which GCC 12 makes a loop through memory.
template <int kWeights, int kInputs>
inline void clear(__m512 (&sum)[kWeights][kInputs]) {
  for (int i = 0; i < kWeights; ++i) {
    for (int r = 0; r < kInputs; ++r) sum[i][r] = _mm512_setzero_ps();
  }
}

// Columns [c, end) of rows [first, first + kInputs); with factors, each column times its own.
template <int kInputs>
inline void packRows(const ActivationRows& x, int64_t first, int64_t c, int64_t end, const float* factors, float* to) {
  for (int r = 0; r < kInputs; ++r) {
    const float* row = inputRow(x, first + r);
    float* at = to + 16 * r;
    for (int64_t k = c; k < end; k += 16, at += 16 * kInputs) {
      const __m512 v = _mm512_maskz_loadu_ps(firstLanes(end - k), row + k);
      _mm512_store_ps(at, factors != nullptr ? _mm512_mul_ps(v, _mm512_load_ps(factors + k)) : v);
    }
  }
}

// 16 columns: widened weights against packed rows.
template <int kWeights, int kInputs>
inline void addProducts(const __m512 (&wide)[kWeights], const float* x, __m512 (&sum)[kWeights][kInputs]) {
  for (int r = 0; r < kInputs; ++r) {
    const __m512 v = _mm512_load_ps(x + 16 * r);
    for (int i = 0; i < kWeights; ++i) sum[i][r] = _mm512_fmadd_ps(wide[i], v, sum[i][r]);
  }
}

// The next 64 bytes of kWeights rows of weights, `stride` bytes apart, against packed rows, added to `sum`.
template <class Load, int kWeights, int kInputs>
inline void addLine(const std::byte* w, int64_t stride, const float* x, __m512 (&sum)[kWeights][kInputs],
                    typename Load::Seen& seen) {
  for (int i = 0; i < kWeights; ++i) seen.add(w + i * stride);
#pragma GCC unroll 4
  for (int c = 0; c < 64 / Load::kBytes; c += 16) {
    __m512 wide[kWeights];
    for (int i = 0; i < kWeights; ++i) wide[i] = Load::full(w + i * stride + c * Load::kBytes);
    addProducts(wide, x + c * kInputs, sum);
  }
}

// The last columns, fewer than 64 bytes.
template <class Load, int kWeights, int kInputs>
inline void addRest(const std::byte* w, int64_t stride, const float* x, int64_t columns,
                    __m512 (&sum)[kWeights][kInputs], typename Load::Seen& seen) {
  for (int64_t c = 0; c < columns; c += 16) {
    const __mmask16 lanes = firstLanes(columns - c);
    __m512 wide[kWeights];
    for (int i = 0; i < kWeights; ++i) {
      wide[i] = Load::part(w + i * stride + c * Load::kBytes, lanes);
      seen.add(w + i * stride + c * Load::kBytes, lanes);
    }
    addProducts(wide, x + c * kInputs, sum);
  }
}

// Asks for what kWeights rows read a little later, and near their ends for the rows that come `following`. Measured on
// Zen 5, two threads, mapped or huge pages: FP8 85 to 94 % of the bandwidth, BF16 82 to 85 %; asking for the following
// rows only, or without the hint that keeps lines out of the second-level cache, 80 to 84 %.
template <int kWeights>
class RowsAhead {
 public:
  static constexpr int64_t kDistance = 1024;
  RowsAhead(const std::byte* w, int64_t row_bytes, const std::byte* following)
      : here_(reinterpret_cast<uintptr_t>(w) + kDistance),
        following_(reinterpret_cast<uintptr_t>(following) + kDistance - static_cast<uintptr_t>(row_bytes)),
        row_bytes_(row_bytes) {}
  // The next 64 bytes of each row are `at` bytes into it.
  void take(int64_t at) const {
    const uintptr_t first = (at + kDistance < row_bytes_ ? here_ : following_) + static_cast<uintptr_t>(at);
    for (int i = 0; i < kWeights; ++i) {
      const uintptr_t line = first + static_cast<uintptr_t>(i * row_bytes_);
      _mm_prefetch(reinterpret_cast<const char*>(line), _MM_HINT_NTA);
    }
  }

 private:
  uintptr_t here_;
  uintptr_t following_;
  int64_t row_bytes_;
};

// All columns of kWeights rows of weights.
template <class Load, int kWeights, int kInputs>
inline bool directTile(const std::byte* w, int64_t stride, const std::byte* following, const float* x, int64_t cols,
                       float* out, int64_t out_stride) {
  constexpr int64_t kStep = 64 / Load::kBytes;
  __m512 sum[kWeights][kInputs];
  clear(sum);
  typename Load::Seen seen;
  const RowsAhead<kWeights> ahead(w, stride, following);
  int64_t c = 0;
  for (; c + kStep <= cols; c += kStep) {
    ahead.take(c * Load::kBytes);
    addLine<Load, kWeights, kInputs>(w + c * Load::kBytes, stride, x + c * kInputs, sum, seen);
  }
  addRest<Load, kWeights, kInputs>(w + c * Load::kBytes, stride, x + c * kInputs, cols - c, sum, seen);
  for (int i = 0; i < kWeights; ++i) {
    for (int r = 0; r < kInputs; ++r) out[r * out_stride + i] = Load::finish(addLanes(sum[i][r]));
  }
  return seen.any();
}

template <class Load, int kWeights, int kInputs>
inline bool directRows(const WeightRows& w, int64_t first, int32_t count, const ActivationRows& x, const float* factors,
                       float* out, int64_t out_stride, float* scratch) {
  packRows<kInputs>(x, 0, 0, x.cols, factors, scratch);
  bool nan = false;
  int32_t i = 0;
  const auto tile = [&]<int kRows>() {
    const std::byte* row = w.row(first + i);
    const bool last = i + kRows >= count && w.next != nullptr;
    nan |= directTile<Load, kRows, kInputs>(row, w.row_bytes, last ? w.next : row + kRows * w.row_bytes, scratch,
                                            x.cols, out + i, out_stride);
    i += kRows;
  };
  while (i + kWeights <= count) tile.template operator()<kWeights>();
  while (i < count) tile.template operator()<1>();
  return nan;
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

// A block of columns of kWeights rows of weights; the accumulators are at sums[weight][input]. `ahead`: the rows come
// from memory, and those of the tile after the next are asked for.
template <class Load, int kWeights, int kInputs>
inline void blockTile(const std::byte* w, int64_t stride, const float* x, int64_t columns, bool starts, bool ahead,
                      float* sums, typename Load::Seen& seen) {
  constexpr int64_t kStep = 64 / Load::kBytes;
  __m512 sum[kWeights][kInputs];
  for (int i = 0; i < kWeights; ++i) {
    for (int r = 0; r < kInputs; ++r) {
      sum[i][r] = starts ? _mm512_setzero_ps() : _mm512_load_ps(sums + 16 * (i * kInputs + r));
    }
  }
  int64_t c = 0;
  for (; c + kStep <= columns; c += kStep) {
    if (ahead) {
      const auto line = reinterpret_cast<uintptr_t>(w) + static_cast<uintptr_t>(c * Load::kBytes);
      for (int i = 2 * kWeights; i < 3 * kWeights; ++i) {
        _mm_prefetch(reinterpret_cast<const char*>(line + static_cast<uintptr_t>(i * stride)), _MM_HINT_T0);
      }
    }
    addLine<Load, kWeights, kInputs>(w + c * Load::kBytes, stride, x + c * kInputs, sum, seen);
  }
  addRest<Load, kWeights, kInputs>(w + c * Load::kBytes, stride, x + c * kInputs, columns - c, sum, seen);
  for (int i = 0; i < kWeights; ++i) {
    for (int r = 0; r < kInputs; ++r) _mm512_store_ps(sums + 16 * (i * kInputs + r), sum[i][r]);
  }
}

// The sums of `count` weights to rows of output.
template <class Load, int kInputs>
inline void finishGroup(const float* sums, int32_t count, float* out, int64_t out_stride) {
  for (int32_t i = 0; i < count; i += kPanel) {
    const int32_t n = std::min(kPanel, count - i);
    for (int r = 0; r < kInputs; ++r) {
      __m512 v[kPanel];
      for (int k = 0; k < kPanel; ++k) v[k] = _mm512_load_ps(sums + 16 * ((i + std::min(k, n - 1)) * kInputs + r));
      _mm512_mask_storeu_ps(out + r * out_stride + i, firstLanes(n), Load::finish(addLanesOf16(v)));
    }
  }
}

// At most kGroupOutputs rows of weights against kInputs rows of activations.
template <class Load, int kInputs>
inline bool groupRows(const WeightRows& w, int64_t first, int32_t count, const ActivationRows& x, int64_t first_input,
                      const float* factors, float* out, int64_t out_stride, float* scratch) {
  constexpr int kWeights = 4;
  float* sums = scratch + packedFloats(x.cols);
  typename Load::Seen seen;
  for (int64_t c = 0; c < x.cols; c += kBlockColumns) {
    const int64_t end = std::min(c + kBlockColumns, x.cols);
    packRows<kInputs>(x, first_input, c, end, factors, scratch);
    const auto tile = [&]<int kRows>(int32_t i) {
      blockTile<Load, kRows, kInputs>(w.row(first + i) + c * Load::kBytes, w.row_bytes, scratch, end - c, c == 0,
                                      first_input == 0, sums + int64_t{16} * i * kInputs, seen);
    };
    int32_t i = 0;
    for (; i + kWeights <= count; i += kWeights) tile.template operator()<kWeights>(i);
    for (; i < count; ++i) tile.template operator()<1>(i);
  }
  finishGroup<Load, kInputs>(sums, count, out + first_input * out_stride, out_stride);
  return seen.any();
}

template <class Load, int kInputs = kGroupInputs>
inline bool groupRowsOf(int32_t n, const WeightRows& w, int64_t first, int32_t count, const ActivationRows& x,
                        int64_t first_input, const float* factors, float* out, int64_t out_stride, float* scratch) {
  if constexpr (kInputs > 1) {
    if (n < kInputs) {
      return groupRowsOf<Load, kInputs - 1>(n, w, first, count, x, first_input, factors, out, out_stride, scratch);
    }
  }
  return groupRows<Load, kInputs>(w, first, count, x, first_input, factors, out, out_stride, scratch);
}

// Rows of weights that share their factors against all rows of activations.
template <class Load>
inline bool multiplyAll(const WeightRows& w, int64_t first, int32_t count, const ActivationRows& x,
                        const float* factors, float* out, int64_t out_stride, float* scratch) {
  static_assert(kMostDirect == 3);
  if (x.count == 0) return false;
  if (x.count == 1) return directRows<Load, 8, 1>(w, first, count, x, factors, out, out_stride, scratch);
  if (x.count == 2) return directRows<Load, 8, 2>(w, first, count, x, factors, out, out_stride, scratch);
  if (x.count == 3) return directRows<Load, 4, 3>(w, first, count, x, factors, out, out_stride, scratch);
  const int32_t groups = (x.count + kGroupInputs - 1) / kGroupInputs;
  const auto start = [&](int32_t group) { return static_cast<int32_t>(int64_t{x.count} * group / groups); };
  bool nan = false;
  for (int32_t o = 0; o < count; o += kGroupOutputs) {
    const int32_t outputs = std::min(kGroupOutputs, count - o);
    for (int32_t g = 0; g < groups; ++g) {
      nan |= groupRowsOf<Load>(start(g + 1) - start(g), w, first + o, outputs, x, start(g), factors, out + o,
                               out_stride, scratch);
    }
  }
  return nan;
}

template <class Load>
inline void multiply(const WeightRows& w, int64_t first, int32_t count, const ActivationRows& x, const float* factors,
                     float* out, int64_t out_stride, float* scratch) {
  if (!multiplyAll<Load>(w, first, count, x, factors, out, out_stride, scratch)) return;
  for (int32_t i = 0; i < count; ++i) {
    if (!Load::hasNan(w.row(first + i), w.cols)) continue;
    for (int32_t r = 0; r < x.count; ++r) out[r * out_stride + i] = __builtin_nanf("");
  }
}

}  // namespace
}  // namespace deepwell::cpu::avx512
