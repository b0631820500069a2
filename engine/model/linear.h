// Projections with an optional bias, under their own names or fused with their neighbours in one tensor.
#pragma once

#include <span>
#include <vector>

#include "engine/model/weight_loader.h"

namespace deepwell {

struct Linear {
  Weight weight;
  const float* bias = nullptr;
};

// A SwiGLU: gate and up [ffn, hidden], down [hidden, ffn].
struct Glu {
  Linear gate, up, down;
};

// One part of a layer and how many outputs it has.
struct LinearPart {
  PartName name;
  int64_t rows = 0;
};

Result<Linear> loadLinear(WeightLoader& loader, int32_t layer, PartName name, int64_t rows, int64_t cols);

// Parts that read the same `cols` inputs. Where the first has no tensor of its own, one of the tensors `fused` holds all
// of them, one below the other.
Result<std::vector<Linear>> loadLinears(WeightLoader& loader, int32_t layer, std::span<const LinearPart> parts,
                                        int64_t cols, std::span<const PartName> fused);

struct GluNames {
  PartName gate, up, down;
  PartName fused;  // gate above up
};
Result<Glu> loadGlu(WeightLoader& loader, int32_t layer, const GluNames& names, int64_t hidden, int64_t ffn);

}  // namespace deepwell
