#include "engine/text/jinja/unicode.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>

namespace deepwell::jinja {
namespace {

struct SpecialCase {
  char32_t from;
  char32_t to[3];  // 0: none
};

#include "engine/text/jinja/case_table.inc"

utf8proc_category_t category(char32_t c) { return utf8proc_category(static_cast<utf8proc_int32_t>(c)); }

template <size_t N>
const SpecialCase* findSpecial(const SpecialCase (&table)[N], char32_t c) {
  const auto* end = table + N;
  const auto* it = std::lower_bound(table, end, c, [](const SpecialCase& s, char32_t x) { return s.from < x; });
  return it != end && it->from == c ? it : nullptr;
}

void appendSpecial(std::string& out, const SpecialCase& special) {
  for (const char32_t c : special.to) {
    if (c != 0) appendUtf8(out, c);
  }
}

void appendUpper(std::string& out, char32_t c) {
  if (const auto* special = c < 0x80 ? nullptr : findSpecial(kSpecialUpper, c)) return appendSpecial(out, *special);
  appendUtf8(out, static_cast<char32_t>(utf8proc_toupper(static_cast<utf8proc_int32_t>(c))));
}

void appendTitle(std::string& out, char32_t c) {
  if (const auto* special = c < 0x80 ? nullptr : findSpecial(kSpecialTitle, c)) return appendSpecial(out, *special);
  appendUtf8(out, static_cast<char32_t>(utf8proc_totitle(static_cast<utf8proc_int32_t>(c))));
}

bool isCased(char32_t c) { return isLower(c) || isUpper(c) || isTitle(c); }

bool isCaseIgnorable(char32_t c) {
  const auto cat = category(c);
  return cat == UTF8PROC_CATEGORY_MN || cat == UTF8PROC_CATEGORY_ME || cat == UTF8PROC_CATEGORY_CF ||
         cat == UTF8PROC_CATEGORY_LM || cat == UTF8PROC_CATEGORY_SK || c == U'\'' || c == U'.' || c == U':' ||
         c == 0xB7 || c == 0x2019 || c == 0x2018 || c == 0x2024 || c == 0x2027;
}

// A capital sigma at the end of a word becomes the final form.
bool isFinalSigma(const std::u32string& text, size_t at) {
  size_t before = at;
  while (before > 0 && isCaseIgnorable(text[before - 1])) --before;
  if (before == 0 || !isCased(text[before - 1])) return false;
  size_t after = at + 1;
  while (after < text.size() && isCaseIgnorable(text[after])) ++after;
  return after == text.size() || !isCased(text[after]);
}

void appendLower(std::string& out, const std::u32string& text, size_t at) {
  const char32_t c = text[at];
  if (c == 0x130) {
    out += "i\xCC\x87";
  } else if (c == 0x3A3) {
    appendUtf8(out, isFinalSigma(text, at) ? 0x3C2 : 0x3C3);
  } else {
    appendUtf8(out, static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(c))));
  }
}

}  // namespace

bool isAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

char32_t nextPoint(std::string_view text, size_t& at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte < 0x80) {
    ++at;
    return byte;
  }
  const auto* p = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  utf8proc_int32_t c = 0;
  const auto n = utf8proc_iterate(p + at, static_cast<utf8proc_ssize_t>(text.size() - at), &c);
  at += n <= 0 ? 1 : static_cast<size_t>(n);
  return n <= 0 ? char32_t{0xFFFD} : static_cast<char32_t>(c);
}

std::u32string decodeUtf8(std::string_view text) {
  std::u32string out;
  out.reserve(countCodePoints(text));
  for (size_t i = 0; i < text.size();) out += nextPoint(text, i);
  return out;
}

void appendUtf8(std::string& out, char32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
    return;
  }
  std::array<utf8proc_uint8_t, 4> buffer{};
  const auto n = utf8proc_encode_char(static_cast<utf8proc_int32_t>(c), buffer.data());
  out.append(reinterpret_cast<const char*>(buffer.data()), n > 0 ? static_cast<size_t>(n) : 0);
}

std::string encodeUtf8(std::u32string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char32_t c : text) appendUtf8(out, c);
  return out;
}

