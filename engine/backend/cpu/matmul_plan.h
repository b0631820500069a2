// Input rows made ready for kernels: shared by the matmul ops and the experts.
#pragma once

#include <array>

#include "engine/backend/cpu/planner.h"
#include "engine/backend/cpu/task_shares.h"

namespace deepwell::cpu {

// Rows of float32 input, and their quantised forms in a scratch region.
class PreparedRows {
 public:
  // Notes that a kernel of this type will read rows `cols` wide; at most `max_rows` of them.
  void need(ActivationType type, int64_t cols, int64_t max_rows, Layout& layout) {
    const auto t = static_cast<size_t>(type);
    cols_ = cols;
    if (type == ActivationType::kF32 || needed_[t]) return;
    needed_[t] = true;
    offset_[t] = layout.add(max_rows * Q8Row::bytes(type, cols));
  }

  bool quantised() const { return needed_[1] || needed_[2]; }

  // Quantises one row into the region.
  void prepareRow(const VectorKernels& vec, const float* row, int64_t r, std::byte* region) const {
    if (needed_[1]) vec.quantise_q8_32(row, cols_, place(ActivationType::kQ8_32, r, region));
    if (needed_[2]) vec.quantise_q8_256(row, cols_, place(ActivationType::kQ8_256, r, region));
  }

  // `count` rows from `first` on; plain rows are `stride` floats apart. With an index, its entries count from row 0.
  ActivationRows rows(ActivationType type, const float* plain, int64_t stride, std::byte* region, int64_t first,
                      int32_t count, const int32_t* index = nullptr) const {
    ActivationRows x;
    x.count = count;
    x.cols = cols_;
    x.index = index != nullptr ? index + first : nullptr;
    const int64_t start = index != nullptr ? 0 : first;
    if (type == ActivationType::kF32) {
      x.row_bytes = 4 * stride;
      x.base = reinterpret_cast<const std::byte*>(plain) + start * x.row_bytes;
    } else {
      x.row_bytes = Q8Row::bytes(type, cols_);
      x.base = place(type, start, region);
    }
    return x;
  }

 private:
  std::byte* place(ActivationType type, int64_t r, std::byte* region) const {
    return region + offset_[static_cast<size_t>(type)] + r * Q8Row::bytes(type, cols_);
  }

  std::array<bool, kActivationTypes> needed_{};
  std::array<int64_t, kActivationTypes> offset_{};
  int64_t cols_ = 0;
};

// A task takes `weightRows` outputs; rows of input go through in blocks of `kTileRows`. A tile of results fits both.
inline constexpr int32_t kTileRows = 512;
inline constexpr int32_t kTileOutputs = 32;
inline constexpr int32_t kTileFloats = kTileRows * kTileOutputs;

// Rows from which weights are packed and multiplied by many: each thread then works on outputs side by side.
inline bool manyRows(int32_t rows) { return rows > kTileRows / 16; }

// Asks for lines that will be written, `rows` times `count` floats: another core often has them.
inline void fetchForWriting(const float* to, int64_t stride, int32_t rows, int32_t count) {
  for (int32_t r = 0; r < rows; ++r) {
    for (int32_t i = 0; i < count; i += 16) __builtin_prefetch(to + r * stride + i, 1, 2);
  }
}

// Outputs a task: many when there are few rows (long runs of memory a thread), otherwise a panel; of plain weights, whose
// kernels ask for the rows of the next task themselves, at most a block of FP8's scales, for which they get activations
// ready.
inline int32_t taskOutputs(int64_t outputs, int32_t rows, int threads, ActivationType type) {
  const bool plain = type == ActivationType::kF32;
  if (manyRows(rows) && !plain) return kTileOutputs;
  const int64_t share = outputs / (int64_t{threads} * 4);
  return static_cast<int32_t>(std::clamp<int64_t>((share + 31) / 32 * 32, 32, plain ? 128 : 512));
}

}  // namespace deepwell::cpu
