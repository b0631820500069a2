// From the regular expressions of tokenizer.json, written for Oniguruma's Ruby syntax, to PCRE2's. Internal to
// engine/text.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.h"

namespace deepwell {

// What means the same in both stays as it is. The error names what has no equivalent.
Result<std::string> translateRegex(std::string_view regex, std::string_view where);

}  // namespace deepwell
