#pragma once

#include "kernels/cpu/ceiling/ceiling.h"

namespace deepwell::cpu {

extern const CeilingKernels kScalarCeiling;
extern const CeilingKernels kAvx2Ceiling;
extern const CeilingKernels kAvxVnniCeiling;
extern const CeilingKernels kAvx512Ceiling;

}  // namespace deepwell::cpu
