// The tables of a byte-level BPE model: token -> bytes, bytes -> token, pair of tokens -> merge.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/base/result.h"
#include "engine/text/hash.h"

namespace deepwell {

struct Merge {
  static constexpr uint32_t kNoRank = 0xFFFFFFFF;
  uint32_t rank = kNoRank;  // lower merges first; kNoRank: the pair is none
  int32_t token = -1;       // what the pair becomes
};

// Hash table from byte strings to ids; the strings lie in the vocabulary's arena.
class BytesIndex {
 public:
  void reserve(size_t count);
  // Keeps the first of two equal keys. False if it was there.
  bool insert(std::string_view key, int32_t id);
  int32_t find(std::string_view key) const;  // -1: not there

 private:
  struct Slot {
    std::string_view key;
    uint64_t hash = 0;
    int32_t id = -1;
  };
  std::vector<Slot> slots_;  // a power of two; at most half full
  HashFilter filter_;
  size_t count_ = 0;
  uint64_t seed_ = hashSeed();
};

// Most pairs that text asks for are of the lowest ids (bytes and the first merges), or no merge at all: a table has the
// former, a filter knows most of the latter, and only the rest goes to the hash table that is larger than the caches.
class PairIndex {
 public:
  void reserve(size_t count);
  void insert(int32_t left, int32_t right, Merge merge);  // replaces an equal pair
  // Calls f(left, right, merge) for each.
  template <class F>
  void forEach(F f) const {
    for (const Slot& slot : slots_)
      if (slot.key != kEmpty) f(static_cast<int32_t>(slot.key >> 32), static_cast<int32_t>(slot.key), slot.merge);
  }
  Merge find(int32_t left, int32_t right) const {
    if (static_cast<uint32_t>(left | right) < kLow)
      return low_[static_cast<size_t>(left) * kLow + static_cast<size_t>(right)];
    const uint64_t key = keyOf(left, right);
    const uint64_t hash = mixBits(key ^ seed_, kHashOdd);
    if (!filter_.mayHave(hash)) return {};
    for (size_t at = hash & mask_;; at = (at + 1) & mask_) {
      const Slot& slot = slots_[at];
      if (slot.key == key) return slot.merge;
      if (slot.key == kEmpty) return {};
    }
  }

 private:
  static constexpr uint64_t kEmpty = ~uint64_t{0};  // no pair: tokens are not negative
  static constexpr uint32_t kLow = 512;             // ids
  struct Slot {
    uint64_t key = kEmpty;
    Merge merge;
  };
  static uint64_t keyOf(int32_t left, int32_t right) {
    return static_cast<uint64_t>(static_cast<uint32_t>(left)) << 32 | static_cast<uint32_t>(right);
  }
  std::vector<Slot> slots_{1};  // a power of two; at most half full
  size_t mask_ = 0;
  uint64_t seed_ = hashSeed();
  HashFilter filter_;
  std::vector<Merge> low_ = std::vector<Merge>(size_t{kLow} * kLow);  // of two ids below kLow; in slots_ too
};

// Immutable once built.
class BpeVocab {
 public:
  // No checkpoint has ids near this; it bounds what a hostile file can make us allocate.
  static constexpr int32_t kMaxId = (1 << 22) - 1;

  // `tokens`: text in the byte alphabet, by id. Tokens outside the alphabet decode to their text, but no text is
  // encoded to them. Of equal texts the lower id is found again.
  struct Entry {
    std::string_view text;
    int32_t id;
  };
  static Result<BpeVocab> build(std::span<const Entry> tokens, std::string_view where);

  // Merges in the order of their ranks, "left right" in the byte alphabet given apart. A merge over tokens that are not
  // in the vocabulary is an error if `strict`, else left out.
  Status addMerge(std::string_view left, std::string_view right, uint32_t rank, bool strict, std::string_view where);
  void reserveMerges(size_t count) { pairs_.reserve(count); }

  // What an id (an added token's) is decoded to, whatever it is encoded from.
  void setText(int32_t id, std::string_view bytes);

  int32_t size() const { return static_cast<int32_t>(tokens_.size()); }  // 1 + the highest id
  // What is encoded to the id.
  std::string_view bytes(int32_t id) const {
    if (id < 0 || id >= size()) return {};
    return tokens_[static_cast<size_t>(id)];
  }
  // What it is decoded to.
  std::string_view text(int32_t id) const {
    if (!other_texts_.empty())
      if (const auto at = other_texts_.find(id); at != other_texts_.end()) return at->second;
    return bytes(id);
  }
  // False if several texts are encoded to one id: then its bytes() are one of them only.
  bool hasOneTextForEachId() const { return one_text_each_; }
  int32_t find(std::string_view bytes) const { return index_.find(bytes); }
  int32_t byteToken(unsigned char byte) const { return byte_tokens_[byte]; }  // -1: not there
  Merge findMerge(int32_t left, int32_t right) const { return pairs_.find(left, right); }
  const PairIndex& merges() const { return pairs_; }
  size_t longest() const { return longest_; }  // bytes of the longest token that text is encoded to

 private:
  std::string_view keep(std::string_view bytes);

  std::vector<std::vector<char>> arena_;  // chunks never grow past their capacity: the views below stay valid
  std::vector<std::string_view> tokens_;
  std::unordered_map<int32_t, std::string_view> other_texts_;  // where text() is not bytes()
  bool one_text_each_ = true;
  BytesIndex index_;
  PairIndex pairs_;
  std::array<int32_t, 256> byte_tokens_{};
  size_t longest_ = 0;
};

}  // namespace deepwell
