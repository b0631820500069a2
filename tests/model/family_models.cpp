#include "tests/model/family_models.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>

#include "tests/support/files.h"
#include "tests/support/gguf_writer.h"
#include "tests/support/safetensors_writer.h"

namespace deepwell::test {
namespace {

using Json = nlohmann::ordered_json;

int64_t number(const Json& config, const char* key, int64_t fallback = 0) {
  const auto found = config.find(key);
  return found == config.end() || found->is_null() ? fallback : found->get<int64_t>();
}

class TensorList {
 public:
  void add(std::string name, std::vector<int64_t> shape, bool matrix = true) {
    tensors.push_back({std::move(name) + ".weight", std::move(shape), matrix});
  }
  void bias(std::string name, int64_t size) { tensors.push_back({std::move(name) + ".bias", {size}, false}); }
  void norm(std::string name, int64_t size) { add(std::move(name), {size}, false); }
  void mlp(const std::string& prefix, int64_t hidden, int64_t ffn) {
    add(prefix + "gate_proj", {ffn, hidden});
    add(prefix + "up_proj", {ffn, hidden});
    add(prefix + "down_proj", {hidden, ffn});
  }

  std::vector<FamilyTensor> tensors;
};

void addMla(TensorList& list, const std::string& prefix, const Json& c) {
  const int64_t hidden = number(c, "hidden_size");
  const int64_t heads = number(c, "num_attention_heads");
  const int64_t rank = number(c, "kv_lora_rank");
  const int64_t qk = number(c, "qk_nope_head_dim") + number(c, "qk_rope_head_dim");
  if (const int64_t q_rank = number(c, "q_lora_rank"); q_rank > 0) {
    list.add(prefix + "q_a_proj", {q_rank, hidden});
    list.norm(prefix + "q_a_layernorm", q_rank);
    list.add(prefix + "q_b_proj", {heads * qk, q_rank});
  } else {
    list.add(prefix + "q_proj", {heads * qk, hidden});
  }
  list.add(prefix + "kv_a_proj_with_mqa", {rank + number(c, "qk_rope_head_dim"), hidden});
  list.norm(prefix + "kv_a_layernorm", rank);
  list.add(prefix + "kv_b_proj", {heads * (number(c, "qk_nope_head_dim") + number(c, "v_head_dim")), rank});
  list.add(prefix + "o_proj", {hidden, heads * number(c, "v_head_dim")});
}

void addAttention(TensorList& list, const std::string& prefix, const Json& c) {
  const int64_t hidden = number(c, "hidden_size");
  const int64_t head_dim = number(c, "head_dim", hidden / number(c, "num_attention_heads"));
  const int64_t q = number(c, "num_attention_heads") * head_dim;
  const int64_t kv = number(c, "num_key_value_heads") * head_dim;
  const std::pair<const char*, int64_t> parts[] = {{"q_proj", q}, {"k_proj", kv}, {"v_proj", kv}};
  for (const auto& [part, rows] : parts) {
    list.add(prefix + part, {rows, hidden});
    if (c["model_type"] == "qwen2") list.bias(prefix + part, rows);
  }
  list.add(prefix + "o_proj", {hidden, q});
  if (c["model_type"] != "qwen3") return;
  list.norm(prefix + "q_norm", head_dim);
  list.norm(prefix + "k_norm", head_dim);
}

void addMoe(TensorList& list, const std::string& prefix, const Json& c) {
  const int64_t hidden = number(c, "hidden_size");
  const int64_t ffn = number(c, "moe_intermediate_size");
  const int64_t experts = number(c, "n_routed_experts");
  list.add(prefix + "gate", {experts, hidden}, false);
  if (c["model_type"] != "deepseek_v2") {
    list.tensors.push_back({prefix + "gate.e_score_correction_bias", {experts}, false});
  }
  for (int64_t i = 0; i < experts; ++i) list.mlp(fmt::format("{}experts.{}.", prefix, i), hidden, ffn);
  list.mlp(prefix + "shared_experts.", hidden, ffn * number(c, "n_shared_experts"));
}

bool isMoe(const Json& c, int64_t layer) { return c.contains("n_routed_experts") && layer >= number(c, "first_k_dense_replace"); }

bool growTo(const std::filesystem::path& path, uint64_t size) {
  std::error_code error;
  std::filesystem::resize_file(path, size, error);
  return !error;
}

int64_t product(const std::vector<int64_t>& shape) {
  int64_t count = 1;
  for (const int64_t size : shape) count *= size;
  return count;
}

// A GGUF whose tensors have places but no bytes.
class SparseGguf {
 public:
  GgufWriter writer;
  void u32(const std::string& key, int64_t value) { writer.addU32(key, static_cast<uint32_t>(value)); }
  void f32(const std::string& key, double value) {
    writer.pair(key, GgufWriter::kF32, GgufWriter::raw(static_cast<float>(value)));
  }
  void flag(const std::string& key, bool value) { writer.pair(key, GgufWriter::kBool, GgufWriter::raw<uint8_t>(value)); }
  void tensor(const std::string& name, const std::vector<int64_t>& shape, bool quantised) {
    writer.tensorAt(name + ".weight", {shape.rbegin(), shape.rend()}, quantised ? 8 : 0, size_);
    const auto elements = static_cast<uint64_t>(product(shape));
    size_ += ((quantised ? elements / 32 * 34 : elements * 4) + 31) / 32 * 32;
  }
  bool write(const std::filesystem::path& file) {
    const std::string head = writer.bytes();
    writeFile(file, head);
    return growTo(file, head.size() + size_);
  }

