#include "engine/text/template_config.h"

#include <nlohmann/json.hpp>

#include "engine/format/checkpoint.h"
#include "engine/text/chat_template.h"

namespace deepwell {
namespace {

using Json = nlohmann::json;

constexpr int kMaxNesting = 64;

// nlohmann's parser keeps its own stack, but a deep tree is destroyed recursively: refuse it while it is read.
Json parseJson(std::string_view text) {
  const auto shallow = [](int depth, Json::parse_event_t, Json&) { return depth <= kMaxNesting; };
  return Json::parse(text, shallow, /*allow_exceptions=*/false);
}

std::string templateText(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (!value.is_array()) return {};
  std::string first;
  for (const Json& entry : value) {
    if (!entry.is_object() || !entry.contains("template") || !entry["template"].is_string()) continue;
    std::string text = entry["template"].get<std::string>();
    if (entry.contains("name") && entry["name"] == "default") return text;
    if (first.empty()) first = std::move(text);
  }
  return first;
}

}  // namespace

Result<std::string> templateFromConfig(std::string_view tokenizer_config_json, std::string_view where) {
  const Json config = parseJson(tokenizer_config_json);
  if (!config.is_object()) return fail(ErrorCode::kCorruptFile, "{}: expected a JSON object", where);
  const auto found = config.find("chat_template");
  std::string text = found == config.end() ? std::string() : templateText(*found);
  if (text.empty()) return fail(ErrorCode::kNotFound, "{}: has no chat_template", where);
  return text;
}

std::map<std::string, std::string> templateTokens(std::string_view tokenizer_config_json) {
  std::map<std::string, std::string> tokens;
  const Json config = parseJson(tokenizer_config_json);
  if (!config.is_object()) return tokens;
  for (const char* name :
       {"bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token"}) {
    const auto found = config.find(name);
    if (found == config.end()) continue;
    if (found->is_string()) {
      tokens[name] = found->get<std::string>();
    } else if (found->is_object() && found->contains("content") && (*found)["content"].is_string()) {
      tokens[name] = (*found)["content"].get<std::string>();
    }
  }
  return tokens;
}

Result<std::string> findChatTemplate(const Checkpoint& checkpoint) {
  const std::string where = checkpoint.path().string();
  if (checkpoint.kind() == Checkpoint::Kind::kGguf) {
    const auto text = checkpoint.metadataString("tokenizer.chat_template");
    if (!text) return fail(ErrorCode::kNotFound, "{}: has no chat template (tokenizer.chat_template)", where);
    return std::string(*text);
  }
  if (auto text = checkpoint.readSideFile("chat_template.jinja"); text && !text->empty()) return text;
  if (const auto processor = checkpoint.readSideFile("chat_template.json")) {
    if (auto text = templateFromConfig(*processor, where + "/chat_template.json")) return text;
  }
  const auto config = checkpoint.readSideFile("tokenizer_config.json");
  if (!config) {
    return fail(ErrorCode::kNotFound, "{}: has no chat template (chat_template.jinja or tokenizer_config.json)", where);
  }
  return templateFromConfig(*config, where + "/tokenizer_config.json");
}

}  // namespace deepwell
