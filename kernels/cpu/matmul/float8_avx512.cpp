// FP8 (e4m3) weights. Within a block of columns that shares a scale, lane l of an accumulator sums columns l, l + 16,
// ... of the block; the block's sum times its scale is added to the total. Every path does the same operations.
//
// Shifted into place, e4m3's bits are a float32 of its value times 2^-120, denormals included. For few rows that is
// multiplied as it is, with activations made 2^80 times as large, so that products stay far from both ends of the
// range. Only NaN comes out as a number, and is looked for apart: of all bytes, doubled, 0x7F and 0xFF become the
// largest.
#include "kernels/cpu/matmul/avx512.h"
#include "kernels/cpu/matmul/avx512_float.h"

namespace deepwell::cpu::avx512 {
namespace {

// Fewest rows of activations for which weights are widened into scratch.
constexpr int32_t kWidenFrom = 5;

constexpr float kInputScale = 0x1p80F;
constexpr float kSumScale = 0x1p40F;
constexpr float kValueScale = 0x1p120F;

inline __m512 shifted(__m128i bytes) {
  const __m512i wide = _mm512_slli_epi32(_mm512_cvtepi8_epi32(bytes), 20);
  return _mm512_castsi512_ps(_mm512_and_si512(wide, _mm512_set1_epi32(static_cast<int>(0x87F00000U))));
}
inline __m128i load16(const std::byte* p) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(p)); }

inline __m512i doubled(__m512i bytes) { return _mm512_add_epi8(bytes, bytes); }
inline __mmask64 nans(__m512i most) { return _mm512_cmpeq_epi8_mask(most, _mm512_set1_epi8(static_cast<char>(0xFE))); }

inline bool rowHasNan(const std::byte* row, int64_t cols) {
  __mmask64 found = 0;
  for (int64_t c = 0; c < cols; c += 64) {
    const __mmask64 bytes = cols - c < 64 ? (uint64_t{1} << (cols - c)) - 1 : ~uint64_t{0};
    found |= nans(doubled(_mm512_maskz_loadu_epi8(bytes, row + c)));
  }
  return found != 0;
}

// The scales of a row of weights, one a block of columns.
inline const float* scalesOf(const WeightRows& w, int64_t row) {
  return w.scale_inv + row / w.block_rows * w.scale_cols;
}

// Columns [c, end) of a block, weights where they lie, `stride` apart, to `sum`; the largest doubled bytes to `most`.
// kWhole: a multiple of 64.
template <bool kWhole, int kWeights, int kInputs>
inline void addBlock(const std::byte* w, int64_t stride, const float* const* x, int64_t c, int64_t end,
                     ReadAhead& ahead, __m512 (&sum)[kWeights][kInputs], __m512i& most) {
  for (; c + 64 <= end; c += 64) {
    if constexpr (kInputs == 1) ahead.take<64 * kWeights>();
    for (int i = 0; i < kWeights; ++i) {
      const std::byte* bytes = w + i * stride + c;
      most = _mm512_max_epu8(most, doubled(_mm512_loadu_si512(bytes)));
      for (int k = 0; k < 64; k += 16) {
        const __m512 wide = shifted(load16(bytes + k));
        for (int r = 0; r < kInputs; ++r) sum[i][r] = _mm512_fmadd_ps(wide, _mm512_loadu_ps(x[r] + c + k), sum[i][r]);
      }
    }
  }
  for (; !kWhole && c < end; c += 16) {
    const __mmask16 lanes = firstLanes(end - c);
    for (int i = 0; i < kWeights; ++i) {
      const __m128i bytes = _mm_maskz_loadu_epi8(lanes, w + i * stride + c);
      most = _mm512_max_epu8(most, doubled(_mm512_zextsi128_si512(bytes)));
      for (int r = 0; r < kInputs; ++r) {
        sum[i][r] = _mm512_fmadd_ps(shifted(bytes), _mm512_maskz_loadu_ps(lanes, x[r] + c), sum[i][r]);
      }
    }
  }
}

// Rows of weights that have the same scales.
template <bool kWhole, int kWeights, int kInputs>
inline void directTile(const WeightRows& weights, int64_t first, const float* const* x, float* out,
                       int64_t out_stride) {
  const std::byte* w = weights.row(first);
  const float* scales = scalesOf(weights, first);
  ReadAhead ahead(w + kWeights * weights.row_bytes);
  __m512 total[kWeights][kInputs];
  clear(total);
  __m512i most = _mm512_setzero_si512();
  for (int64_t c = 0, b = 0; c < weights.cols; c += weights.block_cols, ++b) {
    const int64_t end = c + weights.block_cols < weights.cols ? c + weights.block_cols : weights.cols;
    __m512 sum[kWeights][kInputs];
    clear(sum);
    addBlock<kWhole, kWeights, kInputs>(w, weights.row_bytes, x, c, end, ahead, sum, most);
    const __m512 scale = _mm512_set1_ps(scales[b] * kSumScale);
    for (int i = 0; i < kWeights; ++i) {
      for (int r = 0; r < kInputs; ++r) total[i][r] = _mm512_fmadd_ps(sum[i][r], scale, total[i][r]);
    }
  }
  const bool any_nan = nans(most) != 0;
  for (int i = 0; i < kWeights; ++i) {
    const bool nan = any_nan && rowHasNan(weights.row(first + i), weights.cols);
    for (int r = 0; r < kInputs; ++r) out[r * out_stride + i] = nan ? __builtin_nanf("") : addLanes(total[i][r]);
  }
}

