#include "engine/text/byte_level.h"

#include <array>
#include <cstdint>

#include "engine/text/unicode.h"

namespace deepwell {
namespace {

constexpr uint32_t kAlphabetEnd = 0x144;  // the highest character is U+0143

struct Alphabet {
  std::array<uint16_t, 256> character_of{};
  std::array<int16_t, kAlphabetEnd> byte_of{};
};

constexpr bool isPrintable(unsigned byte) {
  return (byte >= 0x21 && byte <= 0x7E) || (byte >= 0xA1 && byte <= 0xAC) || byte >= 0xAE;
}

// Printable Latin-1 stands for itself; the other bytes get U+0100, U+0101, ... in order.
constexpr Alphabet buildAlphabet() {
  Alphabet alphabet;
  for (auto& byte : alphabet.byte_of) byte = -1;
  uint16_t next = 0x100;
  for (unsigned byte = 0; byte < 256; ++byte) {
    const uint16_t character = isPrintable(byte) ? static_cast<uint16_t>(byte) : next++;
    alphabet.character_of[byte] = character;
    alphabet.byte_of[character] = static_cast<int16_t>(byte);
  }
  return alphabet;
}

constexpr Alphabet kAlphabet = buildAlphabet();

}  // namespace

size_t bytesOfToken(std::string_view token, char* out) {
  size_t size = 0;
  for (size_t at = 0; at < token.size();) {
    const unicode::Decoded c = unicode::decode(token, at);
    if (c.code >= kAlphabetEnd || kAlphabet.byte_of[c.code] < 0) return kOutside;
    out[size++] = static_cast<char>(kAlphabet.byte_of[c.code]);
    at += c.size;
  }
  return size;
}

std::optional<std::string> bytesOfToken(std::string_view token) {
  std::string bytes(token.size(), '\0');
  const size_t size = bytesOfToken(token, bytes.data());
  if (size == kOutside) return std::nullopt;
  bytes.resize(size);
  return bytes;
}

std::string tokenOfBytes(std::string_view bytes) {
  std::string token;
  for (const char byte : bytes) unicode::appendUtf8(token, kAlphabet.character_of[static_cast<unsigned char>(byte)]);
  return token;
}

}  // namespace deepwell
