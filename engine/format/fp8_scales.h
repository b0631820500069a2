// Scales of FP8 weights: `<name>_scale_inv` as DeepSeek-V3 publishes them, one number for 128x128 elements
// (config.json's quantization_config.weight_block_size if it says another), or `<name>_scale` with one number a row or
// one for the whole matrix, as compressed-tensors writes them. Both multiply the weight.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/base/result.h"
#include "engine/format/checkpoint.h"

namespace deepwell {

struct Fp8BlockSize {
  int64_t rows = 128;
  int64_t cols = 128;
  bool quantised = false;  // config.json has a quantization_config
  bool blocks = true;      // which does not leave out weight_block_size
};

// What config.json says; the default where it says nothing or is absent. Reads the file: ask once, not for every tensor.
Result<Fp8BlockSize> fp8BlockSize(const Checkpoint& checkpoint);

// The scales of `matrices` matrices, one below the other.
struct Fp8Scales {
  const float* values = nullptr;  // [matrices * block_count, cols], in the mapped file or in `owned`
  std::vector<float> owned;
  int64_t block_count = 0;  // rows of scales of one matrix
  int64_t cols = 0;
  int32_t block_rows = 128;
  int32_t block_cols = 128;
};

// `tensor` holds `matrices` matrices [rows, cols]. Without scales in a file that does not claim to be quantised all are 1.
Result<Fp8Scales> readFp8Scales(const Checkpoint& checkpoint, const TensorView& tensor, const Fp8BlockSize& block,
                                int64_t matrices, int64_t rows, int64_t cols);

}  // namespace deepwell
