// Unicode's mathematical alphabets (block U+1D400), with the letters that stand elsewhere.
#include <array>
#include <utility>

#include "app/chat/math/symbols.h"

namespace deepwell::math {
namespace {

struct Bases {
  char32_t capital, small, digit, greek_capital, greek_small;  // 0: the alphabet has none
};

Bases basesOf(Alphabet alphabet) {
  switch (alphabet) {
    case Alphabet::kMath:
      return {0x1D434, 0x1D44E, 0, 0, 0x1D6FC};
    case Alphabet::kBold:
      return {0x1D400, 0x1D41A, 0x1D7CE, 0x1D6A8, 0x1D6C2};
    case Alphabet::kItalic:
      return {0x1D434, 0x1D44E, 0, 0x1D6E2, 0x1D6FC};
    case Alphabet::kBoldItalic:
      return {0x1D468, 0x1D482, 0x1D7CE, 0x1D71C, 0x1D736};
    case Alphabet::kBlackboard:
      return {0x1D538, 0x1D552, 0x1D7D8, 0, 0};
    case Alphabet::kScript:
      return {0x1D49C, 0x1D4B6, 0, 0, 0};
    case Alphabet::kFraktur:
      return {0x1D504, 0x1D51E, 0, 0, 0};
    case Alphabet::kSans:
      return {0x1D5A0, 0x1D5BA, 0x1D7E2, 0, 0};
    case Alphabet::kMono:
      return {0x1D670, 0x1D68A, 0x1D7F6, 0, 0};
    case Alphabet::kRoman:
      break;
  }
  return {};
}

// Places of the block that are empty because the letter was there before.
constexpr std::array<std::pair<char32_t, char32_t>, 24> kElsewhere = {{
    {0x1D455, 0x210E}, {0x1D49D, 0x212C}, {0x1D4A0, 0x2130}, {0x1D4A1, 0x2131}, {0x1D4A3, 0x210B}, {0x1D4A4, 0x2110},
    {0x1D4A7, 0x2112}, {0x1D4A8, 0x2133}, {0x1D4AD, 0x211B}, {0x1D4BA, 0x212F}, {0x1D4BC, 0x210A}, {0x1D4C4, 0x2134},
    {0x1D506, 0x212D}, {0x1D50B, 0x210C}, {0x1D50C, 0x2111}, {0x1D515, 0x211C}, {0x1D51D, 0x2128}, {0x1D53A, 0x2102},
    {0x1D53F, 0x210D}, {0x1D545, 0x2115}, {0x1D547, 0x2119}, {0x1D548, 0x211A}, {0x1D549, 0x211D}, {0x1D551, 0x2124},
}};

// Variants of small Greek letters follow omega in this order.
constexpr std::array<char32_t, 6> kGreekVariants = {U'ϵ', U'ϑ', U'ϰ', U'ϕ', U'ϱ', U'ϖ'};

}  // namespace

std::optional<Alphabet> alphabetOf(std::string_view command) {
  constexpr std::array<std::pair<std::string_view, Alphabet>, 20> kNames = {{
      {"mathrm", Alphabet::kRoman},
      {"mathbf", Alphabet::kBold},
      {"mathit", Alphabet::kItalic},
      {"mathnormal", Alphabet::kMath},
      {"mathbb", Alphabet::kBlackboard},
      {"Bbb", Alphabet::kBlackboard},
      {"mathcal", Alphabet::kScript},
      {"mathscr", Alphabet::kScript},
      {"mathfrak", Alphabet::kFraktur},
      {"mathsf", Alphabet::kSans},
      {"mathtt", Alphabet::kMono},
      {"boldsymbol", Alphabet::kBoldItalic},
      {"bm", Alphabet::kBoldItalic},
      {"pmb", Alphabet::kBoldItalic},
      {"rm", Alphabet::kRoman},
      {"bf", Alphabet::kBold},
      {"it", Alphabet::kItalic},
      {"cal", Alphabet::kScript},
      {"mathbfit", Alphabet::kBoldItalic},
      {"frak", Alphabet::kFraktur},
  }};
  for (const auto& [name, alphabet] : kNames)
    if (name == command) return alphabet;
  return std::nullopt;
}

char32_t inAlphabet(char32_t c, Alphabet alphabet) {
  const Bases bases = basesOf(alphabet);
  char32_t out = c;
  if (c >= U'A' && c <= U'Z' && bases.capital != 0) {
    out = bases.capital + (c - U'A');
  } else if (c >= U'a' && c <= U'z' && bases.small != 0) {
    out = bases.small + (c - U'a');
  } else if (c >= U'0' && c <= U'9' && bases.digit != 0) {
    out = bases.digit + (c - U'0');
  } else if (c >= U'Α' && c <= U'Ω' && bases.greek_capital != 0) {
    out = bases.greek_capital + (c - U'Α');
  } else if (c >= U'α' && c <= U'ω' && bases.greek_small != 0) {
    out = bases.greek_small + (c - U'α');
  } else if (bases.greek_small != 0) {
    for (size_t i = 0; i < kGreekVariants.size(); ++i)
      if (kGreekVariants[i] == c) out = bases.greek_small + 26 + static_cast<char32_t>(i);
  }
  for (const auto& [empty, other] : kElsewhere)
    if (out == empty) return other;
  return out;
}

}  // namespace deepwell::math
