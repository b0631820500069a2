#include "engine/text/jinja/literals.h"

#include <cstdlib>

#include "engine/text/jinja/unicode.h"

namespace deepwell::jinja {
namespace {

int hexDigitValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return 99;
}

bool readHex(std::string_view text, size_t& at, size_t count, char32_t& value) {
  value = 0;
  for (size_t i = 0; i < count; ++i, ++at) {
    if (at >= text.size() || hexDigitValue(text[at]) > 15) return false;
    value = value * 16 + static_cast<char32_t>(hexDigitValue(text[at]));
  }
  return value <= 0x10FFFF;
}

void appendOctal(std::string_view text, size_t& at, std::string& value) {
  char32_t c = 0;
  for (int i = 0; i < 3 && at < text.size() && hexDigitValue(text[at]) < 8; ++i, ++at) {
    c = c * 8 + static_cast<char32_t>(hexDigitValue(text[at]));
  }
  appendUtf8(value, c);
}

// \xhh, \uhhhh, \Uhhhhhhhh. Halves of a surrogate pair are joined; a lone one has no UTF-8 and becomes U+FFFD.
bool appendHexEscape(std::string_view text, char kind, size_t& at, std::string& value) {
  char32_t c = 0;
  if (!readHex(text, at, kind == 'x' ? 2 : (kind == 'u' ? 4 : 8), c)) return false;
  if (c >= 0xD800 && c < 0xDC00 && text.substr(at).starts_with("\\u")) {
    size_t next = at + 2;
    char32_t low = 0;
    if (readHex(text, next, 4, low) && low >= 0xDC00 && low < 0xE000) {
      c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
      at = next;
    }
  }
  appendUtf8(value, c >= 0xD800 && c < 0xE000 ? char32_t{0xFFFD} : c);
  return true;
}

size_t skipDigits(std::string_view text, size_t at, int base) {
  while (at < text.size()) {
    const bool separator = text[at] == '_' && at + 1 < text.size() && hexDigitValue(text[at + 1]) < base;
    if (!separator && hexDigitValue(text[at]) >= base) break;
    ++at;
  }
  return at;
}

size_t floatLength(std::string_view text) {
  size_t at = skipDigits(text, 0, 10);
  const size_t whole = at;
  if (at + 1 < text.size() && text[at] == '.' && hexDigitValue(text[at + 1]) < 10) at = skipDigits(text, at + 1, 10);
  const size_t mantissa = at;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    if (at < text.size() && hexDigitValue(text[at]) < 10) return skipDigits(text, at, 10);
  }
  return mantissa == whole ? 0 : mantissa;
}

std::string digitsOf(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c != '_') out += c;
  }
  return out;
}

bool parseInteger(const std::string& digits, int base, Int& value) {
  value = 0;
  for (const char c : digits) {
    if (__builtin_mul_overflow(value, Int{base}, &value)) return false;
    if (__builtin_add_overflow(value, Int{hexDigitValue(c)}, &value)) return false;
  }
  return true;
}

}  // namespace

bool unescape(std::string_view text, std::string& value, std::string& error) {
  static constexpr std::string_view kFrom = "\\'\"abfnrtv";
  static constexpr std::string_view kTo = "\\'\"\a\b\f\n\r\t\v";
  for (size_t at = 0; at < text.size();) {
    const char c = text[at++];
    if (c != '\\' || at >= text.size()) {
      value += c;
      continue;
    }
    const char kind = text[at++];
    const size_t simple = kFrom.find(kind);
    if (simple != std::string_view::npos) {
      value += kTo[simple];
    } else if (kind == 'x' || kind == 'u' || kind == 'U') {
      if (!appendHexEscape(text, kind, at, value)) {
        error = "a string has a broken \\x or \\u escape";
        return false;
      }
    } else if (hexDigitValue(kind) < 8) {
      appendOctal(text, --at, value);
    } else if (kind == 'N') {
      error = "\\N{...} escapes are not supported";
      return false;
    } else if (kind != '\n') {
      value += '\\';
      value += kind;
    }
  }
  return true;
}

size_t readNumber(std::string_view text, bool allow_float, Token& token) {
  if (const size_t length = allow_float ? floatLength(text) : 0; length > 0) {
    token.type = TokenType::kFloat;
    token.number = std::strtod(digitsOf(text.substr(0, length)).c_str(), nullptr);
    return length;
  }
  token.type = TokenType::kInteger;
  const char kind = text.size() > 2 && text[0] == '0' ? static_cast<char>(text[1] | 0x20) : '\0';
  const int base = kind == 'x' ? 16 : (kind == 'o' ? 8 : (kind == 'b' ? 2 : 10));
  if (base != 10 && (hexDigitValue(text[2]) < base || text[2] == '_')) {
    const size_t length = skipDigits(text, 2, base);
    return parseInteger(digitsOf(text.substr(2, length - 2)), base, token.integer) ? length : 0;
  }
  size_t length = skipDigits(text, 0, 10);
  if (text[0] == '0') {  // "012" is 0, then 12
    length = 1;
    while (length < text.size() && text[length] == '0') ++length;
  }
  return parseInteger(digitsOf(text.substr(0, length)), 10, token.integer) ? length : 0;
}

}  // namespace deepwell::jinja
