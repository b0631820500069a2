// Float row kernels of AArch64. Sums along a dimension: lane l takes elements l, l + 4, ..., then a fixed tree.
#include "kernels/cpu/vector/vector_neon.h"

#include <cfloat>

#include "kernels/cpu/matmul/neon_common.h"
#include "kernels/cpu/vector/quantise_rows.h"
#include "kernels/cpu/vector/vector_tables.h"

namespace deepwell::cpu {
namespace {

using neon::addLanes;
using neon::exp4;
using neon::forVectors;
using neon::loadFirst;
using neon::storeFirst;

// Four sums side by side: lane l of vector k takes elements 16 i + 4 k + l.
void rmsNorm(const float* x, const float* weight, float eps, float* out, int64_t n) {
  float32x4_t squares[4];
  for (float32x4_t& part : squares) part = vdupq_n_f32(0);
  forVectors(n, [&](int64_t i, int64_t left) {
    const float32x4_t v = loadFirst(x + i, left);
    float32x4_t& part = squares[i / 4 % 4];
    part = vfmaq_f32(part, v, v);
  });
  const float sum = addLanes(vaddq_f32(vaddq_f32(squares[0], squares[1]), vaddq_f32(squares[2], squares[3])));
  const float factor = 1.0F / __builtin_sqrtf(sum / static_cast<float>(n) + eps);
  forVectors(n, [&](int64_t i, int64_t left) {
    storeFirst(out + i, left, vmulq_f32(vmulq_n_f32(loadFirst(x + i, left), factor), loadFirst(weight + i, left)));
  });
}

void add(float* x, const float* y, int64_t n) {
  forVectors(n, [&](int64_t i, int64_t left) {
    storeFirst(x + i, left, vaddq_f32(loadFirst(x + i, left), loadFirst(y + i, left)));
  });
}

void addScaled(float* x, float factor, const float* y, int64_t n) {
  forVectors(n, [&](int64_t i, int64_t left) {
    storeFirst(x + i, left, vfmaq_n_f32(loadFirst(x + i, left), loadFirst(y + i, left), factor));
  });
}

void siluMul(const float* gate, const float* up, float* out, int64_t n) {
  forVectors(n, [&](int64_t i, int64_t left) {
    const float32x4_t g = loadFirst(gate + i, left);
    const float32x4_t silu = vdivq_f32(g, vaddq_f32(vdupq_n_f32(1.0F), exp4(vnegq_f32(g))));
    storeFirst(out + i, left, vmulq_f32(silu, loadFirst(up + i, left)));
  });
}

void multiply(float* x, float factor, int64_t n) {
  forVectors(n, [&](int64_t i, int64_t left) { storeFirst(x + i, left, vmulq_n_f32(loadFirst(x + i, left), factor)); });
}

float softmaxPage(float* s, int32_t n, float* maximum, float* sum) {
  // Lanes past the end repeat the maximum so far; NaN is passed over.
  float32x4_t top = vdupq_n_f32(*maximum);
  forVectors(n, [&](int64_t i, int64_t left) { top = vmaxnmq_f32(top, loadFirst(s + i, left, *maximum)); });
  const float highest = vmaxnmvq_f32(top);
  const float32x4_t base = vdupq_n_f32(highest);
  float32x4_t total = vdupq_n_f32(0);
  forVectors(n, [&](int64_t i, int64_t left) {
    // e^-infinity is zero.
    const float32x4_t e = exp4(vsubq_f32(loadFirst(s + i, left, -__builtin_inff()), base));
    storeFirst(s + i, left, e);
    total = vaddq_f32(total, neon::firstOf(e, left));
  });
  const float factor = *maximum == highest ? 1.0F : vgetq_lane_f32(exp4(vdupq_n_f32(*maximum - highest)), 0);
  *maximum = highest;
  *sum = *sum * factor + addLanes(total);
  return factor;
}

void halfToFloat(const uint16_t* in, float* out, int64_t n) {
  forVectors(n, [&](int64_t i, int64_t left) {
    uint16_t part[4] = {};
    const uint16_t* from = in + i;
    if (left < 4) {
      __builtin_memcpy(part, from, static_cast<size_t>(2 * left));
      from = part;
    }
    storeFirst(out + i, left, vcvt_f32_f16(vreinterpret_f16_u16(vld1_u16(from))));
  });
}

void floatToHalf(const float* in, uint16_t* out, int64_t n) {
  forVectors(n, [&](int64_t i, int64_t left) {
    const uint16x4_t half = vreinterpret_u16_f16(vcvt_f16_f32(loadFirst(in + i, left)));
    uint16_t part[4];
    vst1_u16(part, half);
    __builtin_memcpy(out + i, part, static_cast<size_t>(2 * (left < 4 ? left : 4)));
  });
}

// Quantises 4 * kVectors values; returns the scale.
template <int kVectors>
inline float quantiseBlock(const float* in, int8_t* out) {
  // The maximum of numbers and NaN is NaN.
  float32x4_t top = vdupq_n_f32(0);
  for (int i = 0; i < kVectors; ++i) top = vmaxq_f32(top, vabsq_f32(vld1q_f32(in + 4 * i)));
  const float highest = vmaxvq_f32(top);
  const bool finite = highest <= FLT_MAX;
  if (!finite || highest < 1e-30F) {
    __builtin_memset(out, 0, 4 * kVectors);
    return finite ? 0.0F : __builtin_nanf("");
  }
  const float inverse = 127.0F / highest;
  const auto rounded = [&](int i) { return vqmovn_s32(vcvtnq_s32_f32(vmulq_n_f32(vld1q_f32(in + 4 * i), inverse))); };
  for (int i = 0; i < kVectors; i += 2) vst1_s8(out + 4 * i, vqmovn_s16(vcombine_s16(rounded(i), rounded(i + 1))));
  return highest / 127.0F;
}

inline int32_t sumBytes(const int8_t* q) { return vaddlvq_s8(vld1q_s8(q)); }

struct Quantise {
  template <int kCols>
  static float block(const float* in, int8_t* out) {
    return quantiseBlock<kCols / 4>(in, out);
  }
  static int32_t sum16(const int8_t* q) { return sumBytes(q); }
};

}  // namespace

const VectorKernels& neonVectorKernels() {
  static constexpr VectorKernels kTable = {
      .rms_norm = rmsNorm,
      .add = add,
      .add_scaled = addScaled,
      .silu_mul = siluMul,
      .softmax_page = softmaxPage,
      .multiply = multiply,
      .half_to_float = halfToFloat,
      .float_to_half = floatToHalf,
      .quantise_q8_32 = quantiseQ8_32<Quantise>,
      .quantise_q8_256 = quantiseQ8_256<Quantise>,
  };
  return kTable;
}

}  // namespace deepwell::cpu
