#include "kernels/cpu/quantise/tables.h"

#include "kernels/cpu/quantise/table.h"

namespace deepwell::cpu {

std::span<const Quantiser> avx2Quantisers() {
  static constexpr auto kTable = quantiserTable(Isa::kAvx2);
  return kTable;
}

}  // namespace deepwell::cpu
