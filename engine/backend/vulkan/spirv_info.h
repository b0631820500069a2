// What a SPIR-V module says about its interface to the host. (SPIR-V 1.5, section 2.3 for the binary form)
#pragma once

#include <cstdint>
#include <span>

namespace deepwell::vulkan {

struct SpirvInfo {
  uint32_t push_bytes = 0;  // of the block of push constants; 0: none
  uint32_t constants = 0;   // specialisation constants: one more than the highest id, holes are not counted out
};

// Of a well-formed module with scalar members, vectors and structs of them in its push constants.
SpirvInfo readSpirv(std::span<const uint32_t> words);

}  // namespace deepwell::vulkan
