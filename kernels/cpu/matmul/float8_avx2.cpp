// FP8 (e4m3) weights. Within a block of columns that shares a scale, lane l of an accumulator sums columns l, l + 8,
// ... of the block; the block's sum times its scale is added to the total. Every path does the same operations.
//
// e4m3 is fp16 with the exponent's bias moved by 8: its bits shifted into place are the value times 2^-8, denormals
// included. Only NaN comes out as a number, and is looked for apart.
#include "kernels/cpu/matmul/avx2.h"
#include "kernels/cpu/matmul/avx2_common.h"

namespace deepwell::cpu::avx2 {
namespace {

// Rows of weights that are widened together, which is done for more than three rows of activations.
constexpr int kWidened = 16;

// 32 bytes to floats, columns in order.
inline void widen32(__m256i bytes, __m256* to) {
  const auto halves = [](__m256i high) {
    return _mm256_and_si256(_mm256_srai_epi16(high, 1), _mm256_set1_epi16(static_cast<int16_t>(0xBFFF)));
  };
  const __m256i even = halves(_mm256_unpacklo_epi8(_mm256_setzero_si256(), bytes));  // columns 0-7 and 16-23
  const __m256i odd = halves(_mm256_unpackhi_epi8(_mm256_setzero_si256(), bytes));
  to[0] = _mm256_cvtph_ps(_mm256_castsi256_si128(even));
  to[1] = _mm256_cvtph_ps(_mm256_castsi256_si128(odd));
  to[2] = _mm256_cvtph_ps(_mm256_extracti128_si256(even, 1));
  to[3] = _mm256_cvtph_ps(_mm256_extracti128_si256(odd, 1));
}

// 0x7F and 0xFF become 0xFE, the largest byte that doubling gives.
inline __m256i doubled(__m256i bytes) { return _mm256_add_epi8(bytes, bytes); }
inline bool anyNan(__m256i most) {
  return _mm256_movemask_epi8(_mm256_cmpeq_epi8(most, _mm256_set1_epi8(static_cast<char>(0xFE)))) != 0;
}

// n <= 8 elements, the rest zero, NaN included.
inline __m256 widen8(const std::byte* p, int64_t n) {
  int64_t eight = 0;
  __builtin_memcpy(&eight, p, static_cast<size_t>(n));
  const __m128i wide = _mm_slli_epi16(_mm_cvtepi8_epi16(_mm_cvtsi64_si128(eight)), 7);
  const __m128i top = _mm_set1_epi16(0x3F80);
  const __m128i nan = _mm_cmpeq_epi16(_mm_and_si128(wide, top), top);
  const __m128i half = _mm_and_si128(wide, _mm_set1_epi16(static_cast<int16_t>(0xBFFF)));
  return _mm256_cvtph_ps(_mm_or_si128(half, _mm_and_si128(nan, _mm_set1_epi16(0x7E00))));
}

inline const float* inputRow(const ActivationRows& x, int64_t r) { return reinterpret_cast<const float*>(x.row(r)); }

// The scales of a row of weights, one a block of columns.
inline const float* scalesOf(const WeightRows& w, int64_t row) {
  return w.scale_inv + row / w.block_rows * w.scale_cols;
}

// Totals of a tile of outputs.
template <int kWeights, int kInputs>
struct Totals {
  Totals() {
    for (int i = 0; i < kWeights; ++i) {
      for (int r = 0; r < kInputs; ++r) total[i][r] = _mm256_setzero_ps();
    }
  }
  void add(const __m256 (&block)[kWeights][kInputs], const float* const* scales, int64_t b) {
    for (int i = 0; i < kWeights; ++i) {
      const __m256 scale = _mm256_set1_ps(scales[i][b] * 256.0F);
      for (int r = 0; r < kInputs; ++r) total[i][r] = _mm256_fmadd_ps(block[i][r], scale, total[i][r]);
    }
  }
  __m256 total[kWeights][kInputs];
};

inline bool rowHasNan(const std::byte* row, int64_t cols) {
  for (int64_t c = 0; c < cols; ++c) {
    if ((static_cast<int>(row[c]) & 0x7F) == 0x7F) return true;
  }
  return false;
}

// Weights where they lie. kWhole: blocks of columns are multiples of 32, so there are no rests.
template <bool kWhole, int kWeights, int kInputs>
inline void direct(const std::byte* const* w, const float* const* scales, int64_t block_cols, const float* const* x,
                   int64_t cols, ReadAhead ahead, float* out, int64_t out_stride) {
  Totals<kWeights, kInputs> totals;
  __m256i most = _mm256_setzero_si256();
  for (int64_t start = 0, b = 0; start < cols; start += block_cols, ++b) {
    const int64_t end = start + block_cols < cols ? start + block_cols : cols;
    __m256 sum[kWeights][kInputs] = {};
    int64_t c = start;
    for (; c + 32 <= end; c += 32) {
      ahead.take<32 * kWeights>();
      for (int i = 0; i < kWeights; ++i) {
        const __m256i bytes = load(w[i] + c);
        most = _mm256_max_epu8(most, doubled(bytes));
        __m256 wide[4];
        widen32(bytes, wide);
        for (int k = 0; k < 4; ++k) {
          for (int r = 0; r < kInputs; ++r)
            sum[i][r] = _mm256_fmadd_ps(wide[k], _mm256_loadu_ps(x[r] + c + 8 * k), sum[i][r]);
        }
      }
    }
    for (; !kWhole && c < end; c += 8) {
      const int64_t n = end - c < 8 ? end - c : 8;
      const __m256i lanes = firstLanes(n);
      for (int i = 0; i < kWeights; ++i) {
        const __m256 wide = widen8(w[i] + c, n);
        for (int r = 0; r < kInputs; ++r)
          sum[i][r] = _mm256_fmadd_ps(wide, _mm256_maskload_ps(x[r] + c, lanes), sum[i][r]);
      }
    }
    totals.add(sum, scales, b);
  }
  const bool any_nan = anyNan(most);
  for (int i = 0; i < kWeights; ++i) {
    const bool nan = any_nan && rowHasNan(w[i], cols);
    for (int r = 0; r < kInputs; ++r) out[r * out_stride + i] = nan ? __builtin_nanf("") : addLanes(totals.total[i][r]);
  }
}

// Widened weights: a row is as long as `cols` and 8 more.
template <int kWeights, int kInputs>
inline void widened(const float* const* w, const float* const* scales, int64_t block_cols, const float* const* x,
                    int64_t cols, float* out, int64_t out_stride) {
  Totals<kWeights, kInputs> totals;
  __m256 sum[kWeights][kInputs];
  const auto step = [&](int64_t c, auto load_input) {
    __m256 v[kInputs];
    for (int r = 0; r < kInputs; ++r) v[r] = load_input(x[r] + c);
    for (int i = 0; i < kWeights; ++i) {
      const __m256 wide = _mm256_loadu_ps(w[i] + c);
      for (int r = 0; r < kInputs; ++r) sum[i][r] = _mm256_fmadd_ps(wide, v[r], sum[i][r]);
    }
  };
  for (int64_t start = 0, b = 0; start < cols; start += block_cols, ++b) {
    const int64_t end = start + block_cols < cols ? start + block_cols : cols;
    for (auto& weight : sum) {
      for (__m256& v : weight) v = _mm256_setzero_ps();
    }
    int64_t c = start;
    for (; c + 8 <= end; c += 8) step(c, [](const float* p) { return _mm256_loadu_ps(p); });
    if (c < end) {
      const __m256i lanes = firstLanes(end - c);
      step(c, [lanes](const float* p) { return _mm256_maskload_ps(p, lanes); });
    }
    totals.add(sum, scales, b);
  }
  for (int i = 0; i < kWeights; ++i) {
    for (int r = 0; r < kInputs; ++r) out[r * out_stride + i] = addLanes(totals.total[i][r]);
  }
}

inline void widenRow(const std::byte* w, int64_t cols, float* to) {
  int64_t c = 0;
  for (; c + 32 <= cols; c += 32) {
    const __m256i bytes = load(w + c);
    __m256 wide[4];
    widen32(bytes, wide);
    if (anyNan(doubled(bytes))) {
      for (int k = 0; k < 4; ++k) wide[k] = widen8(w + c + 8 * k, 8);
    }
    for (int k = 0; k < 4; ++k) _mm256_storeu_ps(to + c + 8 * k, wide[k]);
  }
  for (; c < cols; c += 8) _mm256_storeu_ps(to + c, widen8(w + c, cols - c < 8 ? cols - c : 8));
}

inline int64_t widenedStride(int64_t cols) { return (cols + 7) / 8 * 8 + 8; }

// `rows` rows of input from `r` on against the weight rows [first, first + count).
template <int kWeights, int kInputs>
inline void directRows(const WeightRows& weights, int64_t first, int32_t count, const ActivationRows& x, float* out,
                       int64_t out_stride) {
  const float* in[kInputs];
  for (int r = 0; r < kInputs; ++r) in[r] = inputRow(x, r);
  const auto rows = [&]<int kRows>(int32_t i) {
    const std::byte* w[kRows];
    const float* scales[kRows];
    for (int k = 0; k < kRows; ++k) {
      w[k] = weights.row(first + i + k);
      scales[k] = scalesOf(weights, first + i + k);
    }
    const ReadAhead ahead(w[0] + kRows * weights.row_bytes);
    if (x.cols % 32 == 0 && weights.block_cols % 32 == 0) {
      direct<true, kRows, kInputs>(w, scales, weights.block_cols, in, x.cols, ahead, out + i, out_stride);
    } else {
      direct<false, kRows, kInputs>(w, scales, weights.block_cols, in, x.cols, ahead, out + i, out_stride);
    }
  };
  int32_t i = 0;
  for (; i + kWeights <= count; i += kWeights) rows.template operator()<kWeights>(i);
  for (; i < count; ++i) rows.template operator()<1>(i);
}

inline void widenedRows(const WeightRows& weights, int64_t first, int32_t count, const ActivationRows& x, float* out,
                        int64_t out_stride, float* wide) {
  constexpr int kWeights = 4;
  constexpr int kInputs = 3;
  const int64_t stride = widenedStride(x.cols);
  const float* w[kWidened];
  const float* scales[kWidened];
  for (int32_t i = 0; i < count; ++i) {
    widenRow(weights.row(first + i), x.cols, wide + i * stride);
    w[i] = wide + i * stride;
    scales[i] = scalesOf(weights, first + i);
  }
  int32_t r = 0;
  const auto rows = [&]<int kRows>() {
    const float* in[kRows];
    for (int k = 0; k < kRows; ++k) in[k] = inputRow(x, r + k);
    float* to = out + r * out_stride;
    int32_t i = 0;
    for (; i + kWeights <= count; i += kWeights) {
      widened<kWeights, kRows>(w + i, scales + i, weights.block_cols, in, x.cols, to + i, out_stride);
    }
    for (; i < count; ++i) widened<1, kRows>(w + i, scales + i, weights.block_cols, in, x.cols, to + i, out_stride);
    r += kRows;
  };
  while (r + kInputs <= x.count) rows.template operator()<kInputs>();
  while (r < x.count) rows.template operator()<1>();
}

}  // namespace

int64_t scratchF8E4M3(int64_t cols) { return 4 * kWidened * widenedStride(cols); }

void matmulF8E4M3(const WeightRows& w, int64_t first, int32_t count, const ActivationRows& x, float* out,
                  int64_t out_stride, std::byte* scratch) {
  if (x.count == 1) return directRows<4, 1>(w, first, count, x, out, out_stride);
  if (x.count == 2) return directRows<2, 2>(w, first, count, x, out, out_stride);
  if (x.count == 3) return directRows<2, 3>(w, first, count, x, out, out_stride);
  for (int32_t i = 0; i < count; i += kWidened) {
    const int32_t n = count - i < kWidened ? count - i : kWidened;
    widenedRows(w, first + i, n, x, out + i, out_stride, reinterpret_cast<float*>(scratch));
  }
}

}  // namespace deepwell::cpu::avx2
