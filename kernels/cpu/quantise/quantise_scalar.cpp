#include "kernels/cpu/quantise/tables.h"

#include "kernels/cpu/quantise/table.h"

namespace deepwell::cpu {

std::span<const Quantiser> scalarQuantisers() {
  static constexpr auto kTable = quantiserTable(Isa::kScalar);
  return kTable;
}

}  // namespace deepwell::cpu
