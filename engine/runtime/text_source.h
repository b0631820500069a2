// Everything about text that a checkpoint brings: tokenizer, template, special tokens. TextCodec is its public face.
#pragma once

#include <memory>
#include <optional>

#include "engine/api/text.h"
#include "engine/format/checkpoint.h"
#include "engine/text/chat_template.h"
#include "engine/text/tokenizer.h"

namespace deepwell {

class TextSource final : public TextCodec {
 public:
  // The tokenizer must load; a missing or broken template is only an error once something is rendered.
  static Result<std::shared_ptr<const TextSource>> open(const Checkpoint& checkpoint);

  Result<std::vector<TokenId>> tokenize(std::string_view text, bool special) const override;
  Result<std::string> detokenize(std::span<const TokenId> ids) const override;
  Result<std::string> render(const PromptRequest& request) const override;
  Result<std::string> prompt(const GenerateRequest& request) const override;
  std::string templateSource() const override { return template_ ? (*template_)->source() : std::string(); }

  const Tokenizer& tokenizer() const { return *tokenizer_; }
  bool thinks() const { return thinks_; }

 private:
  TextSource() = default;

  std::shared_ptr<const Tokenizer> tokenizer_;
  Result<std::shared_ptr<const ChatTemplate>> template_ = nullptr;
  std::map<std::string, std::string> special_;  // bos_token, eos_token
  bool thinks_ = false;
};

// A template's inputs: the request, with `special` tokens (bos_token, ...) where it names none of its own.
TemplateInputs templateInputs(const PromptRequest& request, const std::map<std::string, std::string>& special);

// A folder without weights, seen as a checkpoint: only its side files.
std::shared_ptr<const Checkpoint> openSideFiles(const std::filesystem::path& folder);

}  // namespace deepwell
