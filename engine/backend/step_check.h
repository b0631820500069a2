// What every backend checks before it runs a step: steps come from callers, and a wrong one must not reach memory.
#pragma once

#include "engine/backend/backend.h"

namespace deepwell {

struct StepLimits {
  int32_t max_rows = 0;
  int64_t vocabulary_in = 0;   // 0: no Embed
  int64_t vocabulary_out = 0;  // 0: no Logits
  bool uses_kv = false;
};

StepLimits stepLimits(const OpList& ops, int32_t max_rows);

// kInvalidArgument if rows, tokens, logit rows, sequences or pages of the step are outside the limits.
Status checkStep(const Step& step, const StepLimits& limits, int32_t kv_pages);

// Whether `elements` is what `rows` rows of a buffer have, and the program has that many.
Status checkBufferAccess(const OpList& ops, BufferId buffer, int32_t rows, int32_t max_rows, size_t elements);

// Whether programs of two lists can work in the same buffers.
Status checkSameBuffers(const OpList& a, int32_t rows_a, const OpList& b, int32_t rows_b);

}  // namespace deepwell
