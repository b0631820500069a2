// The tables of vector.h, one an instruction set; see registry.cpp.
#pragma once

#include "kernels/cpu/vector/vector.h"

namespace deepwell::cpu {

const VectorKernels& scalarVectorKernels();
const VectorKernels& avx2VectorKernels();
const VectorKernels& avx512VectorKernels();
const VectorKernels& neonVectorKernels();

}  // namespace deepwell::cpu