 private:
  uint64_t size_ = 0;
};

void addMlaMetadata(SparseGguf& gguf, const Json& c, bool split) {
  const std::string a = "deepseek2.";
  const int64_t rank = number(c, "kv_lora_rank");
  const int64_t rope = number(c, "qk_rope_head_dim");
  const int64_t qk = number(c, "qk_nope_head_dim") + rope;
  gguf.u32(a + "attention.head_count_kv", split ? 1 : number(c, "num_attention_heads"));
  if (number(c, "q_lora_rank") > 0) gguf.u32(a + "attention.q_lora_rank", number(c, "q_lora_rank"));
  gguf.u32(a + "attention.kv_lora_rank", rank);
  gguf.u32(a + "attention.key_length", split ? rank + rope : qk);
  gguf.u32(a + "attention.value_length", split ? rank : number(c, "v_head_dim"));
  if (split) {
    gguf.u32(a + "attention.key_length_mla", qk);
    gguf.u32(a + "attention.value_length_mla", number(c, "v_head_dim"));
  }
  gguf.u32(a + "rope.dimension_count", rope);
  gguf.u32(a + "leading_dense_block_count", number(c, "first_k_dense_replace"));
  gguf.u32(a + "expert_count", number(c, "n_routed_experts"));
  gguf.u32(a + "expert_used_count", number(c, "num_experts_per_tok"));
  gguf.u32(a + "expert_shared_count", number(c, "n_shared_experts"));
  gguf.u32(a + "expert_feed_forward_length", number(c, "moe_intermediate_size"));
  gguf.f32(a + "expert_weights_scale", c["routed_scaling_factor"].get<double>());
  const bool sigmoid = c["scoring_func"] == "sigmoid";
  if (sigmoid) gguf.flag(a + "expert_weights_norm", c["norm_topk_prob"].get<bool>());
  if (sigmoid) gguf.u32(a + "expert_gating_func", 2);  // V2's files of that time have no such key
  if (!split) return;
  gguf.u32(a + "expert_group_count", number(c, "n_group"));
  gguf.u32(a + "expert_group_used_count", number(c, "topk_group"));
}

void addRopeMetadata(SparseGguf& gguf, const std::string& a, const Json& c) {
  gguf.f32(a + "rope.freq_base", c["rope_theta"].get<double>());
  const auto scaling = c.find("rope_scaling");
  if (scaling == c.end() || scaling->is_null()) return;
  const auto type = scaling->value("type", scaling->value("rope_type", ""));
  if (type == "llama3") return;  // in rope_freqs.weight
  gguf.writer.addString(a + "rope.scaling.type", type);
  gguf.f32(a + "rope.scaling.factor", (*scaling)["factor"].get<double>());
  if (type != "yarn") return;
  gguf.u32(a + "rope.scaling.original_context_length", (*scaling)["original_max_position_embeddings"].get<int64_t>());
  if (!scaling->contains("mscale_all_dim")) return;
  gguf.f32(a + "rope.scaling.yarn_log_multiplier", 0.1 * (*scaling)["mscale_all_dim"].get<double>());
  gguf.f32(a + "rope.scaling.yarn_beta_fast", (*scaling)["beta_fast"].get<double>());
  gguf.f32(a + "rope.scaling.yarn_beta_slow", (*scaling)["beta_slow"].get<double>());
}

void addMlaTensors(SparseGguf& gguf, const std::string& block, const Json& c, bool split) {
  const int64_t heads = number(c, "num_attention_heads");
  const int64_t rank = number(c, "kv_lora_rank");
  const int64_t nope = number(c, "qk_nope_head_dim");
  const int64_t v_dim = number(c, "v_head_dim");
  if (!split) return gguf.tensor(block + "attn_kv_b", {heads * (nope + v_dim), rank}, true);
  gguf.tensor(block + "attn_k_b", {heads, rank, nope}, true);
  gguf.tensor(block + "attn_v_b", {heads, v_dim, rank}, true);
}

const std::pair<const char*, const char*> kGgufNames[] = {
    {"self_attn.q_a_proj", "attn_q_a"},   {"self_attn.q_a_layernorm", "attn_q_a_norm"},
    {"self_attn.q_b_proj", "attn_q_b"},   {"self_attn.kv_a_proj_with_mqa", "attn_kv_a_mqa"},
    {"self_attn.q_proj", "attn_q"},       {"self_attn.kv_a_layernorm", "attn_kv_a_norm"},
    {"self_attn.k_proj", "attn_k"},       {"self_attn.v_proj", "attn_v"},
    {"self_attn.o_proj", "attn_output"},  {"self_attn.q_norm", "attn_q_norm"},
    {"self_attn.k_norm", "attn_k_norm"},  {"input_layernorm", "attn_norm"},
    {"post_attention_layernorm", "ffn_norm"}, {"mlp.gate_proj", "ffn_gate"},
    {"mlp.up_proj", "ffn_up"},            {"mlp.down_proj", "ffn_down"},
    {"mlp.shared_experts.gate_proj", "ffn_gate_shexp"}, {"mlp.shared_experts.up_proj", "ffn_up_shexp"},
    {"mlp.shared_experts.down_proj", "ffn_down_shexp"}, {"mlp.gate", "ffn_gate_inp"}};

// The tensors whose GGUF spelling is a new name; experts, kv_b and biases are left to others.
void addRenamed(SparseGguf& gguf, const FamilyTensor& tensor) {
  const std::string global = tensor.name.substr(0, tensor.name.size() - std::string(".weight").size());
  if (global == "model.embed_tokens") return gguf.tensor("token_embd", tensor.shape, true);
  if (global == "model.norm") return gguf.tensor("output_norm", tensor.shape, false);
  if (global == "lm_head") return gguf.tensor("output", tensor.shape, true);
  for (const auto& [hf, name] : kGgufNames) {
    const std::string ending = std::string(".") + hf;
    if (!global.ends_with(ending)) continue;
    const std::string layer = global.substr(std::string("model.layers.").size());
    if (layer.size() - layer.find('.') != ending.size()) continue;
    return gguf.tensor(fmt::format("blk.{}.{}", layer.substr(0, layer.find('.')), name), tensor.shape, tensor.matrix);
  }
}

}  // namespace

FamilyModel FamilyModel::shortened() const {
  FamilyModel out = *this;
  out.config["num_hidden_layers"] = std::min(number(config, "num_hidden_layers"), number(config, "first_k_dense_replace", 1) + 1);
  return out;
}

std::vector<FamilyModel> familyModels() {
  std::ifstream file(std::filesystem::path(DEEPWELL_SOURCE_DIR) / "tests/golden/configs/family.json");
  std::vector<FamilyModel> models;
  const Json all = Json::parse(file);
  for (const auto& [name, entry] : all.items()) {
    models.push_back({name, entry["million_parameters"].get<double>(), entry["config"]});
  }
  return models;
}

std::vector<FamilyTensor> familyTensors(const FamilyModel& model) {
  const Json& c = model.config;
  const int64_t hidden = number(c, "hidden_size");
  TensorList list;
  list.add("model.embed_tokens", {number(c, "vocab_size"), hidden}, false);
  for (int64_t layer = 0; layer < number(c, "num_hidden_layers"); ++layer) {
    const std::string prefix = fmt::format("model.layers.{}.", layer);
    list.norm(prefix + "input_layernorm", hidden);
    list.norm(prefix + "post_attention_layernorm", hidden);
    model.mla() ? addMla(list, prefix + "self_attn.", c) : addAttention(list, prefix + "self_attn.", c);
    isMoe(c, layer) ? addMoe(list, prefix + "mlp.", c) : list.mlp(prefix + "mlp.", hidden, number(c, "intermediate_size"));
  }
  list.norm("model.norm", hidden);
  list.add("lm_head", {number(c, "vocab_size"), hidden}, false);
  return list.tensors;
}

bool writeSparseFolder(const FamilyModel& model, const std::filesystem::path& folder) {
  writeFile(folder / "config.json", model.config.dump());
  std::string entries;
  uint64_t offset = 0;
  const auto add = [&](const std::string& name, const char* dtype, const std::vector<int64_t>& shape, uint64_t width) {
    const uint64_t end = offset + static_cast<uint64_t>(product(shape)) * width;
    entries += fmt::format(R"({}"{}":{{"dtype":"{}","shape":{},"data_offsets":[{},{}]}})", entries.empty() ? "" : ",",
                           name, dtype, Json(shape).dump(), offset, end);
    offset = end;
  };
  for (const FamilyTensor& tensor : familyTensors(model)) {
    const bool fp8 = tensor.matrix && model.fp8();
    add(tensor.name, fp8 ? "F8_E4M3" : "BF16", tensor.shape, fp8 ? 1 : 2);
    if (!fp8) continue;
    add(tensor.name + "_scale_inv", "F32", {(tensor.shape[0] + 127) / 128, (tensor.shape[1] + 127) / 128}, 4);
  }
  std::string header = "{" + entries + "}";
  header.resize((header.size() + 7) / 8 * 8, ' ');
  writeFile(folder / "model.safetensors", safetensorsFile(header, ""));
  return growTo(folder / "model.safetensors", sizeof(uint64_t) + header.size() + offset);
}

bool writeSparseGguf(const FamilyModel& model, GgufSpelling spelling, const std::filesystem::path& file) {
  const Json& c = model.config;
  const bool split = spelling == GgufSpelling::kSplit;
  const std::string arch = model.mla() ? "deepseek2" : c["model_type"].get<std::string>();
  const int64_t hidden = number(c, "hidden_size");
  SparseGguf gguf;
  gguf.writer.addString("general.architecture", arch);
  gguf.writer.addString("general.name", model.name);
  const std::pair<const char*, const char*> plain[] = {
      {"block_count", "num_hidden_layers"},        {"context_length", "max_position_embeddings"},
      {"embedding_length", "hidden_size"},         {"feed_forward_length", "intermediate_size"},
      {"attention.head_count", "num_attention_heads"}, {"vocab_size", "vocab_size"}};
  for (const auto& [key, hf] : plain) gguf.u32(arch + "." + key, number(c, hf));
  gguf.f32(arch + ".attention.layer_norm_rms_epsilon", c["rms_norm_eps"].get<double>());
  addRopeMetadata(gguf, arch + ".", c);
  if (model.mla()) {
    addMlaMetadata(gguf, c, split);
  } else {
    gguf.u32(arch + ".attention.head_count_kv", number(c, "num_key_value_heads"));
    if (c.contains("head_dim")) gguf.u32(arch + ".attention.key_length", number(c, "head_dim"));
  }
  for (const FamilyTensor& tensor : familyTensors(model)) {
    if (tensor.name.ends_with(".weight")) addRenamed(gguf, tensor);
  }
  for (int64_t layer = 0; layer < number(c, "num_hidden_layers"); ++layer) {
    const std::string block = fmt::format("blk.{}.", layer);
    if (model.mla()) addMlaTensors(gguf, block, c, split);
    if (!isMoe(c, layer)) continue;
    const int64_t experts = number(c, "n_routed_experts");
    const int64_t ffn = number(c, "moe_intermediate_size");
    gguf.tensor(block + "ffn_gate_exps", {experts, ffn, hidden}, true);
    gguf.tensor(block + "ffn_up_exps", {experts, ffn, hidden}, true);
    gguf.tensor(block + "ffn_down_exps", {experts, hidden, ffn}, true);
  }
  return gguf.write(file);
}

}  // namespace deepwell::test
