// The tables of attention.h, one an instruction set.
#pragma once

#include "kernels/cpu/attention/attention.h"

namespace deepwell::cpu {

const AttentionKernels& scalarAttentionKernels();
const AttentionKernels& avx2AttentionKernels();
const AttentionKernels& avx512AttentionKernels();
const AttentionKernels& neonAttentionKernels();

}  // namespace deepwell::cpu
