// Remembers the tokens of words that were met lately. Bounded, lossy, for one thread at a time.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

#include "engine/text/hash.h"

namespace deepwell {

class WordCache {
 public:
  static constexpr size_t kMaxWord = 31;  // bytes
  static constexpr size_t kMaxIds = 7;

  // The word's bytes, then zeros; the last byte is its length.
  struct Key {
    std::array<uint64_t, 4> parts;
    bool operator==(const Key& other) const {
      return ((parts[0] ^ other.parts[0]) | (parts[1] ^ other.parts[1]) | (parts[2] ^ other.parts[2]) |
              (parts[3] ^ other.parts[3])) == 0;
    }
  };

  WordCache() : entries_(kEntries) {}

  // `word` has 1 to kMaxWord bytes; memory may be read up to `readable`.
  static Key keyOf(std::string_view word, const char* readable) {
    Key key;
    if (readable - word.data() >= static_cast<ptrdiff_t>(sizeof key)) {
      std::memcpy(&key, word.data(), sizeof key);
      for (size_t i = 0; i < 4; ++i) key.parts[i] &= kMasks[word.size()][i];
    } else {
      key = {};
      std::memcpy(&key, word.data(), word.size());
    }
    key.parts[3] |= static_cast<uint64_t>(word.size()) << 56;
    return key;
  }

  // False: not there.
  bool append(const Key& key, std::vector<int32_t>& out) const {
    const Entry* entry = &entries_[slotOf(key)];
    if (!(entry->key == key) && !((++entry)->key == key)) return false;
    if (entry->count == 1) {
      out.push_back(entry->ids[0]);
    } else {
      out.insert(out.end(), entry->ids.begin(), entry->ids.begin() + entry->count);
    }
    return true;
  }

  void put(const Key& key, std::span<const int32_t> ids) {
    if (ids.size() > kMaxIds) return;
    Entry* entry = &entries_[slotOf(key)];
    entry[1] = entry[0];  // the older of two neighbours goes
    entry->key = key;
    entry->count = static_cast<uint8_t>(ids.size());
    for (size_t i = 0; i < ids.size(); ++i) entry->ids[i] = ids[i];
  }

 private:
  static constexpr size_t kEntries = size_t{1} << 14;  // 1 MiB: what a second-level cache holds

  struct alignas(64) Entry {
    Key key{};  // all zero: empty
    std::array<int32_t, kMaxIds> ids{};
    uint8_t count = 0;
  };

  static constexpr auto kMasks = [] {
    std::array<std::array<uint64_t, 4>, kMaxWord + 1> masks{};
    for (size_t size = 0; size <= kMaxWord; ++size)
      for (size_t byte = 0; byte < size; ++byte) masks[size][byte / 8] |= uint64_t{0xFF} << byte % 8 * 8;
    return masks;
  }();
  static_assert(std::endian::native == std::endian::little);

  // Of the first of two neighbours.
  size_t slotOf(const Key& key) const {
    constexpr std::array<uint64_t, 4> kOdd = {kHashOdd, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93};
    uint64_t hash = seed_;
    for (size_t i = 0; i < 4; ++i) hash ^= key.parts[i] * kOdd[i] ^ key.parts[i] >> 29;
    return static_cast<size_t>(mixBits(hash, kHashOdd)) & (kEntries - 2);
  }

  std::vector<Entry> entries_;
  uint64_t seed_ = hashSeed();
};

}  // namespace deepwell
