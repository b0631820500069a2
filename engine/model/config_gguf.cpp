// GGUF metadata with llama.cpp's key names ("<architecture>.attention.head_count").
#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/model/config.h"

namespace deepwell {
namespace {

constexpr int64_t kGatingSigmoid = 2;

// Reads "<prefix>.<key>"; out-of-range numbers become -1, which the sanity check refuses.
class Keys {
 public:
  Keys(const Checkpoint& checkpoint, std::string prefix) : checkpoint_(checkpoint), prefix_(std::move(prefix)) {}

  std::optional<int32_t> integer(const char* key) const {
    const auto value = checkpoint_.metadataInt(name(key));
    if (!value) return std::nullopt;
    const bool fits = *value >= 0 && *value <= std::numeric_limits<int32_t>::max();
    return fits ? static_cast<int32_t>(*value) : -1;
  }
  int32_t integer(const char* key, int32_t fallback) const { return integer(key).value_or(fallback); }
  double number(const char* key, double fallback) const {
    return checkpoint_.metadataFloat(name(key)).value_or(fallback);
  }
  bool boolean(const char* key, bool fallback) const { return checkpoint_.metadataBool(name(key)).value_or(fallback); }
  std::string string(const char* key) const { return std::string(checkpoint_.metadataString(name(key)).value_or("")); }

 private:
  std::string name(const char* key) const { return prefix_ + "." + key; }

