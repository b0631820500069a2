// What the AArch64 matmul kernels share. Everything is in an anonymous namespace, so that no other file can be linked
// to code that its machine may not have.
#pragma once

#include <arm_neon.h>

#include <utility>

#include "kernels/cpu/matmul/matmul.h"

namespace deepwell::cpu::neon {
namespace {

// Outputs (weight rows) of a panel.
constexpr int kPanel = 8;
// Rows of activations of a tile.
constexpr int kTile = 4;
// Fewest rows of activations for which a panel is packed; below it, weights are used where they lie.
constexpr int32_t kPackFrom = 4;

// Calls body<0>() to body<n - 1>().
template <int n, class Body>
inline __attribute__((always_inline)) void unroll(Body&& body) {
  [&]<int... i>(std::integer_sequence<int, i...>) __attribute__((always_inline)) {
    (body.template operator()<i>(), ...);
  }(std::make_integer_sequence<int, n>());
}

inline int8x16_t loadBytes(const void* p) { return vld1q_s8(static_cast<const int8_t*>(p)); }
inline uint8x16_t loadUnsigned(const void* p) { return vld1q_u8(static_cast<const uint8_t*>(p)); }

inline float halfAt(const void* p) {
  __fp16 half;
  __builtin_memcpy(&half, p, 2);
  return half;
}

// The sums of four vectors.
inline int32x4_t sumEach(const int32x4_t* v) { return vpaddq_s32(vpaddq_s32(v[0], v[1]), vpaddq_s32(v[2], v[3])); }

// A fixed tree.
inline float addLanes(float32x4_t v) {
  const float32x2_t pair = vadd_f32(vget_low_f32(v), vget_high_f32(v));
  return vget_lane_f32(pair, 0) + vget_lane_f32(pair, 1);
}

// Stores the first n floats of a panel's outputs.
inline void storeOutputs(float* to, const float32x4_t* sum, int32_t n) {
  if (n == kPanel) {
    vst1q_f32(to, sum[0]);
    vst1q_f32(to + 4, sum[1]);
    return;
  }
  float all[kPanel];
  vst1q_f32(all, sum[0]);
  vst1q_f32(all + 4, sum[1]);
  __builtin_memcpy(to, all, static_cast<size_t>(n) * sizeof(float));
}

// Of a panel; past the last row, the last one again.
struct PanelRows {
  PanelRows(const WeightRows& w, int64_t first, int32_t count) {
    for (int i = 0; i < kPanel; ++i) row[i] = w.data + (first + (i < count ? i : count - 1)) * w.row_bytes;
  }
  const std::byte* row[kPanel];
};

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

}  // namespace
}  // namespace deepwell::cpu::neon