template <bool kWhole, int kWeights, int kInputs>
inline void directTiles(const WeightRows& w, int64_t first, int32_t count, const float* const* x, float* out,
                        int64_t out_stride) {
  for (int32_t i = 0; i < count;) {
    const bool all = i + kWeights <= count && scalesOf(w, first + i) == scalesOf(w, first + i + kWeights - 1);
    if (all) directTile<kWhole, kWeights, kInputs>(w, first + i, x, out + i, out_stride);
    if (!all) directTile<false, 1, kInputs>(w, first + i, x, out + i, out_stride);
    i += all ? kWeights : 1;
  }
}

template <int kWeights, int kInputs>
inline void directRows(const WeightRows& w, int64_t first, int32_t count, const ActivationRows& x, float* out,
                       int64_t out_stride, float* scratch) {
  const int64_t stride = widenedStride(x.cols);
  const float* in[kInputs];
  for (int r = 0; r < kInputs; ++r) {
    float* to = scratch + r * stride;
    for (int64_t c = 0; c < x.cols; c += 16) {
      const __mmask16 lanes = firstLanes(x.cols - c);
      _mm512_store_ps(to + c,
                      _mm512_mul_ps(_mm512_maskz_loadu_ps(lanes, inputRow(x, r) + c), _mm512_set1_ps(kInputScale)));
    }
    in[r] = to;
  }
  if (w.cols % 64 == 0 && w.block_cols % 64 == 0) {
    directTiles<true, kWeights, kInputs>(w, first, count, in, out, out_stride);
  } else {
    directTiles<false, kWeights, kInputs>(w, first, count, in, out, out_stride);
  }
}

inline void widenRow(const std::byte* w, int64_t cols, float* to) {
  for (int64_t c = 0; c < cols; c += 16) {
    const __m128i bytes = _mm_maskz_loadu_epi8(firstLanes(cols - c), w + c);
    __m512 wide = _mm512_mul_ps(shifted(bytes), _mm512_set1_ps(kValueScale));
    const auto nan = static_cast<__mmask16>(nans(doubled(_mm512_zextsi128_si512(bytes))));
    _mm512_store_ps(to + c, _mm512_mask_mov_ps(wide, nan, _mm512_set1_ps(__builtin_nanf(""))));
  }
}

inline void manyRows(const WeightRows& weights, int64_t first, int32_t count, const ActivationRows& x, float* out,
                     int64_t out_stride, float* scratch) {
  const int64_t stride = widenedStride(x.cols);
  for (int32_t i = 0; i < count; i += kPanel) {
    const int32_t n = count - i < kPanel ? count - i : kPanel;
    const std::byte* w[kPanel];
    const float* scales[kPanel];
    for (int k = 0; k < kPanel; ++k) {
      const int row = k < n ? k : n - 1;
      float* wide = scratch + row * stride;
      if (k < n) widenRow(weights.row(first + i + k), x.cols, wide);
      w[k] = reinterpret_cast<const std::byte*>(wide);
      scales[k] = scalesOf(weights, first + i + row);
    }
    float of_block[kPanel];
    const auto scales_of = [&](int64_t b) {
      for (int k = 0; k < kPanel; ++k) of_block[k] = scales[k][b];
      return of_block;
    };
    multiplyPanel(w, n, x, weights.block_cols, scales_of, out + i, out_stride);
  }
}

}  // namespace

void matmulF8E4M3(const WeightRows& w, int64_t first, int32_t count, const ActivationRows& x, float* out,
                  int64_t out_stride, std::byte* scratch) {
  static_assert(kWidenFrom == 5);
  auto* wide = reinterpret_cast<float*>(scratch);
  switch (x.count) {
    case 0:
      return;
    case 1:
      return directRows<8, 1>(w, first, count, x, out, out_stride, wide);
    case 2:
      return directRows<4, 2>(w, first, count, x, out, out_stride, wide);
    case 3:
      return directRows<4, 3>(w, first, count, x, out, out_stride, wide);
    case 4:
      return directRows<2, 4>(w, first, count, x, out, out_stride, wide);
    default:
      return manyRows(w, first, count, x, out, out_stride, wide);
  }
}

}  // namespace deepwell::cpu::avx512
