// Plain weights. Lane l of an accumulator sums columns l, l + 4, ...; one accumulator an output element, so every tile
// shape does the same operations. With many rows of activations, weights are widened once into scratch.
#include "kernels/cpu/matmul/neon.h"
#include "kernels/cpu/matmul/neon_common.h"

namespace deepwell::cpu::neon {
namespace {

constexpr int kWidened = 16;
constexpr int kTileInputs = 4;

struct LoadF32 {
  static constexpr int kBytes = 4;
  static float32x4_t full(const void* p) { return vreinterpretq_f32_u8(loadUnsigned(p)); }
};

inline uint16x4_t loadHalves(const void* p) { return vreinterpret_u16_u8(vld1_u8(static_cast<const uint8_t*>(p))); }

struct LoadF16 {
  static constexpr int kBytes = 2;
  static float32x4_t full(const void* p) { return vcvt_f32_f16(vreinterpret_f16_u16(loadHalves(p))); }
};

struct LoadBF16 {
  static constexpr int kBytes = 2;
  static float32x4_t full(const void* p) { return vreinterpretq_f32_u32(vshll_n_u16(loadHalves(p), 16)); }
};

// e4m3 is fp16 with the exponent's bias moved by 8: shifted into place it is the value times 2^-8.
struct LoadF8 {
  static constexpr int kBytes = 1;
  static float32x4_t full(const void* p) {
    uint32_t bytes;
    __builtin_memcpy(&bytes, p, 4);
    const int16x4_t signs = vget_low_s16(vmovl_s8(vcreate_s8(bytes)));
    const uint16x4_t wide = vreinterpret_u16_s16(vshl_n_s16(signs, 7));
    const uint16x4_t top = vdup_n_u16(0x3F80);
    const uint16x4_t nan = vand_u16(vceq_u16(vand_u16(wide, top), top), vdup_n_u16(0x7E00));
    return vcvt_f32_f16(vreinterpret_f16_u16(vorr_u16(vand_u16(wide, vdup_n_u16(0xBFFF)), nan)));
  }
};

// A load of fewer than 4 elements, the rest zero: through memory, nothing past the last one is touched.
template <class Load>
inline float32x4_t loadPart(const void* p, int64_t n) {
  std::byte padded[4 * Load::kBytes] = {};
  __builtin_memcpy(padded, p, static_cast<size_t>(n * Load::kBytes));
  return Load::full(padded);
}

template <class Load, int kWeights, int kInputs>
inline void tile(const std::byte* const* w, const float* const* x, int64_t cols, float* out, int64_t out_stride) {
  float32x4_t sum[kWeights][kInputs];
  for (int i = 0; i < kWeights; ++i) {
    for (int r = 0; r < kInputs; ++r) sum[i][r] = vdupq_n_f32(0);
  }
  int64_t c = 0;
  for (; c + 4 <= cols; c += 4) {
    float32x4_t v[kInputs];
    for (int r = 0; r < kInputs; ++r) v[r] = vld1q_f32(x[r] + c);
    for (int i = 0; i < kWeights; ++i) {
      const float32x4_t wide = Load::full(w[i] + c * Load::kBytes);
      for (int r = 0; r < kInputs; ++r) sum[i][r] = vfmaq_f32(sum[i][r], wide, v[r]);
    }
  }
  if (c < cols) {
    for (int i = 0; i < kWeights; ++i) {
      const float32x4_t wide = loadPart<Load>(w[i] + c * Load::kBytes, cols - c);
      for (int r = 0; r < kInputs; ++r) sum[i][r] = vfmaq_f32(sum[i][r], wide, loadPart<LoadF32>(x[r] + c, cols - c));
    }
  }
  for (int i = 0; i < kWeights; ++i) {
    for (int r = 0; r < kInputs; ++r) out[r * out_stride + i] = addLanes(sum[i][r]);
  }
}

// `n` rows of weights, each at w[i], against all rows of activations: tiles of kWeights x kInputs, rests one by one.
template <class Load, int kWeights, int kInputs>
inline void tiles(const std::byte* const* w, int32_t n, const ActivationRows& x, float* out, int64_t out_stride) {
  int32_t r = 0;
  const auto rows = [&]<int kRows>() {
    const float* in[kRows];
    for (int k = 0; k < kRows; ++k) in[k] = reinterpret_cast<const float*>(x.row(r + k));
    int32_t i = 0;
    for (; i + kWeights <= n; i += kWeights)
      tile<Load, kWeights, kRows>(w + i, in, x.cols, out + r * out_stride + i, out_stride);
    for (; i < n; ++i) tile<Load, 1, kRows>(w + i, in, x.cols, out + r * out_stride + i, out_stride);
    r += kRows;
  };
  while (r + kInputs <= x.count) rows.template operator()<kInputs>();
  while (r < x.count) rows.template operator()<1>();
}

template <class Load>
inline void anyTiles(const std::byte* const* w, int32_t n, const ActivationRows& x, float* out, int64_t out_stride) {
  if (x.count == 1) {
    tiles<Load, 8, 1>(w, n, x, out, out_stride);
  } else {
    tiles<Load, 4, kTileInputs>(w, n, x, out, out_stride);
  }
}

inline int64_t widenedStride(int64_t cols) { return (cols + 3) / 4 * 4 + 4; }

template <class Load>
inline void widenRow(const std::byte* w, int64_t cols, float* to) {
  int64_t c = 0;
  for (; c + 4 <= cols; c += 4) vst1q_f32(to + c, Load::full(w + c * Load::kBytes));
  if (c < cols) vst1q_f32(to + c, loadPart<Load>(w + c * Load::kBytes, cols - c));
}

// Multiplies the columns by 256 and their block's scale; 256 and the scale first, which is exact.
inline void scaleRow(float* row, int64_t cols, const float* scales, int64_t block_cols) {
  for (int64_t start = 0, b = 0; start < cols; start += block_cols, ++b) {
    const int64_t end = start + block_cols < cols ? start + block_cols : cols;
    const float scale = scales[b] * 256.0F;
    int64_t c = start;
    for (; c + 4 <= end; c += 4) vst1q_f32(row + c, vmulq_n_f32(vld1q_f32(row + c), scale));
    for (; c < end; ++c) row[c] *= scale;
  }
}

template <class Widen>
inline void widenedMatmul(int64_t first, int32_t count, const ActivationRows& x, float* out, int64_t out_stride,
                          std::byte* scratch, Widen widen) {
  auto* wide = reinterpret_cast<float*>(scratch);
  const int64_t stride = widenedStride(x.cols);
  const std::byte* w[kWidened];
  for (int32_t i = 0; i < count; i += kWidened) {
    const int32_t n = count - i < kWidened ? count - i : kWidened;
    for (int32_t k = 0; k < n; ++k) {
      widen(first + i + k, wide + k * stride);
      w[k] = reinterpret_cast<const std::byte*>(wide + k * stride);
    }
    anyTiles<LoadF32>(w, n, x, out + i, out_stride);
  }
}

template <class Load>
inline void matmul(const WeightRows& weights, int64_t first, int32_t count, const ActivationRows& x, float* out,
                   int64_t out_stride, std::byte* scratch) {
  if (x.count > kTileInputs && Load::kBytes < 4) {
    return widenedMatmul(first, count, x, out, out_stride, scratch,
                         [&](int64_t r, float* to) { widenRow<Load>(weights.row(r), weights.cols, to); });
  }
  const std::byte* w[kWidened];
  for (int32_t i = 0; i < count; i += kWidened) {
    const int32_t n = count - i < kWidened ? count - i : kWidened;
    for (int32_t k = 0; k < n; ++k) w[k] = weights.row(first + i + k);
    anyTiles<Load>(w, n, x, out + i, out_stride);
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

// Rows go through scratch even for one row of activations: the block scales are per weight, and must be applied to it.
void matmulF8E4M3(const WeightRows& w, int64_t first, int32_t count, const ActivationRows& x, float* out,
                  int64_t out_stride, std::byte* scratch) {
  widenedMatmul(first, count, x, out, out_stride, scratch, [&](int64_t r, float* to) {
    widenRow<LoadF8>(w.row(r), w.cols, to);
    scaleRow(to, w.cols, w.scale_inv + r / w.block_rows * w.scale_cols, w.block_cols);
  });
}

}  // namespace deepwell::cpu::neon
