// What an op is, for traces and measurements: a name for a person, its layer, the part of the model it belongs to, and the
// work of a step.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "engine/backend/backend.h"

namespace deepwell {

struct OpNote {
  const OpCall* call = nullptr;  // null: an op that the planner added
  int32_t layer = -1;            // -1: before, behind or beside the layers
  StepPart part = StepPart::kRest;
  std::string weight;            // the name of its first weight; may be empty
};

// One a planned op. `calls[i]` is the call of op i in the list, or -1; the list must live as long as the notes.
std::vector<OpNote> noteOps(const OpList& list, const std::vector<int32_t>& calls);

struct OpWork {
  int64_t bytes = 0;          // of weights and KV cache that have to be read at least
  int64_t multiply_adds = 0;
};

// A step as far as work depends on it.
struct StepView {
  const OpList* list = nullptr;
  const Step* step = nullptr;
  const KvLayout* kv = nullptr;
  // The routing of a row, as op::Route wrote it; without it a step is taken to use as many experts as it can.
  std::function<const float*(BufferId routing, int64_t row)> routing;
};

// The work of a step. Of an op with routed experts only right between the op before it and the one behind.
OpWork workOf(const OpNote& note, const StepView& view);

}  // namespace deepwell
