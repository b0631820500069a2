// Seeded hashing of integers for tables whose keys come from files.
#pragma once

#include <cstdint>

namespace deepwell {

// Differs from run to run, so that a file cannot be made to collide. Odd.
uint64_t hashSeed();

inline uint64_t mixBits(uint64_t a, uint64_t b) {
  const auto product = static_cast<unsigned __int128>(a) * b;
  return static_cast<uint64_t>(product) ^ static_cast<uint64_t>(product >> 64);
}

inline constexpr uint64_t kHashOdd = 0x9E3779B97F4A7C15;

}  // namespace deepwell
