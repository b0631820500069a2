// Character classes (Unicode 16) and UTF-8 decoding for the tokenizers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace deepwell::unicode {

// Bits of charClass(). A character has at most one of the first five, by its general category's first letter.
enum CharClass : uint8_t {
  kLetter = 1,
  kMark = 2,
  kNumber = 4,
  kPunctuation = 8,
  kSymbol = 16,
  kSpace = 32,        // White_Space, as \s of the regular expressions
  kNewline = 64,      // \r or \n, which are kSpace too
  kMayCompose = 128,  // may change under NFC with the characters around it
};

// What decode() gives for a byte that begins no valid UTF-8 character (surrogates and overlong forms included). Such a
// byte is a character of its own, of no class, as an unassigned code point would be.
inline constexpr uint32_t kInvalid = 0xFFFFFFFF;

struct Decoded {
  uint32_t code;  // or kInvalid
  uint32_t size;  // bytes, at least 1
};

// The character at `position`, which must be before the end.
Decoded decodeSlow(std::string_view text, size_t position);
inline bool isContinuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }
inline Decoded decode(std::string_view text, size_t position) {
  const auto* at = reinterpret_cast<const unsigned char*>(text.data()) + position;
  const uint32_t first = *at;
  if (first < 0x80) return {first, 1};
  const size_t left = text.size() - position;
  if (first >= 0xE0 && first < 0xF0 && left >= 3 && (at[1] & 0xC0) == 0x80 && (at[2] & 0xC0) == 0x80) {
    const uint32_t code = (first & 0x0F) << 12 | (at[1] & 0x3FU) << 6 | (at[2] & 0x3FU);
    if (code >= 0x800 && code - 0xD800 >= 0x800) return {code, 3};
    return {kInvalid, 1};
  }
  if (first >= 0xC2 && first < 0xE0 && left >= 2 && (at[1] & 0xC0) == 0x80)
    return {(first & 0x1F) << 6 | (at[1] & 0x3FU), 2};
  return decodeSlow(text, position);
}

// Start of the character before `position` (> 0).
size_t previous(std::string_view text, size_t position);

void appendUtf8(std::string& out, uint32_t code);

namespace detail {
extern const uint8_t* const kBmpClasses;  // 65536 of them
uint8_t classBeyondBmp(uint32_t code);
}  // namespace detail

// A CharClass set; 0 for unassigned, control, private and invalid ones.
inline uint8_t charClass(uint32_t code) {
  return code < 0x10000 ? detail::kBmpClasses[code] : detail::classBeyondBmp(code);
}

bool isWordCharacter(uint32_t code);  // \w: letters, marks, digits, connectors
bool isDecimal(uint32_t code);        // \d: decimal digits of all scripts
bool isHan(uint32_t code);            // Script=Han

enum class LetterCase : uint8_t { kNone, kUpper, kLower };
LetterCase letterCase(uint32_t code);  // kUpper: Lu and Lt, kLower: Ll; everything else is kNone

bool isInert(uint32_t code);  // no normalisation touches it, see unicode.cpp

enum class Form { kNfc, kNfd, kNfkc, kNfkd };

// Normalises what is valid UTF-8; invalid bytes stay as they are and separate what is around them.
// Time grows as n log n at worst, also for long runs of combining marks.
std::string normalize(std::string_view text, Form form);
// True if NFC surely changes nothing (false does not say that it changes something).
bool isNfcQuick(std::string_view text);

}  // namespace deepwell::unicode
