// Patterns that look far ahead at each match, and so would take time that grows with the square of a long run: digits
// in groups of three from the right, and white space in powers of two. Here each run is looked at twice.
#include "engine/text/scan.h"

namespace deepwell {
namespace {

using namespace unicode;
using PlainText = scan::Text<scan::PlainClasses>;

// Oniguruma's \w where it stands alone, or in \b: with the numbers of Latin-1, without joiners.
bool isWordInOniguruma(uint32_t code) {
  if (code < 0x100 && (charClass(code) & kNumber) != 0) return true;
  return code != 0x200C && code != 0x200D && isWordCharacter(code);
}

class DigitGroups final : public Pattern {
 public:
  explicit DigitGroups(const DigitGroupsOptions& options) : options_(options) {}

  void find(std::string_view view, MatchSink& matches, SplitRun&) const override {
    const PlainText text{view, {}};
    for (size_t at = 0; at < view.size();) {
      size_t count = 0;
      size_t end = at;
      for (scan::Char c = text.at(end); isDigit(c); c = text.at(end)) {
        end += c.size;
        ++count;
      }
      if (count == 0) {
        at += text.at(at).size;
        continue;
      }
      if (!options_.before_no_word || end == view.size() || !isWordInOniguruma(text.at(end).code))
        giveGroups(text, at, count, matches);
      at = end;
    }
  }

 private:
  bool isDigit(const scan::Char& c) const {
    if (c.size == 0 || !c.is(kNumber)) return false;
    return !options_.decimal || isDecimal(c.code);
  }

  void giveGroups(const PlainText& text, size_t at, size_t count, MatchSink& matches) const {
    while (count > 0) {
      const size_t begin = at;
      const bool whole = count % 3 == 0;
      do at += text.at(at).size;
      while (--count % 3 != 0);
      if (!options_.cuts_only) {
        matches.match(begin, at);
      } else if (whole) {
        matches.match(begin, begin);
      }
    }
  }

  DigitGroupsOptions options_;
};

// Llama 3's words, but white space without a line feed in pieces of 512, 256, ... 2, 1 characters.
class SpaceGroups final : public Pattern {
 public:
  void find(std::string_view view, MatchSink& matches, SplitRun& run) const override {
    Divided divided(view, matches);
    llama3_->find(view, divided, run);
  }

 private:
  class Divided final : public MatchSink {
   public:
    Divided(std::string_view view, MatchSink& matches) : text_{view, {}}, matches_(matches) {}

    void match(size_t begin, size_t end) override {
      // A space may also begin a word; then another character ends it.
      const scan::Char last = text_.at(previous(text_.text, end));
      if (!last.is(kSpace) || last.is(kNewline) || !text_.at(begin).is(kSpace)) return matches_.match(begin, end);
      size_t count = 0;
      for (size_t at = begin; at < end; at += text_.at(at).size) ++count;
      for (size_t piece = kMost; begin < end;) {
        while (piece > count) piece /= 2;
        size_t at = begin;
        for (size_t i = 0; i < piece; ++i) at += text_.at(at).size;
        matches_.match(begin, at);
        begin = at;
        count -= piece;
      }
    }

   private:
    static constexpr size_t kMost = 512;
    PlainText text_;
    MatchSink& matches_;
  };

  PatternPtr llama3_ = gpt4Pattern({});
};

}  // namespace

PatternPtr digitGroupsPattern(const DigitGroupsOptions& options) { return std::make_unique<DigitGroups>(options); }
PatternPtr spaceGroupsPattern() { return std::make_unique<SpaceGroups>(); }

}  // namespace deepwell
