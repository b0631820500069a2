// The quantisers of one instruction set, for the file that includes this.
#pragma once

#include <array>

#include "kernels/cpu/quantise/blocks32.h"
#include "kernels/cpu/quantise/pack256.h"
#include "kernels/cpu/quantise/pack_grids.h"
#include "kernels/cpu/quantise/quantise.h"

namespace deepwell::cpu {
namespace {

constexpr size_t kQuantiserTypes = 17;

template <class Block>
constexpr Quantiser quantiserRow(std::string_view name, Isa isa, QuantiseFunction run) {
  return {name, isa, Block::kElements, sizeof(Block), run};
}

constexpr std::array<Quantiser, kQuantiserTypes> quantiserTable(Isa isa) {
  return {
      Quantiser{"F16", isa, 1, 2, quantiseF16},
      quantiserRow<BlockQ8_0>("Q8_0", isa, quantiseQ8_0),
      quantiserRow<BlockQ4_0>("Q4_0", isa, quantiseQ4_0),
      quantiserRow<BlockQ4_1>("Q4_1", isa, quantiseQ4_1),
      quantiserRow<BlockQ5_0>("Q5_0", isa, quantiseQ5_0),
      quantiserRow<BlockQ5_1>("Q5_1", isa, quantiseQ5_1),
      quantiserRow<BlockMXFP4>("MXFP4", isa, quantiseMXFP4),
      quantiserRow<BlockIQ4_NL>("IQ4_NL", isa, quantiseIQ4_NL),
      quantiserRow<BlockIQ4_XS>("IQ4_XS", isa, quantiseIQ4_XS),
      quantiserRow<BlockQ2_K>("Q2_K", isa, quantiseQ2_K),
      quantiserRow<BlockQ3_K>("Q3_K", isa, quantiseQ3_K),
      quantiserRow<BlockQ4_K>("Q4_K", isa, quantiseQ4_K),
      quantiserRow<BlockQ5_K>("Q5_K", isa, quantiseQ5_K),
      quantiserRow<BlockQ6_K>("Q6_K", isa, quantiseQ6_K),
      quantiserRow<BlockIQ2_S>("IQ2_S", isa, quantiseIQ2_S),
      quantiserRow<BlockIQ3_XXS>("IQ3_XXS", isa, quantiseIQ3_XXS),
      quantiserRow<BlockIQ3_S>("IQ3_S", isa, quantiseIQ3_S),
  };
}

}  // namespace
}  // namespace deepwell::cpu
