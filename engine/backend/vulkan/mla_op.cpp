// Absorbed MLA: queries are taken into the latent space, attend over the latent cache, and come back by `value`.
#include <algorithm>
#include <array>

#include "engine/backend/vulkan/attention_plan.h"
#include "engine/backend/vulkan/kv_pages.h"
#include "engine/backend/vulkan/matmul_op.h"
#include "engine/backend/vulkan/rounding.h"
#include "shaders/include/mla_params.h"

namespace deepwell::vulkan {
namespace {

constexpr uint32_t kMlaWorkgroup = 128;
constexpr uint32_t kMostColumns = 8;  // rows of the step that share a workgroup's weights

// The weights of all heads, as mla_project wants them.
struct HeadWeights {
  DeviceWeight first;
  Address table;
};

Result<HeadWeights> headWeights(Builder& builder, const std::vector<Weight>& heads) {
  HeadWeights out;
  std::vector<uint32_t> words;
  for (size_t h = 0; h < heads.size(); ++h) {
    DEEPWELL_ASSIGN(const DeviceWeight weight, builder.weight(heads[h]));
    if (h == 0) out.first = weight;
    if (weight.dtype != out.first.dtype || weight.rows != out.first.rows || weight.cols != out.first.cols ||
        weight.block_rows != out.first.block_rows || weight.block_cols != out.first.block_cols) {
      return fail(ErrorCode::kUnsupported, "{}: it is not like the first head's", heads[h].name);
    }
    for (const DeviceWeight::Piece& piece : weight.pieces) {
      words.insert(words.end(), {piece.address.low, piece.address.high, piece.scales.low, piece.scales.high});
    }
  }
  DEEPWELL_ASSIGN(out.table, builder.constants(&heads, words));
  return out;
}

// Invocations that share a row of a weight.
uint32_t lanesFor(uint32_t cols) { return cols >= 256 ? 8 : 4; }
uint32_t outputsOfGroup(uint32_t cols) { return kMlaWorkgroup / lanesFor(cols); }

// Rows of the step that a workgroup takes: as many as shared memory has room for, with some left for tables.
uint32_t columnsFor(const Builder& builder, uint32_t cols) {
  const uint32_t room = std::min<uint32_t>(builder.features().shared_bytes, 32768) / 2;
  uint32_t columns = 1;
  while (2 * columns <= kMostColumns && 2 * columns <= static_cast<uint32_t>(builder.maxRows()) && 8 * columns * padded(cols) <= room) {
    columns *= 2;
  }
  return columns;
}

void countProject(Builder& builder, const DeviceWeight& weight, size_t heads, uint32_t columns, uint32_t tail) {
  const auto rows = static_cast<uint64_t>(builder.maxRows());
  const uint64_t weights = heads * static_cast<uint64_t>(weight.rows) * weight.row_bytes;
  const uint64_t floats = rows * heads * (static_cast<uint64_t>(weight.rows + weight.cols) + 2 * tail) * sizeof(float);
  // The inputs of a head are read by each workgroup of its outputs.
  const uint64_t groups = ceilDiv(static_cast<uint32_t>(weight.rows) + tail, outputsOfGroup(static_cast<uint32_t>(weight.cols)));
  const uint64_t again = rows * heads * (groups - 1) * static_cast<uint64_t>(weight.cols) * sizeof(float);
  builder.count("mla_project", {weights + floats, weights * ((rows + columns - 1) / columns) + floats + again, 0, 0});
}

// Fills in what is the weights' and records result[h] = W[h] · source[h].
Status project(Builder& builder, const std::vector<Weight>& weights, MlaProjectParams params) {
  DEEPWELL_ASSIGN(const HeadWeights heads, headWeights(builder, weights));
  const DeviceWeight& weight = heads.first;
  params.step = builder.step();
  params.weights = heads.table;
  DEEPWELL_ASSIGN(params.tables, decoderTable(builder, weight.dtype));
  params.pieces = static_cast<uint32_t>(weight.pieces.size());
  params.piece_rows = static_cast<uint32_t>(weight.pieces.front().rows);
  params.row_bytes = weight.row_bytes;
  params.scale_cols = weight.scale_cols;
  params.block_rows = weight.block_rows;
  const auto cols = static_cast<uint32_t>(weight.cols);
  const auto rows = static_cast<uint32_t>(weight.rows);
  const uint32_t columns = columnsFor(builder, cols);
  countProject(builder, weight, weights.size(), columns, params.tail);
  const std::array<uint32_t, 7> constants{kMlaWorkgroup, static_cast<uint32_t>(weight.dtype), std::max(1U, weight.block_cols), cols, rows,
                                          columns, lanesFor(cols)};
  return builder.dispatch("mla_project", std::span<const uint32_t>(constants), params,
                          {ceilDiv(rows + params.tail, outputsOfGroup(cols)), static_cast<uint32_t>(weights.size()),
                           ceilDiv(static_cast<uint32_t>(builder.maxRows()), columns)});
}

Status checkWeights(const op::MlaAttention& call) {
  const auto heads = static_cast<size_t>(call.heads);
  if (call.weights->key.size() != heads || call.weights->value.size() != heads || heads == 0) {
    return fail(ErrorCode::kInvalidArgument, "MLA: {} heads with {} and {} weights", call.heads, call.weights->key.size(),
                call.weights->value.size());
  }
  return {};
}

}  // namespace

Status record(Builder& builder, const op::MlaAttention& call) {
  DEEPWELL_TRY(checkWeights(call));
  const auto heads = static_cast<uint32_t>(call.heads);
  const auto rank = static_cast<uint32_t>(call.rank);
  const auto rope_dim = static_cast<uint32_t>(call.rope_dim);
  const auto head_width = static_cast<uint32_t>(call.nope) + rope_dim;
  const uint32_t width = rank + rope_dim;
  const auto rows = static_cast<uint64_t>(builder.maxRows());
  const uint32_t rank_stride = padded(heads * rank);
  DEEPWELL_ASSIGN(const KvPlace place, placeLatent(builder.kv(), call.layer, call.rank + call.rope_dim));
  DEEPWELL_ASSIGN(const Address queries, builder.scratch(rows * heads * width * sizeof(float)));
  DEEPWELL_ASSIGN(const Address latents, builder.scratch(rows * rank_stride * sizeof(float)));

  MlaProjectParams in{};
  in.source = builder.buffer(call.q);
  in.source_stride = padded(heads * head_width);
  in.source_head = head_width;
  in.result = queries;
  in.result_stride = heads * width;
  in.result_head = width;
  in.tail = rope_dim;
  DEEPWELL_TRY(project(builder, call.weights->key, in));
  builder.barrier();

  const AttentionShape shape{heads, 1, width, rank, true, static_cast<uint32_t>(builder.kv().elementBytes())};
  DEEPWELL_TRY(recordAttention(builder, shape, place, {queries, latents, heads * width, rank_stride}, call.scale));
  builder.barrier();

  MlaProjectParams out{};
  out.source = latents;
  out.source_stride = rank_stride;
  out.source_head = rank;
  out.result = builder.buffer(call.out);
  out.result_stride = padded(heads * static_cast<uint32_t>(call.v_dim));
  out.result_head = static_cast<uint32_t>(call.v_dim);
  return project(builder, call.weights->value, out);
}

}  // namespace deepwell::vulkan
