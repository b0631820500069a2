// The metadata of a GGUF file that is made from a Hugging Face folder, under llama.cpp's key names.
#pragma once

#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/format/checkpoint.h"
#include "engine/format/gguf_writer.h"
#include "engine/model/config.h"

namespace deepwell {

// general.* and <architecture>.*: everything that config.json says. What GGUF cannot say is an error.
// `layers` counts the multi-token-prediction layers too.
Status addModelMetadata(const Checkpoint& checkpoint, const ModelConfig& config, int32_t layers, GgufWriter* writer);

// tokenizer.*: from tokenizer.json, tokenizer_config.json, generation_config.json and the chat template. Without a
// tokenizer.json the file says that it has no vocabulary.
// `notes` gets a line for a person about what GGUF says less exactly.
Status addTokenizerMetadata(const Checkpoint& checkpoint, const ModelConfig& config, GgufWriter* writer,
                            std::vector<std::string>* notes);

// The pairs of a GGUF file as they are, but those that describe the file itself (type, shards, alignment).
Status copyGgufMetadata(const Checkpoint& checkpoint, GgufWriter* writer);

}  // namespace deepwell
