// Byte-pair merging: always the pair of lowest rank, the leftmost of equals, as the `tokenizers` package does.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "engine/text/bpe_merger.h"
#include "engine/text/bpe_vocab.h"
#include "engine/text/word_cache.h"

namespace deepwell {

struct BpeOptions {
  bool ignore_merges = false;  // a word that is a token is that token, whatever the merges say
  int32_t unknown = -1;        // stands for bytes that the vocabulary does not have; -1: they are left out
  bool fuse_unknown = false;   // one for all such bytes in a row
};

// Encodes words (what a pre-tokenizer gives). Time grows with the word's length, memory and stack do not.
class Bpe {
 public:
  Bpe(BpeVocab vocab, BpeOptions options);
  Bpe(const Bpe&) = delete;

  // What one encoding thread needs; may be used again for this Bpe only.
  struct Scratch {
    WordCache cache;
    MergeScratch merge;
  };

  // `readable` is the end of the memory that the word lies in.
  void encodeWord(std::string_view word, const char* readable, Scratch& scratch, std::vector<int32_t>& out) const {
    if (word.size() == 1 && single_[static_cast<unsigned char>(word[0])] >= 0) {
      out.push_back(single_[static_cast<unsigned char>(word[0])]);
    } else if (word.size() > WordCache::kMaxWord) {
      encodeUncached(word, scratch.merge, out);
    } else {
      const WordCache::Key key = WordCache::keyOf(word, readable);
      if (!scratch.cache.append(key, out)) addToCache(word, key, scratch, out);
    }
  }

  const BpeVocab& vocab() const { return vocab_; }

 private:
  enum Reach : uint8_t { kNotKnown, kReachable, kUnreachable };

  void addToCache(std::string_view word, const WordCache::Key& key, Scratch& scratch, std::vector<int32_t>& out) const;
  void encodeUncached(std::string_view word, MergeScratch& scratch, std::vector<int32_t>& out) const;
  bool mergesToItself(std::string_view word, int32_t token, MergeScratch& scratch) const;

  BpeVocab vocab_;
  BpeOptions options_;
  BpeMerger merger_;
  std::array<int32_t, 256> single_{};  // what a word of one byte becomes; -1: not known
  // Whether merging a token's own bytes gives that token; found out when first asked.
  std::unique_ptr<std::atomic<uint8_t>[]> reach_;
};

}  // namespace deepwell
