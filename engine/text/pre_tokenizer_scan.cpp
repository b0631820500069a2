// Scanners for the patterns of the model families that we load. Each takes, at every position, the first alternative of
// its regular expression that matches there, and looks at each character a bounded number of times.
#include "engine/text/scan.h"

namespace deepwell {
namespace {

using namespace unicode;
using scan::Char;
using PlainText = scan::Text<scan::PlainClasses>;

struct Gpt2 {
  static size_t next(std::string_view view, size_t at) {
    const PlainText text{view, {}};
    const Char first = text.at(at);
    if (first.code == '\'')
      if (const size_t end = scan::contraction(view, at, false); end > 0) return end;
    // ` ?` in front of letters, digits and the rest
    const size_t start = first.code == ' ' ? at + 1 : at;
    const Char c = start > at ? text.at(start) : first;
    if (c.is(kLetter)) return text.endOfRun(start + c.size, kLetter);
    if (c.is(kNumber)) return text.endOfRun(start + c.size, kNumber);
    if (c.isNot(kSpace)) return text.endOfRunNot(start + c.size, kSpace | kLetter | kNumber);
    return text.endOfSpace(at, false);
  }
};

class Gpt4 {
 public:
  explicit Gpt4(const Gpt4Options& options)
      : options_(options), letters_(options.marks_are_letters ? kLetter | kMark : kLetter) {}

  size_t next(std::string_view view, size_t at) const {
    const PlainText text{view, {}};
    const Char c = text.at(at);
    if (c.code == '\'' && options_.contractions)
      if (const size_t end = scan::contraction(view, at, true); end > 0) return end;
    if (c.is(letters_)) return text.endOfRun(at + c.size, letters_);
    if (c.is(kNumber)) return text.endOfDigits(at, options_.max_digits);
    const Char second = text.at(at + c.size);
    if (second.is(letters_) && !c.is(kNewline)) return text.endOfRun(at + c.size + second.size, letters_);
    const unsigned no_sign = kSpace | kNumber | letters_;
    size_t start = at;
    if (c.code == ' ' && second.isNot(no_sign)) start += c.size;
    if (start > at || c.isNot(no_sign)) {
      const size_t end = text.endOfRunNot(start, no_sign);
      return options_.newlines_after_signs ? text.endOfRun(end, kNewline) : end;
    }
    return text.endOfSpace(at, true);
  }

 private:
  Gpt4Options options_;
  unsigned letters_;
};

// \w+|[^\w\s]+ : the white space between is not matched.
class Words final : public Pattern {
 public:
  void find(std::string_view view, MatchSink& matches, SplitRun&) const override {
    enum Kind { kWord, kOther, kBlank };
    const PlainText text{view, {}};
    const auto kind_of = [](const Char& c) {
      if (isWordCharacter(c.code)) return kWord;
      return c.is(kSpace) ? kBlank : kOther;
    };
    for (size_t at = 0; at < view.size();) {
      Char c = text.at(at);
      const Kind kind = kind_of(c);
      size_t end = at;
      for (; c.size != 0 && kind_of(c) == kind; c = text.at(end)) end += c.size;
      if (kind != kBlank) matches.match(at, end);
      at = end;
    }
  }
};

class Literal final : public Pattern {
 public:
  explicit Literal(std::string_view literal) : literal_(literal) {}
  void find(std::string_view text, MatchSink& matches, SplitRun&) const override {
    for (size_t at = text.find(literal_); at != std::string_view::npos; at = text.find(literal_, at + literal_.size()))
      matches.match(at, at + literal_.size());
  }

 private:
  std::string literal_;
};

}  // namespace

PatternPtr gpt2Pattern() { return std::make_unique<scan::Covering<Gpt2>>(Gpt2()); }
PatternPtr gpt4Pattern(const Gpt4Options& options) { return std::make_unique<scan::Covering<Gpt4>>(Gpt4(options)); }
PatternPtr wordPattern() { return std::make_unique<Words>(); }
PatternPtr literalPattern(std::string_view literal) { return std::make_unique<Literal>(literal); }

}  // namespace deepwell
