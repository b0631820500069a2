#include "engine/convert/row_source.h"

#include <algorithm>
#include <cstring>

#include "engine/format/mapped_file.h"
#include "engine/format/parse_tools.h"

namespace deepwell {
namespace {

int64_t ceilDivide(int64_t value, int64_t by) { return (value + by - 1) / by; }

int64_t sourceRow(const RowMap& map, int64_t row) {
  const int64_t start = row / map.group * map.stride + map.skip;
  const int64_t i = row % map.group;
  return start + (map.pairs ? i / 2 + i % 2 * (map.group / 2) : i);
}

const std::byte* sourceBytesAt(const SourcePiece& piece, int64_t row, int64_t col) {
  const DTypeInfo& info = dtypeInfo(piece.tensor->dtype);
  return piece.tensor->data.data() + (row * piece.source_cols + col) / info.block_elements * info.block_bytes;
}

// The mapped bytes from the first to the last source row of a part.
std::span<const std::byte> spanOf(const SourcePiece& piece, int64_t first, int64_t count) {
  if (piece.transposed || count <= 0) return piece.tensor->data;
  const int64_t begin = first / piece.map.group * piece.map.stride + piece.map.skip;
  const int64_t last = first + count - 1;
  const int64_t end = last / piece.map.group * piece.map.stride + piece.map.skip + piece.map.group;
  // Within one group of the plain order the part itself is enough.
  const bool plain = !piece.map.pairs && first / piece.map.group == last / piece.map.group;
  const std::byte* from = sourceBytesAt(piece, plain ? sourceRow(piece.map, first) : begin, 0);
  const std::byte* to = sourceBytesAt(piece, plain ? sourceRow(piece.map, last) + 1 : end, 0);
  return {from, to};
}

}  // namespace

void RowSource::add(SourcePiece piece) {
  starts_.push_back(rows_);
  rows_ += piece.rows;
  pieces_.push_back(piece);
}

RowSource RowSource::fromValues(std::vector<float> values) {
  RowSource source(static_cast<int64_t>(values.size()), {});
  source.values_ = std::move(values);
  source.rows_ = 1;
  return source;
}

template <class Body>
void RowSource::eachPart(int64_t row, int64_t count, Body body) const {
  auto at = static_cast<size_t>(std::upper_bound(starts_.begin(), starts_.end(), row) - starts_.begin()) - 1;
  for (const int64_t end = row + count; row < end; ++at) {
    const SourcePiece& piece = pieces_[at];
    const int64_t first = row - starts_[at];
    const int64_t n = std::min(end - row, piece.rows - first);
    if (n > 0) body(Part{&piece, first, n});
    row += n;
  }
}

void RowSource::readSourceRow(const SourcePiece& piece, int64_t row, int64_t col, int64_t cols, float* out) const {
  dtypeInfo(piece.tensor->dtype).to_float(sourceBytesAt(piece, row, col), cols, out);
  if (piece.scales == nullptr) return;
  const DTypeInfo& type = dtypeInfo(piece.scales->dtype);
  const int64_t matrix = row / piece.source_rows;
  const int64_t scale_cols = ceilDivide(piece.source_cols, block_.cols);
  const int64_t scale_row =
      matrix * ceilDivide(piece.source_rows, block_.rows) + row % piece.source_rows / block_.rows;
  const std::byte* scales = piece.scales->data.data() + scale_row * scale_cols * type.block_bytes;
  for (int64_t at = col; at < col + cols;) {
    const int64_t block = at / block_.cols;
    const int64_t end = std::min((block + 1) * block_.cols, col + cols);
    float scale = 0;
    type.to_float(scales + block * type.block_bytes, 1, &scale);
    for (; at < end; ++at) out[at - col] *= scale;
  }
}

void RowSource::readRow(const SourcePiece& piece, int64_t row, int64_t col, int64_t cols, float* out) const {
  readSourceRow(piece, sourceRow(piece.map, row), col, cols, out);
}

// Whole rows; a row is as long as a group, which is one head's share and small.
void RowSource::readTransposed(const SourcePiece& piece, int64_t first, int64_t count, float* out) const {
  const int64_t group = piece.map.group;
  std::vector<float> line(static_cast<size_t>(piece.source_cols));
  for (int64_t row = first; row < first + count;) {
    const int64_t head = row / piece.source_cols;
    const int64_t end = std::min((head + 1) * piece.source_cols, first + count);
    for (int64_t i = 0; i < group; ++i) {
      readSourceRow(piece, head * piece.map.stride + piece.map.skip + i, 0, piece.source_cols, line.data());
      for (int64_t r = row; r < end; ++r) {
        out[(r - first) * group + i] = line[static_cast<size_t>(r % piece.source_cols)];
      }
    }
    row = end;
  }
}

void RowSource::read(int64_t row, int64_t count, int64_t col, int64_t cols, float* out) const {
  if (!values_.empty()) {
    std::copy_n(values_.begin() + col, cols, out);
    return;
  }
  eachPart(row, count, [&](const Part& part) {
    if (part.piece->transposed) {
      readTransposed(*part.piece, part.first, part.count, out);
      out += part.count * cols;
      return;
    }
    for (int64_t i = 0; i < part.count; ++i, out += cols) readRow(*part.piece, part.first + i, col, cols, out);
  });
}

bool RowSource::has(DType dtype) const {
  return !pieces_.empty() && std::all_of(pieces_.begin(), pieces_.end(), [&](const SourcePiece& piece) {
    return piece.tensor->dtype == dtype && piece.scales == nullptr && !piece.transposed;
  });
}

void RowSource::readBytes(int64_t row, int64_t count, int64_t col, int64_t cols, std::byte* out) const {
  eachPart(row, count, [&](const Part& part) {
    const DTypeInfo& info = dtypeInfo(part.piece->tensor->dtype);
    const auto bytes = static_cast<size_t>(cols / info.block_elements * info.block_bytes);
    for (int64_t i = 0; i < part.count; ++i, out += bytes) {
      std::memcpy(out, sourceBytesAt(*part.piece, sourceRow(part.piece->map, part.first + i), col), bytes);
    }
  });
}

void RowSource::prefetch(int64_t row, int64_t count) const {
  count = std::min(count, rows_ - row);
  if (pieces_.empty() || count <= 0) return;
  eachPart(row, count, [&](const Part& part) { readAhead(spanOf(*part.piece, part.first, part.count)); });
}

void RowSource::releasePart(int64_t row, int64_t col, int64_t cols) const {
  if (pieces_.empty()) return;
  eachPart(row, 1, [&](const Part& part) {
    if (part.piece->transposed) return;
    const int64_t at = sourceRow(part.piece->map, part.first);
    const std::byte* from = sourceBytesAt(*part.piece, at, col);
    const std::byte* to = sourceBytesAt(*part.piece, at, col + cols);
    dropPages({from, to});
  });
}

void RowSource::release(int64_t row, int64_t count) const {
  if (pieces_.empty()) return;
  eachPart(row, count, [&](const Part& part) { dropPages(spanOf(*part.piece, part.first, part.count)); });
}

void RowSource::releaseAll() const {
  for (const SourcePiece& piece : pieces_) {
    dropPages(piece.tensor->data);
    if (piece.scales != nullptr) dropPages(piece.scales->data);
  }
}

uint64_t RowSource::sourceBytes() const {
  uint64_t bytes = values_.size() * sizeof(float);
  for (const SourcePiece& piece : pieces_) {
    const DTypeInfo& info = dtypeInfo(piece.tensor->dtype);
    const int64_t elements = piece.rows * (piece.transposed ? piece.map.group : piece.source_cols);
    bytes += static_cast<uint64_t>(elements) / info.block_elements * info.block_bytes;
  }
  return bytes;
}

Result<SourcePiece> wholeTensor(const Checkpoint& checkpoint, const TensorView& tensor, const Fp8BlockSize& block) {
  SourcePiece piece;
  piece.tensor = &tensor;
  const size_t dims = tensor.shape.size();
  piece.source_cols = dims == 0 ? 1 : tensor.shape[dims - 1];
  piece.rows = piece.source_cols == 0 ? 0 : tensor.elements() / piece.source_cols;
  piece.source_rows = dims < 2 ? 1 : std::max<int64_t>(tensor.shape[dims - 2], 1);
  piece.map = {std::max<int64_t>(piece.rows, 1), piece.rows, 0, false};
  if (tensor.dtype != DType::kF8E4M3) return piece;
  const std::string name = tensor.name + "_scale_inv";
  piece.scales = checkpoint.find(name);
  if (piece.scales == nullptr) {
    if (!block.quantised) return piece;  // plain FP8 numbers
    return fail(ErrorCode::kCorruptFile, "{}: tensor \"{}\" is FP8, but its block scales \"{}\" are missing",
                checkpoint.path().string(), printable(tensor.name), printable(name));
  }
  const int64_t matrices = piece.rows / piece.source_rows;
  const int64_t wanted = matrices * ceilDivide(piece.source_rows, block.rows) * ceilDivide(piece.source_cols, block.cols);
  const std::vector<int64_t>& shape = piece.scales->shape;
  if (shape.size() != dims || piece.scales->elements() != wanted ||
      shape.back() != ceilDivide(piece.source_cols, block.cols) || dtypeInfo(piece.scales->dtype).block_elements != 1) {
    return fail(ErrorCode::kCorruptFile, "{}: tensor \"{}\" does not have the {} block scales that \"{}\" needs",
                checkpoint.path().string(), printable(name), wanted, printable(tensor.name));
  }
  return piece;
}

}  // namespace deepwell
