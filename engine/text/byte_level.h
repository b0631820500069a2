// GPT-2's byte alphabet: vocabularies write each byte as one printable character ("Ġ" is the space).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace deepwell {

// The bytes that `token` stands for; nullopt if it has a character outside the alphabet.
std::optional<std::string> bytesOfToken(std::string_view token);

// The same into `out`, which has room for token.size() bytes: how many they are, or kOutside.
inline constexpr size_t kOutside = std::string_view::npos;
size_t bytesOfToken(std::string_view token, char* out);

// The reverse.
std::string tokenOfBytes(std::string_view bytes);

}  // namespace deepwell
