// A checkpoint's tokenizer and chat template without its weights: for tools and views. PATH may be a model as
// loadEngine() takes it, a folder that holds only tokenizer files, or a tokenizer.json.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/api/session.h"
#include "engine/base/result.h"

namespace deepwell {

using TokenId = int32_t;

// What a chat template is given. JSON texts so that tool calls and other fields of messages pass through unchanged.
struct PromptRequest {
  std::string messages_json;  // an array of messages
  std::string tools_json;     // an array, or empty
  bool add_generation_prompt = true;
  std::map<std::string, bool> flags;           // enable_thinking, ...
  std::map<std::string, std::string> strings;  // further variables; bos_token and eos_token are set unless given
  std::string variables_json;                  // a JSON object of variables of any kind, or empty
};

// Messages as the JSON array of PromptRequest: role, content and, where present, reasoning_content.
std::string messagesJson(const std::vector<Message>& messages);

// Immutable; every member may be called from any thread.
class TextCodec {
 public:
  virtual ~TextCodec() = default;

  // `special`: texts of control tokens ("<|im_end|>") become these tokens; otherwise they stay ordinary text. Adds no BOS.
  virtual Result<std::vector<TokenId>> tokenize(std::string_view text, bool special) const = 0;
  // The exact bytes, which need not be UTF-8. Ids outside the vocabulary are an error.
  virtual Result<std::string> detokenize(std::span<const TokenId> ids) const = 0;
  virtual Result<std::string> render(const PromptRequest& request) const = 0;

  // The text that Session::generate() gives the model for `request`, begin-of-text included: tokenize(text, true) of it has
  // as many tokens as the prompt of a new session.
  virtual Result<std::string> prompt(const GenerateRequest& request) const = 0;
  // The chat template's source (Jinja); empty: the checkpoint has none that can be read.
  virtual std::string templateSource() const = 0;
};

Result<std::shared_ptr<const TextCodec>> openTextCodec(const std::filesystem::path& path);

// Renders a template that lies in a file of its own: a .jinja text, or a tokenizer_config.json (whose special tokens are
// then used). Special tokens of a tokenizer_config.json beside a .jinja are used too.
Result<std::string> renderTemplateFile(const std::filesystem::path& file, const PromptRequest& request);

}  // namespace deepwell
