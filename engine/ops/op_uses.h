// What a call reads and writes, for those who cut lists of ops into pieces.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/ops/op_call.h"

namespace deepwell {

// A buffer that is changed in place is in both.
struct OpUses {
  std::vector<BufferId> reads;
  std::vector<BufferId> writes;
};

OpUses usesOf(const OpCall& call);

// The layer of the KV cache that a call works on; -1: none.
int32_t cacheLayerOf(const OpCall& call);

// The same call on another layer of the cache; calls without one stay as they are.
OpCall withCacheLayer(OpCall call, int32_t layer);

}  // namespace deepwell
