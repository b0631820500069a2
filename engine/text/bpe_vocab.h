// The tables of a byte-level BPE model: token -> bytes, bytes -> token, pair of tokens -> merge.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
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

// Hash table from byte strings to their numbers. The strings themselves are elsewhere: texts[number].
class BytesIndex {
 public:
  static constexpr int32_t kNone = -1;

  void reserve(size_t count);  // before insert(), for as many as that is called for
  // Keeps the first of two equal keys. False if it was there.
  template <class Texts>
  bool insert(std::string_view key, int32_t number, const Texts& texts) {
    const uint64_t hash = hashOf(key);
    const size_t at = slotOf(key, hash, texts);
    if (slots_[at].number != kNone) return false;
    slots_[at] = {static_cast<uint32_t>(hash >> 32), number};
    filter_.add(hash);
    return true;
  }
  template <class Texts>
  int32_t find(std::string_view key, const Texts& texts) const {  // kNone: not there
    const uint64_t hash = hashOf(key);
    return filter_.mayHave(hash) ? slots_[slotOf(key, hash, texts)].number : kNone;
  }

 private:
  struct Slot {
    uint32_t hash = 0;  // the upper half
    int32_t number = kNone;
  };

  uint64_t hashOf(std::string_view key) const;
  // Where the key is, or belongs.
  template <class Texts>
  size_t slotOf(std::string_view key, uint64_t hash, const Texts& texts) const {
    size_t at = hash & (slots_.size() - 1);
    while (slots_[at].number != kNone && (slots_[at].hash != hash >> 32 || texts[slots_[at].number] != key))
      at = (at + 1) & (slots_.size() - 1);
    return at;
  }

  std::vector<Slot> slots_{1};  // a power of two; at most three quarters full
  HashFilter filter_;
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
  std::vector<Slot> slots_{1};  // a power of two; at most three quarters full
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
  void reserveMerges(size_t count) { pairs_.reserve(count); }
  Status addMerge(std::string_view left, std::string_view right, uint32_t rank, bool strict, std::string_view where);

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
  // True if no merge makes a token that an earlier or equal merge uses.
  bool hasOrderedMerges() const { return ordered_; }
  // The id that is these bytes, -1: none.
  int32_t find(std::string_view bytes) const {
    const int32_t number = index_.find(bytes, Keys{*this});
    return number <= kFirstOther ? others_[static_cast<size_t>(kFirstOther - number)].id : number;
  }
  int32_t byteToken(unsigned char byte) const { return byte_tokens_[byte]; }  // -1: not there
  Merge findMerge(int32_t left, int32_t right) const { return pairs_.find(left, right); }
  const PairIndex& merges() const { return pairs_; }
  size_t longest() const { return longest_; }  // bytes of the longest token that text is encoded to

 private:
  // A text that is encoded to an id whose bytes() are another one. In index_, kFirstOther is the first of them,
  // kFirstOther - 1 the second, and so on; other numbers are ids.
  struct Other {
    std::string_view text;
    int32_t id;
  };
  static constexpr int32_t kFirstOther = -2;
  struct Keys {
    const BpeVocab& vocab;
    std::string_view operator[](int32_t number) const {
      return number <= kFirstOther ? vocab.others_[static_cast<size_t>(kFirstOther - number)].text
                                   : vocab.tokens_[static_cast<size_t>(number)];
    }
  };

  bool keepToken(const Entry& entry);
  void addKey(const Entry& entry, std::string_view text);
  int32_t findJoined(std::string_view bytes);
  std::string_view keep(std::string_view bytes);
  char* room(size_t size);

  std::vector<std::unique_ptr<char[]>> arena_;  // what the views below look at
  char* free_ = nullptr;                        // in the last chunk, free_size_ bytes of it
  size_t free_size_ = 0;
  std::vector<std::string_view> tokens_;
  std::vector<Other> others_;
  std::unordered_map<int32_t, std::string_view> other_texts_;  // where text() is not bytes()
  bool one_text_each_ = true;
  bool all_keys_ = true;  // every text of tokens_ is found under its own id
  BytesIndex index_;
  bool ordered_ = true;
  std::vector<bool> used_;    // by id: a merge uses it
  std::vector<char> merge_;   // room for the bytes of one
  int32_t last_joined_ = -1;  // what the merge that was added last makes
  PairIndex pairs_;
  std::array<int32_t, 256> byte_tokens_{};
  size_t longest_ = 0;
};

}  // namespace deepwell
