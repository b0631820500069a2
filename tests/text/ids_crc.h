// The CRC-32 of ids as little-endian 32-bit integers, as the goldens have it.
#pragma once

#include <cstdint>
#include <span>

namespace deepwell {

inline uint32_t idsCrc32(std::span<const int32_t> ids) {
  uint32_t crc = ~0U;
  for (const int32_t id : ids) {
    for (int shift = 0; shift < 32; shift += 8) {
      crc ^= (static_cast<uint32_t>(id) >> shift) & 0xFF;
      for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ ((crc & 1) != 0 ? 0xEDB88320 : 0);
    }
  }
  return ~crc;
}

}  // namespace deepwell
