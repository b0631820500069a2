// Matmul kernels of AArch64, in three sets: NEON, which every such processor has; dotprod, the dot product of four
// bytes (SDOT, Armv8.2); i8mm, products of 2x8 by 8x2 bytes (SMMLA, Armv8.6). The plain types have NEON kernels only,
// which the sets above use too. See rows_neon.cpp and registry.cpp.
#pragma once

#include <span>
#include <string_view>

#include "kernels/common/blocks.h"
#include "kernels/common/iq_blocks.h"
#include "kernels/cpu/matmul/matmul.h"

namespace deepwell::cpu {

struct MatmulKernel;

// All rows of these three sets.
std::span<const MatmulKernel> neonMatmulKernels();

namespace neon {

int64_t floatScratchBytes(int64_t cols);
void matmulF32(const WeightRows&, int64_t, int32_t, const ActivationRows&, float*, int64_t, std::byte*);
void matmulF16(const WeightRows&, int64_t, int32_t, const ActivationRows&, float*, int64_t, std::byte*);
void matmulBF16(const WeightRows&, int64_t, int32_t, const ActivationRows&, float*, int64_t, std::byte*);
void matmulF8E4M3(const WeightRows&, int64_t, int32_t, const ActivationRows&, float*, int64_t, std::byte*);

// A list of block types, and their names in the same order.
template <class... Blocks>
struct Types {};
using BlockTypes = Types<BlockQ8_0, BlockQ4_0, BlockQ4_1, BlockQ5_0, BlockQ5_1, BlockMXFP4, BlockQ2_K, BlockQ3_K,
                         BlockQ4_K, BlockQ5_K, BlockQ6_K, BlockIQ1_S, BlockIQ1_M, BlockIQ2_XXS, BlockIQ2_XS, BlockIQ2_S,
                         BlockIQ3_XXS, BlockIQ3_S, BlockIQ4_NL, BlockIQ4_XS>;
inline constexpr std::string_view kBlockTypeNames[] = {
    "Q8_0", "Q4_0",  "Q4_1",  "Q5_0",    "Q5_1",   "MXFP4", "Q2_K",    "Q3_K",  "Q4_K",   "Q5_K",
    "Q6_K", "IQ1_S", "IQ1_M", "IQ2_XXS", "IQ2_XS", "IQ2_S", "IQ3_XXS", "IQ3_S", "IQ4_NL", "IQ4_XS"};

struct BlockFunctions {
  MatmulFunction run;
  ScratchBytes scratch_bytes;
};

// One set's kernels, in the order of BlockTypes.
std::span<const BlockFunctions> neonBlocks();
std::span<const BlockFunctions> dotprodBlocks();
std::span<const BlockFunctions> i8mmBlocks();

// A block in integers, for types whose values no kernel unpacks in registers; types of 32 use a part of it. The
// function is compiled for plain NEON and called by all sets: code of kernels/common must not be compiled for more than
// that, because the linker keeps one copy for everybody.
struct UnpackedBlock {
  int8_t q[256];
  int16_t scale[16];
  int16_t minimum[16];
  float d;
  float dmin;
};
template <class Block>
void unpackBlock(const std::byte* block, UnpackedBlock* out);

}  // namespace neon
}  // namespace deepwell::cpu
