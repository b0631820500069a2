// Splits a model's output stream into thinking and answer. Works on decoded text pieces of any size; tags may be split
// over tokens. Text is held back only while it may still turn out to be a tag. New lines after <think> and on both
// sides of </think> belong to the tags and are dropped. <think> counts at the start only; what follows </think> is
// never parsed.
#pragma once

#include <string>
#include <string_view>

namespace deepwell {

class ReasoningParser {
 public:
  enum class Start {
    kUnknown,   // <think> may come, or only </think> (then all before it was thinking), or neither
    kThinking,  // the prompt ended inside <think>
    kAnswer,    // thinking is off, or the prompt closed it
  };

  struct Piece {
    std::string reasoning;
    std::string text;
    // True if what was handed out as `text` before turned out to be thinking (only </think> emitted, kUnknown): the
    // caller moves all text so far to the reasoning.
    bool reclassify = false;
  };

  explicit ReasoningParser(Start start);

  Piece push(std::string_view piece);
  Piece finish();         // what was held back
  bool thinking() const;  // inside the thinking now

 private:
  enum class Phase {
    kStart,   // nothing but white space so far: <think> may come
    kOpened,  // after <think>: new lines are dropped
    kBody,    // the thinking; with kUnknown and no <think> perhaps the answer already
    kClosed,  // after </think>: new lines are dropped
    kAnswer,
  };

  void step(std::string& rest, Piece& out);  // takes from the front of `rest` or ends in holding it back
  void begin(std::string& rest);
  void body(std::string& rest, Piece& out);
  void emit(std::string_view text, Piece& out) const;

  Phase phase_;
  bool thinking_;
  bool handed_out_ = false;  // text that a </think> would turn into thinking
  std::string held_;         // may be the beginning of a tag, or new lines next to one
};

// Holds back the bytes of an unfinished UTF-8 character; invalid bytes become U+FFFD.
class Utf8Stream {
 public:
  std::string push(std::string_view bytes);  // whole characters only
  std::string finish();

 private:
  std::string held_;  // at most 3 bytes, the beginning of a character
};

}  // namespace deepwell
