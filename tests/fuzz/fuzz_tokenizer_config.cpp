// Hostile tokenizer_config.json and generation_config.json: read, or refused with a message.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "engine/text/tokenizer_parts.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const bool generation : {false, true}) {
    const auto roles = generation ? deepwell::readRoles({}, text, "input") : deepwell::readRoles(text, {}, "input");
    if (!roles && roles.error().message.empty()) __builtin_trap();
    if (roles && roles->end_ids.size() > 64) __builtin_trap();
  }
  return 0;
}
