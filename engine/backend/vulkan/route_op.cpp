// Expert choice.
#include <algorithm>

#include "engine/backend/vulkan/builder.h"
#include "shaders/include/route_params.h"

namespace deepwell::vulkan {

Status record(Builder& builder, const op::Route& call) {
  const bool masked = call.top_groups < call.groups;
  // Scores, keys, groups, choice and what the sums need lie in shared memory.
  const auto words = 2 * int64_t{call.experts} + call.groups + call.top_k + 256;
  if (words * 4 > builder.features().shared_bytes) {
    return fail(ErrorCode::kUnsupported, "{} experts to choose from are too many for this GPU", call.experts);
  }
  RouteParams params;
  params.step = builder.step();
  params.logits = builder.buffer(call.logits);
  if (call.bias != nullptr) {
    DEEPWELL_ASSIGN(params.bias, builder.vector(call.bias, call.experts));
  }
  params.result = builder.buffer(call.out);
  params.logit_rows = builder.rowSet(call.out) == RowSet::kLogits ? 1 : 0;
  params.scale = call.scale;
  params.masked_choice = call.masked_choice;
  const uint32_t workgroup = call.experts > 64 && builder.features().max_invocations >= 256 ? 256 : 64;
  const uint64_t rows = static_cast<uint64_t>(builder.maxRows());
  const uint64_t bias = call.bias != nullptr ? uint64_t{4} * static_cast<uint64_t>(call.experts) : 0;
  const uint64_t row = uint64_t{4} * static_cast<uint64_t>(call.experts + 2 * call.top_k);
  builder.count("route", {.least = rows * row + bias, .moved = rows * (row + bias)});
  return builder.dispatch("route",
                          {workgroup, static_cast<uint32_t>(call.experts), static_cast<uint32_t>(call.top_k),
                           masked ? static_cast<uint32_t>(call.groups) : 1, masked ? static_cast<uint32_t>(call.top_groups) : 1,
                           call.scoring == op::Scoring::kSigmoid ? 1U : 0U,
                           call.group_score == op::GroupScore::kTop2Sum ? 1U : 0U, call.bias != nullptr ? 1U : 0U,
                           call.normalise ? 1U : 0U},
                          params, {static_cast<uint32_t>(builder.maxRows())});
}

}  // namespace deepwell::vulkan
