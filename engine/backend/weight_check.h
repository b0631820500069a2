// The weights of op calls: which there are, and whether a backend can take them.
#pragma once

#include <functional>
#include <string_view>

#include "engine/base/result.h"
#include "engine/ops/op_call.h"

namespace deepwell {

// Every matrix that a call reads, in a fixed order; of experts all.
void forEachWeight(const OpCall& call, const std::function<void(const Weight&)>& visit);

// Whether types, shapes and scales of all weights of a list are those that every backend computes with. The error names the
// tensor and the type; `backend` is what a person calls the backend.
Status checkWeights(const OpList& ops, std::string_view backend);

}  // namespace deepwell
