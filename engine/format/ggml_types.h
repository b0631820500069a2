// Names of the tensor types of GGUF files, for people: of those we read, of those we do not, and of those that only
// forks of llama.cpp write.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace deepwell {

// "IQ4_K", or "unknown".
std::string_view ggmlTypeName(uint32_t ggml_type);

// What to tell the owner of a file with a type that we do not read: a clause that names type and number and says what to
// do, "the type IQ4_K (number 139), which only forks such as ik_llama.cpp use; ...".
std::string describeUnreadableType(uint32_t ggml_type);

}  // namespace deepwell
