#include "kernels/cpu/registry.h"

#include <array>
#include <vector>

#include "kernels/common/dequantise.h"
#include "kernels/common/iq_unpack.h"
#include "kernels/cpu/matmul/scalar.h"
#include "kernels/cpu/matmul/scalar_blocks.h"
#include "kernels/cpu/vector/vector_tables.h"
#if defined(DEEPWELL_X86)
#include "kernels/cpu/matmul/amx.h"
#include "kernels/cpu/matmul/avx2.h"
#include "kernels/cpu/matmul/avx512.h"
#include "kernels/cpu/matmul/avxvnni.h"
#endif
#if defined(DEEPWELL_AARCH64)
#include "kernels/cpu/matmul/neon.h"
#endif

namespace deepwell::cpu {
namespace {

constexpr ActivationType kF32 = ActivationType::kF32;
constexpr ActivationType kQ8_32 = ActivationType::kQ8_32;
constexpr ActivationType kQ8_256 = ActivationType::kQ8_256;

// Rows of quantised types: what follows from the block.
template <class Block>
constexpr MatmulKernel blockRow(std::string_view weight, Isa isa, MatmulFunction run, ScratchBytes scratch) {
  const bool small = Block::kElements == 32;
  return {weight, isa, small ? kQ8_32 : kQ8_256, Block::kElements, run, scratch, floatsFromBlocks<Block>};
}
template <class Block>
constexpr MatmulKernel scalarRow(std::string_view weight) {
  if constexpr (Block::kElements == 32) {
    return blockRow<Block>(weight, Isa::kScalar, scalar::matmul32<Block>, scalar::scratch32);
  } else {
    return blockRow<Block>(weight, Isa::kScalar, scalar::matmul256<Block>, scalar::scratch256);
  }
}

#if defined(DEEPWELL_X86)
template <class Block>
constexpr MatmulKernel avx2SignedRow(std::string_view weight) {
  return blockRow<Block>(weight, Isa::kAvx2, avx2::matmulSigned32<Block>, avx2::scratchSigned32<Block>);
}
template <class Block>
constexpr MatmulKernel avx2IqRow(std::string_view weight) {
  return blockRow<Block>(weight, Isa::kAvx2, avx2::matmulIq<Block>, avx2::scratchIq<Block>);
}
template <class Block>
constexpr MatmulKernel avx2Row(std::string_view weight) {
  if constexpr (Block::kElements == 32) {
    return blockRow<Block>(weight, Isa::kAvx2, avx2::matmul32<Block>, avx2::scratch32<Block>);
  } else if constexpr (Block::kSubBlocks == 8) {
    return blockRow<Block>(weight, Isa::kAvx2, avx2::matmulSub32<Block>, avx2::scratchSub32<Block>);
  } else {
    return blockRow<Block>(weight, Isa::kAvx2, avx2::matmulSub16<Block>, avx2::scratchSub16<Block>);
  }
}

template <class Block>
constexpr MatmulKernel vnniRow(std::string_view weight) {
  if constexpr (Block::kElements == 32) {
    return blockRow<Block>(weight, Isa::kAvxVnni, avxvnni::matmul32<Block>, avxvnni::scratch32<Block>);
  } else {
    return blockRow<Block>(weight, Isa::kAvxVnni, avxvnni::matmulSub<Block>, avxvnni::scratchSub<Block>);
  }
}

template <class Block>
constexpr MatmulKernel avx512IqRow(std::string_view weight) {
  return blockRow<Block>(weight, Isa::kAvx512, avx512::matmulIq<Block>, avx512::scratchIq<Block>);
}
template <class Block>
constexpr MatmulKernel avx512Row(std::string_view weight) {
  if constexpr (Block::kElements == 32) {
    return blockRow<Block>(weight, Isa::kAvx512, avx512::matmul32<Block>, avx512::scratch32<Block>);
  } else if constexpr (Block::kSubBlocks == 8) {
    return blockRow<Block>(weight, Isa::kAvx512, avx512::matmulSub32<Block>, avx512::scratchSub32<Block>);
  } else {
    return blockRow<Block>(weight, Isa::kAvx512, avx512::matmulSub16<Block>, avx512::scratchSub16<Block>);
  }
}
template <class Block>
constexpr MatmulKernel amxRow(std::string_view weight) {
  if constexpr (Block::kElements == 32) {
    return blockRow<Block>(weight, Isa::kAmx, amx::matmul32<Block>, amx::scratch32<Block>);
  } else {
    return blockRow<Block>(weight, Isa::kAmx, amx::matmulSub<Block>, amx::scratchSub<Block>);
  }
}
#endif

constexpr std::array kKernels = {
    MatmulKernel{"F32", Isa::kScalar, kF32, 1, scalar::matmulF32, scalar::floatScratchBytes, floatsFromF32},
    MatmulKernel{"F16", Isa::kScalar, kF32, 1, scalar::matmulF16, scalar::floatScratchBytes, floatsFromF16},
    MatmulKernel{"BF16", Isa::kScalar, kF32, 1, scalar::matmulBF16, scalar::floatScratchBytes, floatsFromBF16},
    MatmulKernel{"F8_E4M3", Isa::kScalar, kF32, 1, scalar::matmulF8E4M3, scalar::floatScratchBytes, floatsFromE4M3},
    scalarRow<BlockQ8_0>("Q8_0"),
    scalarRow<BlockQ4_0>("Q4_0"),
    scalarRow<BlockQ4_1>("Q4_1"),
    scalarRow<BlockQ5_0>("Q5_0"),
    scalarRow<BlockQ5_1>("Q5_1"),
    scalarRow<BlockMXFP4>("MXFP4"),
    scalarRow<BlockQ2_K>("Q2_K"),
    scalarRow<BlockQ3_K>("Q3_K"),
    scalarRow<BlockQ4_K>("Q4_K"),
    scalarRow<BlockQ5_K>("Q5_K"),
    scalarRow<BlockQ6_K>("Q6_K"),
    scalarRow<BlockIQ1_S>("IQ1_S"),
    scalarRow<BlockIQ1_M>("IQ1_M"),
    scalarRow<BlockIQ2_XXS>("IQ2_XXS"),
    scalarRow<BlockIQ2_XS>("IQ2_XS"),
    scalarRow<BlockIQ2_S>("IQ2_S"),
    scalarRow<BlockIQ3_XXS>("IQ3_XXS"),
    scalarRow<BlockIQ3_S>("IQ3_S"),
    scalarRow<BlockIQ4_NL>("IQ4_NL"),
    scalarRow<BlockIQ4_XS>("IQ4_XS"),
#if defined(DEEPWELL_X86)
    MatmulKernel{"F32", Isa::kAvx2, kF32, 1, avx2::matmulF32, avx2::floatScratchBytes, floatsFromF32},
    MatmulKernel{"F16", Isa::kAvx2, kF32, 1, avx2::matmulF16, avx2::floatScratchBytes, floatsFromF16},
    MatmulKernel{"BF16", Isa::kAvx2, kF32, 1, avx2::matmulBF16, avx2::floatScratchBytes, floatsFromBF16},
    MatmulKernel{"F8_E4M3", Isa::kAvx2, kF32, 1, avx2::matmulF8E4M3, avx2::scratchF8E4M3, floatsFromE4M3},
    avx2SignedRow<BlockQ8_0>("Q8_0"),
    avx2Row<BlockQ4_0>("Q4_0"),
    avx2Row<BlockQ4_1>("Q4_1"),
    avx2Row<BlockQ5_0>("Q5_0"),
    avx2Row<BlockQ5_1>("Q5_1"),
    avx2Row<BlockMXFP4>("MXFP4"),
    avx2Row<BlockQ2_K>("Q2_K"),
    avx2Row<BlockQ3_K>("Q3_K"),
    avx2Row<BlockQ4_K>("Q4_K"),
    avx2Row<BlockQ5_K>("Q5_K"),
    avx2Row<BlockQ6_K>("Q6_K"),
    avx2IqRow<BlockIQ1_S>("IQ1_S"),
    avx2IqRow<BlockIQ1_M>("IQ1_M"),
    avx2IqRow<BlockIQ2_XXS>("IQ2_XXS"),
    avx2IqRow<BlockIQ2_XS>("IQ2_XS"),
    avx2IqRow<BlockIQ2_S>("IQ2_S"),
    avx2IqRow<BlockIQ3_XXS>("IQ3_XXS"),
    avx2IqRow<BlockIQ3_S>("IQ3_S"),
    avx2SignedRow<BlockIQ4_NL>("IQ4_NL"),
    avx2IqRow<BlockIQ4_XS>("IQ4_XS"),
    vnniRow<BlockQ8_0>("Q8_0"),
    vnniRow<BlockQ4_0>("Q4_0"),
    vnniRow<BlockQ4_1>("Q4_1"),
    vnniRow<BlockQ5_0>("Q5_0"),
    vnniRow<BlockQ5_1>("Q5_1"),
    vnniRow<BlockMXFP4>("MXFP4"),
    vnniRow<BlockQ2_K>("Q2_K"),
    vnniRow<BlockQ3_K>("Q3_K"),
    vnniRow<BlockQ4_K>("Q4_K"),
    vnniRow<BlockQ5_K>("Q5_K"),
    vnniRow<BlockQ6_K>("Q6_K"),
    vnniRow<BlockIQ4_NL>("IQ4_NL"),
    MatmulKernel{"F32", Isa::kAvx512, kF32, 1, avx512::matmulF32, avx512::floatScratchBytes, floatsFromF32},
    MatmulKernel{"F16", Isa::kAvx512, kF32, 1, avx512::matmulF16, avx512::floatScratchBytes, floatsFromF16},
    MatmulKernel{"BF16", Isa::kAvx512, kF32, 1, avx512::matmulBF16, avx512::floatScratchBytes, floatsFromBF16},
    MatmulKernel{"F8_E4M3", Isa::kAvx512, kF32, 1, avx512::matmulF8E4M3, avx512::floatScratchBytes, floatsFromE4M3},
    avx512Row<BlockQ8_0>("Q8_0"),
    avx512Row<BlockQ4_0>("Q4_0"),
    avx512Row<BlockQ4_1>("Q4_1"),
    avx512Row<BlockQ5_0>("Q5_0"),
    avx512Row<BlockQ5_1>("Q5_1"),
    avx512Row<BlockMXFP4>("MXFP4"),
    avx512Row<BlockQ2_K>("Q2_K"),
    avx512Row<BlockQ3_K>("Q3_K"),
    avx512Row<BlockQ4_K>("Q4_K"),
    avx512Row<BlockQ5_K>("Q5_K"),
    avx512Row<BlockQ6_K>("Q6_K"),
    avx512IqRow<BlockIQ1_S>("IQ1_S"),
    avx512IqRow<BlockIQ1_M>("IQ1_M"),
    avx512IqRow<BlockIQ2_XXS>("IQ2_XXS"),
    avx512IqRow<BlockIQ2_XS>("IQ2_XS"),
    avx512IqRow<BlockIQ2_S>("IQ2_S"),
    avx512IqRow<BlockIQ3_XXS>("IQ3_XXS"),
    avx512IqRow<BlockIQ3_S>("IQ3_S"),
    avx512Row<BlockIQ4_NL>("IQ4_NL"),
    avx512IqRow<BlockIQ4_XS>("IQ4_XS"),
    amxRow<BlockQ8_0>("Q8_0"),
    amxRow<BlockQ4_0>("Q4_0"),
    amxRow<BlockQ4_1>("Q4_1"),
    amxRow<BlockQ5_0>("Q5_0"),
    amxRow<BlockQ5_1>("Q5_1"),
    amxRow<BlockMXFP4>("MXFP4"),
    amxRow<BlockQ2_K>("Q2_K"),
    amxRow<BlockQ3_K>("Q3_K"),
    amxRow<BlockQ4_K>("Q4_K"),
    amxRow<BlockQ5_K>("Q5_K"),
    amxRow<BlockQ6_K>("Q6_K"),
    amxRow<BlockIQ4_NL>("IQ4_NL"),
#endif
};

}  // namespace

std::span<const MatmulKernel> matmulKernels() {
#if defined(DEEPWELL_AARCH64)
  static const std::vector<MatmulKernel> all = [] {
    std::vector<MatmulKernel> rows(kKernels.begin(), kKernels.end());
    for (const MatmulKernel& row : neonMatmulKernels()) rows.push_back(row);
    return rows;
  }();
  return all;
#else
  return kKernels;
#endif
}

const MatmulKernel* findMatmul(std::string_view weight, Isa isa) {
  const MatmulKernel* best = nullptr;
  for (const MatmulKernel& kernel : matmulKernels()) {
    if (kernel.weight != weight || kernel.isa > isa) continue;
    if (best == nullptr || kernel.isa > best->isa) best = &kernel;
  }
  return best;
}

const VectorKernels& vectorKernels(Isa isa) {
#if defined(DEEPWELL_X86)
  if (isa >= Isa::kAvx512) return avx512VectorKernels();
  if (isa >= Isa::kAvx2) return avx2VectorKernels();
#endif
#if defined(DEEPWELL_AARCH64)
  if (isa >= Isa::kNeon) return neonVectorKernels();
#endif
  (void)isa;
  return scalarVectorKernels();
}

}  // namespace deepwell::cpu
