// What a hub says, as untrusted text: names of files, and which of them may be made on the user's disk. No Qt, no curl: the
// window checks what it is told with this, and the helper what it is sent.
#pragma once

#include <cstdint>
#include <string_view>

#include "engine/base/result.h"

namespace deepwell::fetch {

inline constexpr std::string_view kPartialEnding = ".partial";          // while it is fetched
inline constexpr std::string_view kJournalEnding = ".partial.chunks";   // beside it: what of it is good
inline constexpr std::string_view kReceiptFolder = ".deepwell";         // in a finished file's folder
inline constexpr std::string_view kReceiptEnding = ".chunks";           // of its receipt there: the hashes of its pieces

// Fine are relative paths of up to 1,024 bytes of UTF-8, whose parts have at most 200 bytes and are neither hidden nor "..",
// nor anything that another system's file names forbid ("con", "a:b", "x.").
Status checkPath(std::string_view path);

bool isSha256(std::string_view text);  // 64 hex digits, small letters

// A character that cannot be seen, or that turns a name around when it is shown.
bool isInvisible(uint32_t code);

}  // namespace deepwell::fetch
