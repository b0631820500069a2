// Instruction sets of this machine. DEEPWELL_CPU=scalar|avx2|avxvnni|avx512, on AArch64 scalar|neon|dotprod|i8mm, in
// the environment forces one (if the machine has it; otherwise the best one below it is taken). avxvnni is AVX2 and
// AVX-VNNI, for processors without AVX-512; what has no kernel for it runs the AVX2 ones.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace deepwell::cpu {

enum class Isa : uint8_t { kScalar, kAvx2, kAvxVnni, kAvx512, kNeon, kDotprod, kI8mm };

std::string_view isaName(Isa isa);

// What this processor and this build have, ascending; kScalar is always there.
std::span<const Isa> availableIsas();

// The one to use: the best available, or what DEEPWELL_CPU asks for.
Isa chosenIsa();

// "AMD EPYC", or empty where the processor does not say.
std::string processorName();

}  // namespace deepwell::cpu
