// The best logits of each row, for sampling without the whole vocabulary.
#pragma once

#include "engine/backend/vulkan/builder.h"
#include "shaders/include/top_k_params.h"

namespace deepwell::vulkan {

// Behind the logits op of the same pass. best: TopKEntry [logit rows of the step, count], of each row the best first; masses: float
// [logit rows of the step], Σ exp((logit - best) * inverse_temperature). count is at most the vocabulary and kTopLogits.
Status recordTopLogits(Builder& builder, int64_t vocabulary, int32_t count, Address best, Address masses);

}  // namespace deepwell::vulkan
