// Loops that do nothing but read memory, or nothing but multiply 8-bit integers: what no kernel can be faster than.
#pragma once

#include <cstddef>
#include <cstdint>

#include "kernels/cpu/isa.h"

namespace deepwell::cpu {

struct CeilingKernels {
  // Reads `bytes` (a multiple of 4096) and returns something that depends on all of them.
  uint64_t (*read)(const std::byte* data, int64_t bytes);
  // The same, asking ahead for lines that the caches need not keep: which of the two is faster depends on the machine
  // and on the size of its pages.
  uint64_t (*read_ahead)(const std::byte* data, int64_t bytes);
  // Runs `rounds` rounds of multiply-adds in registers and returns something that depends on them.
  int32_t (*multiply)(int64_t rounds);
  int64_t round_operations;  // of one round: two for each 8-bit multiply-add
};

const CeilingKernels& ceilingKernels(Isa isa);

}  // namespace deepwell::cpu
