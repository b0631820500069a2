// The memory of the KV cache's pages, and the table of their addresses that steps name.
#pragma once

#include <vector>

#include "engine/backend/backend.h"
#include "engine/backend/vulkan/uploader.h"

namespace deepwell::vulkan {

class KvMemory {
 public:
  KvMemory(Device& device, Uploader& uploader) : device_(device), uploader_(uploader) {}

  // Grows to at least `pages`; another layout drops everything first. Either is a new generation. An error leaves the pages that
  // were there.
  Status reserve(const KvLayout& layout, int32_t pages);
  // The whole page: positions behind the copied ones are not used.
  Status copy(int32_t from, int32_t to);

  const KvLayout& layout() const { return layout_; }
  int32_t pages() const { return static_cast<int32_t>(pages_.size()); }
  Address table() const { return table_.address(); }  // Address [page id]
  uint64_t generation() const { return generation_; }

 private:
  Status grow(int32_t pages);
  Status addSlab(uint64_t most);
  Status writeTable();

  Device& device_;
  Uploader& uploader_;
  KvLayout layout_;
  uint64_t page_bytes_ = 0;
  std::vector<Buffer> slabs_;
  std::vector<Place> pages_;
  Buffer table_;
  uint64_t generation_ = 0;
};

}  // namespace deepwell::vulkan
