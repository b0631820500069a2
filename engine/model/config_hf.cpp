// config.json as `transformers` writes it, old spelling (rope_theta, rope_scaling) and new (rope_parameters).
#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/model/config.h"
#include "engine/model/json_reader.h"

namespace deepwell {
namespace {

Result<HfArchitecture> kindOf(const JsonReader& json, const std::string& model_type, const std::string& where) {
  const bool v3_class = json.contains("architectures", kV3Class).value_or(false);
  if (const auto known = hfArchitecture(model_type, v3_class)) return *known;
  return fail(ErrorCode::kUnsupported,
              "{}: model_type \"{}\" is not supported; Deepwell runs llama, qwen2, qwen3, deepseek_v2 and deepseek_v3",
              where, model_type);
}

Status checkQuantisation(JsonReader& json, const std::string& where) {
  const auto quantisation = json.object("quantization_config");
  if (!quantisation) return {};
  JsonReader settings = *quantisation;
  const std::string method = settings.string("quant_method", "fp8");
  const std::string format = settings.string("format", "float-quantized");
  if (readsQuantisation(method, format)) return {};
  return fail(ErrorCode::kUnsupported,
              "{}: weights quantised with {} ({}) are not supported; get the BF16 or FP8 original or a GGUF file", where,
              method, settings.string("format", "packed integers"));
}

Status readYarn(JsonReader& json, RopeConfig& rope) {
  rope.scaling = RopeConfig::Scaling::kYarn;
  rope.beta_fast = json.number("beta_fast", 32.0);
  rope.beta_slow = json.number("beta_slow", 1.0);
  rope.truncate = json.boolean("truncate", true);
  const double mscale = json.number("mscale", 0.0);
  const double mscale_all_dim = json.number("mscale_all_dim", 0.0);
  if (json.has("attention_factor")) {
    rope.magnitude = json.number("attention_factor", 1.0);
  } else if (mscale != 0.0 && mscale_all_dim != 0.0) {
    rope.magnitude = yarnMscale(rope.factor, mscale) / yarnMscale(rope.factor, mscale_all_dim);
  } else {
    rope.magnitude = yarnMscale(rope.factor, 1.0);
  }
  return {};
}

// `scaling` is the object of rope_scaling or rope_parameters.
Status readRopeScaling(JsonReader& scaling, int32_t context, const std::string& where, RopeConfig& rope) {
  const std::string type = scaling.string("rope_type", scaling.string("type", "default"));
  rope.theta = scaling.number("rope_theta", rope.theta);
  // Dynamic NTK changes nothing within max_position_embeddings, which is where a context ends here.
  if (type == "default" || type == "dynamic") return {};
  if (scaling.number("partial_rotary_factor", 1.0) != 1.0) {
    return fail(ErrorCode::kUnsupported, "{}: rope scaling of a part of the head is not supported", where);
  }
  rope.original_context = scaling.number("original_max_position_embeddings", context);
  const double implied = context / std::max(rope.original_context, 1.0);
  rope.factor = scaling.number("factor", type == "yarn" ? implied : 1.0);
  if (type == "linear") {
    rope.scaling = RopeConfig::Scaling::kLinear;
    return {};
  }
  if (type == "yarn") return readYarn(scaling, rope);
  if (type == "llama3") {
    rope.scaling = RopeConfig::Scaling::kLlama3;
    rope.low_freq_factor = scaling.number("low_freq_factor", 1.0);
    rope.high_freq_factor = scaling.number("high_freq_factor", 4.0);
    return {};
  }
  return fail(ErrorCode::kUnsupported, "{}: rope scaling \"{}\" is not supported (known: linear, yarn, llama3)", where,
              type);
}

Status readRope(JsonReader& json, const ModelConfig& config, const std::string& where, RopeConfig& rope) {
  rope.theta = json.number("rope_theta", 10000.0);
  auto scaling = json.object("rope_scaling");
  if (!scaling) scaling = json.object("rope_parameters");
  if (!scaling) return {};
  if (scaling->object("full_attention")) scaling = scaling->object("full_attention");
  DEEPWELL_TRY(readRopeScaling(*scaling, config.context, where, rope));
  rope.original_context = json.number("original_max_position_embeddings", rope.original_context);
  json.note(*scaling);
  return {};
}

MoeConfig readMoe(JsonReader& json, bool v3) {
  MoeConfig moe;
  moe.experts = json.integer("n_routed_experts", json.integer("num_local_experts", 0));
  if (moe.experts == 0) return moe;
  moe.top_k = json.required("num_experts_per_tok");
  const int32_t absent_shared = v3 ? 1 : 2;
  moe.shared = json.integer("n_shared_experts", json.present("n_shared_experts") ? 0 : absent_shared);
  moe.ffn = json.required("moe_intermediate_size");
  moe.first_dense = json.integer("first_k_dense_replace", v3 ? 3 : 0);
  moe.layer_freq = json.integer("moe_layer_freq", 1);
  moe.scale = static_cast<float>(json.number("routed_scaling_factor", v3 ? 2.5 : 1.0));
  const std::string method = json.string("topk_method", v3 ? "noaux_tc" : "greedy");
  const std::string scoring = json.string("scoring_func", v3 ? "sigmoid" : "softmax");
  if (method != "greedy") {
    moe.groups = json.integer("n_group", v3 ? 8 : 1);
    moe.top_groups = json.integer("topk_group", v3 ? 4 : moe.groups);
  }
  moe.scoring = scoring == "sigmoid" ? op::Scoring::kSigmoid : op::Scoring::kSoftmax;
  moe.group_score = v3 ? op::GroupScore::kTop2Sum : op::GroupScore::kMax;
  moe.masked_choice = v3 ? -std::numeric_limits<float>::infinity() : 0.0F;
  // DeepSeek-V2's classes read norm_topk_prob and never use it.
  moe.normalise = v3 && json.boolean("norm_topk_prob", true);
  return moe;
}

Status readDeepseek(JsonReader& json, bool v3, const std::string& where, ModelConfig& config) {
  config.mla.q_rank = json.integer("q_lora_rank", json.present("q_lora_rank") ? 0 : 1536);  // null: no q LoRA
  config.mla.kv_rank = json.required("kv_lora_rank");
  config.mla.nope = json.required("qk_nope_head_dim");
  config.mla.rope = json.required("qk_rope_head_dim");
  config.mla.v_dim = json.required("v_head_dim");
  config.kv_heads = 1;
  // Both are checked later; until then their sum must not overflow.
  config.head_dim = std::clamp(config.mla.nope, 0, 1 << 12) + std::clamp(config.mla.rope, 0, 1 << 12);
  config.moe = readMoe(json, v3);
  config.rope.dim = config.mla.rope;
  // Rotating halves of de-interleaved pairs gives the same scores as rotating the pairs.
  config.rope.interleaved = json.boolean("rope_interleave", true);
  DEEPWELL_TRY(readRope(json, config, where, config.rope));
  config.attention_scale = static_cast<float>(1.0 / std::sqrt(static_cast<double>(std::max(config.head_dim, 1))));
  auto scaling = json.object("rope_scaling");
  if (!scaling) scaling = json.object("rope_parameters");
  if (scaling && config.rope.scaling != RopeConfig::Scaling::kNone) {
    const double mscale_all_dim = scaling->number("mscale_all_dim", 0.0);
    const double mscale = mscale_all_dim != 0.0 ? yarnMscale(config.rope.factor, mscale_all_dim) : 1.0;
    config.attention_scale = static_cast<float>(config.attention_scale * mscale * mscale);
  }
  return {};
}

// Whether any layer of a Qwen model looks at a part of the context only.
bool slides(JsonReader& json, const ModelConfig& config) {
  if (!json.boolean("use_sliding_window", false)) return false;
  const int32_t window = json.integer("sliding_window", json.present("sliding_window") ? 0 : 4096);
  if (window <= 0 || window >= config.context) return false;
  const bool behind = json.integer("max_window_layers", 28) < config.layers;
  return json.contains("layer_types", "sliding_attention").value_or(behind);
}

Status readDense(JsonReader& json, const std::string& where, ModelConfig& config) {
  config.kv_heads = json.integer("num_key_value_heads", config.heads);
  const int32_t fallback = config.architecture == Architecture::kQwen3 ? 128 : config.hidden / std::max(config.heads, 1);
  config.head_dim = json.integer("head_dim", fallback);
  config.rope.dim = config.head_dim;
  config.attention_scale = static_cast<float>(1.0 / std::sqrt(static_cast<double>(std::max(config.head_dim, 1))));
  if (config.architecture != Architecture::kLlama && slides(json, config)) {
    return fail(ErrorCode::kUnsupported, "{}: sliding-window attention is not supported", where);
  }
  return readRope(json, config, where, config.rope);
}

// The folder that config.json lies in, without a slash at its end; a checkpoint may have been opened by one of its files.
std::filesystem::path folderOf(const Checkpoint& checkpoint) {
  std::filesystem::path folder = checkpoint.path();
  const std::filesystem::path extension = folder.extension();
  std::error_code error;
  const bool file = (extension == ".safetensors" || extension == ".json") && !std::filesystem::is_directory(folder, error);
  if (file) folder = folder.has_parent_path() ? folder.parent_path() : ".";
  return folder.has_filename() ? folder : folder.parent_path();
}

}  // namespace

Result<ModelConfig> readHfConfig(const Checkpoint& checkpoint) {
  const std::filesystem::path folder = folderOf(checkpoint);
  const std::string where = (folder / "config.json").string();
  const auto text = checkpoint.readSideFile("config.json");
  if (!text && text.error().code == ErrorCode::kNotFound) {
    return fail(ErrorCode::kNotFound, "{}: not there; a safetensors model needs its config.json beside it", where);
  }
  if (!text) return tl::make_unexpected(text.error());
  simdjson::dom::parser parser;
  simdjson::dom::object root;
  if (parser.parse(*text).get(root) != simdjson::SUCCESS) {
    return fail(ErrorCode::kCorruptFile, "{}: not a JSON object", where);
  }
  JsonReader json(root, where);
  ModelConfig config;
  const std::string model_type = json.string("model_type", "");
  DEEPWELL_ASSIGN(const HfArchitecture kind, kindOf(json, model_type, where));
  DEEPWELL_TRY(checkQuantisation(json, where));
  config.architecture = kind.architecture;
  config.name = folder.filename().string();
  config.layers = json.required("num_hidden_layers");
  config.hidden = json.required("hidden_size");
  config.heads = json.required("num_attention_heads");
  config.ffn = json.required("intermediate_size");
  config.vocab = json.required("vocab_size");
  config.context = json.integer("max_position_embeddings", 2048);
  config.norm_eps = static_cast<float>(json.number("rms_norm_eps", 1e-6));
  // Left out of the file, it is false for these models, unless there is nothing else to use as a head.
  config.tied = json.boolean("tie_word_embeddings", checkpoint.find("lm_head.weight") == nullptr);
  if (json.string("hidden_act", "silu") != "silu") {
    return fail(ErrorCode::kUnsupported, "{}: hidden_act \"{}\" is not supported, expected silu", where,
                json.string("hidden_act", ""));
  }
  if (config.architecture == Architecture::kDeepseek2) {
    DEEPWELL_TRY(readDeepseek(json, kind.v3, where, config));
  } else {
    DEEPWELL_TRY(readDense(json, where, config));
  }
  if (json.error()) return tl::make_unexpected(*json.error());
  return config;
}

}  // namespace deepwell
