// Seeded hashing of integers for tables whose keys come from files.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace deepwell {

// Differs from run to run, so that a file cannot be made to collide. Odd.
uint64_t hashSeed();

inline uint64_t mixBits(uint64_t a, uint64_t b) {
  const auto product = static_cast<unsigned __int128>(a) * b;
  return static_cast<uint64_t>(product) ^ static_cast<uint64_t>(product >> 64);
}

inline constexpr uint64_t kHashOdd = 0x9E3779B97F4A7C15;

// Says of most hashes that were not added that they were not: one bit each in a table that, unlike the table behind it,
// stays in the cache of a core.
class HashFilter {
 public:
  // About this many hashes will be added. Forgets what was.
  void reset(size_t count) {
    const size_t bits = std::bit_ceil(count * 8 + 64);
    words_.assign(bits / 64, 0);
    shift_ = 64 - std::countr_zero(bits);
  }
  void add(uint64_t hash) { words_[(hash >> shift_) / 64] |= uint64_t{1} << (hash >> shift_) % 64; }
  bool mayHave(uint64_t hash) const { return (words_[(hash >> shift_) / 64] >> (hash >> shift_) % 64 & 1) != 0; }

 private:
  std::vector<uint64_t> words_{0};
  int shift_ = 58;
};

}  // namespace deepwell
