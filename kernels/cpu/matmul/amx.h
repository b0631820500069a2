// AMX (int8 tiles) matmul kernels for many rows of activations; few rows go to the AVX-512 kernels. See registry.cpp.
// Never run on such a processor so far: tests/kernels traps their instructions and computes them.
#pragma once

#include "kernels/cpu/matmul/matmul.h"

namespace deepwell::cpu::amx {

template <class Block>  // of 32 elements: blocks32_amx.cpp
void matmul32(const WeightRows&, int64_t, int32_t, const ActivationRows&, float*, int64_t, std::byte*);
template <class Block>
int64_t scratch32(int64_t cols);
template <class Block>  // of 256, with sub-blocks of 16 or 32: sub_amx.cpp
void matmulSub(const WeightRows&, int64_t, int32_t, const ActivationRows&, float*, int64_t, std::byte*);
template <class Block>
int64_t scratchSub(int64_t cols);

}  // namespace deepwell::cpu::amx
