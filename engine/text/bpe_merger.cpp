#include "engine/text/bpe_merger.h"

#include <algorithm>
#include <array>
#include <functional>

#include "engine/text/unicode.h"

namespace deepwell {
namespace {

constexpr uint32_t kNoSymbol = 0xFFFFFFFF;
constexpr size_t kFew = 128;         // symbols; for so many, looking at all pairs beats a heap
constexpr unsigned kPasses = 24;     // over more symbols, before the heap takes over
constexpr size_t kDirect = 96;       // bytes of a word that is encoded as it is
constexpr size_t kMergeWindow = 24;       // new bytes of a window, if the tokens before it are short
constexpr size_t kKeptTokens = 1;    // at the end of a window, that the next one begins with
constexpr size_t kWindowToKept = 6;  // new bytes for each byte of those
constexpr size_t kCharacter = 3;     // bytes of a character that may be one symbol from the start, at most

}  // namespace

BpeMerger::BpeMerger(const BpeVocab& vocab, int32_t unknown, bool fuse_unknown)
    : vocab_(&vocab), unknown_(unknown), fuse_unknown_(fuse_unknown) {
  ordered_ = vocab.hasOrderedMerges();
  windows_ = vocab.hasOneTextForEachId();
  for (int byte = 0; byte < 256; ++byte) windows_ &= vocab.byteToken(static_cast<unsigned char>(byte)) >= 0;
  findCharacters();
}

std::vector<BpeMerger::Edges> BpeMerger::edgesOfTokens() const {
  std::vector<Edges> edges(static_cast<size_t>(vocab_->size()));
  for (int32_t token = 0; token < vocab_->size(); ++token) {
    const std::string_view bytes = vocab_->bytes(token);
    if (bytes.empty()) continue;
    const bool is_short = bytes.size() <= kCharacter || !vocab_->hasOneTextForEachId();
    edges[static_cast<size_t>(token)] = {is_short ? Length::kShort : Length::kLong, bytes.front(), bytes.back()};
  }
  return edges;
}

void BpeMerger::findCharacters() {
  characters_.assign(0x10000, kNoCharacter);
  const std::vector<Edges> edges = edgesOfTokens();
  std::vector<Outside> outside(edges.size());
  const auto lower = [](uint32_t& rank, uint32_t other) { rank = std::min(rank, other); };
  vocab_->merges().forEach([&](int32_t left, int32_t right, const Merge& merge) {
    const Edges& of_left = edges[static_cast<size_t>(left)];
    const Edges& of_right = edges[static_cast<size_t>(right)];
    const bool both = of_left.length != Length::kNone && of_right.length != Length::kNone;
    if (of_left.length != Length::kLong) {
      Outside& ranks = outside[static_cast<size_t>(left)];
      lower(ranks.any, merge.rank);
      if (both && !unicode::isContinuation(of_right.first)) lower(ranks.before, merge.rank);
    }
    if (of_right.length != Length::kLong) {
      Outside& ranks = outside[static_cast<size_t>(right)];
      lower(ranks.any, merge.rank);
      const bool ascii = static_cast<unsigned char>(of_left.last) < 0x80;
      if (both) lower(ascii ? ranks.after_ascii : ranks.after_other, merge.rank);
    }
  });
  for (int32_t token = 0; token < vocab_->size(); ++token) {
    const std::string_view bytes = vocab_->bytes(token);
    if (bytes.size() < 2 || bytes.size() > kCharacter || unicode::decode(bytes, 0).size != bytes.size()) continue;
    if (vocab_->find(bytes) == token) addCharacter(bytes, token, outside);
  }
}

void BpeMerger::addCharacter(std::string_view bytes, int32_t token, const std::vector<Outside>& outside) {
  std::array<MergeSymbol, kCharacter> symbols{};
  size_t count = 0;
  for (const char byte : bytes) symbols[count++].token = vocab_->byteToken(static_cast<unsigned char>(byte));
  for (size_t i = 0; i < count; ++i)
    if (symbols[i].token < 0) return;
  Outside lowest;
  uint32_t highest_own = 0;
  while (count > 1) {
    const Outside& left = outside[static_cast<size_t>(symbols[0].token)];
    lowest.after_ascii = std::min(lowest.after_ascii, left.after_ascii);
    lowest.after_other = std::min(lowest.after_other, left.after_other);
    lowest.before = std::min(lowest.before, outside[static_cast<size_t>(symbols[count - 1].token)].before);
    size_t best = 0;
    for (size_t i = 0; i < count; ++i) {
      symbols[i].rank = kNoRank;
      if (i + 1 < count) setRank(symbols[i], symbols[i + 1].token);
      if (symbols[i].rank < symbols[best].rank) best = i;
    }
    if (symbols[best].rank == kNoRank) return;
    highest_own = std::max(highest_own, symbols[best].rank);
    symbols[best].token = symbols[best].joined;
    std::copy(symbols.begin() + static_cast<ptrdiff_t>(best) + 2, symbols.begin() + static_cast<ptrdiff_t>(count),
              symbols.begin() + static_cast<ptrdiff_t>(best) + 1);
    --count;
  }
  if (symbols[0].token != token || outside[static_cast<size_t>(token)].any <= highest_own) return;
  if (lowest.after_other <= highest_own || lowest.before <= highest_own) return;
  characters_[unicode::decode(bytes, 0).code] = token * 2 + (lowest.after_ascii > highest_own ? 1 : 0);
}

void BpeMerger::setRank(MergeSymbol& symbol, int32_t next) const {
  const Merge merge = vocab_->findMerge(symbol.token, next);
  symbol.rank = merge.rank;
  symbol.joined = merge.token;
}

void BpeMerger::addUnknown(std::vector<MergeSymbol>& symbols) const {
  if (unknown_ < 0 || (fuse_unknown_ && !symbols.empty() && symbols.back().token == unknown_)) return;
  symbols.push_back({unknown_, kNoRank, -1});
}

size_t BpeMerger::addCharacterAt(std::string_view word, size_t at, std::vector<MergeSymbol>& symbols) const {
  const unicode::Decoded c = unicode::decode(word, at);
  if (c.code >= 0x10000 || characters_[c.code] == kNoCharacter) return 0;
  const int32_t character = characters_[c.code];
  if (at > 0 && static_cast<unsigned char>(word[at - 1]) < 0x80 && character % 2 == 0) return 0;
  const size_t end = at + c.size;
  if (end < word.size() && unicode::isContinuation(word[end])) return 0;
  symbols.push_back({character / 2, kNoRank, -1});
  return c.size;
}

void BpeMerger::addSymbols(std::string_view word, std::vector<MergeSymbol>& symbols) const {
  for (size_t at = 0; at < word.size();) {
    const auto byte = static_cast<unsigned char>(word[at]);
    if (byte >= 0xC2) {
      if (const size_t size = addCharacterAt(word, at, symbols); size > 0) {
        at += size;
        continue;
      }
    }
    if (const int32_t token = vocab_->byteToken(byte); token >= 0) {
      symbols.push_back({token, kNoRank, -1});
    } else {
      addUnknown(symbols);
    }
    ++at;
  }
}

size_t BpeMerger::mergeByPasses(MergeSymbol* symbols, size_t count, unsigned most_passes, bool& finished) const {
  uint32_t best = kNoRank;
  for (size_t i = 0; i + 1 < count; ++i) best = std::min(best, symbols[i].rank);
  for (; best != kNoRank && most_passes > 0; --most_passes)
    best = ordered_ ? mergePass<true>(symbols, count, best) : mergePass<false>(symbols, count, best);
  finished = best == kNoRank;
  return count;
}

template <bool kOrdered>
uint32_t BpeMerger::mergePass(MergeSymbol* symbols, size_t& count, uint32_t best) const {
  uint32_t next_best = kNoRank;
  bool changed_before = false;
  bool merging = true;
  size_t from = 0;
  while (symbols[from].rank != best) ++from;
  if (from > 0) --from;  // its neighbour changes
  for (size_t i = 0; i < from; ++i) next_best = std::min(next_best, symbols[i].rank);
  size_t to = from;
  while (from < count) {
    MergeSymbol symbol = symbols[from];
    const bool changes = merging && symbol.rank == best;
    from += changes ? 2 : 1;
    if (changes) symbol.token = symbol.joined;
    if (changes && !kOrdered) {
      // The pairs that this merge makes may be the next to be merged, before others of this rank.
      symbol.rank = kNoRank;
      if (from < count) setRank(symbol, symbols[from].token);
      merging = symbol.rank > best;
    }
    if (to > 0) {
      MergeSymbol& before = symbols[to - 1];
      if (changes || changed_before) setRank(before, symbol.token);
      next_best = std::min(next_best, before.rank);
      if (changes && !kOrdered) merging &= before.rank > best;
    }
    symbols[to++] = symbol;
    changed_before = changes;
  }
  symbols[to - 1].rank = kNoRank;
  count = to;
  return next_best;
}

// A heap of (rank, position). An entry whose pair has changed since is stale and skipped.
size_t BpeMerger::mergeByHeap(MergeSymbol* symbols, size_t count, MergeScratch& scratch) const {
  const auto key = [&](size_t at) { return static_cast<uint64_t>(symbols[at].rank) << 32 | at; };
  std::vector<uint64_t>& heap = scratch.heap;
  heap.clear();
  for (size_t at = 0; at + 1 < count; ++at)
    if (symbols[at].rank != kNoRank) heap.push_back(key(at));
  std::make_heap(heap.begin(), heap.end(), std::greater<>());
  scratch.links.resize(2 * count);
  uint32_t* next = scratch.links.data();
  uint32_t* previous = next + count;
  for (size_t at = 0; at < count; ++at) {
    next[at] = at + 1 < count ? static_cast<uint32_t>(at + 1) : kNoSymbol;
    previous[at] = at > 0 ? static_cast<uint32_t>(at - 1) : kNoSymbol;
  }
  const auto refresh = [&](uint32_t at) {
    symbols[at].rank = kNoRank;
    if (next[at] != kNoSymbol) setRank(symbols[at], symbols[next[at]].token);
    if (symbols[at].rank == kNoRank) return;
    heap.push_back(key(at));
    std::push_heap(heap.begin(), heap.end(), std::greater<>());
  };
  while (!heap.empty()) {
    std::pop_heap(heap.begin(), heap.end(), std::greater<>());
    const uint64_t top = heap.back();
    heap.pop_back();
    const auto at = static_cast<uint32_t>(top);
    if (symbols[at].rank != static_cast<uint32_t>(top >> 32)) continue;
    const uint32_t gone = next[at];
    symbols[at].token = symbols[at].joined;
    symbols[gone].rank = kNoRank;
    next[at] = next[gone];
    if (next[at] != kNoSymbol) previous[next[at]] = at;
    refresh(at);
    if (previous[at] != kNoSymbol) refresh(previous[at]);
  }
  size_t to = 0;
  for (uint32_t at = 0; at != kNoSymbol; at = next[at]) symbols[to++].token = symbols[at].token;
  return to;
}

size_t BpeMerger::merge(MergeSymbol* symbols, size_t count, MergeScratch& scratch) const {
  if (count < 2) return count;
  for (size_t i = 0; i + 1 < count; ++i) setRank(symbols[i], symbols[i + 1].token);
  bool finished = false;
  while (!finished) {
    count = mergeByPasses(symbols, count, count <= kFew ? kNoSymbol : kPasses, finished);
    if (!finished && count > kFew) return mergeByHeap(symbols, count, scratch);
  }
  return count;
}

void BpeMerger::encodeWindow(std::string_view text, MergeScratch& scratch) const {
  scratch.symbols.clear();
  addSymbols(text, scratch.symbols);
  scratch.symbols.resize(merge(scratch.symbols.data(), scratch.symbols.size(), scratch));
}

bool BpeMerger::isEncodingOfItself(int32_t left, int32_t right, MergeScratch& scratch) const {
  std::string text(vocab_->bytes(left));
  text += vocab_->bytes(right);
  MergeScratch own;
  own.symbols.swap(scratch.symbols);
  encodeWindow(text, scratch);
  const bool same =
      scratch.symbols.size() == 2 && scratch.symbols[0].token == left && scratch.symbols[1].token == right;
  own.symbols.swap(scratch.symbols);
  return same;
}

void BpeMerger::encodeLong(std::string_view word, MergeScratch& scratch, std::vector<int32_t>& out) const {
  const size_t base = out.size();
  for (size_t at = 0; at < word.size();) {
    const size_t have = out.size() - base;
    for (size_t kept = std::min(have, kKeptTokens);; kept = std::min(have, 2 * kept)) {
      size_t begin = at;
      for (size_t i = out.size() - kept; i < out.size(); ++i) begin -= vocab_->bytes(out[i]).size();
      size_t end = std::min(word.size(), at + std::max(kMergeWindow, kWindowToKept * (at - begin)));
      while (end < word.size() && end > at + 1 && unicode::isContinuation(word[end])) --end;
      encodeWindow(word.substr(begin, end - begin), scratch);
      const auto first_kept = out.end() - static_cast<ptrdiff_t>(kept);
      const int32_t first = scratch.symbols.front().token;
      if (kept < have && first != *first_kept && !isEncodingOfItself(first_kept[-1], first, scratch)) continue;
      out.erase(first_kept, out.end());
      for (const MergeSymbol& symbol : scratch.symbols) out.push_back(symbol.token);
      at = end;
      break;
    }
  }
}

void BpeMerger::encode(std::string_view word, MergeScratch& scratch, std::vector<int32_t>& out) const {
  if (word.size() > kDirect && windows_) return encodeLong(word, scratch, out);
  encodeWindow(word, scratch);
  for (const MergeSymbol& symbol : scratch.symbols) out.push_back(symbol.token);
}

}  // namespace deepwell
