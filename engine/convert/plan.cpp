#include "engine/convert/plan.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>

#include "engine/format/parse_tools.h"
#include "engine/model/part_names.h"

namespace deepwell {
namespace {

class Planner {
 public:
  Planner(const Checkpoint& checkpoint, const ModelConfig& config, Fp8BlockSize block)
      : checkpoint_(checkpoint), config_(config), block_(block) {}

  Status plan(int32_t layers);
  std::vector<PlannedTensor> take() { return std::move(planned_); }

 private:
  static std::string hfName(int32_t layer, std::string_view part, std::string_view suffix) {
    return fmt::format("model.layers.{}.{}{}", layer, part, suffix);
  }
  static std::string ggufName(int32_t layer, std::string_view part, std::string_view suffix) {
    return fmt::format("blk.{}.{}{}", layer, part, suffix);
  }
  std::string where() const { return checkpoint_.path().string(); }

  // The tensor, marked as used; nullptr if absent.
  const TensorView* use(const std::string& name);
  Status copy(const std::string& from, const std::string& to);
  Status part(int32_t layer, PartName name);  // weight and bias, where present
  Status parts(int32_t layer, std::initializer_list<PartName> names);
  Status rotary(int32_t layer, PartName name, int32_t heads);
  Status kvB(int32_t layer);
  Status router(int32_t layer);
  Status experts(int32_t layer);
  Status stackedExperts(int32_t layer, const TensorView& down);
  Status separateExperts(int32_t layer, PartName stacked, const char* hf);
  Status layer(int32_t index);
  void ropeDivisors();
  Status checkAllUsed() const;

