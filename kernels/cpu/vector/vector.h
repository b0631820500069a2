// The kernels that work on float32 rows: one table an instruction set. All results are made in a fixed order that only
// depends on the lengths along the summed dimension.
#pragma once

#include <cstdint>

#include "kernels/cpu/matmul/matmul.h"

namespace deepwell::cpu {

struct VectorKernels {
  // out = x / sqrt(mean(x²) + eps) * weight. out may be x.
  void (*rms_norm)(const float* x, const float* weight, float eps, float* out, int64_t n);
  // x += y.
  void (*add)(float* x, const float* y, int64_t n);
  // x += factor * y.
  void (*add_scaled)(float* x, float factor, const float* y, int64_t n);
  // out = silu(gate) * up. out may be gate or up.
  void (*silu_mul)(const float* gate, const float* up, float* out, int64_t n);
  // One page of an online softmax over n scores: *maximum becomes the maximum so far, s the exponentials against it,
  // *sum = *sum * factor + Σ s. Returns the factor by which everything before must be multiplied.
  float (*softmax_page)(float* s, int32_t n, float* maximum, float* sum);
  // x *= factor.
  void (*multiply)(float* x, float factor, int64_t n);
  void (*half_to_float)(const uint16_t* in, float* out, int64_t n);
  void (*float_to_half)(const float* in, uint16_t* out, int64_t n);
  // One row to kQ8_32 / kQ8_256 (layout: Q8Row). cols is a multiple of 32 / 256. Not finite: the block's scale is NaN.
  void (*quantise_q8_32)(const float* in, int64_t cols, std::byte* out);
  void (*quantise_q8_256)(const float* in, int64_t cols, std::byte* out);
};

}  // namespace deepwell::cpu
