// A Hugging Face folder with its matrices as FP8: E4M3 with a float32 scale for every 128 x 128 values, as
// DeepSeek-V3 is published.
#pragma once

#include "engine/api/quantize.h"
#include "engine/format/checkpoint.h"

namespace deepwell {

// Embedding, head, norms, routers, biases and whatever is outside the layers keep their types, as do matrices that are
// FP8 in such blocks already. Stacked experts are written one by one, under the published names. config.json gets its
// quantization_config; tokenizer and template files are copied.
Result<QuantizeReport> writeFp8Folder(const Checkpoint& checkpoint, const std::filesystem::path& out,
                                      const QuantizeOptions& options, const QuantizeSink& progress,
                                      std::stop_token stop);

}  // namespace deepwell
