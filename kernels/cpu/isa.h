// Instruction sets of this machine. DEEPWELL_CPU=scalar|avx2|avxvnni|avx512|amx, on AArch64 scalar|neon|dotprod|i8mm, in
// the environment forces one (if the machine has it; otherwise the best one below it is taken). avxvnni is AVX2 and
// AVX-VNNI, for processors without AVX-512; what has no kernel for it runs the AVX2 ones. amx is AVX-512 and int8 tiles;
// it is never taken unasked.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace deepwell::cpu {

enum class Isa : uint8_t { kScalar, kAvx2, kAvxVnni, kAvx512, kAmx, kNeon, kDotprod, kI8mm };

std::string_view isaName(Isa isa);

// What this processor and this build have, ascending; kScalar is always there. For AMX, the first call asks the system.
std::span<const Isa> availableIsas();

// The one to use: the best available but kAmx, or what DEEPWELL_CPU asks for.
Isa chosenIsa();

// What to say where DEEPWELL_CPU asks for amx and there is none; else empty.
std::string missingIsa();

// "AMD EPYC", or empty where the processor does not say.
std::string processorName();

}  // namespace deepwell::cpu
