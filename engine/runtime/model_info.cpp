#include "engine/runtime/model_info.h"

#include <simdjson.h>

#include <type_traits>

#include "engine/model/json_reader.h"
#include "engine/text/chat_template.h"

namespace deepwell {
namespace {

// generation_config.json, where the checkpoint has one.
SamplingParams recommendedSampling(const Checkpoint& checkpoint) {
  SamplingParams params;
  const auto text = checkpoint.readSideFile("generation_config.json");
  if (!text) return params;
  simdjson::dom::parser parser;
  simdjson::dom::object root;
  if (parser.parse(*text).get(root) != simdjson::SUCCESS) return params;
  JsonReader json(root, "generation_config.json");
  params.temperature = static_cast<float>(json.number("temperature", params.temperature));
  params.top_p = static_cast<float>(json.number("top_p", params.top_p));
  params.top_k = json.integer("top_k", params.top_k);
  params.min_p = static_cast<float>(json.number("min_p", params.min_p));
  params.repetition_penalty = static_cast<float>(json.number("repetition_penalty", params.repetition_penalty));
  if (!json.boolean("do_sample", true)) params.temperature = 0.0F;
  return params;
}

bool isRoutedExpert(std::string_view name) {
  if (name.find(".experts.") != std::string_view::npos || name.find("_exps.") != std::string_view::npos) return true;
  // Old GGUF files number them: "blk.3.ffn_gate.17.weight".
  for (const std::string_view part : {".ffn_gate.", ".ffn_up.", ".ffn_down."}) {
    const size_t at = name.find(part);
    if (at != std::string_view::npos && name.find_first_of("0123456789", at) == at + part.size()) return true;
  }
  return false;
}

bool isScale(std::string_view name) { return name.ends_with("_scale_inv"); }

// K and V of every layer, or MLA's latent, in 16-bit numbers.
uint64_t kvBytesPerToken(const ModelConfig& config) {
  const bool mla = config.architecture == Architecture::kDeepseek2;
  const uint64_t row = mla ? static_cast<uint64_t>(config.mla.kv_rank) + static_cast<uint64_t>(config.mla.rope)
                           : 2 * static_cast<uint64_t>(config.kv_heads) * static_cast<uint64_t>(config.head_dim);
  return static_cast<uint64_t>(config.layers) * row * sizeof(uint16_t);
}

constexpr size_t kMaxValue = 2000;
constexpr size_t kShownElements = 8;

// Ends at a whole character.
std::string cutText(std::string_view text) {
  if (text.size() <= kMaxValue) return std::string(text);
  size_t end = kMaxValue;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return std::string(text.substr(0, end)) + "…";
}

std::string valueText(const std::string& value) { return cutText(value); }
std::string valueText(bool value) { return value ? "true" : "false"; }
template <class T>
  requires std::is_arithmetic_v<T>
std::string valueText(T value) {
  return fmt::format("{}", value);
}
// "32000 values: 1, 2, 3, …"
template <class List>
  requires requires(const List& list) { list.begin(); }
std::string valueText(const List& list) {
  std::string out = fmt::format("{} values", list.size());
  size_t shown = 0;
  for (auto element = list.begin(); element != list.end() && shown < kShownElements; ++element, ++shown)
    out += fmt::format("{}{}", shown == 0 ? ": " : ", ", *element);
  return cutText(out + (list.size() > kShownElements ? ", …" : ""));
}

void countParameters(const Checkpoint& checkpoint, const MoeConfig& moe, ModelInfo& info) {
  uint64_t routed = 0;
  for (const TensorView& tensor : checkpoint.tensors()) {
    info.bytes_by_dtype[std::string(dtypeInfo(tensor.dtype).name)] += tensor.data.size();
    if (isScale(tensor.name)) continue;
    const auto elements = static_cast<uint64_t>(tensor.elements());
    info.parameters += elements;
    if (isRoutedExpert(tensor.name)) routed += elements;
  }
  info.active_parameters = info.parameters;
  if (moe.experts == 0) return;
  const auto experts = static_cast<uint64_t>(moe.experts);
  info.active_parameters -= routed - routed / experts * static_cast<uint64_t>(moe.top_k);
}

}  // namespace

ModelInfo makeModelInfo(const Checkpoint& checkpoint, const ModelConfig& config) {
  ModelInfo info;
  info.path = checkpoint.path();
  info.name = config.name;
  info.format = checkpoint.kind() == Checkpoint::Kind::kGguf ? "gguf" : "safetensors";
  info.architecture = architectureName(config.architecture);
  info.file_bytes = checkpoint.fileBytes();
  info.layers = config.layers;
  info.hidden = config.hidden;
  info.heads = config.heads;
  info.kv_heads = config.kv_heads;
  info.vocab = config.vocab;
  info.context = config.context;
  info.experts = config.moe.experts;
  info.experts_per_token = config.moe.top_k;
  info.mla = config.architecture == Architecture::kDeepseek2;
  info.kv_bytes_per_token = kvBytesPerToken(config);
  const auto chat_template = findChatTemplate(checkpoint);
  info.thinks = chat_template && chat_template->find("think>") != std::string::npos;
  info.recommended = recommendedSampling(checkpoint);
  countParameters(checkpoint, config.moe, info);
  return info;
}

Result<ModelInfo> readModelInfo(const std::filesystem::path& path) {
  DEEPWELL_ASSIGN(const std::filesystem::path resolved, resolveModelPath(path));
  DEEPWELL_ASSIGN(const auto checkpoint, Checkpoint::open(resolved));
  DEEPWELL_ASSIGN(const ModelConfig config, readModelConfig(*checkpoint));
  return makeModelInfo(*checkpoint, config);
}

Result<std::vector<TensorSummary>> readTensorList(const std::filesystem::path& path) {
  DEEPWELL_ASSIGN(const std::filesystem::path resolved, resolveModelPath(path));
  DEEPWELL_ASSIGN(const auto checkpoint, Checkpoint::open(resolved));
  std::vector<TensorSummary> list;
  for (const TensorView& tensor : checkpoint->tensors()) {
    list.push_back({tensor.name, std::string(dtypeInfo(tensor.dtype).name), tensor.shape, tensor.data.size()});
  }
  return list;
}

Result<std::vector<MetadataEntry>> readMetadata(const std::filesystem::path& path) {
  DEEPWELL_ASSIGN(const std::filesystem::path resolved, resolveModelPath(path));
  DEEPWELL_ASSIGN(const auto checkpoint, Checkpoint::open(resolved));
  std::vector<MetadataEntry> list;
  for (const auto& [key, value] : checkpoint->metadata())
    list.push_back({key, std::visit([](const auto& content) { return valueText(content); }, value)});
  for (const char* name : {"config.json", "generation_config.json"}) {
    if (const auto text = checkpoint->readSideFile(name)) list.push_back({name, cutText(*text)});
  }
  return list;
}

Result<TensorValues> readTensor(const std::filesystem::path& path, std::string_view name) {
  DEEPWELL_ASSIGN(const std::filesystem::path resolved, resolveModelPath(path));
  DEEPWELL_ASSIGN(const auto checkpoint, Checkpoint::open(resolved));
  const TensorView* tensor = checkpoint->find(name);
  if (tensor == nullptr) {
    return fail(ErrorCode::kNotFound, "{}: no tensor {}; `deepwell-cli info` lists them", resolved.string(), name);
  }
  DEEPWELL_ASSIGN(std::vector<float> values, dequantise(*checkpoint, *tensor));
  return TensorValues{tensor->shape, std::move(values)};
}

}  // namespace deepwell
