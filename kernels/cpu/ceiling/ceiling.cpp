#include "kernels/cpu/ceiling/ceiling.h"

#include "kernels/cpu/ceiling/ceiling_tables.h"

namespace deepwell::cpu {

const CeilingKernels& ceilingKernels(Isa isa) {
#if defined(DEEPWELL_X86)
  if (isa == Isa::kAvx512 || isa == Isa::kAmx) return kAvx512Ceiling;  // of AMX: without its tiles
  if (isa == Isa::kAvx2 || isa == Isa::kAvxVnni) return kAvx2Ceiling;
#endif
  static_cast<void>(isa);
  return kScalarCeiling;
}

}  // namespace deepwell::cpu
