#include "engine/convert/plan.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "engine/convert/planner.h"
#include "engine/format/parse_tools.h"

namespace deepwell {

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

Status Planner::router(int32_t layer) {
  DEEPWELL_TRY(copy(hfName(layer, parts::kRouter.hf, ".weight"), ggufName(layer, parts::kRouter.gguf, ".weight")));
  return copy(hfName(layer, parts::kRouterBias.hf, ""), ggufName(layer, parts::kRouterBias.gguf, ".bias"));
}

Status Planner::layer(int32_t index) {
  DEEPWELL_TRY(part(index, parts::kAttnNorm));
  DEEPWELL_TRY(fusedParts(index));
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

// What every model has: a folder without it is half a download.
Status Planner::checkWhole() const {
  std::vector<std::string> needed = {std::string(parts::kEmbedding.hf) + ".weight", std::string(parts::kFinalNorm.hf) + ".weight"};
  if (!config_.tied) needed.push_back(std::string(parts::kHead.hf) + ".weight");
  for (int32_t index = 0; index < config_.layers; ++index) {
    for (const PartName& name : {parts::kAttnNorm, parts::kO, parts::kFfnNorm}) needed.push_back(hfName(index, name.hf, ".weight"));
  }
  for (const std::string& name : needed) {
    if (used_.contains(name)) continue;
    return fail(ErrorCode::kCorruptFile, "{}: tensor {} is missing; the download may be incomplete", where(), name);
  }
  return {};
}

Status Planner::plan(int32_t layers) {
  ropeDivisors();
  DEEPWELL_TRY(copy(std::string(parts::kEmbedding.hf) + ".weight", std::string(parts::kEmbedding.gguf) + ".weight"));
  for (int32_t index = 0; index < layers; ++index) DEEPWELL_TRY(layer(index));
  DEEPWELL_TRY(copy(std::string(parts::kFinalNorm.hf) + ".weight", std::string(parts::kFinalNorm.gguf) + ".weight"));
  if (!config_.tied) DEEPWELL_TRY(copy(std::string(parts::kHead.hf) + ".weight", std::string(parts::kHead.gguf) + ".weight"));
  DEEPWELL_TRY(checkWhole());
  return checkAllUsed();
}

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
