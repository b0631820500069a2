// Finds added tokens ("<think>", "<|im_end|>") in text before anything else looks at it: leftmost, and of those the
// longest, as the `tokenizers` package does.
#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/text/hash.h"

namespace deepwell {

struct AddedToken {
  std::string content;
  int32_t id = -1;
  bool special = false;
  bool single_word = false;  // only where no word character is next to it
  bool lstrip = false;       // takes the white space before it
  bool rstrip = false;       // and after it
  bool normalized = false;   // is looked for after normalisation
};

// Receives the pieces of a text in order: an added token (id >= 0), or text in between (-1).
class PieceSink {
 public:
  virtual void piece(size_t begin, size_t end, int32_t id) = 0;

 protected:
  ~PieceSink() = default;
};

class AddedTokenMatcher {
 public:
  // Bounds what a search looks at from one position on.
  static constexpr size_t kMaxContent = 1 << 10;
  // Bytes of all contents together, those that several begin with counted once: bounds the memory of the tree.
  static constexpr size_t kMaxNodes = size_t{16} << 20;

  // Of equal contents the last counts. Empty ones are left out.
  void add(AddedToken token);
  bool empty() const { return tokens_.empty(); }

  // Gives the pieces of `text`, which together are all of it. Special tokens are text unless `special`.
  void split(std::string_view text, bool special, PieceSink& pieces) const;

 private:
  // What split() needs of a token; its text is in the tree only.
  struct Token {
    int32_t id;
    uint32_t size;
    bool special, single_word, lstrip, rstrip;
  };
  struct Edge {
    uint64_t key = 0;  // node << 8 | byte, plus 1
    uint32_t node = 0;
  };

  uint32_t child(uint32_t node, unsigned char byte) const;  // 0: none
  void insertEdge(uint32_t node, unsigned char byte, uint32_t child);
  void grow();
  // The longest token that begins at `at`; nullptr: none.
  const Token* match(std::string_view text, size_t at) const;
  // The first position from `at` on where a token may begin.
  size_t nextStart(std::string_view text, size_t at) const;

  std::vector<Token> tokens_;
  std::vector<Edge> edges_;  // hash table of the tree's edges: a power of two, at most half full
  size_t edge_count_ = 0;
  uint64_t seed_ = hashSeed();
  std::vector<int32_t> token_of_node_{-1};  // index into tokens_
  std::array<bool, 256> starts_{};
  std::bitset<65536> pairs_;  // first two bytes of a token, or the first with any second
  int single_start_ = -1;     // the only first byte, if there is only one (nearly always '<')
};

}  // namespace deepwell
