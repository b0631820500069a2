#include "engine/runtime/kv_cache.h"

#include <algorithm>
#include <cassert>

#include "engine/runtime/stepper.h"

namespace deepwell {
namespace {

int32_t commonPrefix(std::span<const TokenId> a, std::span<const TokenId> b) {
  const auto end = std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first;
  return static_cast<int32_t>(end - a.begin());
}

}  // namespace

KvCache::KvCache(Backend& backend, const KvLayout& layout, int32_t max_pages)
    : backend_(backend), layout_(layout), max_pages_(max_pages), limit_(max_pages), root_(std::make_unique<Node>()) {}

KvCache::~KvCache() = default;

KvCache::Match KvCache::bestChild(const Node& node, std::span<const TokenId> tokens) {
  Match best;
  for (const auto& child : node.children) {
    const int32_t length = commonPrefix(child->tokens, tokens);
    if (length > best.length) best = {child.get(), length};
  }
  return best;
}

Result<int32_t> KvCache::takePage() {
  const int32_t most = std::min(limit_, backend_.mostPages());
  if (free_.empty() && total_ < most) {
    const int32_t wanted = std::min(most, std::max(16, total_ * 2));
    if (const Status grown = backend_.reserveKv(layout_, wanted); grown) {
      for (int32_t page = wanted - 1; page >= total_; --page) free_.push_back(page);
      total_ = wanted;
    } else if (grown.error().code == ErrorCode::kDevice) {
      return tl::make_unexpected(grown.error());
    } else {
      limit_ = total_;  // the memory is not there: live with what there is
    }
  }
  if (free_.empty() && !evictOne()) {
    const bool device_is_full = std::min(most, limit_) < max_pages_ && !backend_.memory().host;
    return fail(device_is_full ? ErrorCode::kDevice : ErrorCode::kOutOfMemory,
                "the KV cache is full ({} tokens, {} MiB): close other chats that are answering or shorten this one",
                int64_t{total_} * kPageTokens, int64_t{total_} * layout_.pageBytes() >> 20);
  }
  const int32_t page = free_.back();
  free_.pop_back();
  return page;
}

// Frees the page of the least recently used leaf that nobody holds.
bool KvCache::evictOne() {
  Node* oldest = nullptr;
  std::vector<Node*> open{root_.get()};
  while (!open.empty()) {
    Node* node = open.back();
    open.pop_back();
    for (const auto& child : node->children) open.push_back(child.get());
    const bool leaf = node->children.empty() && node->users == 0 && node != root_.get();
    if (leaf && (oldest == nullptr || node->last_used < oldest->last_used)) oldest = node;
  }
  if (oldest == nullptr) return false;
  free_.push_back(oldest->page);
  auto& siblings = oldest->parent->children;
  siblings.erase(std::find_if(siblings.begin(), siblings.end(), [&](const auto& node) { return node.get() == oldest; }));
  return true;
}

Result<KvCache::Lease> KvCache::acquire(std::span<const TokenId> tokens) {
  assert(!tokens.empty());
  Lease lease;
  Node* node = root_.get();
  std::span<const TokenId> rest = tokens.first(tokens.size() - 1);
  ++clock_;
  while (!rest.empty()) {
    const Match match = bestChild(*node, rest);
    if (match.length == 0) break;
    match.node->last_used = clock_;
    if (match.length < kPageTokens) {
      const Status copied = copyPart(lease, match);
      if (copied || copied.error().code != ErrorCode::kDevice) break;  // without the copy it is computed
      unshare(lease);
      return tl::make_unexpected(copied.error());
    }
    node = match.node;
    ++node->users;
    lease.shared.push_back(node);
    lease.pages.push_back(node->page);
    lease.positions += kPageTokens;
    rest = rest.subspan(kPageTokens);
  }
  return lease;
}

// Part of a page is copied, since the sequence will write behind it.
Status KvCache::copyPart(Lease& lease, const Match& match) {
  ++match.node->users;  // must not be evicted for the copy
  const auto page = takePage();
  --match.node->users;
  if (!page) return tl::make_unexpected(page.error());
  if (const Status copied = backend_.copyKv(match.node->page, *page, match.length); !copied) {
    free_.push_back(*page);
    return tl::make_unexpected(deviceError(backend_, copied.error()));
  }
  lease.pages.push_back(*page);
  lease.positions += match.length;
  return {};
}

Status KvCache::reserve(Lease& lease, int32_t positions) {
  while (static_cast<int32_t>(lease.pages.size()) * kPageTokens < positions) {
    DEEPWELL_ASSIGN(const int32_t page, takePage());
    lease.pages.push_back(page);
  }
  return {};
}

void KvCache::unshare(Lease& lease) {
  for (Node* node : lease.shared) --node->users;
  lease.shared.clear();
}

// Puts a page under `parent`, or frees it if the tree knows these tokens already. Returns the node to go on from.
KvCache::Node* KvCache::keep(Node* parent, std::span<const TokenId> tokens, int32_t page) {
  const Match match = bestChild(*parent, tokens);
  const auto size = static_cast<int32_t>(tokens.size());
  if (match.length == size) {
    free_.push_back(page);
    match.node->last_used = clock_;
    return match.node;
  }
  // A shorter page with the same beginning is of no more use.
  if (match.length > 0 && match.length == static_cast<int32_t>(match.node->tokens.size()) && match.node->users == 0) {
    free_.push_back(match.node->page);
    match.node->tokens.assign(tokens.begin(), tokens.end());
    match.node->page = page;
    match.node->last_used = clock_;
    return match.node;
  }
  auto node = std::make_unique<Node>();
  node->tokens.assign(tokens.begin(), tokens.end());
  node->page = page;
  node->last_used = clock_;
  node->parent = parent;
  return parent->children.emplace_back(std::move(node)).get();
}

void KvCache::share(Lease& lease, std::span<const TokenId> tokens) {
  Node* node = lease.shared.empty() ? root_.get() : lease.shared.back();
  const auto full = static_cast<size_t>(lease.positions / kPageTokens);
  for (size_t index = lease.shared.size(); index < full; ++index) {
    node = keep(node, tokens.subspan(index * kPageTokens, kPageTokens), lease.pages[index]);
    lease.pages[index] = node->page;  // the tree may have had one with these tokens
    ++node->users;
    lease.shared.push_back(node);
  }
}

void KvCache::forgetAll() {
  root_ = std::make_unique<Node>();
  free_.clear();
  total_ = 0;
  limit_ = max_pages_;
}

void KvCache::release(Lease&& lease, std::span<const TokenId> tokens) {
  ++clock_;
  Node* node = lease.shared.empty() ? root_.get() : lease.shared.back();
  const size_t shared = lease.shared.size();
  for (Node* held : lease.shared) held->last_used = clock_;
  std::span<const TokenId> rest = tokens.first(static_cast<size_t>(lease.positions)).subspan(shared * kPageTokens);
  for (size_t index = shared; index < lease.pages.size(); ++index) {
    const auto size = std::min(rest.size(), static_cast<size_t>(kPageTokens));
    if (size == 0) {
      free_.push_back(lease.pages[index]);
      continue;
    }
    node = keep(node, rest.first(size), lease.pages[index]);
    rest = rest.subspan(size);
  }
  unshare(lease);
  lease = {};
}

void KvCache::discard(Lease&& lease) {
  for (size_t index = lease.shared.size(); index < lease.pages.size(); ++index) free_.push_back(lease.pages[index]);
  unshare(lease);
  lease = {};
}

}  // namespace deepwell
