// Vectors of four floats at the ends of rows, and e^x. Only for files compiled for AArch64.
#pragma once

#include <arm_neon.h>

#include <cstddef>
#include <cstdint>

namespace deepwell::cpu::neon {
namespace {

// Up to 4 elements of an array, the rest `filler`; nothing past the last is touched.
inline float32x4_t loadFirst(const float* p, int64_t n, float filler = 0) {
  if (n >= 4) return vld1q_f32(p);
  float part[4] = {filler, filler, filler, filler};
  __builtin_memcpy(part, p, static_cast<size_t>(n) * sizeof(float));
  return vld1q_f32(part);
}
inline void storeFirst(float* p, int64_t n, float32x4_t v) {
  if (n >= 4) {
    vst1q_f32(p, v);
    return;
  }
  float part[4];
  vst1q_f32(part, v);
  __builtin_memcpy(p, part, static_cast<size_t>(n) * sizeof(float));
}

// Lanes from n on become zero.
inline float32x4_t firstOf(float32x4_t v, int64_t n) {
  if (n >= 4) return v;
  float part[4];
  vst1q_f32(part, v);
  return loadFirst(part, n);
}

// Calls body(i, left) for vectors of 4 that cover n elements.
template <class Body>
inline void forVectors(int64_t n, Body&& body) {
  for (int64_t i = 0; i < n; i += 4) body(i, n - i);
}

// e^x, about 1e-7 relative: x = k ln 2 + r, |r| <= ln 2 / 2, a polynomial of degree 6 in r, times 2^k in two steps (so
// that denormal results come out). NaN stays NaN.
inline float32x4_t exp4(float32x4_t x) {
  const float32x4_t low = vdupq_n_f32(-104.0F);
  const float32x4_t high = vdupq_n_f32(88.8F);
  const float32x4_t clamped = vminnmq_f32(high, vmaxnmq_f32(low, x));
  const float32x4_t k = vrndnq_f32(vmulq_n_f32(clamped, 1.44269504088896341F));
  float32x4_t r = vfmsq_f32(clamped, k, vdupq_n_f32(0.693359375F));
  r = vfmsq_f32(r, k, vdupq_n_f32(-2.12194440e-4F));
  float32x4_t p = vdupq_n_f32(1.0F / 720.0F);
  p = vfmaq_f32(vdupq_n_f32(1.0F / 120.0F), p, r);
  p = vfmaq_f32(vdupq_n_f32(1.0F / 24.0F), p, r);
  p = vfmaq_f32(vdupq_n_f32(1.0F / 6.0F), p, r);
  p = vfmaq_f32(vdupq_n_f32(0.5F), p, r);
  p = vfmaq_f32(vdupq_n_f32(1.0F), p, r);
  p = vfmaq_f32(vdupq_n_f32(1.0F), p, r);
  const int32x4_t n = vcvtq_s32_f32(k);
  const int32x4_t half = vshrq_n_s32(n, 1);
  const auto power = [](int32x4_t e) { return vreinterpretq_f32_s32(vshlq_n_s32(vaddq_s32(e, vdupq_n_s32(127)), 23)); };
  p = vmulq_f32(vmulq_f32(p, power(half)), power(vsubq_s32(n, half)));
  p = vbslq_f32(vcltq_f32(x, low), vdupq_n_f32(0), p);
  p = vbslq_f32(vcgtq_f32(x, high), vdupq_n_f32(__builtin_inff()), p);
  return vbslq_f32(vceqq_f32(x, x), p, x);
}

}  // namespace
}  // namespace deepwell::cpu::neon
