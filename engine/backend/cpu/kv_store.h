// Writes keys and values of one position into a page, as the cache's type keeps them.
#pragma once

#include "engine/backend/cpu/planned_op.h"

namespace deepwell::cpu {

// Scratch that a store needs for a row of `width`.
constexpr int64_t kvStoreBytes(int64_t width) { return 4 * width; }

// keys[d * kPageTokens + slot] = key[d].
void storeKey(const StepContext& context, const float* key, int64_t width, const KvHead& head, int32_t slot,
              std::byte* scratch);

// base[slot * width + d] = row[d], for values and MLA's latent.
void storeRow(const StepContext& context, const float* row, int64_t width, std::byte* base, float* scales, int32_t slot);

}  // namespace deepwell::cpu
