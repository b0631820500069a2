// The text of a file of unknown encoding. No Qt, so that it can be fuzzed.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace deepwell {

// `bytes` as UTF-8: by its byte order mark (UTF-8, UTF-16, UTF-32), as UTF-8 where it is that, else as Windows-1252, the
// superset of Latin-1. Line ends become line feeds, NULs and marks go. Empty: it is no text but a binary file.
std::optional<std::string> decodeText(std::string_view bytes);

}  // namespace deepwell
