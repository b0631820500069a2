// UTF-8 (RFC 3629; the Unicode Standard 15, section 3.9), for the engine and the application.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace deepwell::utf8 {

inline constexpr char32_t kReplacement = 0xFFFD;
inline constexpr std::string_view kReplacementBytes = "\xEF\xBF\xBD";

// What stands at a place of a text.
struct Decoded {
  char32_t code = kReplacement;
  uint32_t bytes = 1;  // not valid: the longest beginning of a character, which one U+FFFD stands for ("maximal subpart")
  bool valid = false;  // overlong forms, surrogates and what lies above U+10FFFF are not
  bool cut = false;    // not valid only because the text ends: more bytes could make it a character
};

// Of a first byte above 0x7F. Table 3-7: only the second byte has bounds of its own.
inline Decoded decodeLonger(std::string_view text, size_t at) {
  const auto byte = [&](size_t i) { return static_cast<uint32_t>(static_cast<unsigned char>(text[at + i])); };
  const uint32_t first = byte(0);
  if (first < 0xC2 || first > 0xF4) return {};
  const uint32_t length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  uint32_t low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
  uint32_t high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
  uint32_t code = first & (0x7FU >> length);
  for (uint32_t i = 1; i < length; ++i) {
    if (at + i >= text.size()) return {kReplacement, i, false, true};
    if (byte(i) < low || byte(i) > high) return {kReplacement, i, false, false};
    code = (code << 6U) | (byte(i) & 0x3FU);
    low = 0x80;
    high = 0xBF;
  }
  return {static_cast<char32_t>(code), length, true, false};
}

// The character at `at`, which must be before the end.
inline Decoded decode(std::string_view text, size_t at = 0) {
  const auto first = static_cast<unsigned char>(text[at]);
  if (first < 0x80) return {first, 1, true, false};
  return decodeLonger(text, at);
}

inline bool isValid(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const Decoded next = decode(text, at);
    if (!next.valid) return false;
    at += next.bytes;
  }
  return true;
}

// Surrogates and what lies above U+10FFFF become U+FFFD.
inline void append(std::string& out, char32_t code) {
  if (code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) code = kReplacement;
  const auto put = [&out](uint32_t byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
  if (code < 0x80) return put(code);
  if (code < 0x800) {
    put(0xC0U | (code >> 6U));
  } else {
    if (code < 0x10000) {
      put(0xE0U | (code >> 12U));
    } else {
      put(0xF0U | (code >> 18U));
      put(0x80U | ((code >> 12U) & 0x3FU));
    }
    put(0x80U | ((code >> 6U) & 0x3FU));
  }
  put(0x80U | (code & 0x3FU));
}

// The text with U+FFFD for what is not valid.
inline std::string repaired(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    const Decoded next = decode(text, at);
    out += next.valid ? text.substr(at, next.bytes) : kReplacementBytes;
    at += next.bytes;
  }
  return out;
}

// Its characters, with U+FFFD for what is not valid.
inline std::u32string decodeAll(std::string_view text) {
  std::u32string out;
  out.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    const Decoded next = decode(text, at);
    out += next.code;
    at += next.bytes;
  }
  return out;
}

}  // namespace deepwell::utf8
