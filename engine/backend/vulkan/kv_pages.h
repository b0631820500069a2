// The pages of the KV cache in device memory. Layers lie one behind the other; inside a layer the keys of all heads, then the
// values of all heads, then with 8 bits a float32 scale for each head and position, those of the keys first. For a head of
// `dim` elements, P = kPageTokens:
//   keys   [ceil(dim / E)][P][16 bytes], E elements in 16 bytes: one invocation for each position reads neighbouring memory
//   values [P][ceil(dim / 4)][4 elements]: one invocation for each four dimensions does
// MLA's latent (a layout without values) lies as keys do, being key and value in one. What fills up odd sizes is zero.
#pragma once

#include <cstdint>

#include "engine/backend/backend.h"
#include "shaders/include/kv.h"

namespace deepwell::vulkan {

// Bytes of one layer in a page, and of a page: what one entry of StepHeader::page_table_at has behind it, 256-byte aligned.
// copyKv copies whole pages: heads and dimensions are apart in it, and what lies behind the copied positions is unused.
uint64_t deviceLayerBytes(const KvLayout& layout);
uint64_t devicePageBytes(const KvLayout& layout);

// Whether pages of such a layout can be kept: sizes are sane, a page is below 4 GiB, MLA's latent has 16 or 32 bits.
Status checkKvLayout(const KvLayout& layout);

// Bytes that one position of one layer takes in a page, its fillers counted, and of those that say something.
struct PositionBytes {
  uint64_t stored = 0;
  uint64_t needed = 0;
};
PositionBytes positionBytes(const KvLayout& layout, int32_t kv_heads, int32_t key_dim, int32_t value_dim);

// Where an op with these heads finds its part of `layer`. Fails if the layout has no such layer or no room for such heads.
Result<KvPlace> placeHeads(const KvLayout& layout, int32_t layer, int32_t kv_heads, int32_t head_dim);
Result<KvPlace> placeLatent(const KvLayout& layout, int32_t layer, int32_t width);

// Constant kKvType of the shaders.
inline uint32_t kvTypeConstant(KvType type) { return type == KvType::kF32 ? 0U : type == KvType::kF16 ? 1U : 2U; }

}  // namespace deepwell::vulkan
