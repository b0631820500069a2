// tokenizer_config.json and generation_config.json: which tokens begin a prompt and end an answer.
#include <simdjson.h>

#include <array>

#include "engine/text/tokenizer_parts.h"

namespace deepwell {
namespace {

// On demand: these files hold numbers that fit no integer ("model_max_length": 1000000000000000019884624838656), at
// which simdjson's other interface gives up.
using simdjson::ondemand::object;
using simdjson::ondemand::value;

// "eos_token": a string, or an object with "content"; empty where it is something else (null, mostly).
simdjson::error_code readTokenText(value found, std::string& out) {
  simdjson::ondemand::json_type type{};
  if (const auto error = found.type().get(type)) return error;
  std::string_view text;
  if (type == simdjson::ondemand::json_type::string) {
    if (const auto error = found.get(text)) return error;
  } else if (type == simdjson::ondemand::json_type::object) {
    object token;
    if (const auto error = found.get(token)) return error;
    const auto error = token.find_field_unordered("content").get(text);
    if (error == simdjson::NO_SUCH_FIELD || error == simdjson::INCORRECT_TYPE) return simdjson::SUCCESS;
    if (error) return error;
  }
  out = text;
  return simdjson::SUCCESS;
}

// "add_bos_token": true or false; anything else says nothing.
simdjson::error_code readFlag(value found, std::optional<bool>& out) {
  bool flag = false;
  const auto error = found.get(flag);
  if (error == simdjson::SUCCESS) out = flag;
  return error == simdjson::INCORRECT_TYPE ? simdjson::SUCCESS : error;
}

// "eos_token_id": a number or a list of them, of which 64 are taken. Said twice, the last one counts.
simdjson::error_code readEndIds(value found, std::vector<int64_t>& ids) {
  ids.clear();
  simdjson::ondemand::json_type type{};
  if (const auto error = found.type().get(type)) return error;
  int64_t id = 0;
  if (type == simdjson::ondemand::json_type::number && found.get(id) == simdjson::SUCCESS) ids.push_back(id);
  if (type != simdjson::ondemand::json_type::array) return simdjson::SUCCESS;
  simdjson::ondemand::array list;
  if (const auto error = found.get(list)) return error;
  for (auto entry : list) {
    value element;
    if (const auto error = entry.get(element)) return error;
    if (ids.size() < 64 && element.get(id) == simdjson::SUCCESS) ids.push_back(id);
  }
  return simdjson::SUCCESS;
}

// Goes once through the members of the object that `text` is, calling take(key, value) for each until one fails.
// Not to be continued after an error: simdjson's position in the text is lost then.
template <class Take>
bool readObject(std::string_view text, Take take) {
  simdjson::ondemand::parser parser;
  const simdjson::padded_string padded(text);
  simdjson::ondemand::document document;
  object root;
  if (parser.iterate(padded).get(document) != simdjson::SUCCESS || document.get(root) != simdjson::SUCCESS) return false;
  for (auto member : root) {
    std::string_view key;
    value found;
    if (member.unescaped_key().get(key) != simdjson::SUCCESS || member.value().get(found) != simdjson::SUCCESS ||
        take(key, found) != simdjson::SUCCESS)
      return false;
  }
  return true;
}

}  // namespace

Result<SpecialRoles> readRoles(std::string_view config, std::string_view generation_config, std::string_view where) {
  SpecialRoles roles;
  const auto takeRole = [&](std::string_view key, value found) {
    if (key == "bos_token") return readTokenText(found, roles.bos);
    if (key == "eos_token") return readTokenText(found, roles.eos);
    if (key == "add_bos_token") return readFlag(found, roles.adds_bos);
    return simdjson::SUCCESS;
  };
  const auto takeIds = [&](std::string_view key, value found) {
    return key == "eos_token_id" ? readEndIds(found, roles.end_ids) : simdjson::SUCCESS;
  };
  if (!config.empty() && !readObject(config, takeRole))
    return fail(ErrorCode::kCorruptFile, "{}: its tokenizer_config.json is not a JSON object; download it again", where);
  if (!generation_config.empty() && !readObject(generation_config, takeIds))
    return fail(ErrorCode::kCorruptFile, "{}: its generation_config.json is not a JSON object; download it again", where);
  return roles;
}

void addKnownEndTokens(TokenizerParts& parts) {
  constexpr std::array<std::string_view, 9> kKnown = {"<|im_end|>",    "<|eot_id|>",    "<|end_of_text|>",
                                                      "<|eom_id|>",    "<|EOT|>",       "<｜end▁of▁sentence｜>",
                                                      "<|endoftext|>", "<end_of_turn>", "<|end|>"};
  for (const std::string_view text : kKnown)
    if (const TokenId id = findAdded(parts, text); id >= 0) parts.end_tokens.push_back(id);
}

}  // namespace deepwell
