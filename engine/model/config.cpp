#include "engine/model/config.h"

#include <cmath>
#include <limits>

namespace deepwell {
namespace {

struct Bound {
  const char* name;
  int64_t value;
  int64_t low;
  int64_t high;
};

Status checkBounds(std::span<const Bound> bounds, const std::string& where) {
  for (const Bound& bound : bounds) {
    if (bound.value < bound.low || bound.value > bound.high) {
      return fail(ErrorCode::kCorruptFile, "{}: {} is {}, expected {} to {}", where, bound.name, bound.value, bound.low,
                  bound.high);
    }
  }
  return {};
}

Status checkAttention(const ModelConfig& config, const std::string& where) {
  if (config.architecture == Architecture::kDeepseek2) {
    const Bound bounds[] = {{"q_lora_rank", config.mla.q_rank, 0, 1 << 16},
                            {"kv_lora_rank", config.mla.kv_rank, 1, 1 << 14},
                            {"qk_nope_head_dim", config.mla.nope, 1, 1 << 12},
                            {"qk_rope_head_dim", config.mla.rope, 2, 1 << 12},
                            {"v_head_dim", config.mla.v_dim, 1, 1 << 12}};
    return checkBounds(bounds, where);
  }
  const Bound bounds[] = {{"num_key_value_heads", config.kv_heads, 1, config.heads},
                          {"head_dim", config.head_dim, 2, 1 << 12}};
  DEEPWELL_TRY(checkBounds(bounds, where));
  if (config.heads % config.kv_heads != 0) {
    return fail(ErrorCode::kCorruptFile, "{}: {} attention heads cannot share {} key/value heads evenly", where,
                config.heads, config.kv_heads);
  }
  return {};
}

Status checkMoe(const MoeConfig& moe, const std::string& where) {
  if (moe.experts == 0) return {};
  const Bound bounds[] = {{"number of routed experts", moe.experts, 1, 1 << 14},
                          {"experts per token", moe.top_k, 1, std::min(moe.experts, 64)},
                          {"number of shared experts", moe.shared, 0, 256},
                          {"moe_intermediate_size", moe.ffn, 1, 1 << 20},
                          {"first_k_dense_replace", moe.first_dense, 0, 1 << 12},
                          {"moe_layer_freq", moe.layer_freq, 1, 1 << 12},
                          {"n_group", moe.groups, 1, moe.experts},
                          {"topk_group", moe.top_groups, 1, moe.groups}};
  DEEPWELL_TRY(checkBounds(bounds, where));
  if (moe.experts % moe.groups != 0) {
    return fail(ErrorCode::kCorruptFile, "{}: {} experts do not divide into {} groups", where, moe.experts, moe.groups);
  }
  return {};
}

}  // namespace

Status checkModelConfig(const ModelConfig& config, const std::string& where) {
  const Bound bounds[] = {{"number of layers", config.layers, 1, 1 << 12},
                          {"hidden_size", config.hidden, 1, 1 << 17},
                          {"number of attention heads", config.heads, 1, 1 << 12},
                          {"intermediate_size", config.ffn, 1, 1 << 20},
                          {"vocab_size", config.vocab, 1, 1 << 24},
                          {"context length", config.context, 1, 1 << 28},
                          {"rotary dimension", config.rope.dim, 2, 1 << 12}};
  DEEPWELL_TRY(checkBounds(bounds, where));
  DEEPWELL_TRY(checkAttention(config, where));
  DEEPWELL_TRY(checkMoe(config.moe, where));
  const bool finite = std::isfinite(config.rope.theta) && config.rope.theta > 0 && std::isfinite(config.rope.factor) &&
                      config.rope.factor > 0 && std::isfinite(config.norm_eps) && config.norm_eps >= 0 &&
                      std::isfinite(config.rope.magnitude) && std::isfinite(config.attention_scale);
  if (!finite) return fail(ErrorCode::kCorruptFile, "{}: rope or norm settings are not finite and positive", where);
  if (config.rope.dim % 2 != 0) {
    return fail(ErrorCode::kCorruptFile, "{}: the rotary dimension is {}, expected an even number", where,
                config.rope.dim);
  }
  const bool scaled = config.rope.scaling == RopeConfig::Scaling::kYarn ||
                      config.rope.scaling == RopeConfig::Scaling::kLlama3;
  if (scaled && !(config.rope.original_context >= 1.0)) {
    return fail(ErrorCode::kCorruptFile, "{}: rope scaling needs original_max_position_embeddings", where);
  }
  return {};
}

Result<ModelConfig> readModelConfig(const Checkpoint& checkpoint) {
  auto config = checkpoint.kind() == Checkpoint::Kind::kGguf ? readGgufConfig(checkpoint) : readHfConfig(checkpoint);
  if (!config) return config;
  DEEPWELL_TRY(checkModelConfig(*config, checkpoint.path().string()));
  return config;
}

}  // namespace deepwell
