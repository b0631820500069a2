// From a request to the tokens that the model is given, and what the output's thinking starts as.
#pragma once

#include <string>
#include <vector>

#include "engine/api/session.h"
#include "engine/runtime/text_source.h"
#include "engine/text/reasoning_parser.h"

namespace deepwell {

struct Prompt {
  std::string text;
  ReasoningParser::Start start = ReasoningParser::Start::kUnknown;
};

// Renders the template, closes the thinking if it is off, and appends an unfinished turn that is to go on.
Result<Prompt> makePrompt(const TextSource& source, const GenerateRequest& request);

// What a session has computed: text and tokens that belong together. A new prompt that starts with the same text keeps
// these tokens, so that an answer whose text would be split differently is found in the KV cache all the same.
class TokenMemory {
 public:
  // An error if the checkpoint's pre-tokenizer pattern takes too long on the text.
  Result<std::vector<TokenId>> encode(const Tokenizer& tokenizer, const std::string& prompt) const;
  void remember(std::string text, std::vector<TokenId> tokens);

 private:
  std::string text_;
  std::vector<TokenId> tokens_;
};

}  // namespace deepwell
