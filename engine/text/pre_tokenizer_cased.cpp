// GPT-4o's pattern and its relatives, where a word is capitals and then small letters:
//   [^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|...)?
//   |[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|...)?
//   |\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+
// Kimi's takes Han characters out of the words and puts [\p{Han}]+ in front.
#include <array>

#include "engine/text/scan.h"

namespace deepwell {
namespace {

using namespace unicode;
using scan::Char;

// Bits that have another meaning here.
constexpr unsigned kUpper = kPunctuation;  // may stand in a word's first part
constexpr unsigned kLower = kSymbol;       // in its second; letters without case and marks may stand in both
constexpr unsigned kHan = kMayCompose;

template <bool kHanApart>
struct CasedClasses {
  CasedClasses() : bmp(table().data()) {}
  const uint8_t* bmp;

  static unsigned classOf(uint32_t code) {
    unsigned classes = charClass(code) & (kLetter | kMark | kNumber | kSpace | kNewline);
    if (kHanApart && isHan(code)) return classes | kHan;
    if ((classes & (kLetter | kMark)) == 0) return classes;
    const LetterCase letter_case = letterCase(code);
    if (letter_case != LetterCase::kLower) classes |= kUpper;
    if (letter_case != LetterCase::kUpper) classes |= kLower;
    return classes;
  }
  static unsigned beyondBmp(uint32_t code) { return code > 0x10FFFF ? 0 : classOf(code); }
  static bool isEnd(const Char& c) { return c.size == 0; }

 private:
  static const std::array<uint8_t, 0x10000>& table() {
    static const auto built = [] {
      std::array<uint8_t, 0x10000> classes;
      for (uint32_t code = 0; code < classes.size(); ++code) classes[code] = static_cast<uint8_t>(classOf(code));
      return classes;
    }();
    return built;
  }
};

template <bool kHanApart>
class Cased {
 public:
  using Text = scan::Text<CasedClasses<kHanApart>>;

  explicit Cased(const CasedOptions& options) : options_(options) {}

  size_t next(std::string_view view, size_t at) const {
    const Text text{view, classes_};
    const Char c = text.at(at);
    if (kHanApart && c.is(kHan)) return text.endOfRun(at, kHan);
    if (const size_t end = endOfWord(text, at, c); end > at) {
      if (!options_.contractions || end >= view.size() || view[end] != '\'') return end;
      return std::max(end, scan::contraction(view, end, true));
    }
    if (c.is(kNumber)) return text.endOfDigits(at, options_.max_digits);
    constexpr unsigned kNoSign = kSpace | kLetter | kNumber;
    const size_t start = c.code == ' ' && text.at(at + 1).isNot(kNoSign) ? at + 1 : at;
    if (start > at || c.isNot(kNoSign)) return endOfSigns(text, start);
    return text.endOfSpace(at, true);
  }

 private:
  // The first part of a word, greedily, and where a second part could end that begins within it.
  struct FirstPart {
    size_t end;
    size_t split;  // 0: nothing in it may be of the second part
  };
  static FirstPart firstPart(const Text& text, size_t at) {
    FirstPart part{at, 0};
    for (Char c = text.at(at); c.is(kUpper); c = text.at(part.end)) {
      part.end += c.size;
      if (c.is(kLower)) part.split = part.end;
    }
    return part;
  }

  // The first alternative from `at` on, after its optional sign; `at`: it does not match.
  static size_t smallWord(const Text& text, size_t at, const FirstPart& part) {
    if (const size_t end = text.endOfRun(part.end, kLower); end > part.end) return end;
    return part.split > 0 ? part.split : at;
  }

  static size_t endOfWord(const Text& text, size_t at, const Char& c) {
    const bool sign = c.isNot(kNewline | kLetter | kNumber);  // a mark is one too
    const size_t inner = at + c.size;
    FirstPart after_sign{inner, 0};
    if (sign) {
      if (!text.at(inner).is(kUpper | kLower) && !c.is(kMark)) return at;
      after_sign = firstPart(text, inner);
      if (const size_t end = smallWord(text, inner, after_sign); end > inner) return end;
    }
    if (c.is(kUpper | kLower)) {
      const FirstPart part = firstPart(text, at);
      if (const size_t end = smallWord(text, at, part); end > at) return end;
      if (after_sign.end > inner) return after_sign.end;
      return part.end;
    }
    return after_sign.end > inner ? after_sign.end : at;
  }

  size_t endOfSigns(const Text& text, size_t at) const {
    size_t end = text.endOfRunNot(at, kSpace | kLetter | kNumber);
    while (end < text.text.size()) {
      const char c = text.text[end];
      if (c != '\r' && c != '\n' && !(options_.slash_after_signs && c == '/')) break;
      ++end;
    }
    return end;
  }

  CasedOptions options_;
  CasedClasses<kHanApart> classes_;
};

}  // namespace

PatternPtr casedPattern(const CasedOptions& options) {
  if (options.han_apart) return std::make_unique<scan::Covering<Cased<true>>>(Cased<true>(options));
  return std::make_unique<scan::Covering<Cased<false>>>(Cased<false>(options));
}

}  // namespace deepwell
