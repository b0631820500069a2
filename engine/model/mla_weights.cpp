#include "engine/model/mla_weights.h"

#include "engine/model/part_names.h"

namespace deepwell {
namespace {

using namespace parts;

// Whether no head's key or value rows lie across the edge of a block of FP8 scales but at its beginning: true of every
// published model. Otherwise heads would have blocks of different sizes, and GPUs want them alike.
bool headsFitBlocks(const Weight& joint, const MlaConfig& mla) {
  if (joint.scale_inv == nullptr) return true;
  const auto fits = [&](int64_t first, int64_t rows) {
    return first % joint.block_rows == 0 || first % joint.block_rows + rows <= joint.block_rows;
  };
  for (int64_t first = 0; first < joint.rows; first += mla.nope + mla.v_dim) {
    if (!fits(first, mla.nope) || !fits(first + mla.nope, mla.v_dim)) return false;
  }
  return true;
}

// The joint matrix is [heads * (nope + v_dim), rank]. The absorbed form reads the value rows where they lie; it wants
// the key rows transposed: one copy, for DeepSeek-R1 half a GB in FP8 and 2 GB of a quantised GGUF file.
Result<MlaWeights> loadJoint(WeightLoader& loader, int32_t layer, const ModelConfig& config) {
  const MlaConfig& mla = config.mla;
  const int64_t height = int64_t{mla.nope} + mla.v_dim;
  DEEPWELL_ASSIGN(Weight joint, loader.matrix(loader.layerName(layer, kKvB), config.heads * height, mla.kv_rank));
  if (!headsFitBlocks(joint, mla)) {
    DEEPWELL_ASSIGN(joint, loader.widened(joint));
  }
  MlaWeights weights;
  for (int32_t head = 0; head < config.heads; ++head) {
    DEEPWELL_ASSIGN(const Weight key, loader.slice(joint, head * height, mla.nope));
    DEEPWELL_ASSIGN(Weight turned, loader.transposed(key));
    DEEPWELL_ASSIGN(Weight value, loader.slice(joint, head * height + mla.nope, mla.v_dim));
    weights.key.push_back(std::move(turned));
    weights.value.push_back(std::move(value));
  }
  return weights;
}

// GGUF's attn_k_b [heads, rank, nope], already transposed, and attn_v_b [heads, v_dim, rank]. Early files write them
// with two dimensions ([heads * rank, nope]) or the other way round ([heads, nope, rank]).
Result<MlaWeights> loadSplit(WeightLoader& loader, const std::string& key, const std::string& value,
                             const ModelConfig& config) {
  const MlaConfig& mla = config.mla;
  const Turned key_turned = loader.turnedIn(key, config.heads, mla.kv_rank, mla.nope).value_or(Turned::kNo);
  const Turned value_turned = loader.turnedIn(value, config.heads, mla.v_dim, mla.kv_rank).value_or(Turned::kNo);
  MlaWeights weights;
  DEEPWELL_ASSIGN(weights.key, loader.stack(key, config.heads, mla.kv_rank, mla.nope, key_turned));
  DEEPWELL_ASSIGN(weights.value, loader.stack(value, config.heads, mla.v_dim, mla.kv_rank, value_turned));
  return weights;
}

}  // namespace

Result<MlaWeights> loadMlaWeights(WeightLoader& loader, int32_t layer, const ModelConfig& config) {
  const std::string key = loader.layerName(layer, kKB);
  const std::string value = loader.layerName(layer, kVB);
  const bool gguf = loader.checkpoint().kind() == Checkpoint::Kind::kGguf;
  // Files of the time between the two spellings have both, or the key part only.
  const bool joint = loader.has(loader.layerName(layer, kKvB));
  if (gguf && loader.has(key) && (loader.has(value) || !joint)) return loadSplit(loader, key, value, config);
  return loadJoint(loader, layer, config);
}

}  // namespace deepwell
