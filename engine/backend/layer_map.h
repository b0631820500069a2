// The parts of a forward pass, found in its list of ops.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/ops/op_call.h"

namespace deepwell {

struct LayerMap {
  // kFront: the embedding. kSelect: the end of the last layer, where the wanted rows are picked. kHead: what is computed
  // for these rows alone.
  enum class Part : uint8_t { kFront, kLayer, kSelect, kHead };
  struct Place {
    Part part = Part::kFront;
    int32_t layer = -1;  // kLayer only
  };

  int32_t layers = 0;
  std::vector<Place> places;  // by call
};

// A layer begins at the last norm of the residual stream (the buffer that Embed fills) before its keys are stored.
LayerMap mapLayers(const OpList& ops);

}  // namespace deepwell
