// DeepSeek V3's three splits in one scan. The first two cut the text into runs of digits, of CJK and of the rest; the
// main pattern sees each run alone: what is beyond it is the end.
#include <array>

#include "engine/text/scan.h"

namespace deepwell {
namespace {

using namespace unicode;
using scan::Char;

enum class Stretch : uint8_t { kDigits, kCjk, kRest };

constexpr unsigned kBeyond = kMayCompose;  // of another stretch; that bit is of no use here

Stretch stretchOf(uint32_t code, unsigned classes) {
  if ((classes & kNumber) != 0) return Stretch::kDigits;
  const bool is_cjk = (code >= 0x4E00 && code <= 0x9FA5) || (code >= 0x3040 && code <= 0x30FF);
  return is_cjk ? Stretch::kCjk : Stretch::kRest;
}

// The classes as seen from within a stretch.
template <Stretch kStretch>
struct StretchClasses {
  StretchClasses() : bmp(table().data()) {}
  const uint8_t* bmp;

  static unsigned classOf(uint32_t code) {
    const unsigned classes = charClass(code);
    return stretchOf(code, classes) == kStretch ? classes & ~kBeyond : kBeyond;
  }
  static unsigned beyondBmp(uint32_t code) { return classOf(code); }
  static bool isEnd(const Char& c) { return c.size == 0 || c.is(kBeyond); }

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

using Rest = scan::Text<StretchClasses<Stretch::kRest>>;
using Cjk = scan::Text<StretchClasses<Stretch::kCjk>>;

size_t endOfAsciiLetters(std::string_view text, size_t at) {
  while (at < text.size() && ((text[at] >= 'a' && text[at] <= 'z') || (text[at] >= 'A' && text[at] <= 'Z'))) ++at;
  return at;
}

// The end of the main pattern's match; `at` if there is none.
template <class Text>
size_t mainMatch(const Text& text, size_t at, const Char& c) {
  constexpr unsigned kWord = kLetter | kMark;
  constexpr unsigned kSigns = kPunctuation | kSymbol;
  if (c.is(kWord)) return text.endOfRun(at + c.size, kWord);
  if (c.code < 0x80 && c.is(kSigns))
    if (const size_t end = endOfAsciiLetters(text.text, at + 1); end > at + 1) return end;
  const Char second = text.at(at + c.size);
  if (second.is(kWord) && !c.is(kNewline | kSigns)) return text.endOfRun(at + c.size + second.size, kWord);
  const bool space_before_signs = c.code == ' ' && second.is(kSigns);
  if (c.is(kSigns) || space_before_signs)
    return text.endOfRun(text.endOfRun(space_before_signs ? at + 1 : at, kSigns), kNewline);
  if (c.is(kSpace)) return text.endOfSpace(at, true);
  return at;
}

// Words are: up to 3 digits; what the main pattern matches; and runs of characters that none of its alternatives takes
// (controls, unassigned ones).
class Deepseek {
 public:
  size_t next(std::string_view text, size_t at) const {
    const Stretch stretch = stretchAt(text, at);
    const size_t end = matchAt(text, at, stretch);
    if (end > at) return end;
    do {
      at += decode(text, at).size;
    } while (at < text.size() && stretchAt(text, at) == stretch && matchAt(text, at, stretch) == at);
    return at;
  }

 private:
  static Stretch stretchAt(std::string_view text, size_t at) {
    const uint32_t code = decode(text, at).code;
    return stretchOf(code, charClass(code));
  }

  size_t matchAt(std::string_view view, size_t at, Stretch stretch) const {
    if (stretch == Stretch::kRest) {
      const Rest text{view, rest_};
      return mainMatch(text, at, text.at(at));
    }
    if (stretch == Stretch::kCjk) {
      const Cjk text{view, cjk_};
      return mainMatch(text, at, text.at(at));
    }
    return scan::Text<scan::PlainClasses>{view, {}}.endOfDigits(at, 3);
  }

  StretchClasses<Stretch::kRest> rest_;
  StretchClasses<Stretch::kCjk> cjk_;
};

}  // namespace

PatternPtr deepseekPattern() { return std::make_unique<scan::Covering<Deepseek>>(Deepseek()); }

}  // namespace deepwell
