#include "kernels/cpu/ceiling/ceiling.h"

#include "kernels/cpu/ceiling/ceiling_tables.h"

namespace deepwell::cpu {

const CeilingKernels& ceilingKernels(Isa isa) {
#if defined(DEEPWELL_X86)
  if (isa == Isa::kAvx512) return kAvx512Ceiling;
  if (isa == Isa::kAvx2 || isa == Isa::kAvxVnni) return kAvx2Ceiling;
#endif
  static_cast<void>(isa);
  return kScalarCeiling;
}

}  // namespace deepwell::cpu
