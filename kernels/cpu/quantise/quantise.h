// float32 rows to the blocks of every weight type: the least squared error that a search over scales finds. No
// intrinsics: eight groups side by side in vectors that the compiler maps to each instruction set, with the same
// operations in the same order, so that every set gives the same bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "kernels/cpu/isa.h"

namespace deepwell::cpu {

// `elements` finite values (a whole number of blocks) to `out`, which need not be aligned.
using QuantiseFunction = void (*)(const float* in, int64_t elements, std::byte* out);

struct Quantiser {
  std::string_view weight;  // the type's name: "Q4_K"
  Isa isa;
  uint32_t block_elements;
  uint32_t block_bytes;
  QuantiseFunction run;
};

std::span<const Quantiser> quantisers();

// The best one not above `isa`; nullptr if the type has none.
const Quantiser* findQuantiser(std::string_view weight, Isa isa);

}  // namespace deepwell::cpu
