// Recording of the ops that work row by row.
#include "engine/backend/vulkan/builder.h"
#include "shaders/include/row_params.h"

namespace deepwell::vulkan {
namespace {

constexpr uint32_t kRowWorkgroup = 128;

// Rows of `width` that are read and written `times` in all, each once.
Traffic onceEach(const Builder& builder, int32_t width, uint64_t times) {
  const uint64_t bytes = static_cast<uint64_t>(builder.maxRows()) * static_cast<uint64_t>(width) * 4 * times;
  return {bytes, bytes, 0, 0};
}

uint32_t logitRows(const Builder& builder, BufferId id) { return builder.rowSet(id) == RowSet::kLogits ? 1 : 0; }

// Workgroups of kRowWorkgroup invocations, four floats each, over a padded row.
uint32_t groupsAcross(int32_t width) {
  const auto vectors = static_cast<uint32_t>((width + 15) / 16 * 4);
  return (vectors + kRowWorkgroup - 1) / kRowWorkgroup;
}

}  // namespace

Status record(Builder& builder, const op::RmsNorm& call) {
  DEEPWELL_ASSIGN(const Address weight, builder.vector(call.weight, builder.width(call.in)));
  const RmsNormParams params{builder.step(), builder.buffer(call.in), {}, weight, builder.buffer(call.out),
                             static_cast<uint32_t>(builder.width(call.in)), logitRows(builder, call.in), call.eps};
  // The second look at the row finds it in the cache.
  builder.count("rms_norm", onceEach(builder, builder.width(call.in), 2));
  return builder.dispatch("rms_norm", {kRowWorkgroup, 0}, params, {static_cast<uint32_t>(builder.maxRows())});
}

Status record(Builder& builder, const op::AddRmsNorm& call) {
  DEEPWELL_ASSIGN(const Address weight, builder.vector(call.weight, builder.width(call.residual)));
  const RmsNormParams params{builder.step(), builder.buffer(call.residual), builder.buffer(call.delta), weight, builder.buffer(call.out),
                             static_cast<uint32_t>(builder.width(call.residual)), logitRows(builder, call.residual), call.eps};
  builder.count("rms_norm", onceEach(builder, builder.width(call.residual), 4));
  return builder.dispatch("rms_norm", {kRowWorkgroup, 1}, params, {static_cast<uint32_t>(builder.maxRows())});
}

Status record(Builder& builder, const op::Add& call) {
  const AddParams params{builder.step(), builder.buffer(call.target), builder.buffer(call.delta),
                         static_cast<uint32_t>(builder.width(call.target)), logitRows(builder, call.target)};
  builder.count("add", onceEach(builder, builder.width(call.target), 3));
  return builder.dispatch("add", {kRowWorkgroup}, params,
                          {groupsAcross(builder.width(call.target)), static_cast<uint32_t>(builder.maxRows())});
}

Status record(Builder& builder, const op::SelectRows& call) {
  const SelectRowsParams params{builder.step(), builder.buffer(call.in), builder.buffer(call.out),
                                static_cast<uint32_t>(builder.width(call.in))};
  builder.count("select_rows", onceEach(builder, builder.width(call.in), 2));
  return builder.dispatch("select_rows", {kRowWorkgroup}, params,
                          {groupsAcross(builder.width(call.in)), static_cast<uint32_t>(builder.maxRows())});
}

}  // namespace deepwell::vulkan
