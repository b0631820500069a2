#include "engine/convert/metadata.h"

#include <cmath>

#include "engine/model/json_reader.h"

namespace deepwell {
namespace {

constexpr uint32_t kGatingSoftmax = 1;
constexpr uint32_t kGatingSigmoid = 2;

// Writes "<architecture>.<key>".
class Keys {
 public:
  Keys(std::string prefix, GgufWriter* writer) : prefix_(std::move(prefix)), writer_(writer) {}

  void integer(const char* key, int64_t value) { writer_->addU32(name(key), static_cast<uint32_t>(value)); }
  void number(const char* key, double value) { writer_->addF32(name(key), static_cast<float>(value)); }
  void boolean(const char* key, bool value) { writer_->addBool(name(key), value); }
  void text(const char* key, std::string_view value) { writer_->addString(name(key), value); }

 private:
  std::string name(const char* key) const { return prefix_ + "." + key; }

  std::string prefix_;
  GgufWriter* writer_;
};

Failure notExpressible(const Checkpoint& checkpoint, std::string_view what) {
  return fail(ErrorCode::kUnsupported, "{}: a GGUF file cannot say {}; quantise to FP8 instead, which stays a folder",
              checkpoint.path().string(), what);
}

// 0.1 * mscale_all_dim; 0 if config.json has none.
Result<double> yarnLogMultiplier(const Checkpoint& checkpoint) {
  DEEPWELL_ASSIGN(const std::string text, checkpoint.readSideFile("config.json"));
  simdjson::dom::parser parser;
  simdjson::dom::object root;
  const std::string where = (checkpoint.path() / "config.json").string();
  if (parser.parse(text).get(root) != simdjson::SUCCESS) {
    return fail(ErrorCode::kCorruptFile, "{}: not a JSON object", where);
  }
  const JsonReader json(root, where);
  auto scaling = json.object("rope_scaling");
  if (!scaling) scaling = json.object("rope_parameters");
  return scaling ? 0.1 * scaling->number("mscale_all_dim", 0.0) : 0.0;
}

Status addYarn(const Checkpoint& checkpoint, const ModelConfig& config, Keys& keys) {
  const RopeConfig& rope = config.rope;
  if (!rope.truncate) return notExpressible(checkpoint, "that YaRN's ramp is not rounded (truncate: false)");
  keys.text("rope.scaling.type", "yarn");
  keys.number("rope.scaling.factor", rope.factor);
  keys.integer("rope.scaling.original_context_length", static_cast<int64_t>(rope.original_context));
  keys.number("rope.scaling.yarn_beta_fast", rope.beta_fast);
  keys.number("rope.scaling.yarn_beta_slow", rope.beta_slow);
  double own = rope.magnitude / yarnMscale(rope.factor, 1.0);
  if (config.architecture == Architecture::kDeepseek2) {
    DEEPWELL_ASSIGN(const double multiplier, yarnLogMultiplier(checkpoint));
    if (multiplier != 0.0) {
      if (std::fabs(rope.magnitude - 1.0) > 1e-6) return notExpressible(checkpoint, "an mscale that differs from mscale_all_dim");
      keys.number("rope.scaling.yarn_log_multiplier", multiplier);
      own = 1.0;  // readers take mscale to be the same
    }
  }
  if (std::fabs(own - 1.0) > 1e-6) keys.number("rope.scaling.attn_factor", own);
  return {};
}

Status addRope(const Checkpoint& checkpoint, const ModelConfig& config, Keys& keys) {
  const RopeConfig& rope = config.rope;
  keys.number("rope.freq_base", rope.theta);
  switch (rope.scaling) {
    case RopeConfig::Scaling::kNone: return {};
    case RopeConfig::Scaling::kLinear:
      keys.text("rope.scaling.type", "linear");
      keys.number("rope.scaling.factor", rope.factor);
      return {};
    case RopeConfig::Scaling::kLlama3:
      if (config.architecture == Architecture::kLlama) return {};  // the tensor rope_freqs.weight says it
      return notExpressible(checkpoint, "Llama 3's rope scaling for this architecture");
    case RopeConfig::Scaling::kYarn: return addYarn(checkpoint, config, keys);
  }
  return {};
}

Status addMoe(const Checkpoint& checkpoint, const MoeConfig& moe, Keys& keys) {
  keys.integer("leading_dense_block_count", moe.first_dense);
  keys.integer("expert_count", moe.experts);
  if (moe.experts == 0) return {};
  if (moe.layer_freq != 1) return notExpressible(checkpoint, "that only some layers have experts (moe_layer_freq)");
  const bool sigmoid = moe.scoring == op::Scoring::kSigmoid;
  if (sigmoid != (moe.group_score == op::GroupScore::kTop2Sum)) {
    return notExpressible(checkpoint, "this mixture of scoring function and group choice");
  }
  keys.integer("expert_used_count", moe.top_k);
  keys.integer("expert_shared_count", moe.shared);
  keys.integer("expert_feed_forward_length", moe.ffn);
  keys.number("expert_weights_scale", moe.scale);
  keys.boolean("expert_weights_norm", moe.normalise);
  keys.integer("expert_gating_func", sigmoid ? kGatingSigmoid : kGatingSoftmax);
  if (moe.top_groups < moe.groups) {  // otherwise the groups choose nothing
    keys.integer("expert_group_count", moe.groups);
    keys.integer("expert_group_used_count", moe.top_groups);
  } else if (sigmoid && moe.experts == 256) {
    keys.integer("expert_group_count", 1);  // without it readers take V3's 8 groups
    keys.integer("expert_group_used_count", 1);
  }
  return {};
}

Status addMla(const Checkpoint& checkpoint, const ModelConfig& config, Keys& keys) {
  const MlaConfig& mla = config.mla;
  if (!config.rope.interleaved) return notExpressible(checkpoint, "that rotary halves are apart (rope_interleave: false)");
  keys.integer("attention.head_count_kv", 1);
  if (mla.q_rank > 0) keys.integer("attention.q_lora_rank", mla.q_rank);
  keys.integer("attention.kv_lora_rank", mla.kv_rank);
  keys.integer("attention.key_length", int64_t{mla.kv_rank} + mla.rope);
  keys.integer("attention.value_length", mla.kv_rank);
  keys.integer("attention.key_length_mla", int64_t{mla.nope} + mla.rope);
  keys.integer("attention.value_length_mla", mla.v_dim);
  return addMoe(checkpoint, config.moe, keys);
}

}  // namespace

Status addModelMetadata(const Checkpoint& checkpoint, const ModelConfig& config, int32_t layers, GgufWriter* writer) {
  const std::string architecture = architectureName(config.architecture);
  writer->addString("general.architecture", architecture);
  writer->addString("general.type", "model");
  writer->addString("general.name", config.name);
  Keys keys(architecture, writer);
  keys.integer("block_count", layers);
  if (layers > config.layers) keys.integer("nextn_predict_layers", layers - config.layers);
  keys.integer("context_length", config.context);
  keys.integer("embedding_length", config.hidden);
  keys.integer("feed_forward_length", config.ffn);
  keys.integer("vocab_size", config.vocab);
  keys.integer("attention.head_count", config.heads);
  keys.number("attention.layer_norm_rms_epsilon", config.norm_eps);
  keys.integer("rope.dimension_count", config.rope.dim);
  DEEPWELL_TRY(addRope(checkpoint, config, keys));
  if (config.architecture == Architecture::kDeepseek2) return addMla(checkpoint, config, keys);
  keys.integer("attention.head_count_kv", config.kv_heads);
  keys.integer("attention.key_length", config.head_dim);
  keys.integer("attention.value_length", config.head_dim);
  return {};
}

}  // namespace deepwell
