// One table an instruction set; quantise.cpp puts them together.
#pragma once

#include <span>

#include "kernels/cpu/quantise/quantise.h"

namespace deepwell::cpu {

std::span<const Quantiser> scalarQuantisers();
std::span<const Quantiser> avx2Quantisers();
std::span<const Quantiser> avx512Quantisers();

}  // namespace deepwell::cpu
