// Where the keys and values of one layer lie inside a page of the KV cache; see engine/backend/vulkan/kv_pages.h for the layout.
#ifndef DEEPWELL_SHADERS_KV_H
#define DEEPWELL_SHADERS_KV_H

#include "shared.h"

DEEPWELL_SHADER_NAMESPACE_BEGIN

// All in bytes; the first three from the start of a page.
struct KvPlace {
  uint keys_at;
  uint values_at;         // MLA: that of the latent, which is key and value in one
  uint scales_at;         // of keys; those of values lie scale_bytes behind. 8 bits only
  uint key_head_bytes;    // from one head to the next
  uint value_head_bytes;
  uint scale_bytes;
};

DEEPWELL_SHADER_NAMESPACE_END

#endif