  const Checkpoint& checkpoint_;
  std::string prefix_;
};

// a - b of numbers that are not checked yet: -1, which the sanity check refuses, where it does not fit.
int32_t difference(int32_t a, int32_t b) {
  const int64_t value = int64_t{a} - b;
  return value < 0 || value > std::numeric_limits<int32_t>::max() ? -1 : static_cast<int32_t>(value);
}

Result<Architecture> architectureOf(std::string_view name, const std::string& where) {
  if (const auto known = ggufArchitecture(name)) return *known;
  return fail(ErrorCode::kUnsupported, "{}: architecture \"{}\" is not supported; Deepwell runs {}", where, name, architectureNames());
}

void readRope(const Keys& keys, ModelConfig& config) {
  RopeConfig& rope = config.rope;
  rope.theta = keys.number("rope.freq_base", 10000.0);
  rope.factor = keys.number("rope.scaling.factor", keys.number("rope.scale_linear", 1.0));
  const std::string type = keys.string("rope.scaling.type");
  if (type == "yarn") {
    rope.scaling = RopeConfig::Scaling::kYarn;
    rope.original_context = keys.number("rope.scaling.original_context_length", config.context);
    rope.beta_fast = keys.number("rope.scaling.yarn_beta_fast", 32.0);
    rope.beta_slow = keys.number("rope.scaling.yarn_beta_slow", 1.0);
    rope.magnitude = keys.number("rope.scaling.attn_factor", 1.0) * yarnMscale(rope.factor, 1.0);
  } else if (rope.factor != 1.0 && type != "none") {
    rope.scaling = RopeConfig::Scaling::kLinear;
  }
}

void readMoe(const Keys& keys, MoeConfig& moe) {
  moe.experts = keys.integer("expert_count", 0);
  if (moe.experts == 0) return;
  moe.top_k = keys.integer("expert_used_count", 0);
  moe.shared = keys.integer("expert_shared_count", 0);
  moe.ffn = keys.integer("expert_feed_forward_length", 0);
  moe.first_dense = keys.integer("leading_dense_block_count", 0);
  moe.scale = static_cast<float>(keys.number("expert_weights_scale", 1.0));
  if (moe.scale == 0.0F) moe.scale = 1.0F;
  moe.normalise = keys.boolean("expert_weights_norm", false);
  const bool sigmoid = keys.integer("expert_gating_func", 1) == kGatingSigmoid;
  moe.scoring = sigmoid ? op::Scoring::kSigmoid : op::Scoring::kSoftmax;
  moe.group_score = sigmoid ? op::GroupScore::kTop2Sum : op::GroupScore::kMax;
  moe.masked_choice = sigmoid ? -std::numeric_limits<float>::infinity() : 0.0F;
  // Files converted before the group keys existed: V3 and R1 have 8 groups of which 4 are used, V2 and V2.5 3 of 8.
  const bool v3 = sigmoid && moe.experts == 256;
  const bool v2 = !sigmoid && moe.experts == 160;
  moe.groups = std::max(keys.integer("expert_group_count", v3 || v2 ? 8 : 1), 1);
  moe.top_groups = std::max(keys.integer("expert_group_used_count", v3 ? 4 : v2 ? 3 : moe.groups), 1);
}

// One size of a tensor divided by the number of heads; -1 if it does not divide.
int32_t perHead(const Checkpoint& checkpoint, const char* name, const char* other_name, bool outputs, int32_t heads) {
  const TensorView* tensor = checkpoint.find(name);
  if (tensor == nullptr) tensor = checkpoint.find(other_name);
  if (tensor == nullptr || tensor->shape.size() != 2 || heads < 1) return -1;
  const int64_t size = tensor->shape[outputs ? 0 : 1];
  return size % heads == 0 && size / heads <= (1 << 16) ? static_cast<int32_t>(size / heads) : -1;
}

// Widths of a head's key and value. Files with joint attn_kv_b say them in key_length and value_length; files with
// split attn_k_b and attn_v_b keep the latent's widths there and have keys of their own. The first split files lack
// those: there the projections tell.
void readMlaWidths(const Checkpoint& checkpoint, const Keys& keys, const ModelConfig& config, int32_t& key,
                   int32_t& value) {
  key = keys.integer("attention.key_length_mla", keys.integer("attention.key_length", 0));
  value = keys.integer("attention.value_length_mla", keys.integer("attention.value_length", 0));
  const bool latent = !keys.integer("attention.key_length_mla") && config.heads > 1 &&
                      keys.integer("attention.head_count_kv", config.heads) == 1 && value == config.mla.kv_rank;
  if (!latent) return;
  key = perHead(checkpoint, "blk.0.attn_q_b.weight", "blk.0.attn_q.weight", true, config.heads);
  value = perHead(checkpoint, "blk.0.attn_output.weight", "", false, config.heads);
}

void readDeepseek(const Checkpoint& checkpoint, const Keys& keys, ModelConfig& config) {
  config.mla.q_rank = keys.integer("attention.q_lora_rank", 0);
  config.mla.kv_rank = keys.integer("attention.kv_lora_rank", 0);
  config.mla.rope = keys.integer("rope.dimension_count", 0);
  int32_t key = 0;
  readMlaWidths(checkpoint, keys, config, key, config.mla.v_dim);
  config.mla.nope = difference(key, config.mla.rope);
  config.kv_heads = 1;
  config.head_dim = key;
  config.rope.dim = config.mla.rope;
  config.rope.interleaved = true;
  readMoe(keys, config.moe);
  readRope(keys, config);
  // The key is 0.1 * mscale_all_dim. With it mscale is the same number and cos and sin keep magnitude 1; without it
  // the scores are not scaled and cos and sin have YaRN's own magnitude, as in the Hugging Face classes.
  const double log_multiplier = keys.number("rope.scaling.yarn_log_multiplier", 0.0);
  if (log_multiplier != 0.0) config.rope.magnitude = 1.0;
  const bool yarn = config.rope.scaling == RopeConfig::Scaling::kYarn && config.rope.factor > 1.0;
  const double mscale = yarn ? 1.0 + log_multiplier * std::log(config.rope.factor) : 1.0;
  config.attention_scale = static_cast<float>(mscale * mscale / std::sqrt(static_cast<double>(std::max(key, 1))));
}

void readDense(const Keys& keys, ModelConfig& config) {
  config.kv_heads = keys.integer("attention.head_count_kv", config.heads);
  config.head_dim = keys.integer("attention.key_length", config.hidden / std::max(config.heads, 1));
  config.rope.dim = keys.integer("rope.dimension_count", config.head_dim);
  config.rope.interleaved = config.architecture == Architecture::kLlama;  // q and k are stored permuted for it
  config.attention_scale = static_cast<float>(1.0 / std::sqrt(static_cast<double>(std::max(config.head_dim, 1))));
  readRope(keys, config);
}

// block_count includes the multi-token-prediction layers where the file has them; some files only say that there were.
int32_t layersOf(const Checkpoint& checkpoint, const Keys& keys) {
  const int32_t blocks = keys.integer("block_count", 0);
  const int32_t next = keys.integer("nextn_predict_layers", 0);
  if (next <= 0) return next < 0 ? -1 : blocks;
  const std::string prefix = fmt::format("blk.{}.nextn.", int64_t{blocks} - 1);
  const auto tensors = checkpoint.tensors();
  const auto at = std::lower_bound(tensors.begin(), tensors.end(), prefix,
                                   [](const TensorView& view, const std::string& key) { return view.name < key; });
  const bool there = at != tensors.end() && at->name.starts_with(prefix);
  return there ? difference(blocks, next) : blocks;
}

}  // namespace

Result<ModelConfig> readGgufConfig(const Checkpoint& checkpoint) {
  const std::string where = checkpoint.path().string();
  const auto name = checkpoint.metadataString("general.architecture");
  if (!name) return fail(ErrorCode::kCorruptFile, "{}: general.architecture is missing", where);
  ModelConfig config;
  DEEPWELL_ASSIGN(config.architecture, architectureOf(*name, where));
  const Keys keys(checkpoint, std::string(*name));
  config.name = std::string(checkpoint.metadataString("general.name").value_or(""));
  if (config.name.empty()) config.name = checkpoint.path().stem().string();
  config.layers = layersOf(checkpoint, keys);
  config.hidden = keys.integer("embedding_length", 0);
  config.heads = keys.integer("attention.head_count", 0);
  config.ffn = keys.integer("feed_forward_length", 0);
  config.context = keys.integer("context_length", 2048);
  config.norm_eps = static_cast<float>(keys.number("attention.layer_norm_rms_epsilon", 1e-6));
  config.mla_norm_eps = config.norm_eps;
  config.tied = checkpoint.find("output.weight") == nullptr;
  const TensorView* embedding = checkpoint.find("token_embd.weight");
  if (embedding == nullptr || embedding->shape.size() != 2) {
    return fail(ErrorCode::kCorruptFile, "{}: token_embd.weight [vocab, hidden] is missing", where);
  }
  config.vocab = static_cast<int32_t>(std::min<int64_t>(embedding->shape[0], std::numeric_limits<int32_t>::max()));
  if (config.architecture == Architecture::kLlama && keys.integer("expert_count", 0) > 0) {
    return fail(ErrorCode::kUnsupported, "{}: mixture-of-experts models of the llama family are not supported", where);
  }
  if (config.architecture == Architecture::kDeepseek2) {
    readDeepseek(checkpoint, keys, config);
  } else {
    readDense(keys, config);
  }
  return config;
}

}  // namespace deepwell
