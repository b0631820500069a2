#include "engine/backend/vulkan/kv_pages.h"

#include <algorithm>
#include <limits>

#include "engine/backend/vulkan/rounding.h"

namespace deepwell::vulkan {
namespace {

constexpr uint64_t kAlign = 256;

uint64_t keyHeadBytes(const KvLayout& layout, uint64_t dim) {
  return ceilDiv(dim * static_cast<uint64_t>(layout.elementBytes()), 16) * 16 * kPageTokens;
}

uint64_t valueHeadBytes(const KvLayout& layout, uint64_t dim) {
  return ceilDiv(dim, 4) * 4 * static_cast<uint64_t>(layout.elementBytes()) * kPageTokens;
}

uint64_t scaleBytes(const KvLayout& layout, uint64_t heads) {
  return layout.type == KvType::kQ8 ? heads * kPageTokens * sizeof(float) : 0;
}

uint64_t headsBytes(const KvLayout& layout, uint64_t heads, uint64_t key_dim, uint64_t value_dim) {
  return heads * (keyHeadBytes(layout, key_dim) + valueHeadBytes(layout, value_dim)) + 2 * scaleBytes(layout, heads);
}

Status checkLayer(const KvLayout& layout, int32_t layer, uint64_t need, int32_t heads, int32_t dim) {
  if (layer < 0 || layer >= layout.layers || need > deviceLayerBytes(layout)) {
    return fail(ErrorCode::kInvalidArgument, "KV cache: no room for layer {} with {} heads of {} in {} layers of {} + {} wide in {} heads",
                layer, heads, dim, layout.layers, layout.key_width, layout.value_width, layout.kv_heads);
  }
  return {};
}

}  // namespace

uint64_t deviceLayerBytes(const KvLayout& layout) {
  const auto heads = static_cast<uint64_t>(std::max(1, layout.kv_heads));
  return headsBytes(layout, heads, ceilDiv(static_cast<uint64_t>(layout.key_width), heads),
                    ceilDiv(static_cast<uint64_t>(layout.value_width), heads));
}

uint64_t devicePageBytes(const KvLayout& layout) {
  const uint64_t bytes = static_cast<uint64_t>(layout.layers) * deviceLayerBytes(layout);
  return std::max<uint64_t>(1, ceilDiv(bytes, kAlign)) * kAlign;
}

Status checkKvLayout(const KvLayout& layout) {
  if (layout.layers < 0 || layout.key_width < 0 || layout.value_width < 0 || layout.kv_heads < 0) {
    return fail(ErrorCode::kInvalidArgument, "KV cache: negative size");
  }
  if (layout.type == KvType::kQ8 && layout.value_width == 0) {
    return fail(ErrorCode::kUnsupported, "KV cache: MLA's latent cannot be kept in 8 bits here, only in 16 or 32");
  }
  const double bytes = static_cast<double>(layout.layers) * static_cast<double>(deviceLayerBytes(layout));
  if (bytes >= static_cast<double>(std::numeric_limits<uint32_t>::max())) {
    return fail(ErrorCode::kOutOfMemory, "KV cache: a page of {:.1f} GiB is more than a GPU keeps in one piece", bytes / (1U << 30U));
  }
  return {};
}

PositionBytes positionBytes(const KvLayout& layout, int32_t kv_heads, int32_t key_dim, int32_t value_dim) {
  const auto heads = static_cast<uint64_t>(kv_heads);
  const uint64_t page = headsBytes(layout, heads, static_cast<uint64_t>(key_dim), static_cast<uint64_t>(value_dim));
  const uint64_t scales = 2 * scaleBytes(layout, heads) / kPageTokens;
  return {page / kPageTokens, heads * static_cast<uint64_t>(key_dim + value_dim) * static_cast<uint64_t>(layout.elementBytes()) + scales};
}

Result<KvPlace> placeHeads(const KvLayout& layout, int32_t layer, int32_t kv_heads, int32_t head_dim) {
  const auto heads = static_cast<uint64_t>(std::max(1, kv_heads));
  const auto dim = static_cast<uint64_t>(std::max(1, head_dim));
  DEEPWELL_TRY(checkLayer(layout, layer, headsBytes(layout, heads, dim, dim), kv_heads, head_dim));
  const uint64_t base = static_cast<uint64_t>(layer) * deviceLayerBytes(layout);
  KvPlace place{};
  place.key_head_bytes = static_cast<uint32_t>(keyHeadBytes(layout, dim));
  place.value_head_bytes = static_cast<uint32_t>(valueHeadBytes(layout, dim));
  place.scale_bytes = static_cast<uint32_t>(scaleBytes(layout, heads));
  place.keys_at = static_cast<uint32_t>(base);
  place.values_at = static_cast<uint32_t>(base + heads * place.key_head_bytes);
  place.scales_at = static_cast<uint32_t>(base + heads * (place.key_head_bytes + place.value_head_bytes));
  return place;
}

Result<KvPlace> placeLatent(const KvLayout& layout, int32_t layer, int32_t width) {
  const uint64_t bytes = keyHeadBytes(layout, static_cast<uint64_t>(std::max(1, width)));
  DEEPWELL_TRY(checkLayer(layout, layer, bytes, 1, width));
  KvPlace place{};
  place.keys_at = static_cast<uint32_t>(static_cast<uint64_t>(layer) * deviceLayerBytes(layout));
  place.values_at = place.keys_at;
  return place;
}

}  // namespace deepwell::vulkan
