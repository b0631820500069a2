// What the hand-written scanners are made of: a text and the classes of its characters. Internal to engine/text.
#pragma once

#include <string_view>

#include "engine/text/pattern.h"
#include "engine/text/unicode.h"

namespace deepwell::scan {

struct Char {
  uint32_t code;
  uint32_t size;  // 0 at the end of the text
  unsigned classes;
  bool is(unsigned mask) const { return (classes & mask) != 0; }
  // [^...] of a regular expression: a character, of none of the classes.
  bool isNot(unsigned mask) const { return size != 0 && (classes & mask) == 0; }
};

// The classes of unicode.h as they are.
struct PlainClasses {
  const uint8_t* bmp = unicode::detail::kBmpClasses;
  static unsigned beyondBmp(uint32_t code) { return unicode::detail::classBeyondBmp(code); }
  // Where the text ends for look-ahead.
  static bool isEnd(const Char& c) { return c.size == 0; }
};

template <class Classes>
struct Text {
  std::string_view text;
  Classes classes;

  unsigned classOf(uint32_t code) const { return code < 0x10000 ? classes.bmp[code] : classes.beyondBmp(code); }

  Char at(size_t position) const {
    if (position >= text.size()) return {unicode::kInvalid, 0, 0};
    const unicode::Decoded c = unicode::decode(text, position);
    return {c.code, c.size, classOf(c.code)};
  }

  // [...]+ from `at` on: the end of the characters that are (kIs) or are not (!kIs) of the classes.
  template <bool kIs>
  size_t endWhile(size_t at, unsigned mask) const {
    while (at < text.size()) {
      const auto byte = static_cast<unsigned char>(text[at]);
      if (byte < 0x80) {
        if (((classes.bmp[byte] & mask) != 0) != kIs) return at;
        ++at;
        continue;
      }
      const unicode::Decoded c = unicode::decode(text, at);
      if (((classOf(c.code) & mask) != 0) != kIs) return at;
      at += c.size;
    }
    return at;
  }
  size_t endOfRun(size_t at, unsigned mask) const { return endWhile<true>(at, mask); }
  size_t endOfRunNot(size_t at, unsigned mask) const { return endWhile<false>(at, mask); }

  size_t endOfDigits(size_t at, size_t most) const {
    Char c = this->at(at);
    for (size_t i = 0; i < most && c.is(unicode::kNumber); ++i, c = this->at(at)) at += c.size;
    return at;
  }

  // At a white space: \s*[\r\n]+ (if `newlines`), else \s+(?!\S), else \s+.
  size_t endOfSpace(size_t at, bool newlines) const {
    size_t end = at;
    size_t last = at;
    size_t after_newline = 0;
    Char c = this->at(end);
    for (; c.is(unicode::kSpace); c = this->at(end)) {
      last = end;
      end += c.size;
      if (c.is(unicode::kNewline)) after_newline = end;
    }
    if (newlines && after_newline > 0) return after_newline;
    if (Classes::isEnd(c) || last == at) return end;
    return last;  // the last one belongs to the word that follows
  }
};

// 's 't 're 've 'm 'll 'd at an apostrophe; 0: none. The long s is an s when case does not count.
inline size_t contraction(std::string_view text, size_t at, bool any_case) {
  const auto letter = [&](size_t position) -> char {
    if (position >= text.size()) return 0;
    const char c = text[position];
    return any_case && c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  };
  const char first = letter(at + 1);
  const char second = letter(at + 2);
  if (first == 's' || first == 't' || first == 'm' || first == 'd') return at + 2;
  if ((first == 'r' && second == 'e') || (first == 'v' && second == 'e') || (first == 'l' && second == 'l'))
    return at + 3;
  if (any_case && text.substr(at + 1, 2) == "\xC5\xBF") return at + 3;
  return 0;
}

// A pattern that covers all of a text. `Rule::next(text, at)` is the end of the word that begins at `at`.
template <class Rule>
class Covering final : public Pattern {
 public:
  explicit Covering(Rule rule) : rule_(std::move(rule)) {}

  void find(std::string_view text, MatchSink& matches, SplitRun&) const override {
    each(text, [&](size_t begin, size_t end) { matches.match(begin, end); });
  }
  void split(std::string_view text, WordSink& words, SplitRun&) const override {
    each(text, [&](size_t begin, size_t end) { words.word({text.data() + begin, end - begin}); });
  }

 private:
  template <class Take>
  void each(std::string_view text, Take take) const {
    for (size_t at = 0; at < text.size();) {
      const size_t end = rule_.next(text, at);
      take(at, end);
      at = end;
    }
  }

  Rule rule_;
};

}  // namespace deepwell::scan
