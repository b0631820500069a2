#include "engine/runtime/prompt.h"

namespace deepwell {
namespace {

constexpr std::string_view kOpen = "<think>";
constexpr std::string_view kClose = "</think>";

std::string_view withoutTrailingSpace(std::string_view text) {
  const size_t end = text.find_last_not_of(" \n\r\t");
  return text.substr(0, end == std::string_view::npos ? 0 : end + 1);
}

ReasoningParser::Start startOf(const std::string& prompt, bool thinks) {
  const std::string_view text = withoutTrailingSpace(prompt);
  if (text.ends_with(kOpen)) return ReasoningParser::Start::kThinking;
  if (text.ends_with(kClose)) return ReasoningParser::Start::kAnswer;
  return thinks ? ReasoningParser::Start::kUnknown : ReasoningParser::Start::kAnswer;
}

void closeThinking(Prompt& prompt) {
  if (prompt.start == ReasoningParser::Start::kThinking) {
    prompt.text += "\n</think>\n\n";
  } else if (prompt.start == ReasoningParser::Start::kUnknown) {
    prompt.text += "<think>\n\n</think>\n\n";
  }
  prompt.start = ReasoningParser::Start::kAnswer;
}

void appendPartial(const GenerateRequest::Partial& partial, Prompt& prompt) {
  const bool has_thoughts = !partial.reasoning.empty();
  if (has_thoughts && prompt.start == ReasoningParser::Start::kUnknown) {
    prompt.text += "<think>\n";
    prompt.start = ReasoningParser::Start::kThinking;
  }
  if (prompt.start == ReasoningParser::Start::kThinking) prompt.text += partial.reasoning;
  if (!partial.reasoning_finished && partial.text.empty()) return;
  closeThinking(prompt);
  prompt.text += partial.text;
}

}  // namespace

Result<Prompt> makePrompt(const TextSource& source, const GenerateRequest& request) {
  if (request.messages.empty()) return fail(ErrorCode::kInvalidArgument, "there is no message to answer");
  PromptRequest inputs;
  inputs.messages_json = messagesJson(request.messages);
  // The names that Qwen 3 and DeepSeek V3.1 give the same switch.
  inputs.flags = {{"enable_thinking", request.think}, {"thinking", request.think}};
  Prompt prompt;
  DEEPWELL_ASSIGN(prompt.text, source.render(inputs));
  prompt.start = startOf(prompt.text, source.thinks());
  if (!request.think) closeThinking(prompt);
  if (request.resume) appendPartial(*request.resume, prompt);
  return prompt;
}

Result<std::vector<TokenId>> TokenMemory::encode(const Tokenizer& tokenizer, const std::string& prompt) const {
  const bool goes_on = !tokens_.empty() && prompt.starts_with(text_);
  const std::string_view rest = std::string_view(prompt).substr(goes_on ? text_.size() : 0);
  auto encoded = tokenizer.tryEncode(rest, true);
  if (!encoded) return failWith(encoded.error(), "the conversation cannot be turned into tokens");
  if (goes_on) {
    std::vector<TokenId> tokens = tokens_;
    tokens.insert(tokens.end(), encoded->begin(), encoded->end());
    return tokens;
  }
  const bool missing = encoded->empty() || encoded->front() != tokenizer.bos();
  if (tokenizer.addsBos() && tokenizer.bos() >= 0 && missing) encoded->insert(encoded->begin(), tokenizer.bos());
  return encoded;
}

void TokenMemory::remember(std::string text, std::vector<TokenId> tokens) {
  text_ = std::move(text);
  tokens_ = std::move(tokens);
}

}  // namespace deepwell
