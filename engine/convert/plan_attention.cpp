// Attention tensors and fused ones: rows that change their order or their tensor.
#include "engine/convert/planner.h"

namespace deepwell {

// q or k of the llama family: GGUF has each head's rotary halves as pairs.
Status Planner::rotary(int32_t layer, PartName name, int32_t heads) {
  for (const char* suffix : {".weight", ".bias"}) {
    const size_t before = planned_.size();
    DEEPWELL_TRY(copy(hfName(layer, name.hf, suffix), ggufName(layer, name.gguf, suffix)));
    if (planned_.size() == before) continue;
    PlannedTensor& planned = planned_.back();
    const TensorView* tensor = checkpoint_.find(hfName(layer, name.hf, suffix));
    DEEPWELL_ASSIGN(SourcePiece piece, wholeTensor(checkpoint_, *tensor, block_));
    const int64_t rows = planned.shape.front();
    if (rows != int64_t{heads} * config_.head_dim || planned.shape.size() > 2 || (planned.shape.size() == 1 && piece.scales != nullptr)) {
      return fail(ErrorCode::kCorruptFile, "{}: tensor {} has {} rows, expected {} heads of {}", where(), tensor->name,
                  rows, heads, config_.head_dim);
    }
    if (planned.shape.size() == 1) piece.source_cols = 1;
    piece.rows = rows;
    piece.map = {config_.head_dim, config_.head_dim, 0, true};
    planned.rows = RowSource(piece.source_cols, block_);
    planned.rows.add(piece);
  }
  return {};
}

Status Planner::split(int32_t layer, PartName fused, std::initializer_list<FusedPart> parts) {
  for (const char* suffix : {".weight", ".bias"}) {
    const TensorView* tensor = use(hfName(layer, fused.hf, suffix));
    if (tensor == nullptr) continue;
    DEEPWELL_ASSIGN(SourcePiece piece, wholeTensor(checkpoint_, *tensor, block_));
    const bool vector = tensor->shape.size() == 1;
    int64_t rows = 0;
    for (const FusedPart& part : parts) rows += part.rows;
    if (tensor->shape.empty() || tensor->shape.size() > 2 || tensor->shape[0] != rows || (vector && piece.scales != nullptr)) {
      return fail(ErrorCode::kCorruptFile, "{}: tensor {} does not have the {} rows that config.json says", where(), tensor->name, rows);
    }
    if (vector) piece.source_cols = 1;
    int64_t first = 0;
    for (const FusedPart& part : parts) {
      const int64_t group = part.pairs ? config_.head_dim : part.rows;
      piece.rows = part.rows;
      piece.map = {group, group, first, part.pairs};
      PlannedTensor planned{ggufName(layer, part.name.gguf, suffix), tensor->shape, tensor->dtype, RowSource(piece.source_cols, block_)};
      planned.shape[0] = part.rows;
      planned.rows.add(piece);
      planned_.push_back(std::move(planned));
      first += part.rows;
    }
  }
  return {};
}

// The spellings of serving engines.
Status Planner::fusedParts(int32_t layer) {
  const bool pairs = config_.architecture == Architecture::kLlama;
  const int64_t q = int64_t{config_.heads} * config_.head_dim;
  const int64_t kv = int64_t{config_.kv_heads} * config_.head_dim;
  DEEPWELL_TRY(split(layer, parts::kQkv, {{parts::kQ, q, pairs}, {parts::kK, kv, pairs}, {parts::kV, kv}}));
  const MlaConfig& mla = config_.mla;
  DEEPWELL_TRY(split(layer, parts::kQAKvA, {{parts::kQA, mla.q_rank}, {parts::kKvA, int64_t{mla.kv_rank} + mla.rope}}));
  DEEPWELL_TRY(split(layer, parts::kGateUp, {{parts::kGate, config_.ffn}, {parts::kUp, config_.ffn}}));
  const int64_t shared = int64_t{config_.moe.shared} * config_.moe.ffn;
  return split(layer, parts::kSharedGateUp, {{parts::kSharedGate, shared}, {parts::kSharedUp, shared}});
}

// [heads * (nope + v), rank] becomes attn_k_b [heads, rank, nope] and attn_v_b [heads, v, rank].
Status Planner::kvB(int32_t layer) {
  const TensorView* tensor = use(hfName(layer, parts::kKvB.hf, ".weight"));
  if (tensor == nullptr) return {};
  const MlaConfig& mla = config_.mla;
  const int64_t group = int64_t{mla.nope} + mla.v_dim;
  const std::vector<int64_t> wanted = {config_.heads * group, mla.kv_rank};
  if (tensor->shape != wanted) {
    return fail(ErrorCode::kCorruptFile, "{}: tensor {} does not have the shape [{}, {}] that config.json says", where(),
                tensor->name, wanted[0], wanted[1]);
  }
  DEEPWELL_ASSIGN(SourcePiece piece, wholeTensor(checkpoint_, *tensor, block_));
  piece.rows = int64_t{config_.heads} * mla.kv_rank;
  piece.map = {mla.nope, group, 0, false};
  piece.transposed = true;
  PlannedTensor key{ggufName(layer, parts::kKB.gguf, ".weight"), {config_.heads, mla.kv_rank, mla.nope}, tensor->dtype,
                    RowSource(mla.nope, block_)};
  key.rows.add(piece);
  piece.rows = int64_t{config_.heads} * mla.v_dim;
  piece.map = {mla.v_dim, group, mla.nope, false};
  piece.transposed = false;
  PlannedTensor value{ggufName(layer, parts::kVB.gguf, ".weight"), {config_.heads, mla.v_dim, mla.kv_rank},
                      tensor->dtype, RowSource(mla.kv_rank, block_)};
  value.rows.add(piece);
  planned_.push_back(std::move(key));
  planned_.push_back(std::move(value));
  return {};
}

}  // namespace deepwell
