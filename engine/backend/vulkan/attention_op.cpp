// Attention over the paged cache, for plain heads and for MLA's latent.
#include <algorithm>
#include <array>
#include <bit>
#include <numbers>

#include "engine/backend/vulkan/attention_plan.h"
#include "engine/backend/vulkan/kv_pages.h"
#include "engine/backend/vulkan/rounding.h"
#include "shaders/include/attention_params.h"

namespace deepwell::vulkan {
namespace {

// Spans of a row's context: so many that one row gives the largest GPUs work, no more: their results are moved twice.
constexpr uint32_t kSplitGroups = 1024;
constexpr uint32_t kFewestSplits = 16;
constexpr uint32_t kMostSplits = 64;
constexpr uint32_t kMostSplitRows = 16;
constexpr uint64_t kMostSplitBytes = uint64_t{64} << 20;
// A few rows of a prompt, behind a long chat, are split too.
constexpr uint32_t kPromptSplits = 16;
constexpr uint32_t kMostSplitPromptRows = 64;
constexpr uint32_t kSoftwareSplits = 8;  // a processor has no use for more, and workgroups without work are dear there
constexpr uint32_t kMoreBlocks = 16;
constexpr uint32_t kMostStage = 8;  // more would leave room for fewer workgroups
constexpr uint32_t kSplitHeads = 8;  // of one workgroup where the context is split

// tx lanes, ty rows of them, queries4 * 4 queries an invocation.
AttentionPlan cut(const AttentionShape& shape, uint32_t tx, uint32_t ty, uint32_t queries4) {
  AttentionPlan plan;
  plan.workgroup = tx * ty;
  plan.tx = tx;
  plan.queries4 = queries4;
  const uint32_t group = shape.heads / shape.kv_heads;
  plan.parts = ceilDiv(group, std::min(group, 4 * queries4 * ty));
  plan.heads = ceilDiv(group, plan.parts);
  plan.dx = std::clamp(std::bit_ceil(ceilDiv(shape.value_dim, 4)), tx / 16, tx);
  return plan;
}

AttentionPlan splitPlan(const AttentionShape& shape, const DeviceFeatures& device) {
  const uint32_t group = std::min(shape.heads / shape.kv_heads, kSplitHeads);
  AttentionPlan plan = cut(shape, 64, 1, ceilDiv(group, 4));
  if (plan.sharedBytes(shape) > device.shared_bytes) plan = cut(shape, 64, 1, 1);
  plan.splits = std::clamp(std::bit_floor(kSplitGroups / (shape.kv_heads * plan.parts)), kFewestSplits, kMostSplits);
  if (device.software) plan.splits = kSoftwareSplits;
  return plan;
}

bool partsFit(const AttentionShape& shape, uint32_t splits, int32_t rows) {
  return rows == 1 || static_cast<uint64_t>(rows) * splitBytesOfRow(shape, splits) <= kMostSplitBytes;
}

AttentionPlan promptPlan(const AttentionShape& shape, int32_t max_rows, const DeviceFeatures& device) {
  // A wide latent has its accumulators spread over more lanes.
  const uint32_t tx = shape.value_dim > 256 ? 32 : 16;
  uint32_t rows = 128 / tx;
  AttentionPlan plan = cut(shape, tx, rows, 1);
  while (rows > 1 && plan.sharedBytes(shape) > device.shared_bytes) plan = cut(shape, tx, rows /= 2, 1);
  const uint32_t splits = device.software ? kSoftwareSplits : kPromptSplits;
  if (static_cast<uint32_t>(max_rows) <= kMostSplitPromptRows && partsFit(shape, splits, max_rows)) plan.splits = splits;
  return plan;
}

// Parts of a split row are counted as if no span had more than a page.
uint64_t partBytesOfPosition(const Builder& builder, const AttentionShape& shape) {
  const uint64_t span = (splitBytesOfRow(shape, 1) + splitSumsOfRow(shape, 1)) * static_cast<uint64_t>(builder.maxRows());
  return span / static_cast<uint64_t>(kPageTokens);
}

void countAttention(Builder& builder, const AttentionShape& shape, const AttentionPlan& plan, uint32_t blocks) {
  const auto rows = static_cast<uint64_t>(builder.maxRows());
  const PositionBytes position = positionBytes(builder.kv(), static_cast<int32_t>(shape.kv_heads), static_cast<int32_t>(shape.key_dim),
                                               shape.latent ? 0 : static_cast<int32_t>(shape.value_dim));
  const uint64_t out = plan.splits > 0 ? 0 : rows * shape.heads * shape.value_dim * sizeof(float);
  const uint64_t queries = rows * shape.heads * shape.key_dim * sizeof(float);
  const uint64_t parts = plan.splits > 0 ? partBytesOfPosition(builder, shape) : 0;
  builder.count("attention", {queries + out, queries + out, position.needed, uint64_t{blocks} * plan.parts * position.stored + parts});
}

Status recordMerge(Builder& builder, const AttentionShape& shape, const AttentionBuffers& buffers, const AttentionParams& split,
                   uint32_t splits) {
  const AttentionMergeParams params{builder.step(), split.result, split.sums, buffers.result, shape.heads, buffers.result_stride};
  const uint64_t out = static_cast<uint64_t>(builder.maxRows()) * shape.heads * shape.value_dim * sizeof(float);
  builder.count("attention_merge", {out, out, 0, partBytesOfPosition(builder, shape)});
  const uint32_t workgroup = shape.value_dim > 64 ? 128 : 64;
  return builder.dispatch("attention_merge", {workgroup, shape.value_dim, splits}, params,
                          {shape.heads, static_cast<uint32_t>(builder.maxRows())});
}

}  // namespace

uint32_t AttentionPlan::rows() const { return 4 * queries4 * (workgroup / tx) / heads; }

uint32_t AttentionPlan::sharedBytes(const AttentionShape& shape) const {
  const uint32_t four_queries = workgroup / tx * queries4;
  const uint32_t stride = tx > 16 ? 8 : 1;
  const uint32_t staged = shape.latent ? 16 * ceilDiv(shape.value_dim * shape.element_bytes, 16) * (stage + 1) : 16;
  return 16 * four_queries * (padded(shape.key_dim) + static_cast<uint32_t>(kPageTokens) + tx + tx / stride) + staged;
}

uint64_t splitBytesOfRow(const AttentionShape& shape, uint32_t splits) {
  return uint64_t{4} * shape.heads * splits * shape.value_dim;
}
uint64_t splitSumsOfRow(const AttentionShape& shape, uint32_t splits) { return uint64_t{8} * shape.heads * splits; }

Result<AttentionPlan> planAttention(const AttentionShape& shape, int32_t max_rows, const DeviceFeatures& device) {
  AttentionPlan plan = splitPlan(shape, device);
  if (static_cast<uint32_t>(max_rows) > kMostSplitRows || !partsFit(shape, plan.splits, max_rows)) {
    plan = promptPlan(shape, max_rows, device);
  }
  while (shape.latent && plan.stage < kMostStage) {
    plan.stage *= 2;
    if (plan.sharedBytes(shape) <= device.shared_bytes) continue;
    plan.stage /= 2;
    break;
  }
  if (plan.sharedBytes(shape) > device.shared_bytes || shape.value_dim > shape.key_dim) {
    return fail(ErrorCode::kUnsupported, "attention: heads of {} + {} need {} bytes of shared memory, the GPU has {}", shape.key_dim,
                shape.value_dim, plan.sharedBytes(shape), device.shared_bytes);
  }
  return plan;
}

Status recordAttention(Builder& builder, const AttentionShape& shape, const KvPlace& place, const AttentionBuffers& buffers,
                       float scale) {
  DEEPWELL_ASSIGN(const AttentionPlan plan, planAttention(shape, builder.maxRows(), builder.features()));
  const auto rows = static_cast<uint32_t>(builder.maxRows());
  AttentionParams params{builder.step(), buffers.q,          buffers.result,
                         {},             place,              buffers.q_stride,
                         buffers.result_stride, shape.heads / shape.kv_heads, plan.parts, scale * std::numbers::log2e_v<float>};
  if (plan.splits > 0) {
    DEEPWELL_ASSIGN(params.result, builder.scratch(rows * splitBytesOfRow(shape, plan.splits)));
    DEEPWELL_ASSIGN(params.sums, builder.scratch(rows * splitSumsOfRow(shape, plan.splits)));
    params.out_stride = shape.heads;
  }
  const std::array<uint32_t, 11> constants{plan.workgroup, plan.tx, plan.queries4, plan.heads, shape.key_dim, shape.value_dim,
                                           plan.dx, kvTypeConstant(builder.kv().type), shape.latent ? 1U : 0U, plan.splits, plan.stage};
  countAttention(builder, shape, plan, ceilDiv(rows, plan.rows()));
  // Blocks of rows are as many where the step has one sequence; workgroups take more in turn where it has many.
  const uint32_t blocks = std::min(rows, ceilDiv(rows, plan.rows()) + kMoreBlocks);
  DEEPWELL_TRY(builder.dispatch("attention", std::span<const uint32_t>(constants), params,
                                {shape.kv_heads * plan.parts, blocks, std::max(1U, plan.splits)}));
  if (plan.splits == 0) return {};
  builder.barrier();
  return recordMerge(builder, shape, buffers, params, plan.splits);
}

Status record(Builder& builder, const op::Attention& call) {
  const auto dim = static_cast<uint32_t>(call.head_dim);
  const AttentionShape shape{static_cast<uint32_t>(call.heads), static_cast<uint32_t>(call.kv_heads), dim, dim, false};
  DEEPWELL_ASSIGN(const KvPlace place, placeHeads(builder.kv(), call.layer, call.kv_heads, call.head_dim));
  const uint32_t stride = padded(shape.heads * dim);
  return recordAttention(builder, shape, place, {builder.buffer(call.q), builder.buffer(call.out), stride, stride}, call.scale);
}

}  // namespace deepwell::vulkan
