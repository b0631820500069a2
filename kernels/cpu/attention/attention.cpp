#include "kernels/cpu/attention/attention.h"

#include "kernels/cpu/attention/tables.h"

namespace deepwell::cpu {

const AttentionKernels& attentionKernels(Isa isa) {
  switch (isa) {
#if defined(DEEPWELL_X86)
    case Isa::kAmx:
    case Isa::kAvx512: return avx512AttentionKernels();
    case Isa::kAvxVnni:
    case Isa::kAvx2: return avx2AttentionKernels();
#endif
#if defined(DEEPWELL_AARCH64)
    case Isa::kNeon:
    case Isa::kDotprod:
    case Isa::kI8mm: return neonAttentionKernels();
#endif
    default: return scalarAttentionKernels();
  }
}

}  // namespace deepwell::cpu
