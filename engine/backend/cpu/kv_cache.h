// The pages of the KV cache. Inside a page, by layer: the keys of all heads, then the values of all heads; 8-bit pages
// then have a float32 scale for each head and position, those of the keys first. For a head with `width` elements:
//   keys   [width][kPageTokens], by dimension, so that a score kernel takes 16 positions in a register
//   values [kPageTokens][width]
// MLA's latent (a layout without values) lies by position, [kPageTokens][width], being key and value in one.
#pragma once

#include <vector>

#include "engine/backend/backend.h"
#include "engine/backend/cpu/host_memory.h"
#include "kernels/cpu/attention/attention.h"

namespace deepwell::cpu {

// Where a head's part of a page lies.
struct KvHead {
  std::byte* keys = nullptr;
  std::byte* values = nullptr;
  float* key_scales = nullptr;    // [kPageTokens]; null unless the cache has 8 bits
  float* value_scales = nullptr;
};

class KvCache {
 public:
  // Grows to at least `pages`; another layout drops everything first.
  Status reserve(const KvLayout& layout, int32_t pages);
  Status copy(int32_t from, int32_t to, int32_t positions);

  int32_t pages() const { return static_cast<int32_t>(pages_.size()); }
  const KvLayout& layout() const { return layout_; }
  KvElement element() const {
    return layout_.type == KvType::kF32 ? KvElement::kF32 : layout_.type == KvType::kF16 ? KvElement::kF16 : KvElement::kQ8;
  }

  // Head `head` of a page's layer, all heads being `width` wide.
  KvHead head(int32_t page, int32_t layer, int32_t head, int64_t width) const {
    std::byte* base = pages_[static_cast<size_t>(page)] + layout_.layerBytes() * layer;
    const int64_t element = layout_.elementBytes();
    KvHead out{base + element * kPageTokens * head * width,
               base + element * kPageTokens * (layout_.key_width + head * width), nullptr, nullptr};
    if (layout_.type == KvType::kQ8) {
      auto* scales = reinterpret_cast<float*>(base + element * kPageTokens * (int64_t{layout_.key_width} + layout_.value_width));
      out.key_scales = scales + int64_t{kPageTokens} * head;
      out.value_scales = out.key_scales + int64_t{kPageTokens} * layout_.kv_heads;
    }
    return out;
  }

 private:
  KvLayout layout_;
  std::vector<HostMemory> slabs_;
  std::vector<std::byte*> pages_;
};

}  // namespace deepwell::cpu
