#include "engine/text/bpe_vocab.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <random>

#include "engine/text/byte_level.h"

namespace deepwell {
namespace {

uint64_t load(const char* from, size_t size) {
  uint64_t word = 0;
  std::memcpy(&word, from, size);
  return word;
}

uint64_t hashBytes(std::string_view key, uint64_t seed) {
  uint64_t hash = seed ^ key.size();
  const char* at = key.data();
  size_t left = key.size();
  for (; left >= 8; left -= 8, at += 8) hash = mixBits(hash ^ load(at, 8), kHashOdd);
  if (left > 0) hash = mixBits(hash ^ load(at, left), kHashOdd);
  return mixBits(hash, seed);
}

size_t slotCount(size_t entries) { return std::bit_ceil(std::max<size_t>(16, entries * 2 + 1)); }

}  // namespace

uint64_t hashSeed() {
  static const uint64_t seed = [] {
    std::random_device device;
    return (static_cast<uint64_t>(device()) << 32 | device()) | 1;
  }();
  return seed;
}

void BytesIndex::reserve(size_t count) {
  if (slotCount(count) <= slots_.size()) return;
  std::vector<Slot> old(slotCount(count));
  old.swap(slots_);
  filter_.reset(slots_.size() / 2);
  for (const Slot& slot : old) {
    if (slot.id < 0) continue;
    filter_.add(slot.hash);
    size_t at = slot.hash & (slots_.size() - 1);
    while (slots_[at].id >= 0) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = slot;
  }
}

bool BytesIndex::insert(std::string_view key, int32_t id) {
  reserve(++count_);
  const uint64_t hash = hashBytes(key, seed_);
  size_t at = hash & (slots_.size() - 1);
  while (slots_[at].id >= 0) {
    if (slots_[at].hash == hash && slots_[at].key == key) return false;
    at = (at + 1) & (slots_.size() - 1);
  }
  slots_[at] = {key, hash, id};
  filter_.add(hash);
  return true;
}

int32_t BytesIndex::find(std::string_view key) const {
  if (slots_.empty()) return -1;
  const uint64_t hash = hashBytes(key, seed_);
  if (!filter_.mayHave(hash)) return -1;
  for (size_t at = hash & (slots_.size() - 1); slots_[at].id >= 0; at = (at + 1) & (slots_.size() - 1))
    if (slots_[at].hash == hash && slots_[at].key == key) return slots_[at].id;
  return -1;
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

std::string_view BpeVocab::keep(std::string_view bytes) {
  constexpr size_t kChunk = 1 << 16;
  if (arena_.empty() || arena_.back().capacity() - arena_.back().size() < bytes.size())
    arena_.emplace_back().reserve(std::max(kChunk, bytes.size()));
  std::vector<char>& chunk = arena_.back();
  const size_t start = chunk.size();
  chunk.insert(chunk.end(), bytes.begin(), bytes.end());
  return {chunk.data() + start, bytes.size()};
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
  vocab.index_.reserve(tokens.size());
  for (const Entry& entry : tokens) {
    const auto bytes = bytesOfToken(entry.text);
    const std::string_view kept = vocab.keep(bytes ? std::string_view(*bytes) : entry.text);
    std::string_view& of_id = vocab.tokens_[static_cast<size_t>(entry.id)];
    vocab.one_text_each_ &= of_id.empty() || of_id == kept;
    of_id = kept;
    if (!bytes || kept.empty() || !vocab.index_.insert(kept, entry.id)) continue;
    vocab.longest_ = std::max(vocab.longest_, kept.size());
    if (kept.size() == 1) vocab.byte_tokens_[static_cast<unsigned char>(kept[0])] = entry.id;
  }
  return vocab;
}

Status BpeVocab::addMerge(std::string_view left, std::string_view right, uint32_t rank, bool strict,
                          std::string_view where) {
  const auto left_bytes = bytesOfToken(left);
  const auto right_bytes = bytesOfToken(right);
  // Over characters outside the alphabet: never met in byte-level text.
  if (!left_bytes || !right_bytes) return {};
  const int32_t left_id = find(*left_bytes);
  const int32_t right_id = find(*right_bytes);
  const int32_t joined = find(*left_bytes + *right_bytes);
  if (left_id >= 0 && right_id >= 0 && joined >= 0) {
    pairs_.insert(left_id, right_id, {rank, joined});
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
