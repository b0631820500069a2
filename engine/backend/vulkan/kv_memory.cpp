#include "engine/backend/vulkan/kv_memory.h"

#include <algorithm>
#include <cstring>

#include "engine/backend/vulkan/kv_pages.h"

namespace deepwell::vulkan {
namespace {

constexpr uint64_t kSlabBytes = uint64_t{64} << 20;

bool sameLayout(const KvLayout& a, const KvLayout& b) {
  return a.layers == b.layers && a.key_width == b.key_width && a.value_width == b.value_width && a.type == b.type &&
         a.kv_heads == b.kv_heads;
}

}  // namespace

Status KvMemory::reserve(const KvLayout& layout, int32_t pages) {
  if (!sameLayout(layout, layout_) || generation_ == 0) {
    DEEPWELL_TRY(checkKvLayout(layout));
    pages_.clear();
    slabs_.clear();
    layout_ = layout;
    page_bytes_ = std::max<uint64_t>((devicePageBytes(layout) + 255) / 256 * 256, 256);
    ++generation_;
  }
  if (pages <= this->pages()) return {};
  const size_t had_pages = pages_.size();
  const size_t had_slabs = slabs_.size();
  const Status grown = grow(pages);
  if (grown) return {};
  (void)uploader_.finish();
  pages_.resize(had_pages);
  slabs_.resize(had_slabs);
  return grown;
}

Status KvMemory::grow(int32_t pages) {
  while (this->pages() < pages) DEEPWELL_TRY(addSlab(static_cast<uint64_t>(pages - this->pages())));
  DEEPWELL_TRY(uploader_.finish());
  DEEPWELL_TRY(writeTable());
  ++generation_;  // validation layers on the GPU know only memory that was there when a program was recorded
  return {};
}

// A slab of zeros, of no more than `most` pages.
Status KvMemory::addSlab(uint64_t most) {
  const uint64_t room = std::min(std::max(kSlabBytes, page_bytes_), device_.largestAllocation());
  const uint64_t count = std::min(most, room / page_bytes_);
  if (count == 0) {
    return fail(ErrorCode::kOutOfMemory, "a page of the KV cache has {} bytes, the GPU's largest allocation {}", page_bytes_,
                device_.largestAllocation());
  }
  DEEPWELL_ASSIGN(Buffer slab, Buffer::make(device_, count * page_bytes_, MemoryKind::kDevice));
  DEEPWELL_TRY(uploader_.clear({slab.handle(), 0, slab.address()}, slab.bytes()));
  for (uint64_t i = 0; i < count; ++i) pages_.push_back({slab.handle(), i * page_bytes_, slab.address() + i * page_bytes_});
  slabs_.push_back(std::move(slab));
  return {};
}

// No step runs now, so the table can be written over.
Status KvMemory::writeTable() {
  const uint64_t bytes = pages_.size() * sizeof(Address);
  if (table_.bytes() < bytes) {
    DEEPWELL_ASSIGN(table_, Buffer::make(device_, std::max<uint64_t>(2 * bytes, 4096), MemoryKind::kShared));
  }
  for (size_t i = 0; i < pages_.size(); ++i) {
    std::memcpy(table_.mapped() + i * sizeof(Address), &pages_[i].address, sizeof(Address));
  }
  return {};
}

Status KvMemory::copy(int32_t from, int32_t to) {
  if (from < 0 || to < 0 || from >= pages() || to >= pages()) {
    return fail(ErrorCode::kInvalidArgument, "copy of page {} to {}: {} are reserved", from, to, pages());
  }
  if (from == to) return {};
  return uploader_.copyOnDevice(pages_[static_cast<size_t>(from)], pages_[static_cast<size_t>(to)], page_bytes_);
}

}  // namespace deepwell::vulkan
