#include "engine/text/added_tokens.h"

#include <algorithm>

#include "engine/text/hash.h"
#include "engine/text/unicode.h"

namespace deepwell {
namespace {

bool wordBefore(std::string_view text, size_t at) {
  return at > 0 && unicode::isWordCharacter(unicode::decode(text, unicode::previous(text, at)).code);
}

bool wordAfter(std::string_view text, size_t at) {
  return at < text.size() && unicode::isWordCharacter(unicode::decode(text, at).code);
}

bool isSpaceAt(std::string_view text, size_t at) {
  return (unicode::charClass(unicode::decode(text, at).code) & unicode::kSpace) != 0;
}

// The begin of the white space before `at`, not before `lowest`.
size_t beginOfSpace(std::string_view text, size_t at, size_t lowest) {
  while (at > lowest && isSpaceAt(text, unicode::previous(text, at))) at = unicode::previous(text, at);
  return at;
}

uint64_t keyOf(uint32_t node, unsigned char byte) { return (static_cast<uint64_t>(node) << 8 | byte) + 1; }

size_t slotOf(uint64_t key, uint64_t seed, size_t slots) {
  return static_cast<size_t>(mixBits(key ^ seed, kHashOdd)) & (slots - 1);
}

}  // namespace

uint32_t AddedTokenMatcher::child(uint32_t node, unsigned char byte) const {
  const uint64_t key = keyOf(node, byte);
  for (size_t at = slotOf(key, seed_, edges_.size());; at = (at + 1) & (edges_.size() - 1)) {
    if (edges_[at].key == key) return edges_[at].node;
    if (edges_[at].key == 0) return 0;
  }
}

void AddedTokenMatcher::insertEdge(uint32_t node, unsigned char byte, uint32_t child) {
  const uint64_t key = keyOf(node, byte);
  size_t at = slotOf(key, seed_, edges_.size());
  while (edges_[at].key != 0) at = (at + 1) & (edges_.size() - 1);
  edges_[at] = {key, child};
}

void AddedTokenMatcher::grow() {
  std::vector<Edge> old(std::max<size_t>(64, 2 * edges_.size()));
  old.swap(edges_);
  for (const Edge& edge : old)
    if (edge.key != 0)
      insertEdge(static_cast<uint32_t>((edge.key - 1) >> 8), static_cast<unsigned char>(edge.key - 1), edge.node);
}

void AddedTokenMatcher::add(AddedToken token) {
  if (token.content.empty()) return;
  uint32_t node = 0;
  for (const char c : token.content) {
    const auto byte = static_cast<unsigned char>(c);
    if (2 * (edge_count_ + 1) > edges_.size()) grow();
    uint32_t next = child(node, byte);
    if (next == 0) {
      next = static_cast<uint32_t>(token_of_node_.size());
      token_of_node_.push_back(-1);
      insertEdge(node, byte, next);
      ++edge_count_;
    }
    node = next;
  }
  const auto first = static_cast<unsigned char>(token.content[0]);
  if (!starts_[first]) single_start_ = tokens_.empty() ? first : -1;
  starts_[first] = true;
  for (size_t second = 0; second < 256; ++second)
    if (token.content.size() == 1 || second == static_cast<unsigned char>(token.content[1]))
      pairs_.set(static_cast<size_t>(first) << 8 | second);
  token_of_node_[node] = static_cast<int32_t>(tokens_.size());
  tokens_.push_back({token.id, static_cast<uint32_t>(token.content.size()), token.special, token.single_word,
                     token.lstrip, token.rstrip});
}

const AddedTokenMatcher::Token* AddedTokenMatcher::match(std::string_view text, size_t at) const {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  if (at + 1 < text.size() && !pairs_[static_cast<size_t>(byte(at)) << 8 | byte(at + 1)]) return nullptr;
  int32_t found = -1;
  uint32_t node = 0;
  for (; at < text.size(); ++at) {
    node = child(node, byte(at));
    if (node == 0) break;
    if (token_of_node_[node] >= 0) found = token_of_node_[node];
  }
  return found >= 0 ? &tokens_[static_cast<size_t>(found)] : nullptr;
}

size_t AddedTokenMatcher::nextStart(std::string_view text, size_t at) const {
  if (single_start_ >= 0) {
    const size_t found = text.find(static_cast<char>(single_start_), at);
    return std::min(found, text.size());
  }
  while (at < text.size() && !starts_[static_cast<unsigned char>(text[at])]) ++at;
  return at;
}

void AddedTokenMatcher::split(std::string_view text, bool special, PieceSink& pieces) const {
  size_t done = 0;
  for (size_t at = tokens_.empty() ? text.size() : nextStart(text, 0); at < text.size(); at = nextStart(text, at)) {
    const Token* token = match(text, at);
    if (token == nullptr) {
      ++at;
      continue;
    }
    size_t begin = at;
    size_t end = at + token->size;
    at = end;  // also what is refused below hides shorter tokens inside it
    if (token->special && !special) continue;
    if (token->single_word && (wordBefore(text, begin) || wordAfter(text, end))) continue;
    if (token->lstrip) begin = std::max(beginOfSpace(text, begin, done), done);
    if (token->rstrip)
      while (end < text.size() && isSpaceAt(text, end)) end += unicode::decode(text, end).size;
    // A token of white space may lie in what the last one's rstrip took. Then `done` goes back, as in the package: ids
    // must be the same, even where it reads a space twice.
    if (begin > done) pieces.piece(done, begin, -1);
    if (end > begin) pieces.piece(begin, end, token->id);
    done = end;
  }
  if (done < text.size()) pieces.piece(done, text.size(), -1);
}

}  // namespace deepwell