  const Checkpoint& checkpoint_;
  const ModelConfig& config_;
  Fp8BlockSize block_;
  std::set<std::string, std::less<>> used_;
  std::vector<PlannedTensor> planned_;
};

const TensorView* Planner::use(const std::string& name) {
  const TensorView* tensor = checkpoint_.find(name);
  if (tensor != nullptr) used_.insert(name);
  return tensor;
}

Status Planner::copy(const std::string& from, const std::string& to) {
  const TensorView* tensor = use(from);
  if (tensor == nullptr) return {};
  DEEPWELL_ASSIGN(const SourcePiece piece, wholeTensor(checkpoint_, *tensor, block_));
  PlannedTensor planned{to, tensor->shape, tensor->dtype, RowSource(piece.source_cols, block_)};
  if (planned.shape.empty()) planned.shape = {1};
  planned.rows.add(piece);
  planned_.push_back(std::move(planned));
  return {};
}

Status Planner::part(int32_t layer, PartName name) {
  for (const char* suffix : {".weight", ".bias"}) {
    DEEPWELL_TRY(copy(hfName(layer, name.hf, suffix), ggufName(layer, name.gguf, suffix)));
  }
  return {};
}

Status Planner::parts(int32_t layer, std::initializer_list<PartName> names) {
  for (const PartName& name : names) DEEPWELL_TRY(part(layer, name));
  return {};
}

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

Status Planner::router(int32_t layer) {
  DEEPWELL_TRY(copy(hfName(layer, parts::kRouter.hf, ".weight"), ggufName(layer, parts::kRouter.gguf, ".weight")));
  return copy(hfName(layer, parts::kRouterBias.hf, ""), ggufName(layer, parts::kRouterBias.gguf, ".bias"));
}

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

// transformers' own spelling: [experts, ffn, hidden], gate and up one behind the other or apart.
Status Planner::stackedExperts(int32_t layer, const TensorView& down) {
  DEEPWELL_TRY(copy(down.name, ggufName(layer, parts::kExpertDown.gguf, ".weight")));
  for (const PartName& name : {parts::kExpertGate, parts::kExpertUp}) {
    const std::string bare = hfName(layer, name.hf, "");
    DEEPWELL_TRY(copy(checkpoint_.find(bare) != nullptr ? bare : bare + ".weight", ggufName(layer, name.gguf, ".weight")));
  }
  const TensorView* fused = use(hfName(layer, parts::kExpertGateUp.hf, ""));
  if (fused == nullptr) fused = use(hfName(layer, parts::kExpertGateUp.hf, ".weight"));
  if (fused == nullptr) return {};
  const int64_t ffn = config_.moe.ffn;
  if (fused->shape != std::vector<int64_t>{config_.moe.experts, 2 * ffn, config_.hidden}) {
    return fail(ErrorCode::kCorruptFile, "{}: tensor {} does not have the shape [{}, {}, {}] that config.json says", where(),
                fused->name, config_.moe.experts, 2 * ffn, config_.hidden);
  }
  DEEPWELL_ASSIGN(SourcePiece piece, wholeTensor(checkpoint_, *fused, block_));
  piece.rows = config_.moe.experts * ffn;
  for (const int64_t skip : {int64_t{0}, ffn}) {
    const PartName name = skip == 0 ? parts::kExpertGate : parts::kExpertUp;
    piece.map = {ffn, 2 * ffn, skip, false};
    PlannedTensor planned{ggufName(layer, name.gguf, ".weight"), {config_.moe.experts, ffn, config_.hidden}, fused->dtype,
                          RowSource(config_.hidden, block_)};
    planned.rows.add(piece);
    planned_.push_back(std::move(planned));
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

Status Planner::layer(int32_t index) {
  DEEPWELL_TRY(part(index, parts::kAttnNorm));
  if (config_.architecture == Architecture::kLlama) {
    DEEPWELL_TRY(rotary(index, parts::kQ, config_.heads));
    DEEPWELL_TRY(rotary(index, parts::kK, config_.kv_heads));
  } else {
    DEEPWELL_TRY(parts(index, {parts::kQ, parts::kK}));
  }
  DEEPWELL_TRY(parts(index, {parts::kV, parts::kQNorm, parts::kKNorm, parts::kQA, parts::kQANorm, parts::kQB, parts::kKvA,
                             parts::kKvANorm}));
  if (config_.architecture == Architecture::kDeepseek2) DEEPWELL_TRY(kvB(index));
  DEEPWELL_TRY(parts(index, {parts::kO, parts::kFfnNorm, parts::kGate, parts::kUp, parts::kDown}));
  if (config_.moe.experts > 0) {
    DEEPWELL_TRY(router(index));
    DEEPWELL_TRY(experts(index));
    DEEPWELL_TRY(parts(index, {parts::kSharedGate, parts::kSharedUp, parts::kSharedDown}));
  }
  if (index >= config_.layers) {
    for (const PartName& name : parts::kNextN) DEEPWELL_TRY(part(index, name));
  }
  return {};
}

// Llama 3.1's rule as the factors that GGUF divides the frequencies by.
void Planner::ropeDivisors() {
  const RopeConfig& rope = config_.rope;
  if (rope.scaling != RopeConfig::Scaling::kLlama3) return;
  std::vector<float> divisors(static_cast<size_t>(rope.dim / 2));
  for (size_t i = 0; i < divisors.size(); ++i) {
    const double frequency = std::pow(rope.theta, -static_cast<double>(2 * i) / rope.dim);
    const double turns = rope.original_context * frequency / (2.0 * std::numbers::pi);
    const double smooth = std::clamp((turns - rope.low_freq_factor) / (rope.high_freq_factor - rope.low_freq_factor), 0.0, 1.0);
    divisors[i] = static_cast<float>(1.0 / ((1.0 - smooth) / rope.factor + smooth));
  }
  const auto count = static_cast<int64_t>(divisors.size());
  planned_.push_back({"rope_freqs.weight", {count}, DType::kF32, RowSource::fromValues(std::move(divisors))});
}

Status Planner::checkAllUsed() const {
  for (const TensorView& tensor : checkpoint_.tensors()) {
    const bool ignored = used_.contains(tensor.name) || tensor.name.ends_with("_scale_inv") ||
                         tensor.name.ends_with("rotary_emb.inv_freq") ||
                         (config_.tied && tensor.name == "lm_head.weight");
    if (ignored) continue;
    return fail(ErrorCode::kUnsupported, "{}: tensor \"{}\" has no place in a GGUF file of architecture {}", where(),
                printable(tensor.name), architectureName(config_.architecture));
  }
  return {};
}

Status Planner::plan(int32_t layers) {
  ropeDivisors();
  DEEPWELL_TRY(copy(std::string(parts::kEmbedding.hf) + ".weight", std::string(parts::kEmbedding.gguf) + ".weight"));
  for (int32_t index = 0; index < layers; ++index) DEEPWELL_TRY(layer(index));
  DEEPWELL_TRY(copy(std::string(parts::kFinalNorm.hf) + ".weight", std::string(parts::kFinalNorm.gguf) + ".weight"));
  if (!config_.tied) DEEPWELL_TRY(copy(std::string(parts::kHead.hf) + ".weight", std::string(parts::kHead.gguf) + ".weight"));
  return checkAllUsed();
}

}  // namespace

int32_t layersWithNextN(const Checkpoint& checkpoint, const ModelConfig& config) {
  int32_t layers = config.layers;
  while (checkpoint.find(fmt::format("model.layers.{}.eh_proj.weight", layers)) != nullptr) ++layers;
  return layers;
}

Result<std::vector<PlannedTensor>> planFromHf(const Checkpoint& checkpoint, const ModelConfig& config, int32_t layers) {
  DEEPWELL_ASSIGN(const Fp8BlockSize block, fp8BlockSize(checkpoint));
  Planner planner(checkpoint, config, block);
  DEEPWELL_TRY(planner.plan(layers));
  return planner.take();
}

Result<std::vector<PlannedTensor>> planFromGguf(const Checkpoint& checkpoint) {
  std::vector<PlannedTensor> planned;
  for (const TensorView& tensor : checkpoint.tensors()) {
    DEEPWELL_ASSIGN(const SourcePiece piece, wholeTensor(checkpoint, tensor, {}));
    planned.push_back({tensor.name, tensor.shape, tensor.dtype, RowSource(piece.source_cols, {})});
    if (planned.back().shape.empty()) planned.back().shape = {1};
    planned.back().rows.add(piece);
  }
  return planned;
}

}  // namespace deepwell
