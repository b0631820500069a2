#include "engine/text/chat_template.h"

#include <algorithm>
#include <exception>
#include <nlohmann/json.hpp>
#include <utility>

#include "engine/base/utf8.h"
#include "engine/text/jinja/ast.h"
#include "engine/text/jinja/functions.h"
#include "engine/text/jinja/interpreter.h"
#include "engine/text/jinja/json_read.h"
#include "engine/text/jinja/parser.h"

namespace deepwell {
namespace {

constexpr size_t kMaxSource = 1u << 20;  // a parsed template takes some hundred times its text

// What went wrong, where; exceptions end here.
Error describe(std::string_view where, ErrorCode code, const std::exception& error) {
  const auto* from_template = dynamic_cast<const jinja::TemplateError*>(&error);
  std::string message = error.what();
  std::replace(message.begin(), message.end(), '\n', ' ');
  if (from_template != nullptr && from_template->line > 0) {
    return {code, fmt::format("{}: line {}: {}", where, from_template->line, message)};
  }
  return {code, fmt::format("{}: {}", where, message)};
}

class ParsedTemplate final : public ChatTemplate {
 public:
  ParsedTemplate(std::string source, std::string where, jinja::Ast ast)
      : source_(std::move(source)), where_(std::move(where)), ast_(std::move(ast)) {}

  Result<std::string> render(const TemplateInputs& inputs) const override {
    try {
      jinja::Runtime rt{jinja::Limits{}};
      return jinja::Interpreter(rt, variables(rt, inputs)).render(ast_);
    } catch (const std::exception& error) {
      return tl::make_unexpected(describe(where_, ErrorCode::kInvalidArgument, error));
    }
  }

  const std::string& source() const override { return source_; }

 private:
  using Variables = std::map<std::string, jinja::Value, std::less<>>;

  // As transformers: tools and documents are none where there are none.
  static Variables variables(jinja::Runtime& rt, const TemplateInputs& inputs) {
    Variables out;
    jinja::addFunctions(rt, out);
    out["tools"] = jinja::Value::none();
    out["documents"] = jinja::Value::none();
    for (const auto& [name, value] : inputs.strings) out[name] = rt.text(value);
    for (const auto& [name, value] : inputs.flags) out[name] = jinja::Value::boolean(value);
    out["add_generation_prompt"] = jinja::Value::boolean(inputs.add_generation_prompt);
    out["messages"] = jinja::readJson(rt, inputs.messages_json, "the messages");
    if (!out["messages"].isSequence()) jinja::raise("the messages must be a JSON array");
    if (!inputs.tools_json.empty()) out["tools"] = jinja::readJson(rt, inputs.tools_json, "the tools");
    if (inputs.variables_json.empty()) return out;
    const jinja::Value more = jinja::readJson(rt, inputs.variables_json, "the variables");
    if (!more.isDict()) jinja::raise("the variables must be a JSON object");
    for (const auto& [name, value] : more.dict().entries()) out[name.str()] = value;
    return out;
  }

  std::string source_;
  std::string where_;
  jinja::Ast ast_;
};

}  // namespace

Result<std::shared_ptr<const ChatTemplate>> ChatTemplate::parse(std::string_view source, std::string_view where) {
  if (source.size() > kMaxSource) {
    return fail(ErrorCode::kUnsupported, "{}: chat template: {} bytes, at most {} are read", where, source.size(),
                kMaxSource);
  }
  if (!utf8::isValid(source)) return fail(ErrorCode::kCorruptFile, "{}: chat template: not UTF-8", where);
  try {
    return std::make_shared<const ParsedTemplate>(std::string(source), std::string(where),
                                                  jinja::parseTemplate(source));
  } catch (const std::exception& error) {
    return tl::make_unexpected(describe(where, ErrorCode::kCorruptFile, error));
  }
}

std::string messagesJson(const std::vector<Message>& messages) {
  auto array = nlohmann::ordered_json::array();
  for (const Message& message : messages) {
    nlohmann::ordered_json entry;
    entry["role"] = message.role;
    entry["content"] = message.content;
    if (!message.reasoning.empty()) entry["reasoning_content"] = message.reasoning;
    array.push_back(std::move(entry));
  }
  return array.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace deepwell
