// The registry's rows of AArch64. Compiled for plain NEON, as all that comes from kernels/common must be.
#include <vector>

#include "kernels/common/dequantise.h"
#include "kernels/common/iq_unpack.h"
#include "kernels/cpu/matmul/neon.h"
#include "kernels/cpu/registry.h"

namespace deepwell::cpu {
namespace neon {

template <class Block>
void unpackBlock(const std::byte* block, UnpackedBlock* out) {
  const auto b = loadAt<Block>(block, 0);
  unpackValues(b, out->q);
  SubBlockScales scales;
  unpackScales(b, &scales);
  for (int j = 0; j < 16; ++j) out->scale[j] = scales.scale[j];
  for (int j = 0; j < 16; ++j) out->minimum[j] = scales.minimum[j];
  out->d = blockScale(b);
  out->dmin = 0;
}

template void unpackBlock<BlockIQ1_S>(const std::byte*, UnpackedBlock*);
template void unpackBlock<BlockIQ1_M>(const std::byte*, UnpackedBlock*);
template void unpackBlock<BlockIQ2_XXS>(const std::byte*, UnpackedBlock*);
template void unpackBlock<BlockIQ2_XS>(const std::byte*, UnpackedBlock*);
template void unpackBlock<BlockIQ2_S>(const std::byte*, UnpackedBlock*);
template void unpackBlock<BlockIQ3_XXS>(const std::byte*, UnpackedBlock*);
template void unpackBlock<BlockIQ3_S>(const std::byte*, UnpackedBlock*);
template void unpackBlock<BlockIQ4_XS>(const std::byte*, UnpackedBlock*);

}  // namespace neon

namespace {

template <class... Blocks>
void addBlockRows(Isa isa, std::span<const neon::BlockFunctions> functions, neon::Types<Blocks...>,
                  std::vector<MatmulKernel>* rows) {
  static_assert(sizeof...(Blocks) == std::size(neon::kBlockTypeNames));
  size_t i = 0;
  const auto add = [&]<class Block>(Block) {
    const ActivationType activation = Block::kElements == 32 ? ActivationType::kQ8_32 : ActivationType::kQ8_256;
    rows->push_back({neon::kBlockTypeNames[i], isa, activation, Block::kElements, functions[i].run,
                     functions[i].scratch_bytes, floatsFromBlocks<Block>});
    ++i;
  };
  (add(Blocks()), ...);
}

std::vector<MatmulKernel> allRows() {
  constexpr ActivationType kF32 = ActivationType::kF32;
  std::vector<MatmulKernel> rows = {
      {"F32", Isa::kNeon, kF32, 1, neon::matmulF32, neon::floatScratchBytes, floatsFromF32},
      {"F16", Isa::kNeon, kF32, 1, neon::matmulF16, neon::floatScratchBytes, floatsFromF16},
      {"BF16", Isa::kNeon, kF32, 1, neon::matmulBF16, neon::floatScratchBytes, floatsFromBF16},
      {"F8_E4M3", Isa::kNeon, kF32, 1, neon::matmulF8E4M3, neon::floatScratchBytes, floatsFromE4M3},
  };
  addBlockRows(Isa::kNeon, neon::neonBlocks(), neon::BlockTypes(), &rows);
  addBlockRows(Isa::kDotprod, neon::dotprodBlocks(), neon::BlockTypes(), &rows);
  addBlockRows(Isa::kI8mm, neon::i8mmBlocks(), neon::BlockTypes(), &rows);
  return rows;
}

}  // namespace

std::span<const MatmulKernel> neonMatmulKernels() {
  static const std::vector<MatmulKernel> all = allRows();
  return all;
}

}  // namespace deepwell::cpu
