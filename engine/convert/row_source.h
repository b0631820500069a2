// A tensor that is to be written, as rows of float32 read piece by piece from the tensors it is made of: reordered,
// stacked or transposed on the way, FP8 scaled. Nothing is held: the pieces lie in mapped files.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/base/result.h"
#include "engine/format/checkpoint.h"
#include "engine/format/fp8_scales.h"

namespace deepwell {

// Which row of its tensor a row of a piece is. Row r is row i = r % group of group g = r / group and lies at
//   g * stride + skip + i                          as it is, or
//   g * stride + skip + i / 2 + (i % 2) * group/2  if `pairs`: halves of a head become pairs (GGUF's rotary order)
struct RowMap {
  int64_t group = 1;
  int64_t stride = 1;
  int64_t skip = 0;
  bool pairs = false;
};

struct SourcePiece {
  const TensorView* tensor = nullptr;
  const TensorView* scales = nullptr;  // of FP8 blocks, nullptr: none
  int64_t rows = 0;                    // that this piece gives
  int64_t source_cols = 0;             // of a row of the tensor
  int64_t source_rows = 0;             // of one of its matrices, for the scales
  RowMap map;
  // Rows are columns of the source. Row r of the piece is column r % source_cols of the `group` source rows
  // of group r / source_cols.
  bool transposed = false;
};

class RowSource {
 public:
  RowSource() = default;
  RowSource(int64_t cols, Fp8BlockSize block) : cols_(cols), block_(block) {}

  void add(SourcePiece piece);

  // Values that are computed, not read (rope_freqs): one row.
  static RowSource fromValues(std::vector<float> values);

  int64_t rows() const { return rows_; }
  int64_t cols() const { return cols_; }

  // Rows [row, row + count), of each the columns [col, col + cols): row-major in `out`. A part of a row begins and ends
  // at multiples of the source type's block. Any thread.
  void read(int64_t row, int64_t count, int64_t col, int64_t cols, float* out) const;

  // Whether every row is stored as whole bytes of this type, so that readBytes() may copy it.
  bool has(DType dtype) const;
  void readBytes(int64_t row, int64_t count, int64_t col, int64_t cols, std::byte* out) const;

  // The bytes behind these rows will soon be read, or will not be read again: advice for the kernel. Reading them
  // again is right, only slow.
  void prefetch(int64_t row, int64_t count) const;
  void release(int64_t row, int64_t count) const;
  void releasePart(int64_t row, int64_t col, int64_t cols) const;  // of one row
  void releaseAll() const;

  uint64_t sourceBytes() const;

 private:
  struct Part {
    const SourcePiece* piece;
    int64_t first;  // row of the piece
    int64_t count;
  };
  template <class Body>
  void eachPart(int64_t row, int64_t count, Body body) const;
  void readRow(const SourcePiece& piece, int64_t row, int64_t col, int64_t cols, float* out) const;
  void readTransposed(const SourcePiece& piece, int64_t first, int64_t count, float* out) const;
  void readSourceRow(const SourcePiece& piece, int64_t row, int64_t col, int64_t cols, float* out) const;

  int64_t cols_ = 0;
  int64_t rows_ = 0;
  Fp8BlockSize block_;
  std::vector<SourcePiece> pieces_;
  std::vector<int64_t> starts_;  // first row of each piece
  std::vector<float> values_;
};

// All of a tensor as it is, as a matrix: the innermost size is the row. Its FP8 scales are found and checked.
Result<SourcePiece> wholeTensor(const Checkpoint& checkpoint, const TensorView& tensor, const Fp8BlockSize& block);

}  // namespace deepwell
