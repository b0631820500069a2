// AVX2 (with FMA and F16C) matmul kernels; see registry.cpp.
#pragma once

#include "kernels/cpu/matmul/matmul.h"

namespace deepwell::cpu::avx2 {

int64_t floatScratchBytes(int64_t cols);
void matmulF32(const WeightRows&, int64_t, int32_t, const ActivationRows&, float*, int64_t, std::byte*);
void matmulF16(const WeightRows&, int64_t, int32_t, const ActivationRows&, float*, int64_t, std::byte*);
void matmulBF16(const WeightRows&, int64_t, int32_t, const ActivationRows&, float*, int64_t, std::byte*);
int64_t scratchF8E4M3(int64_t cols);
void matmulF8E4M3(const WeightRows&, int64_t, int32_t, const ActivationRows&, float*, int64_t, std::byte*);

// Types in blocks, by family; each is defined and instantiated for its types in one file.
template <class Block>  // of 32 elements, signed bytes: signed32_avx2.cpp
void matmulSigned32(const WeightRows&, int64_t, int32_t, const ActivationRows&, float*, int64_t, std::byte*);
template <class Block>
int64_t scratchSigned32(int64_t cols);
template <class Block>  // of 32 elements, smaller values: blocks32_avx2.cpp
void matmul32(const WeightRows&, int64_t, int32_t, const ActivationRows&, float*, int64_t, std::byte*);
template <class Block>
int64_t scratch32(int64_t cols);
template <class Block>  // of 256, with sub-blocks of 32: sub32_avx2.cpp
void matmulSub32(const WeightRows&, int64_t, int32_t, const ActivationRows&, float*, int64_t, std::byte*);
template <class Block>
int64_t scratchSub32(int64_t cols);
template <class Block>  // of 256, with sub-blocks of 16: sub16_avx2.cpp
void matmulSub16(const WeightRows&, int64_t, int32_t, const ActivationRows&, float*, int64_t, std::byte*);
template <class Block>
int64_t scratchSub16(int64_t cols);
template <class Block>  // IQ types of 256: iq_avx2.cpp
void matmulIq(const WeightRows&, int64_t, int32_t, const ActivationRows&, float*, int64_t, std::byte*);
template <class Block>
int64_t scratchIq(int64_t cols);

}  // namespace deepwell::cpu::avx2
