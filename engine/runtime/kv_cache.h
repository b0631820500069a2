// The pages of the KV cache: reference-counted, found again by a tree over token prefixes. A new turn, a branch or an
// edited message computes only what changed. Used by the scheduler's thread only.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "engine/api/engine.h"
#include "engine/backend/backend.h"

namespace deepwell {

class KvCache {
  struct Node;

 public:
  // What a running sequence holds. pages[p / kPageTokens] has position p; the first shared.size() pages belong to the
  // tree and are read-only, the others are the sequence's own.
  struct Lease {
    std::vector<int32_t> pages;
    int32_t positions = 0;  // positions whose keys and values are there
    std::vector<Node*> shared;
  };

  KvCache(Backend& backend, const KvLayout& layout, int32_t max_pages);
  ~KvCache();
  KvCache(const KvCache&) = delete;
  KvCache& operator=(const KvCache&) = delete;

  // The longest prefix of `tokens` that is known, but never all of them: the last one is left to compute. kDevice: of the
  // backend.
  Result<Lease> acquire(std::span<const TokenId> tokens);

  // Makes room for `positions` positions in all. kDevice: of the backend; kOutOfMemory: all pages are in use.
  Status reserve(Lease& lease, int32_t positions);

  // Puts the full pages of a sequence that goes on into the tree: others find them from now on.
  void share(Lease& lease, std::span<const TokenId> tokens);

  // Gives the pages back to the tree under the tokens that lease.positions counts (tokens may be longer).
  void release(Lease&& lease, std::span<const TokenId> tokens);

  // Gives the pages back and remembers nothing.
  void discard(Lease&& lease);

  // The backend has lost all pages: forgets them, and asks for new ones when they are needed. No lease may be left.
  void forgetAll();

  int32_t pagesInUse() const { return total_ - static_cast<int32_t>(free_.size()); }

 private:
  // One page's tokens. Only full pages have children.
  struct Node {
    std::vector<TokenId> tokens;  // 1..kPageTokens
    int32_t page = -1;
    int32_t users = 0;  // leases that hold it
    uint64_t last_used = 0;
    Node* parent = nullptr;
    std::vector<std::unique_ptr<Node>> children;
  };
  struct Match {
    Node* node = nullptr;
    int32_t length = 0;
  };

  static Match bestChild(const Node& node, std::span<const TokenId> tokens);
  Result<int32_t> takePage();
  bool evictOne();
  Status copyPart(Lease& lease, const Match& match);
  void unshare(Lease& lease);
  Node* keep(Node* parent, std::span<const TokenId> tokens, int32_t page);

  Backend& backend_;
  KvLayout layout_;
  const int32_t max_pages_;
  int32_t limit_;                // max_pages_, or less where memory has run out
  int32_t total_ = 0;            // pages the backend has
  std::vector<int32_t> free_;
  std::unique_ptr<Node> root_;   // no page, no tokens
  uint64_t clock_ = 0;
};

}  // namespace deepwell
