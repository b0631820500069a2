// Scalar matmul kernels of plain types; see registry.cpp. Quantised types: scalar_blocks.h.
#pragma once

#include "kernels/cpu/matmul/matmul.h"

namespace deepwell::cpu::scalar {

int64_t floatScratchBytes(int64_t cols);
void matmulF32(const WeightRows&, int64_t, int32_t, const ActivationRows&, float*, int64_t, std::byte*);
void matmulF16(const WeightRows&, int64_t, int32_t, const ActivationRows&, float*, int64_t, std::byte*);
void matmulBF16(const WeightRows&, int64_t, int32_t, const ActivationRows&, float*, int64_t, std::byte*);
void matmulF8E4M3(const WeightRows&, int64_t, int32_t, const ActivationRows&, float*, int64_t, std::byte*);

}  // namespace deepwell::cpu::scalar
