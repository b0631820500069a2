// Plain weights: F32, F16 and BF16.
#include "kernels/cpu/matmul/avx512.h"
#include "kernels/cpu/matmul/avx512_float.h"

namespace deepwell::cpu::avx512 {
namespace {

// Fewest rows of activations for which weights are widened into scratch.
constexpr int32_t kWidenFrom = 5;

struct LoadF16 {
  static constexpr int kBytes = 2;
  static __m512 full(const std::byte* p) {
    return _mm512_cvtph_ps(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(p)));
  }
  static __m512 part(const std::byte* p, __mmask16 lanes) {
    return _mm512_cvtph_ps(_mm256_maskz_loadu_epi16(lanes, p));
  }
};

struct LoadBF16 {
  static constexpr int kBytes = 2;
  static __m512 widen(__m256i v) { return _mm512_castsi512_ps(_mm512_slli_epi32(_mm512_cvtepu16_epi32(v), 16)); }
  static __m512 full(const std::byte* p) { return widen(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(p))); }
  static __m512 part(const std::byte* p, __mmask16 lanes) { return widen(_mm256_maskz_loadu_epi16(lanes, p)); }
};

// Few rows of activations, weights used where they lie. A single one: they come from memory, and the next rows are
// asked for.
template <class Load, int kWeights, int kInputs>
inline void directTile(const std::byte* const* w, const float* const* x, int64_t cols, float* out, int64_t out_stride) {
  __m512 sum[kWeights][kInputs];
  clear(sum);
  int64_t c = 0;
  if constexpr (kInputs == 1 && kWeights > 1) {
    constexpr int64_t kStep = 64 / Load::kBytes;
    ReadAhead ahead(w[kWeights - 1] + (w[1] - w[0]));
    for (; c + kStep <= cols; c += kStep) {
      ahead.take<64 * kWeights>();
      addColumns<Load, kWeights, kInputs>(w, x, c, c + kStep, sum);
    }
  }
  addColumns<Load, kWeights, kInputs>(w, x, c, cols, sum);
  for (int i = 0; i < kWeights; ++i) {
    for (int r = 0; r < kInputs; ++r) out[r * out_stride + i] = addLanes(sum[i][r]);
  }
}

template <class Load, int kWeights, int kInputs>
inline void directRows(const WeightRows& weights, int64_t first, int32_t count, const ActivationRows& x, float* out,
                       int64_t out_stride) {
  const float* in[kInputs];
  for (int r = 0; r < kInputs; ++r) in[r] = inputRow(x, r);
  const std::byte* w[kWeights];
  int32_t i = 0;
  for (; i + kWeights <= count; i += kWeights) {
    for (int k = 0; k < kWeights; ++k) w[k] = weights.row(first + i + k);
    directTile<Load, kWeights, kInputs>(w, in, x.cols, out + i, out_stride);
  }
  for (; i < count; ++i) {
    w[0] = weights.row(first + i);
    directTile<Load, 1, kInputs>(w, in, x.cols, out + i, out_stride);
  }
}

template <class Load>
inline void widenRow(const std::byte* w, int64_t cols, float* to) {
  int64_t c = 0;
  for (; c + 16 <= cols; c += 16) _mm512_storeu_ps(to + c, Load::full(w + c * Load::kBytes));
  if (c < cols) {
    const __mmask16 lanes = firstLanes(cols - c);
    _mm512_mask_storeu_ps(to + c, lanes, Load::part(w + c * Load::kBytes, lanes));
  }
}

template <class Load>
inline void manyRows(const WeightRows& weights, int64_t first, int32_t count, const ActivationRows& x, float* out,
                     int64_t out_stride, std::byte* scratch) {
  const int64_t stride = widenedStride(x.cols);
  for (int32_t i = 0; i < count; i += kPanel) {
    const int32_t n = count - i < kPanel ? count - i : kPanel;
    const std::byte* w[kPanel];
    for (int k = 0; k < kPanel; ++k) {
      const int row = k < n ? k : n - 1;
      w[k] = weights.row(first + i + row);
      if constexpr (Load::kBytes == 4) continue;
      auto* wide = reinterpret_cast<float*>(scratch) + row * stride;
      if (k < n) widenRow<Load>(w[k], x.cols, wide);
      w[k] = reinterpret_cast<const std::byte*>(wide);
    }
    multiplyPanel(
        w, n, x, kBlockColumns, [](int64_t) { return nullptr; }, out + i, out_stride);
  }
}

template <class Load>
inline void matmul(const WeightRows& w, int64_t first, int32_t count, const ActivationRows& x, float* out,
                   int64_t out_stride, std::byte* scratch) {
  static_assert(kWidenFrom == 5);
  switch (x.count) {
    case 0:
      return;
    case 1:
      return directRows<Load, 8, 1>(w, first, count, x, out, out_stride);
    case 2:
      return directRows<Load, 8, 2>(w, first, count, x, out, out_stride);
    case 3:
      return directRows<Load, 4, 3>(w, first, count, x, out, out_stride);
    case 4:
      return directRows<Load, 4, 4>(w, first, count, x, out, out_stride);
    default:
      return manyRows<Load>(w, first, count, x, out, out_stride, scratch);
  }
}

}  // namespace

int64_t floatScratchBytes(int64_t cols) { return 4 * kPanel * widenedStride(cols); }

void matmulF32(const WeightRows& w, int64_t first, int32_t count, const ActivationRows& x, float* out,
               int64_t out_stride, std::byte* scratch) {
  matmul<LoadF32>(w, first, count, x, out, out_stride, scratch);
}

void matmulF16(const WeightRows& w, int64_t first, int32_t count, const ActivationRows& x, float* out,
               int64_t out_stride, std::byte* scratch) {
  matmul<LoadF16>(w, first, count, x, out, out_stride, scratch);
}

void matmulBF16(const WeightRows& w, int64_t first, int32_t count, const ActivationRows& x, float* out,
                int64_t out_stride, std::byte* scratch) {
  matmul<LoadBF16>(w, first, count, x, out, out_stride, scratch);
}

}  // namespace deepwell::cpu::avx512
