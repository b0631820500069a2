// Plain weights. Lane l of an accumulator sums columns l, l + 8, ...; one accumulator an output element, so every tile
// shape does the same operations. With many rows of activations, weights are widened once into scratch.
#include "kernels/cpu/matmul/avx2.h"
#include "kernels/cpu/matmul/avx2_common.h"

namespace deepwell::cpu::avx2 {
namespace {

constexpr int kWidened = 16;
constexpr int kTileWeights = 4;
constexpr int kTileInputs = 3;

// A load of fewer than 8 elements, the rest zero: through memory, nothing past the last one is touched.
template <class Load>
inline __m256 loadPart(const std::byte* p, int64_t n) {
  alignas(32) std::byte padded[8 * Load::kBytes] = {};
  __builtin_memcpy(padded, p, static_cast<size_t>(n * Load::kBytes));
  return Load::full(padded);
}

struct LoadF32 {
  static constexpr int kBytes = 4;
  static __m256 full(const std::byte* p) { return _mm256_loadu_ps(reinterpret_cast<const float*>(p)); }
};

struct LoadF16 {
  static constexpr int kBytes = 2;
  static __m256 full(const std::byte* p) {
    return _mm256_cvtph_ps(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p)));
  }
};

struct LoadBF16 {
  static constexpr int kBytes = 2;
  static __m256 full(const std::byte* p) {
    const __m256i wide = _mm256_cvtepu16_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p)));
    return _mm256_castsi256_ps(_mm256_slli_epi32(wide, 16));
  }
};

template <class Load, int kWeights, int kInputs>
inline void tile(const std::byte* const* w, const float* const* x, int64_t cols, float* out, int64_t out_stride) {
  __m256 sum[kWeights][kInputs];
  for (int i = 0; i < kWeights; ++i) {
    for (int r = 0; r < kInputs; ++r) sum[i][r] = _mm256_setzero_ps();
  }
  int64_t c = 0;
  for (; c + 8 <= cols; c += 8) {
    __m256 v[kInputs];
    for (int r = 0; r < kInputs; ++r) v[r] = _mm256_loadu_ps(x[r] + c);
    for (int i = 0; i < kWeights; ++i) {
      const __m256 wide = Load::full(w[i] + c * Load::kBytes);
      for (int r = 0; r < kInputs; ++r) sum[i][r] = _mm256_fmadd_ps(wide, v[r], sum[i][r]);
    }
  }
  if (c < cols) {
    const __m256i lanes = firstLanes(cols - c);
    for (int i = 0; i < kWeights; ++i) {
      const __m256 wide = loadPart<Load>(w[i] + c * Load::kBytes, cols - c);
      for (int r = 0; r < kInputs; ++r)
        sum[i][r] = _mm256_fmadd_ps(wide, _mm256_maskload_ps(x[r] + c, lanes), sum[i][r]);
    }
  }
  for (int i = 0; i < kWeights; ++i) {
    for (int r = 0; r < kInputs; ++r) out[r * out_stride + i] = addLanes(sum[i][r]);
  }
}

inline const float* inputRow(const ActivationRows& x, int64_t r) { return reinterpret_cast<const float*>(x.row(r)); }

// `n` rows of weights, each at w[i], against all rows of activations: tiles of kWeights x kInputs, rests one by one.
template <class Load, int kWeights, int kInputs>
inline void tiles(const std::byte* const* w, int32_t n, const ActivationRows& x, float* out, int64_t out_stride) {
  int32_t r = 0;
  const auto rows = [&]<int kRows>() {
    const float* in[kRows];
    for (int k = 0; k < kRows; ++k) in[k] = inputRow(x, r + k);
    int32_t i = 0;
    for (; i + kWeights <= n; i += kWeights)
      tile<Load, kWeights, kRows>(w + i, in, x.cols, out + r * out_stride + i, out_stride);
    for (; i < n; ++i) tile<Load, 1, kRows>(w + i, in, x.cols, out + r * out_stride + i, out_stride);
    r += kRows;
  };
  while (r + kInputs <= x.count) rows.template operator()<kInputs>();
  while (r < x.count) rows.template operator()<1>();
}

inline int64_t widenedStride(int64_t cols) { return (cols + 7) / 8 * 8 + 8; }

template <class Load>
inline void widenRow(const std::byte* w, int64_t cols, float* to) {
  int64_t c = 0;
  for (; c + 8 <= cols; c += 8) _mm256_storeu_ps(to + c, Load::full(w + c * Load::kBytes));
  if (c < cols) _mm256_storeu_ps(to + c, loadPart<Load>(w + c * Load::kBytes, cols - c));
}

template <class Load>
inline void widenedMatmul(const WeightRows& weights, int64_t first, int32_t count, const ActivationRows& x, float* out,
                          int64_t out_stride, std::byte* scratch) {
  auto* wide = reinterpret_cast<float*>(scratch);
  const int64_t stride = widenedStride(x.cols);
  const std::byte* w[kWidened];
  for (int32_t i = 0; i < count; i += kWidened) {
    const int32_t n = count - i < kWidened ? count - i : kWidened;
    for (int32_t k = 0; k < n; ++k) {
      widenRow<Load>(weights.row(first + i + k), x.cols, wide + k * stride);
      w[k] = reinterpret_cast<const std::byte*>(wide + k * stride);
    }
    tiles<LoadF32, kTileWeights, kTileInputs>(w, n, x, out + i, out_stride);
  }
}

template <class Load>
inline void matmul(const WeightRows& weights, int64_t first, int32_t count, const ActivationRows& x, float* out,
                   int64_t out_stride, std::byte* scratch) {
  if (x.count > kTileInputs && Load::kBytes < 4) {
    return widenedMatmul<Load>(weights, first, count, x, out, out_stride, scratch);
  }
  const std::byte* w[kWidened];
  for (int32_t i = 0; i < count; i += kWidened) {
    const int32_t n = count - i < kWidened ? count - i : kWidened;
    for (int32_t k = 0; k < n; ++k) w[k] = weights.row(first + i + k);
    if (x.count == 1) {
      tiles<Load, 8, 1>(w, n, x, out + i, out_stride);
    } else {
      tiles<Load, kTileWeights, kTileInputs>(w, n, x, out + i, out_stride);
    }
  }
}

}  // namespace

int64_t floatScratchBytes(int64_t cols) { return 4 * kWidened * widenedStride(cols); }

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

}  // namespace deepwell::cpu::avx2
