// Searching for text in time that grows with the lengths added, not multiplied, whatever a template asks for.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace deepwell::jinja {

size_t findText(std::string_view text, std::string_view what, size_t from = 0);  // npos: not there
size_t findLastText(std::string_view text, std::string_view what);

// The parts between occurrences of `separator` (not empty): at most `limit` splits if it is not negative. Stops early, with
// one part more than `max_parts`, if there are more.
std::vector<std::string_view> splitText(std::string_view text, std::string_view separator, int64_t limit,
                                        bool from_right, size_t max_parts);

}  // namespace deepwell::jinja
