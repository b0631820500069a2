// Merges the bytes of a word into tokens.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/text/bpe_vocab.h"

namespace deepwell {

struct MergeSymbol {
  int32_t token;
  uint32_t rank;   // of the merge with the next symbol; BpeMerger::kNoRank: none
  int32_t joined;  // what that merge gives
};

struct MergeScratch {
  std::vector<MergeSymbol> symbols;
  std::vector<uint64_t> heap;
  std::vector<uint32_t> links;
  std::vector<int32_t> pair;  // of two tokens encoded again
};

// The result is that of the definition, "merge the leftmost pair of the lowest rank until there is none", found in
// three steps that each leave it as it is:
// - A character whose own merges all come before any merge that reaches into it from outside is one symbol from the
// start.
// - All pairs of the lowest rank are merged in one pass, unless a merge makes a pair that has to come before the
// others.
// - A long word is encoded in windows. A sequence of tokens is the encoding of its text if every two neighbours are the
//   encoding of theirs: the first merge across a boundary would happen with just these two, too. So a window begins
//   with the last tokens before it, and with more of them if what comes out does not fit to what stays.
class BpeMerger {
 public:
  static constexpr uint32_t kNoRank = Merge::kNoRank;

  // `vocab` is kept by reference. `unknown` as in BpeOptions.
  BpeMerger(const BpeVocab& vocab, int32_t unknown, bool fuse_unknown);

  void encode(std::string_view word, MergeScratch& scratch, std::vector<int32_t>& out) const;

 private:
  // Lowest ranks of the merges of a token, with what is outside a character whose edge it is.
  struct Outside {
    uint32_t any = kNoRank;          // all of the token's merges
    uint32_t after_ascii = kNoRank;  // as the right half, the left one ending in ASCII
    uint32_t after_other = kNoRank;
    uint32_t before = kNoRank;  // as the left half, the right one beginning a character
  };

  // What findCharacters() needs of a token. Only of short ones, parts of characters, the outside is asked for.
  enum class Length : uint8_t { kNone, kShort, kLong };
  struct Edges {
    Length length = Length::kNone;
    char first = 0;
    char last = 0;
  };

  std::vector<Edges> edgesOfTokens() const;
  void findCharacters();
  void addCharacter(std::string_view bytes, int32_t token, const std::vector<Outside>& outside);
  void addSymbols(std::string_view word, std::vector<MergeSymbol>& symbols) const;
  void addUnknown(std::vector<MergeSymbol>& symbols) const;
  size_t addCharacterAt(std::string_view word, size_t at, std::vector<MergeSymbol>& symbols) const;

  // Merge symbols [0, count) in place and return how many are left.
  size_t merge(MergeSymbol* symbols, size_t count, MergeScratch& scratch) const;
  size_t mergeByPasses(MergeSymbol* symbols, size_t count, unsigned most_passes, bool& finished) const;
  // Merges the pairs of the lowest rank and returns the next one.
  template <bool kOrdered>
  uint32_t mergePass(MergeSymbol* symbols, size_t& count, uint32_t best) const;
  size_t mergeByHeap(MergeSymbol* symbols, size_t count, MergeScratch& scratch) const;
  void setRank(MergeSymbol& symbol, int32_t next) const;

  void encodeWindow(std::string_view text, MergeScratch& scratch) const;
  void encodeLong(std::string_view word, MergeScratch& scratch, std::vector<int32_t>& out) const;
  bool isEncodingOfItself(int32_t left, int32_t right, MergeScratch& scratch) const;

  const BpeVocab* vocab_;
  int32_t unknown_;
  bool fuse_unknown_;
  bool windows_ = true;   // long words may be encoded so: the bytes of each token are known, and none is lost
  bool ordered_ = false;  // no merge makes a token that an earlier or equal merge uses
  // By code point below 0x10000: the token that a character may be from the start, times two, plus one if
  // it may be so right after ASCII, too. kNoCharacter: it may not.
  static constexpr int32_t kNoCharacter = -1;
  std::vector<int32_t> characters_;
};

}  // namespace deepwell
