#include "engine/text/bpe_vocab.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <random>

#include "engine/text/byte_level.h"

namespace deepwell {
namespace {

template <class Word>
uint64_t load(const char* from) {
  Word word = 0;
  std::memcpy(&word, from, sizeof word);
  return word;
}

// All of 1 to 7 bytes; loads of fixed sizes, that may overlap, are much faster than a copy of few bytes.
uint64_t loadFew(const char* from, size_t size) {
  if (size >= 4) return load<uint32_t>(from) | load<uint32_t>(from + size - 4) << 32;
  return load<uint8_t>(from) | load<uint8_t>(from + size / 2) << 8 | load<uint8_t>(from + size - 1) << 16;
}

uint64_t hashBytes(std::string_view key, uint64_t seed) {
  uint64_t hash = seed ^ key.size();
  if (key.empty()) return mixBits(hash, seed);
  if (key.size() < 8) return mixBits(mixBits(hash ^ loadFew(key.data(), key.size()), kHashOdd), seed);
  const char* at = key.data();
  const char* last = at + key.size() - 8;
  for (; at < last; at += 8) hash = mixBits(hash ^ load<uint64_t>(at), kHashOdd);
  return mixBits(mixBits(hash ^ load<uint64_t>(last), kHashOdd), seed);
}

size_t slotCount(size_t entries) { return std::bit_ceil(std::max<size_t>(16, entries + entries / 3 + 1)); }

}  // namespace

uint64_t hashSeed() {
  static const uint64_t seed = [] {
    std::random_device device;
    return (static_cast<uint64_t>(device()) << 32 | device()) | 1;
  }();
  return seed;
}

uint64_t BytesIndex::hashOf(std::string_view key) const { return hashBytes(key, seed_); }

void BytesIndex::reserve(size_t count) {
  slots_.assign(slotCount(count), Slot{});
  filter_.reset(count);
}

void PairIndex::reserve(size_t count) {
  slots_.assign(slotCount(count), Slot{});
  mask_ = slots_.size() - 1;
  filter_.reset(count);
}

void PairIndex::insert(int32_t left, int32_t right, Merge merge) {
  const uint64_t key = keyOf(left, right);
  const uint64_t hash = mixBits(key ^ seed_, kHashOdd);
  size_t at = hash & mask_;
  while (slots_[at].key != kEmpty && slots_[at].key != key) at = (at + 1) & mask_;
  slots_[at] = {key, merge};
  filter_.add(hash);
  if (static_cast<uint32_t>(left | right) < kLow)
    low_[static_cast<size_t>(left) * kLow + static_cast<size_t>(right)] = merge;
}

// Room for so many bytes at free_.
char* BpeVocab::room(size_t size) {
  constexpr size_t kChunk = 1 << 16;
  if (free_size_ < size) {
    free_size_ = std::max(kChunk, size);
    free_ = arena_.emplace_back(std::make_unique_for_overwrite<char[]>(free_size_)).get();
  }
  return free_;
}

std::string_view BpeVocab::keep(std::string_view bytes) {
  char* at = room(bytes.size());
  std::copy(bytes.begin(), bytes.end(), at);
  free_ += bytes.size();
  free_size_ -= bytes.size();
  return {at, bytes.size()};
}

// The entry's text becomes that of its id. False if it is outside the alphabet.
bool BpeVocab::keepToken(const Entry& entry) {
  char* at = room(entry.text.size());
  const size_t size = bytesOfToken(entry.text, at);
  const bool inside = size != kOutside;
  if (!inside) std::copy(entry.text.begin(), entry.text.end(), at);
  const std::string_view kept(at, inside ? size : entry.text.size());
  std::string_view& of_id = tokens_[static_cast<size_t>(entry.id)];
  if (!of_id.empty() && of_id == kept) return inside;
  one_text_each_ &= of_id.empty();
  of_id = kept;
  free_ += kept.size();
  free_size_ -= kept.size();
  return inside;
}

void BpeVocab::addKey(const Entry& entry, std::string_view text) {
  int32_t number = entry.id;
  if (tokens_[static_cast<size_t>(entry.id)] != text) {
    number = kFirstOther - static_cast<int32_t>(others_.size());
    others_.push_back({keep(text), entry.id});
  }
  if (!index_.insert(text, number, Keys{*this})) {
    all_keys_ = false;
    return;
  }
  longest_ = std::max(longest_, text.size());
  if (text.size() == 1) byte_tokens_[static_cast<unsigned char>(text[0])] = entry.id;
}

Result<BpeVocab> BpeVocab::build(std::span<const Entry> tokens, std::string_view where) {
  BpeVocab vocab;
  vocab.byte_tokens_.fill(-1);
  int32_t highest = -1;
  for (const Entry& entry : tokens) {
    if (entry.id < 0 || entry.id > kMaxId)
      return fail(ErrorCode::kCorruptFile, "{}: token id {} is outside 0..{}", where, entry.id, kMaxId);
    highest = std::max(highest, entry.id);
  }
  vocab.tokens_.resize(static_cast<size_t>(highest + 1));
  vocab.used_.resize(vocab.tokens_.size());
  vocab.index_.reserve(tokens.size());
  std::vector<bool> is_key(tokens.size());
  for (size_t i = 0; i < tokens.size(); ++i) {
    is_key[i] = vocab.keepToken(tokens[i]);
    vocab.all_keys_ &= is_key[i];
  }
  for (size_t i = 0; i < tokens.size(); ++i) {
    if (!is_key[i] || tokens[i].text.empty()) continue;
    const std::string_view of_id = vocab.tokens_[static_cast<size_t>(tokens[i].id)];
    vocab.addKey(tokens[i], vocab.one_text_each_ ? of_id : *bytesOfToken(tokens[i].text));
  }
  return vocab;
}

// Vocabularies mostly have their tokens in the order of the merges that make them.
int32_t BpeVocab::findJoined(std::string_view bytes) {
  const int32_t next = last_joined_ + 1;
  last_joined_ = all_keys_ && !bytes.empty() && this->bytes(next) == bytes ? next : find(bytes);
  return last_joined_;
}

Status BpeVocab::addMerge(std::string_view left, std::string_view right, uint32_t rank, bool strict,
                          std::string_view where) {
  if (merge_.size() < left.size() + right.size()) merge_.resize(left.size() + right.size());
  char* at = merge_.data();
  const size_t left_size = bytesOfToken(left, at);
  const size_t right_size = left_size != kOutside ? bytesOfToken(right, at + left_size) : kOutside;
  // Over characters outside the alphabet: never met in byte-level text.
  if (right_size == kOutside) return {};
  const int32_t left_id = find({at, left_size});
  const int32_t right_id = find({at + left_size, right_size});
  const int32_t joined = findJoined({at, left_size + right_size});
  if (left_id >= 0 && right_id >= 0 && joined >= 0) {
    pairs_.insert(left_id, right_id, {rank, joined});
    for (const int32_t id : {left_id, right_id}) used_[static_cast<size_t>(id)] = true;
    if (used_[static_cast<size_t>(joined)]) ordered_ = false;
  } else if (strict) {
    return fail(ErrorCode::kCorruptFile,
                "{}: merge {} (\"{}\" \"{}\") uses or makes a token that is not in the vocabulary", where, rank, left,
                right);
  }
  return {};
}

void BpeVocab::setText(int32_t id, std::string_view bytes) {
  if (id < 0 || id > kMaxId) return;
  if (id >= size()) tokens_.resize(static_cast<size_t>(id) + 1);
  std::string_view& of_id = tokens_[static_cast<size_t>(id)];
  if (of_id.empty()) {
    of_id = keep(bytes);
  } else if (of_id != bytes) {
    other_texts_[id] = keep(bytes);
  }
}

}  // namespace deepwell
