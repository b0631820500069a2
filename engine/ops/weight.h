// Weights as ops name them: views into a checkpoint (or into memory the model owns). Backends place them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/format/dtype.h"

namespace deepwell {

// A linear layer y = x · Wᵀ with W [rows, cols]: rows outputs, cols inputs, blocks along cols.
struct Weight {
  std::string name;
  DType dtype = DType::kF32;
  int64_t rows = 0;
  int64_t cols = 0;
  const std::byte* data = nullptr;  // rows * row_bytes; block types 2-byte aligned, plain ones anywhere
  int64_t row_bytes = 0;
  // FP8 only: W = data * scale_inv[row / block_rows][col / block_cols]; [ceil(rows/block_rows), scale_cols].
  const float* scale_inv = nullptr;
  int64_t scale_cols = 0;
  int32_t block_rows = 128;
  int32_t block_cols = 128;

  int64_t bytes() const { return rows * row_bytes; }
};

// The routed experts of one layer, each a SwiGLU of its own. gate, up: [ffn, hidden]; down: [hidden, ffn].
struct ExpertWeights {
  std::vector<Weight> gate;
  std::vector<Weight> up;
  std::vector<Weight> down;
};

// MLA's up-projections by head, for the absorbed form. key[h]: [kv_rank, nope]; value[h]: [v_head_dim, kv_rank].
struct MlaWeights {
  std::vector<Weight> key;
  std::vector<Weight> value;
};

// Rotary embedding. The angle of pair i at position p is p * inv_freq[i]; cos and sin are multiplied by `magnitude`
// (YaRN's attention factor). Pairs are (2i, 2i+1) if interleaved, else (i, i + dim/2).
struct Rope {
  std::vector<float> inv_freq;  // [dim / 2]
  float magnitude = 1.0F;
  bool interleaved = false;

  int32_t dim() const { return static_cast<int32_t>(2 * inv_freq.size()); }
};

}  // namespace deepwell
