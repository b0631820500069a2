// Rows of activations to 8 bits, in the layout of Q8Row, for an instruction set that says how
//   Set::block<kCols>(in, out)   quantises kCols values and returns their scale (not finite: NaN)
//   Set::sum16(q), sum32(q)      adds so many bytes; sum32 may be left out
#pragma once

#include "kernels/cpu/matmul/matmul.h"

namespace deepwell::cpu {
namespace {

template <class Set>
void quantiseQ8_32(const float* in, int64_t cols, std::byte* out) {
  auto* q = reinterpret_cast<int8_t*>(out);
  auto* scale = reinterpret_cast<float*>(out + Q8Row::scaleOffset(cols));
  auto* offset = reinterpret_cast<int32_t*>(out + Q8Row::sumOffset(ActivationType::kQ8_32, cols));
  for (int64_t b = 0; b < cols / 32; ++b) {
    scale[b] = Set::template block<32>(in + 32 * b, q + 32 * b);
    if constexpr (requires { Set::sum32(q); }) {
      offset[b] = -128 * Set::sum32(q + 32 * b);
    } else {
      offset[b] = -128 * (Set::sum16(q + 32 * b) + Set::sum16(q + 32 * b + 16));
    }
  }
}

template <class Set>
void quantiseQ8_256(const float* in, int64_t cols, std::byte* out) {
  auto* q = reinterpret_cast<int8_t*>(out);
  auto* scale = reinterpret_cast<float*>(out + Q8Row::scaleOffset(cols));
  auto* sum16 = reinterpret_cast<int16_t*>(out + Q8Row::sumOffset(ActivationType::kQ8_256, cols));
  auto* sum32 = reinterpret_cast<int16_t*>(out + Q8Row::sum32Offset(cols));
  for (int64_t b = 0; b < cols / 256; ++b) scale[b] = Set::template block<256>(in + 256 * b, q + 256 * b);
  for (int64_t i = 0; i < cols / 16; ++i) sum16[i] = static_cast<int16_t>(Set::sum16(q + 16 * i));
  for (int64_t i = 0; i < cols / 32; ++i) sum32[i] = static_cast<int16_t>(sum16[2 * i] + sum16[2 * i + 1]);
}

}  // namespace
}  // namespace deepwell::cpu
