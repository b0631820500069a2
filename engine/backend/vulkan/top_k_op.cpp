#include "engine/backend/vulkan/top_k_op.h"

#include <algorithm>

namespace deepwell::vulkan {
namespace {

constexpr uint32_t kSlice = 2048;

}  // namespace

Status recordTopLogits(Builder& builder, int64_t vocabulary, int32_t count, Address best, Address masses) {
  const auto rows = static_cast<uint32_t>(builder.logitRows());
  TopKParams params;
  params.step = builder.step();
  params.logits = builder.logits();
  params.vocabulary = static_cast<uint32_t>(vocabulary);
  params.stride = (params.vocabulary + 15) / 16 * 16;
  params.slices = (params.vocabulary + kSlice - 1) / kSlice;
  const auto entries = static_cast<uint32_t>(count);
  DEEPWELL_ASSIGN(params.entries, builder.scratch(uint64_t{rows} * params.slices * entries * sizeof(TopKEntry)));
  DEEPWELL_ASSIGN(params.sums, builder.scratch(uint64_t{rows} * params.slices * sizeof(TopKSum)));
  params.best = best;
  params.masses = masses;
  const uint32_t workgroup = builder.features().max_invocations >= 256 ? 256 : 128;
  // Least: the logits come in, the best go out. What the slices give is ours.
  const uint64_t results = uint64_t{rows} * (entries * sizeof(TopKEntry) + sizeof(float));
  const uint64_t between = uint64_t{rows} * params.slices * (entries * sizeof(TopKEntry) + sizeof(TopKSum));
  const uint64_t logits = uint64_t{rows} * params.vocabulary * sizeof(float);
  builder.count("top_k", {.least = logits, .moved = logits + between});
  DEEPWELL_TRY(builder.dispatch("top_k", {workgroup, entries, kSlice, 0U}, params, {params.slices, rows}));
  builder.barrier();
  builder.count("top_k", {.least = results, .moved = between + results});
  return builder.dispatch("top_k", {workgroup, entries, kSlice, 1U}, params, {1, rows});
}

}  // namespace deepwell::vulkan
