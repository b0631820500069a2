// AVX-VNNI matmul kernels, for processors that have AVX2 and AVX-VNNI but not AVX-512; see registry.cpp.
#pragma once

#include "kernels/cpu/matmul/matmul.h"

namespace deepwell::cpu::avxvnni {

template <class Block>  // of 32 elements: blocks32_avxvnni.cpp
void matmul32(const WeightRows&, int64_t, int32_t, const ActivationRows&, float*, int64_t, std::byte*);
template <class Block>
int64_t scratch32(int64_t cols);
template <class Block>  // K types: sub_avxvnni.cpp
void matmulSub(const WeightRows&, int64_t, int32_t, const ActivationRows&, float*, int64_t, std::byte*);
template <class Block>
int64_t scratchSub(int64_t cols);

}  // namespace deepwell::cpu::avxvnni
