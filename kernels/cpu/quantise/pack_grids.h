// Blocks of grid points as they lie in files: the integers of grids.h packed as kernels/common/iq_blocks.h draws them.
#pragma once

#include "kernels/cpu/quantise/grids.h"
#include "kernels/cpu/quantise/pack256.h"

namespace deepwell::cpu {
namespace {

inline void packScaleNibbles(const int* scale, int count, uint8_t* out) {
  for (int j = 0; j < count; ++j) out[j / 2] = byteOf(out[j / 2] | static_cast<unsigned>(scale[j]) << (4 * (j % 2)));
}

inline void quantiseIQ3_XXS(const float* in, int64_t elements, std::byte* out) {
  const GridNeighbours& near = GridIQ3_XXS::neighbours();
  eachSuper<BlockIQ3_XXS>(in, elements, out, [&](const float* x, BlockIQ3_XXS* block) {
    GridCodes<GridIQ3_XXS> codes;
    quantiseGrid<GridIQ3_XXS>(near, x, {{7, 12, 0.04F, 1}, 1, 2}, &codes);
    block->d = halfBits(codes.d);
    for (int g = 0; g < 64; ++g) block->index[g] = byteOf(codes.index[g]);
    for (int j = 0; j < 8; ++j) {
      auto word = static_cast<uint32_t>(codes.scale[j]) << 28U;
      for (int i = 0; i < 4; ++i) word |= (codes.signs[4 * j + i] & 127U) << (7 * i);
      block->signs_scale[j][0] = static_cast<uint16_t>(word);
      block->signs_scale[j][1] = static_cast<uint16_t>(word >> 16U);
    }
  });
}

inline void quantiseIQ3_S(const float* in, int64_t elements, std::byte* out) {
  const GridNeighbours& near = GridIQ3_S::neighbours();
  eachSuper<BlockIQ3_S>(in, elements, out, [&](const float* x, BlockIQ3_S* block) {
    GridCodes<GridIQ3_S> codes;
    quantiseGrid<GridIQ3_S>(near, x, {{7, 12, 0.04F, 1}, 1, 2}, &codes);
    block->d = halfBits(codes.d);
    for (int g = 0; g < 64; ++g) {
      block->index[g] = byteOf(codes.index[g]);
      block->high[g / 8] = byteOf(block->high[g / 8] | static_cast<unsigned>(codes.index[g]) >> 8U << (g % 8));
    }
    std::memcpy(block->signs, codes.signs, sizeof(block->signs));
    packScaleNibbles(codes.scale, 8, block->scales);
  });
}

inline void quantiseIQ2_S(const float* in, int64_t elements, std::byte* out) {
  const GridNeighbours& near = GridIQ2_S::neighbours();
  eachSuper<BlockIQ2_S>(in, elements, out, [&](const float* x, BlockIQ2_S* block) {
    GridCodes<GridIQ2_S> codes;
    quantiseGrid<GridIQ2_S>(near, x, {{9, 12, 0.05F, 1}, 1, 2}, &codes);
    block->d = halfBits(codes.d);
    for (int g = 0; g < 32; ++g) {
      block->index[g] = byteOf(codes.index[g]);
      block->high[g / 4] = byteOf(block->high[g / 4] | static_cast<unsigned>(codes.index[g]) >> 8U << (2 * (g % 4)));
    }
    std::memcpy(block->signs, codes.signs, sizeof(block->signs));
    packScaleNibbles(codes.scale, 16, block->scales);
  });
}

}  // namespace
}  // namespace deepwell::cpu
