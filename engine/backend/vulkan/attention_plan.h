// How attention is cut into workgroups: a function of the shape, of the rows and of the device's shared memory alone.
#pragma once

#include "engine/backend/vulkan/builder.h"
#include "shaders/include/kv.h"

namespace deepwell::vulkan {

// Attention over one layer of the cache. MLA absorbed: kv_heads 1, key_dim rank + rope_dim, value_dim rank, latent.
struct AttentionShape {
  uint32_t heads = 0;
  uint32_t kv_heads = 0;
  uint32_t key_dim = 0;
  uint32_t value_dim = 0;
  bool latent = false;
  uint32_t element_bytes = 2;  // of the cache; only a latent's matters
};

// The specialisation constants of attention.comp by their names there, and parts: workgroups that share the heads of a kv head.
struct AttentionPlan {
  uint32_t workgroup = 0;
  uint32_t tx = 0;
  uint32_t queries4 = 0;
  uint32_t heads = 0;
  uint32_t dx = 0;
  uint32_t splits = 0;
  uint32_t stage = 1;
  uint32_t parts = 0;

  uint32_t rows() const;  // of a block
  uint32_t sharedBytes(const AttentionShape& shape) const;
};

// Programs of few rows split every row's context, so that one row keeps a GPU busy; programs of more let more rows of a sequence
// share what they read. The border depends on the shape alone: all programs of few rows compute the same bits.
Result<AttentionPlan> planAttention(const AttentionShape& shape, int32_t max_rows, const DeviceFeatures& device);

// What the parts of one row take: [heads, splits, value_dim] floats, and [heads, splits] of two.
uint64_t splitBytesOfRow(const AttentionShape& shape, uint32_t splits);
uint64_t splitSumsOfRow(const AttentionShape& shape, uint32_t splits);

// q [rows, q_stride] with a head's key_dim after the other's -> result [rows, result_stride], value_dim a head.
struct AttentionBuffers {
  Address q;
  Address result;
  uint32_t q_stride = 0;
  uint32_t result_stride = 0;
};
Status recordAttention(Builder& builder, const AttentionShape& shape, const KvPlace& place, const AttentionBuffers& buffers,
                       float scale);

}  // namespace deepwell::vulkan
