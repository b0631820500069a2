#include "engine/text/bpe.h"

namespace deepwell {

Bpe::Bpe(BpeVocab vocab, BpeOptions options)
    : vocab_(std::move(vocab)),
      options_(options),
      merger_(vocab_, options.unknown, options.fuse_unknown),
      reach_(std::make_unique<std::atomic<uint8_t>[]>(static_cast<size_t>(vocab_.size()))) {
  for (int byte = 0; byte < 256; ++byte)
    single_[static_cast<size_t>(byte)] = vocab_.byteToken(static_cast<unsigned char>(byte));
}

void Bpe::addToCache(std::string_view word, const WordCache::Key& key, Scratch& scratch,
                     std::vector<int32_t>& out) const {
  const size_t before = out.size();
  encodeUncached(word, scratch.merge, out);
  scratch.cache.put(key, {out.data() + before, out.size() - before});
}

bool Bpe::mergesToItself(std::string_view word, int32_t token, MergeScratch& scratch) const {
  std::atomic<uint8_t>& known = reach_[static_cast<size_t>(token)];
  const uint8_t seen = known.load(std::memory_order_relaxed);
  if (seen != kNotKnown) return seen == kReachable;
  std::vector<int32_t> tokens;
  merger_.encode(word, scratch, tokens);
  const bool reachable = tokens.size() == 1 && tokens[0] == token;
  known.store(reachable ? kReachable : kUnreachable, std::memory_order_relaxed);
  return reachable;
}

void Bpe::encodeUncached(std::string_view word, MergeScratch& scratch, std::vector<int32_t>& out) const {
  const int32_t token = word.size() <= vocab_.longest() ? vocab_.find(word) : -1;
  if (token >= 0 && (options_.ignore_merges || mergesToItself(word, token, scratch))) {
    out.push_back(token);
  } else {
    merger_.encode(word, scratch, out);
  }
}

}  // namespace deepwell
