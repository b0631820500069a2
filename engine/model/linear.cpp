#include "engine/model/linear.h"

#include <array>

namespace deepwell {
namespace {

// Some files call the fused tensor by a name that has another meaning elsewhere (GGUF's ffn_up): its height decides.
bool holdsAll(const WeightLoader& loader, const std::string& name, int64_t rows) {
  const std::span<const int64_t> shape = loader.shapeOf(name);
  return shape.size() == 2 && shape[0] == rows;
}

Result<std::vector<Linear>> splitFused(WeightLoader& loader, int32_t layer, PartName fused,
                                       std::span<const LinearPart> parts, int64_t rows, int64_t cols) {
  DEEPWELL_ASSIGN(const Linear whole, loadLinear(loader, layer, fused, rows, cols));
  std::vector<Linear> linears;
  int64_t first = 0;
  for (const LinearPart& part : parts) {
    Linear linear;
    DEEPWELL_ASSIGN(linear.weight, loader.slice(whole.weight, first, part.rows));
    if (whole.bias != nullptr) linear.bias = whole.bias + first;
    linears.push_back(std::move(linear));
    first += part.rows;
  }
  return linears;
}

}  // namespace

Result<Linear> loadLinear(WeightLoader& loader, int32_t layer, PartName name, int64_t rows, int64_t cols) {
  Linear linear;
  DEEPWELL_ASSIGN(linear.weight, loader.matrix(loader.layerName(layer, name), rows, cols));
  DEEPWELL_ASSIGN(linear.bias, loader.optionalVector(loader.layerName(layer, name, ".bias"), rows));
  return linear;
}

Result<std::vector<Linear>> loadLinears(WeightLoader& loader, int32_t layer, std::span<const LinearPart> parts,
                                        int64_t cols, std::span<const PartName> fused) {
  if (!loader.has(loader.layerName(layer, parts[0].name))) {
    int64_t rows = 0;
    for (const LinearPart& part : parts) rows += part.rows;
    for (const PartName name : fused) {
      if (holdsAll(loader, loader.layerName(layer, name), rows)) {
        return splitFused(loader, layer, name, parts, rows, cols);
      }
    }
  }
  std::vector<Linear> linears;
  for (const LinearPart& part : parts) {
    DEEPWELL_ASSIGN(Linear linear, loadLinear(loader, layer, part.name, part.rows, cols));
    linears.push_back(std::move(linear));
  }
  return linears;
}

Result<Glu> loadGlu(WeightLoader& loader, int32_t layer, const GluNames& names, int64_t hidden, int64_t ffn) {
  const std::array parts = {LinearPart{names.gate, ffn}, LinearPart{names.up, ffn}};
  const std::array fused = {names.fused, PartName{names.fused.hf, names.up.gguf}};
  Glu glu;
  DEEPWELL_ASSIGN(std::vector<Linear> both, loadLinears(loader, layer, parts, hidden, fused));
  glu.gate = std::move(both[0]);
  glu.up = std::move(both[1]);
  DEEPWELL_ASSIGN(glu.down, loadLinear(loader, layer, names.down, hidden, ffn));
  return glu;
}

}  // namespace deepwell
