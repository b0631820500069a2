// What a converted file will hold: its tensors, with where their values come from.
#pragma once

#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/convert/row_source.h"
#include "engine/format/checkpoint.h"
#include "engine/model/config.h"

namespace deepwell {

struct PlannedTensor {
  std::string name;            // as GGUF has it
  std::vector<int64_t> shape;  // outermost first
  DType source = DType::kF32;  // the type it has, FP8 included
  RowSource rows;              // rows() * cols() values
};

// The tensors of a Hugging Face folder under GGUF's names and in its layouts: q and k of the llama family with their
// rotary halves as pairs, MLA's kv_b split by head, experts stacked. Tensors that GGUF has no place for are an error.
// `layers` counts the multi-token-prediction layers that the file holds.
Result<std::vector<PlannedTensor>> planFromHf(const Checkpoint& checkpoint, const ModelConfig& config, int32_t layers);

// The tensors of a GGUF file as they are.
Result<std::vector<PlannedTensor>> planFromGguf(const Checkpoint& checkpoint);

// Layers in a Hugging Face folder, those for multi-token prediction included.
int32_t layersWithNextN(const Checkpoint& checkpoint, const ModelConfig& config);

}  // namespace deepwell
