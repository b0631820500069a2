// Which addresses the browser may be given, and which folders the file manager.
#pragma once

#include <string_view>

#include "engine/base/result.h"

namespace deepwell::sandbox {

inline constexpr size_t kMaxLink = 8192;  // bytes

// An absolute http or https address (RFC 3986, so ASCII; other characters are %-encoded or punycode) with a host and without
// a user name, which mostly serves to deceive: "https://bank.example@evil.example". The error says what is wrong with it.
Status checkLink(std::string_view link);

inline constexpr size_t kMaxFolder = 4096;  // bytes

// An absolute path of a folder that is there: never a file, which would be opened by whatever program it is for.
Status checkFolder(std::string_view folder);

}  // namespace deepwell::sandbox
