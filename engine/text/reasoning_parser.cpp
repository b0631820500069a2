#include "engine/text/reasoning_parser.h"

#include <utility>

namespace deepwell {
namespace {

constexpr std::string_view kOpen = "<think>";
constexpr std::string_view kClose = "</think>";
constexpr std::string_view kNewLines = "\r\n";
constexpr std::string_view kWhiteSpace = " \t\r\n";

void dropLeading(std::string& text, std::string_view characters) {
  text.erase(0, std::min(text.find_first_not_of(characters), text.size()));
}

// Where a suffix begins that may become new lines and </think>; the size if there is none.
size_t possibleCloseAt(std::string_view text) {
  size_t tag = text.size();
  for (size_t length = std::min(kClose.size() - 1, text.size()); length > 0; --length) {
    if (kClose.starts_with(text.substr(text.size() - length))) {
      tag = text.size() - length;
      break;
    }
  }
  const size_t last = text.substr(0, tag).find_last_not_of(kNewLines);
  return last == std::string_view::npos ? 0 : last + 1;
}

}  // namespace

ReasoningParser::ReasoningParser(Start start)
    : phase_(start == Start::kAnswer ? Phase::kAnswer : Phase::kStart),
      thinking_(start == Start::kThinking) {}

bool ReasoningParser::thinking() const { return thinking_; }

ReasoningParser::Piece ReasoningParser::push(std::string_view piece) {
  Piece out;
  std::string rest = std::exchange(held_, {});
  rest += piece;
  while (!rest.empty()) step(rest, out);
  handed_out_ = handed_out_ || !out.text.empty();
  return out;
}

ReasoningParser::Piece ReasoningParser::finish() {
  Piece out;
  if (phase_ == Phase::kStart && thinking_) dropLeading(held_, kNewLines);
  emit(std::exchange(held_, {}), out);
  return out;
}

void ReasoningParser::step(std::string& rest, Piece& out) {
  switch (phase_) {
    case Phase::kStart:
      return begin(rest);
    case Phase::kOpened:
    case Phase::kClosed:
      dropLeading(rest, kNewLines);
      if (!rest.empty()) phase_ = phase_ == Phase::kOpened ? Phase::kBody : Phase::kAnswer;
      return;
    case Phase::kBody:
      return body(rest, out);
    case Phase::kAnswer:
      emit(rest, out);
      rest.clear();
  }
}

void ReasoningParser::begin(std::string& rest) {
  const size_t space = std::min(rest.find_first_not_of(kWhiteSpace), rest.size());
  const std::string_view word = std::string_view(rest).substr(space);
  if (word.starts_with(kOpen)) {
    rest.erase(0, space + kOpen.size());
    thinking_ = true;
    phase_ = Phase::kOpened;
  } else if (kOpen.starts_with(word)) {
    held_ = std::exchange(rest, {});
  } else {
    if (thinking_) dropLeading(rest, kNewLines);
    phase_ = Phase::kBody;
  }
}

void ReasoningParser::body(std::string& rest, Piece& out) {
  const size_t close = rest.find(kClose);
  if (close == std::string::npos) {
    const size_t keep = possibleCloseAt(rest);
    held_ = rest.substr(keep);
    emit(std::string_view(rest).substr(0, keep), out);
    rest.clear();
    return;
  }
  const size_t last = std::string_view(rest).substr(0, close).find_last_not_of(kNewLines);
  const std::string before = last == std::string::npos ? std::string() : rest.substr(0, last + 1);
  if (!thinking_) {  // there was no <think>: all of it was thinking
    out.reclassify = handed_out_;
    out.reasoning = std::exchange(out.text, {});
  }
  out.reasoning += before;
  rest.erase(0, close + kClose.size());
  thinking_ = false;
  phase_ = Phase::kClosed;
}

void ReasoningParser::emit(std::string_view text, Piece& out) const { (thinking_ ? out.reasoning : out.text) += text; }

}  // namespace deepwell
