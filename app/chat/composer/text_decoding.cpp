#include "app/chat/composer/text_decoding.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "engine/base/utf8.h"

namespace deepwell {
namespace {

char32_t unit(std::string_view bytes, size_t at, size_t size, bool big) {
  char32_t value = 0;
  for (size_t i = 0; i < size; ++i) {
    const auto byte = static_cast<unsigned char>(bytes[at + (big ? i : size - 1 - i)]);
    value = (value << 8U) | byte;
  }
  return value;
}

std::string fromUtf16(std::string_view bytes, bool big) {
  std::string out;
  for (size_t at = 0; at + 1 < bytes.size(); at += 2) {
    char32_t c = unit(bytes, at, 2, big);
    if (c >= 0xD800 && c < 0xDC00 && at + 3 < bytes.size()) {
      const char32_t low = unit(bytes, at + 2, 2, big);
      if (low >= 0xDC00 && low < 0xE000) {
        c = 0x10000 + ((c - 0xD800) << 10U) + (low - 0xDC00);
        at += 2;
      }
    }
    utf8::append(out, c);
  }
  return out;
}

std::string fromUtf32(std::string_view bytes, bool big) {
  std::string out;
  for (size_t at = 0; at + 3 < bytes.size(); at += 4) utf8::append(out, unit(bytes, at, 4, big));
  return out;
}

std::string fromWindows1252(std::string_view bytes) {
  static constexpr std::array<char16_t, 32> upper = {
      0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
      0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
  std::string out;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    utf8::append(out, byte >= 0x80 && byte < 0xA0 ? upper[byte - 0x80U] : byte);
  }
  return out;
}

bool isControl(unsigned char byte) {
  constexpr std::string_view usual = "\t\n\v\f\r\b\x1b";
  return (byte < 0x20 && usual.find(static_cast<char>(byte)) == std::string_view::npos) || byte == 0x7F;
}

// Compressed and compiled data are full of what no text has.
bool looksBinary(std::string_view bytes) {
  if (bytes.find('\0') != std::string_view::npos) return true;
  const auto controls = static_cast<size_t>(
      std::count_if(bytes.begin(), bytes.end(), [](char c) { return isControl(static_cast<unsigned char>(c)); }));
  return controls * 200 > bytes.size();
}

void tidy(std::string& text) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\0') continue;
    if (text[i] == '\r') {
      if (i + 1 >= text.size() || text[i + 1] != '\n') out += '\n';
      continue;
    }
    out += text[i];
  }
  text = std::move(out);
}

std::optional<std::string> byMark(std::string_view bytes) {
  using namespace std::string_view_literals;
  if (bytes.starts_with("\xFF\xFE\0\0"sv)) return fromUtf32(bytes.substr(4), false);
  if (bytes.starts_with("\0\0\xFE\xFF"sv)) return fromUtf32(bytes.substr(4), true);
  if (bytes.starts_with("\xFF\xFE"sv)) return fromUtf16(bytes.substr(2), false);
  if (bytes.starts_with("\xFE\xFF"sv)) return fromUtf16(bytes.substr(2), true);
  return std::nullopt;
}

}  // namespace

std::optional<std::string> decodeText(std::string_view bytes) {
  std::optional<std::string> text = byMark(bytes);
  if (!text) {
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    if (looksBinary(bytes)) return std::nullopt;
    text = utf8::isValid(bytes) ? std::string(bytes) : fromWindows1252(bytes);
  } else if (std::count(text->begin(), text->end(), '\0') * 200 > static_cast<int64_t>(text->size())) {
    return std::nullopt;
  }
  tidy(*text);
  return text;
}

}  // namespace deepwell
