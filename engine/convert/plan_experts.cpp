// Routed experts: one tensor each, or stacked in one of the ways that are found.
#include "engine/convert/planner.h"

namespace deepwell {

Status Planner::separateExperts(int32_t layer, PartName stacked, const char* hf) {
  PlannedTensor planned;
  planned.name = ggufName(layer, stacked.gguf, ".weight");
  for (int32_t index = 0; index < config_.moe.experts; ++index) {
    const std::string name = fmt::format("model.layers.{}.mlp.experts.{}.{}.weight", layer, index, hf);
    const TensorView* tensor = use(name);
    if (tensor == nullptr && index == 0) return {};  // a dense layer
    if (tensor == nullptr) return fail(ErrorCode::kCorruptFile, "{}: tensor {} is missing; the download may be incomplete", where(), name);
    if (index == 0) {
      if (tensor->shape.size() != 2) return fail(ErrorCode::kCorruptFile, "{}: tensor {} is no matrix", where(), name);
      planned.shape = {config_.moe.experts, tensor->shape[0], tensor->shape[1]};
      planned.source = tensor->dtype;
      planned.rows = RowSource(tensor->shape[1], block_);
    }
    if (tensor->shape != std::vector<int64_t>(planned.shape.begin() + 1, planned.shape.end())) {
      return fail(ErrorCode::kCorruptFile, "{}: tensor {} has another shape than expert 0", where(), name);
    }
    DEEPWELL_ASSIGN(const SourcePiece piece, wholeTensor(checkpoint_, *tensor, block_));
    planned.rows.add(piece);
  }
  planned_.push_back(std::move(planned));
  return {};
}

// A stack [experts, rows, cols], or its matrices one below the other, as the former.
Result<PlannedTensor> Planner::stack(const TensorView& tensor, std::string name, int64_t rows, int64_t cols) {
  const int64_t experts = config_.moe.experts;
  const std::vector<int64_t> shape = {experts, rows, cols};
  if (tensor.shape != shape && tensor.shape != std::vector<int64_t>{experts * rows, cols}) {
    return fail(ErrorCode::kUnsupported, "{}: tensor {} does not have the shape [{}, {}, {}] that config.json says", where(),
                tensor.name, experts, rows, cols);
  }
  DEEPWELL_ASSIGN(const SourcePiece piece, wholeTensor(checkpoint_, tensor, block_));
  PlannedTensor planned{std::move(name), shape, tensor.dtype, RowSource(cols, block_)};
  planned.rows.add(piece);
  return planned;
}

// transformers' own spelling: [experts, ffn, hidden], gate and up one behind the other or apart.
Status Planner::stackedExperts(int32_t layer, const TensorView& down) {
  const int64_t ffn = config_.moe.ffn;
  const int64_t hidden = config_.hidden;
  used_.insert(down.name);
  DEEPWELL_ASSIGN(PlannedTensor planned, stack(down, ggufName(layer, parts::kExpertDown.gguf, ".weight"), hidden, ffn));
  planned_.push_back(std::move(planned));
  for (const PartName& part : {parts::kExpertGate, parts::kExpertUp, parts::kExpertGateUp}) {
    const TensorView* tensor = use(hfName(layer, part.hf, ""));
    if (tensor == nullptr) tensor = use(hfName(layer, part.hf, ".weight"));
    if (tensor == nullptr) continue;
    const bool fused = part.hf == parts::kExpertGateUp.hf;
    DEEPWELL_ASSIGN(PlannedTensor whole, stack(*tensor, ggufName(layer, part.gguf, ".weight"), fused ? 2 * ffn : ffn, hidden));
    if (!fused) {
      planned_.push_back(std::move(whole));
      continue;
    }
    DEEPWELL_ASSIGN(SourcePiece piece, wholeTensor(checkpoint_, *tensor, block_));
    piece.rows = config_.moe.experts * ffn;
    for (const int64_t skip : {int64_t{0}, ffn}) {
      const PartName name = skip == 0 ? parts::kExpertGate : parts::kExpertUp;
      piece.map = {ffn, 2 * ffn, skip, false};
      PlannedTensor half{ggufName(layer, name.gguf, ".weight"), {config_.moe.experts, ffn, hidden}, tensor->dtype,
                         RowSource(hidden, block_)};
      half.rows.add(piece);
      planned_.push_back(std::move(half));
    }
  }
  return {};
}

Status Planner::experts(int32_t layer) {
  for (const char* suffix : {"", ".weight"}) {
    const TensorView* down = checkpoint_.find(hfName(layer, parts::kExpertDown.hf, suffix));
    if (down != nullptr) return stackedExperts(layer, *down);
  }
  DEEPWELL_TRY(separateExperts(layer, parts::kExpertGate, "gate_proj"));
  DEEPWELL_TRY(separateExperts(layer, parts::kExpertUp, "up_proj"));
  return separateExperts(layer, parts::kExpertDown, "down_proj");
}

}  // namespace deepwell