size_t countCodePoints(std::string_view text) {
  return static_cast<size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

size_t byteOffset(std::string_view text, size_t points) {
  size_t at = 0;
  for (; points > 0 && at < text.size(); --points) {
    ++at;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
  }
  return at;
}

bool isSpace(char32_t c) {
  return (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x20) || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

bool isLineBreak(char32_t c) {
  return (c >= 0x0A && c <= 0x0D) || (c >= 0x1C && c <= 0x1E) || c == 0x85 || c == 0x2028 || c == 0x2029;
}

bool isAlpha(char32_t c) {
  const auto cat = category(c);
  return cat >= UTF8PROC_CATEGORY_LU && cat <= UTF8PROC_CATEGORY_LO;
}

bool isDecimal(char32_t c) { return category(c) == UTF8PROC_CATEGORY_ND; }

bool isDigit(char32_t c) {
  return isDecimal(c) || c == 0xB2 || c == 0xB3 || c == 0xB9 || c == 0x2070 || (c >= 0x2074 && c <= 0x2079) ||
         (c >= 0x2080 && c <= 0x2089) || (c >= 0x2460 && c <= 0x2468) || (c >= 0x2474 && c <= 0x247C) ||
         (c >= 0x2488 && c <= 0x2490) || (c >= 0x2776 && c <= 0x277E) || (c >= 0x2780 && c <= 0x2788);
}

bool isNumeric(char32_t c) {
  const auto cat = category(c);
  return cat == UTF8PROC_CATEGORY_ND || cat == UTF8PROC_CATEGORY_NL || cat == UTF8PROC_CATEGORY_NO;
}

bool isLower(char32_t c) {
  return category(c) == UTF8PROC_CATEGORY_LL || c == 0xAA || c == 0xBA || (c >= 0x2B0 && c <= 0x2B8) ||
         (c >= 0x1D2C && c <= 0x1D6A) || c == 0x2071 || c == 0x207F || (c >= 0x2090 && c <= 0x209C) ||
         (c >= 0x2170 && c <= 0x217F) || (c >= 0x24D0 && c <= 0x24E9);
}

bool isUpper(char32_t c) {
  return category(c) == UTF8PROC_CATEGORY_LU || (c >= 0x2160 && c <= 0x216F) || (c >= 0x24B6 && c <= 0x24CF);
}

bool isTitle(char32_t c) { return category(c) == UTF8PROC_CATEGORY_LT; }

bool isPrintable(char32_t c) {
  if (c == U' ') return true;
  const auto cat = category(c);
  return cat != UTF8PROC_CATEGORY_CN && cat != UTF8PROC_CATEGORY_CC && cat != UTF8PROC_CATEGORY_CF &&
         cat != UTF8PROC_CATEGORY_CS && cat != UTF8PROC_CATEGORY_CO && cat != UTF8PROC_CATEGORY_ZS &&
         cat != UTF8PROC_CATEGORY_ZL && cat != UTF8PROC_CATEGORY_ZP;
}

bool isIdentifierStart(char32_t c) { return c == U'_' || isAlpha(c) || category(c) == UTF8PROC_CATEGORY_NL; }

bool isIdentifierPart(char32_t c) {
  const auto cat = category(c);
  return isIdentifierStart(c) || cat == UTF8PROC_CATEGORY_MN || cat == UTF8PROC_CATEGORY_MC ||
         cat == UTF8PROC_CATEGORY_ND || cat == UTF8PROC_CATEGORY_PC;
}

std::string toUpper(std::string_view text) {
  std::string out;
  for (const char32_t c : decodeUtf8(text)) appendUpper(out, c);
  return out;
}

std::string toLower(std::string_view text) {
  std::string out;
  const std::u32string points = decodeUtf8(text);
  for (size_t i = 0; i < points.size(); ++i) appendLower(out, points, i);
  return out;
}

std::string toTitle(std::string_view text) {
  std::string out;
  const std::u32string points = decodeUtf8(text);
  bool in_word = false;
  for (size_t i = 0; i < points.size(); ++i) {
    if (in_word) {
      appendLower(out, points, i);
    } else {
      appendTitle(out, points[i]);
    }
    in_word = isCased(points[i]);
  }
  return out;
}

std::string toCapitalized(std::string_view text) {
  std::string out;
  const std::u32string points = decodeUtf8(text);
  for (size_t i = 0; i < points.size(); ++i) {
    if (i == 0) {
      appendTitle(out, points[i]);
    } else {
      appendLower(out, points, i);
    }
  }
  return out;
}

std::string toSwapped(std::string_view text) {
  std::string out;
  const std::u32string points = decodeUtf8(text);
  for (size_t i = 0; i < points.size(); ++i) {
    if (isUpper(points[i])) {
      appendLower(out, points, i);
    } else if (isLower(points[i])) {
      appendUpper(out, points[i]);
    } else {
      appendUtf8(out, points[i]);
    }
  }
  return out;
}

std::string toFolded(std::string_view text) {
  std::string out;
  for (const char32_t c : decodeUtf8(text)) {
    std::array<utf8proc_int32_t, 8> folded{};
    int last_class = 0;
    const auto n = utf8proc_decompose_char(static_cast<utf8proc_int32_t>(c), folded.data(),
                                           static_cast<utf8proc_ssize_t>(folded.size()), UTF8PROC_CASEFOLD,
                                           &last_class);
    for (utf8proc_ssize_t i = 0; i < n; ++i) appendUtf8(out, static_cast<char32_t>(folded[static_cast<size_t>(i)]));
  }
  return out;
}

std::string_view stripLeft(std::string_view text) {
  const auto* p = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  size_t i = 0;
  while (i < text.size()) {
    utf8proc_int32_t c = 0;
    const auto n = utf8proc_iterate(p + i, static_cast<utf8proc_ssize_t>(text.size() - i), &c);
    if (n <= 0 || !isSpace(static_cast<char32_t>(c))) break;
    i += static_cast<size_t>(n);
  }
  return text.substr(i);
}

std::string_view stripRight(std::string_view text) {
  while (!text.empty()) {
    size_t start = text.size() - 1;
    while (start > 0 && (static_cast<unsigned char>(text[start]) & 0xC0) == 0x80) --start;
    utf8proc_int32_t c = 0;
    const auto n = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + start,
                                    static_cast<utf8proc_ssize_t>(text.size() - start), &c);
    if (n <= 0 || !isSpace(static_cast<char32_t>(c))) break;
    text = text.substr(0, start);
  }
  return text;
}

}  // namespace deepwell::jinja
