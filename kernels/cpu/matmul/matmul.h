// The interface of matmul kernels: some rows of a weight matrix against all rows of a block of activations.
//
// Numerics that every kernel keeps: an output element is made by one fixed sequence of float operations along the
// columns. How many rows of activations or weights a call has, and where they lie, changes nothing.
//   Plain types (F32, F16, BF16, FP8): the weight is widened to float32; lane l of the instruction set's L lanes sums
//     columns l, l + L, ... with fused multiply-adds; the lanes are added in a fixed tree. FP8's block scales: each
//     weight times its own, or (AVX-512) each activation, or (AVX2) a lane's sum over the columns of a block.
//   Quantised types: integers are exact; each block adds fma(float(integer sum), scale product, sum) in order. All
//     instruction sets give the same bits.
#pragma once

#include <cstddef>
#include <cstdint>

namespace deepwell::cpu {

// How a kernel wants the rows of its input.
enum class ActivationType : uint8_t {
  kF32,     // float32
  kQ8_32,   // int8 with a float32 scale every 32 columns
  kQ8_256,  // int8 with a float32 scale every 256 columns, and sums of 16 and 32 values
};
inline constexpr int kActivationTypes = 3;

// Layout of one quantised row: the bytes, then scales, then sums. Rows start 64-byte aligned.
struct Q8Row {
  static constexpr int64_t roundUp(int64_t n) { return (n + 63) / 64 * 64; }
  // kQ8_32: float scale[cols / 32], int32 offset[cols / 32]: -128 times the sum of a block's bytes.
  // kQ8_256: float scale[cols / 256], int16 sum16[cols / 16], int16 sum32[cols / 32].
  static constexpr int64_t scaleOffset(int64_t cols) { return roundUp(cols); }
  static constexpr int64_t sumOffset(ActivationType type, int64_t cols) {
    return scaleOffset(cols) + roundUp(type == ActivationType::kQ8_32 ? cols / 32 * 4 : cols / 256 * 4);
  }
  static constexpr int64_t sum32Offset(int64_t cols) {
    return sumOffset(ActivationType::kQ8_256, cols) + roundUp(cols / 16 * 2);
  }
  static constexpr int64_t bytes(ActivationType type, int64_t cols) {
    if (type == ActivationType::kF32) return roundUp(cols * 4);
    if (type == ActivationType::kQ8_32) return sumOffset(type, cols) + roundUp(cols / 32 * 4);
    return sum32Offset(cols) + roundUp(cols / 32 * 2);
  }
};

// Rows of input, all `cols` wide. Row r lies at base + (index ? index[r] : r) * row_bytes.
struct ActivationRows {
  const std::byte* base = nullptr;
  int64_t row_bytes = 0;
  const int32_t* index = nullptr;
  int32_t count = 0;
  int64_t cols = 0;

  const std::byte* row(int64_t r) const { return base + (index != nullptr ? index[r] : r) * row_bytes; }
};

// A weight matrix [rows, cols], rows contiguous, aligned to its scalars only. Nothing past its last byte is read.
struct WeightRows {
  const std::byte* data = nullptr;
  int64_t row_bytes = 0;
  int64_t rows = 0;
  int64_t cols = 0;
  const float* scale_inv = nullptr;  // FP8: [ceil(rows / block_rows), scale_cols]
  int64_t scale_cols = 0;
  int32_t block_rows = 128;
  int32_t block_cols = 128;
  // Rows of the same size that the thread will probably take after those of the call, or null. Nothing depends on it.
  const std::byte* next = nullptr;

  const std::byte* row(int64_t r) const { return data + r * row_bytes; }
};

// out[r * out_stride + i] = weight row (first + i) · activation row r, for i < count, r < x.count.
// scratch: scratchBytes(cols) bytes, 64-byte aligned, of the calling thread.
using MatmulFunction = void (*)(const WeightRows& w, int64_t first, int32_t count, const ActivationRows& x, float* out,
                                int64_t out_stride, std::byte* scratch);
using ScratchBytes = int64_t (*)(int64_t cols);

}  // namespace deepwell::cpu
