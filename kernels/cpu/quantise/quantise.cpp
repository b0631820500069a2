#include "kernels/cpu/quantise/quantise.h"

#include <cstring>
#include <vector>

#include "kernels/common/float_formats.h"
#include "kernels/cpu/quantise/tables.h"

namespace deepwell::cpu {
namespace {

void copyF32(const float* in, int64_t elements, std::byte* out) {
  if (elements > 0) std::memcpy(out, in, static_cast<size_t>(elements) * sizeof(float));
}

void narrowBF16(const float* in, int64_t elements, std::byte* out) {
  for (int64_t i = 0; i < elements; ++i) {
    const uint16_t value = floatToBf16(in[i]);
    std::memcpy(out + 2 * i, &value, 2);
  }
}

std::vector<Quantiser> collect() {
  std::vector<Quantiser> all = {{"F32", Isa::kScalar, 1, 4, copyF32}, {"BF16", Isa::kScalar, 1, 2, narrowBF16}};
  const auto add = [&](std::span<const Quantiser> table) { all.insert(all.end(), table.begin(), table.end()); };
  add(scalarQuantisers());
#if defined(DEEPWELL_X86)
  add(avx2Quantisers());
  add(avx512Quantisers());
#endif
  return all;
}

}  // namespace

std::span<const Quantiser> quantisers() {
  static const std::vector<Quantiser> all = collect();
  return all;
}

const Quantiser* findQuantiser(std::string_view weight, Isa isa) {
  const Quantiser* best = nullptr;
  for (const Quantiser& quantiser : quantisers()) {
    if (quantiser.weight != weight || quantiser.isa > isa) continue;
    if (best == nullptr || quantiser.isa > best->isa) best = &quantiser;
  }
  return best;
}

}  // namespace deepwell::cpu
