#include "engine/backend/cpu/kv_cache.h"

#include <cstring>
#include <limits>
#include <new>

namespace deepwell::cpu {
namespace {

bool same(const KvLayout& a, const KvLayout& b) {
  return a.layers == b.layers && a.key_width == b.key_width && a.value_width == b.value_width && a.type == b.type &&
         a.kv_heads == b.kv_heads;
}

}  // namespace

Status KvCache::reserve(const KvLayout& layout, int32_t pages) {
  if (layout.layers < 0 || layout.key_width < 0 || layout.value_width < 0 || layout.kv_heads < 0 || pages < 0) {
    return fail(ErrorCode::kInvalidArgument, "KV cache: negative size");
  }
  if (layout.type == KvType::kQ8 && layout.value_width == 0) {
    return fail(ErrorCode::kUnsupported, "KV cache: MLA's latent cannot be kept in 8 bits here, only in 16 or 32");
  }
  if (!same(layout, layout_)) {
    pages_.clear();
    slabs_.clear();
    layout_ = layout;
  }
  const int64_t more = int64_t{pages} - this->pages();
  if (more <= 0) return {};
  const double bytes = static_cast<double>(layout.pageBytes()) * static_cast<double>(more);
  if (bytes > static_cast<double>(std::numeric_limits<int64_t>::max()) / 2) {
    return fail(ErrorCode::kOutOfMemory, "KV cache: {} pages are more than any machine has memory for", pages);
  }
  // At least one byte, so that every page has an address even in a model without layers.
  DEEPWELL_ASSIGN(HostMemory slab, HostMemory::allocate(std::max<int64_t>(1, layout.pageBytes() * more), "KV cache"));
  try {
    pages_.reserve(pages_.size() + static_cast<size_t>(more));
    slabs_.push_back(std::move(slab));
  } catch (const std::bad_alloc&) {
    return fail(ErrorCode::kOutOfMemory, "KV cache: no memory for the table of {} pages", pages);
  }
  for (int64_t i = 0; i < more; ++i) pages_.push_back(slabs_.back().data() + i * layout.pageBytes());
  return {};
}

Status KvCache::copy(int32_t from, int32_t to, int32_t positions) {
  if (from < 0 || to < 0 || from >= pages() || to >= pages() || positions < 0 || positions > kPageTokens) {
    return fail(ErrorCode::kInvalidArgument, "KV cache: cannot copy {} positions of page {} to page {} of {}", positions,
                from, to, pages());
  }
  // Heads are apart inside a page; what lies behind `positions` is unused in the copy, so the whole page may go.
  if (from != to && positions > 0) {
    std::memcpy(pages_[static_cast<size_t>(to)], pages_[static_cast<size_t>(from)],
                static_cast<size_t>(layout_.pageBytes()));
  }
  return {};
}

}  // namespace deepwell::cpu
