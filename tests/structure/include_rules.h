// The direction of dependencies: which file may include what.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace deepwell::test {

// What is wrong with `file` (a path from the source root, "engine/text/bpe.cpp") including `header` (as written
// between the quotes or brackets); empty if it is fine.
std::string includeViolation(std::string_view file, std::string_view header);

// The source with a space in the place of each comment and string.
std::string withoutCommentsAndStrings(std::string_view source);

// The first type of Vulkan (VkDevice, ...) that C++ source names outside of comments and strings; empty: none.
std::string vulkanTypeIn(std::string_view source);

// The headers that C++ source text includes.
std::vector<std::string> includedHeaders(std::string_view source);

}  // namespace deepwell::test
