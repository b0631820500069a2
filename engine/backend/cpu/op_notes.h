// What a planned op is, for traces and measurements: a name for a person, its layer, the part of the model it belongs to,
// and the work of a step.
#pragma once

#include <string>
#include <vector>

#include "engine/backend/cpu/planned_op.h"
#include "engine/ops/op_call.h"

namespace deepwell::cpu {

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

// The work of a step. Of an op with routed experts only right between the op before it and the one behind.
OpWork workOf(const OpNote& note, const StepContext& context);

}  // namespace deepwell::cpu
