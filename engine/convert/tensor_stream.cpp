#include "engine/convert/tensor_stream.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <new>

#include "engine/format/parse_tools.h"
#include "kernels/common/blocks.h"
#include "kernels/common/float_formats.h"

namespace deepwell {
namespace {

constexpr float kLargestF16 = 65504.0F;
constexpr float kLargestE4m3 = 448.0F;

struct Range {
  int64_t row = 0, rows = 0, col = 0, cols = 0;
};

// How a tensor is cut: rows together, or one row into parts.
class Chunks {
 public:
  Chunks(int64_t rows, int64_t cols) : rows_(rows), cols_(cols) {
    if (cols_ > kChunkElements) {
      parts_ = (cols_ + kChunkElements - 1) / kChunkElements;
    } else {
      together_ = std::max<int64_t>(kChunkElements / std::max<int64_t>(cols_, 1), 1);
    }
  }
  int64_t count() const { return (rows_ + together_ - 1) / together_ * parts_; }
  Range at(int64_t index) const {
    Range range;
    range.row = index / parts_ * together_;
    range.rows = std::min(together_, rows_ - range.row);
    range.col = index % parts_ * kChunkElements;
    range.cols = std::min(kChunkElements, cols_ - range.col);
    return range;
  }

 private:
  int64_t rows_;
  int64_t cols_;
  int64_t together_ = 1;
  int64_t parts_ = 1;
};

// Largest magnitude, or a NaN or infinity if one is there.
float largestOf(const std::vector<float>& values, size_t count) {
  uint32_t most = 0;
  for (size_t i = 0; i < count; ++i) most = std::max(most, std::bit_cast<uint32_t>(values[i]) & 0x7FFFFFFFU);
  return std::bit_cast<float>(most);
}

Status checkValues(const PlannedTensor& tensor, DType dtype, float largest) {
  const DTypeInfo& info = dtypeInfo(dtype);
  const bool blocks = info.block_elements > 1 || dtype == DType::kF8E4M3;
  if (blocks && !std::isfinite(largest)) {
    return fail(ErrorCode::kCorruptFile, "tensor \"{}\" has values that are no numbers (NaN or infinity), which {} cannot hold; "
                "is the download whole?", printable(tensor.name), info.name);
  }
  if (dtype == DType::kF16 && std::isfinite(largest) && largest > kLargestF16 && tensor.source != DType::kF16) {
    return fail(ErrorCode::kUnsupported, "tensor \"{}\" has a value of magnitude {}, more than F16 can hold; take BF16 or F32",
                printable(tensor.name), largest);
  }
  return {};
}

}  // namespace

void TensorStream::report(uint64_t bytes) {
  if (progress_) progress_({std::min(bytes, total_), total_});
}

Status TensorStream::eachChunk(int64_t count, uint64_t source_bytes,
                               const std::function<Status(int64_t, Buffers&)>& body) {
  std::atomic<int64_t> next{0};
  std::atomic<int64_t> finished{0};
  std::mutex mutex;
  int64_t failed_at = std::numeric_limits<int64_t>::max();
  Status failure;
  pool_.run([&](int thread) {
    Buffers buffers;
    for (int64_t index = next.fetch_add(1); index < count; index = next.fetch_add(1)) {
      Status done;
      try {
        done = stop_.stop_requested() ? Status(fail(ErrorCode::kCancelled, "stopped; nothing was written")) : body(index, buffers);
      } catch (const std::bad_alloc&) {
        done = fail(ErrorCode::kOutOfMemory, "not enough memory for a few MiB a thread; use fewer --threads");
      }
      if (!done) {
        const std::lock_guard lock(mutex);
        if (index < failed_at) failure = std::move(done);
        failed_at = std::min(failed_at, index);
        next.store(count);
        return;
      }
      const double share = static_cast<double>(finished.fetch_add(1) + 1) / static_cast<double>(count);
      if (thread == 0) report(done_ + static_cast<uint64_t>(share * static_cast<double>(source_bytes)));
    }
  });
  done_ += source_bytes;
  return failure;
}

Status TensorStream::write(const PlannedTensor& tensor, DType dtype, const OutputFile& file, uint64_t offset) {
  const RowSource& source = tensor.rows;
  const DTypeInfo& info = dtypeInfo(dtype);
  const bool raw = source.has(dtype);
  const cpu::Quantiser* quantiser = raw ? nullptr : cpu::findQuantiser(info.name, cpu::chosenIsa());
  if (!raw && quantiser == nullptr) {
    return fail(ErrorCode::kUnsupported, "tensor \"{}\": Deepwell cannot quantise to {}", printable(tensor.name), info.name);
  }
  const Chunks chunks(source.rows(), source.cols());
  const auto body = [&](int64_t index, Buffers& buffers) -> Status {
    const Range range = chunks.at(index);
    const auto elements = static_cast<size_t>(range.rows * range.cols);
    const size_t bytes = elements / info.block_elements * info.block_bytes;
    buffers.bytes.resize(std::max(buffers.bytes.size(), bytes));
    source.prefetch(range.row + pool_.size() * range.rows, range.rows);
    if (raw) {
      source.readBytes(range.row, range.rows, range.col, range.cols, buffers.bytes.data());
    } else {
      buffers.values.resize(std::max(buffers.values.size(), elements));
      source.read(range.row, range.rows, range.col, range.cols, buffers.values.data());
      DEEPWELL_TRY(checkValues(tensor, dtype, largestOf(buffers.values, elements)));
      quantiser->run(buffers.values.data(), static_cast<int64_t>(elements), buffers.bytes.data());
    }
    if (range.cols == source.cols()) {
      source.release(range.row, range.rows);
    } else {
      source.releasePart(range.row, range.col, range.cols);
    }
    const int64_t first = range.row * source.cols() + range.col;
    const auto at = static_cast<uint64_t>(first / info.block_elements) * info.block_bytes;
    return file.writeAt(offset + at, std::span(buffers.bytes.data(), bytes));
  };
  const Status done = eachChunk(chunks.count(), source.sourceBytes(), body);
  source.releaseAll();
  return done;
}

Status TensorStream::writeFp8(const PlannedTensor& tensor, const OutputFile& file, uint64_t offset,
                              uint64_t scales_offset) {
  const RowSource& source = tensor.rows;
  const int64_t cols = source.cols();
  const int64_t rows = tensor.shape[tensor.shape.size() - 2];
  const int64_t bands = (rows + kFp8Block - 1) / kFp8Block;  // of a matrix
  const int64_t scale_cols = (cols + kFp8Block - 1) / kFp8Block;
  const auto body = [&](int64_t index, Buffers& buffers) -> Status {
    const int64_t matrix = index / bands;
    const int64_t first = matrix * rows + index % bands * kFp8Block;
    const int64_t count = std::min(kFp8Block, (matrix + 1) * rows - first);
    std::vector<float> scales(static_cast<size_t>(scale_cols));
    // Some columns of all rows of the band at a time: rows may be long.
    const int64_t step = kChunkElements / kFp8Block;
    for (int64_t col = 0; col < cols; col += step) {
      const int64_t width = std::min(step, cols - col);
      const auto elements = static_cast<size_t>(count * width);
      buffers.values.resize(std::max(buffers.values.size(), elements));
      buffers.bytes.resize(std::max(buffers.bytes.size(), elements));
      source.read(first, count, col, width, buffers.values.data());
      DEEPWELL_TRY(checkValues(tensor, DType::kF8E4M3, largestOf(buffers.values, elements)));
      for (int64_t at = 0; at < width; at += kFp8Block) {
        const int64_t end = std::min(at + kFp8Block, width);
        float most = 0;
        for (int64_t r = 0; r < count; ++r) {
          for (int64_t c = at; c < end; ++c) most = std::max(most, std::fabs(buffers.values[static_cast<size_t>(r * width + c)]));
        }
        const float scale = most > 0 ? std::max(most / kLargestE4m3, std::numeric_limits<float>::min()) : 1.0F;
        scales[static_cast<size_t>((col + at) / kFp8Block)] = scale;
        for (int64_t r = 0; r < count; ++r) {
          for (int64_t c = at; c < end; ++c) {
            const auto i = static_cast<size_t>(r * width + c);
            buffers.bytes[i] = static_cast<std::byte>(floatToE4m3(buffers.values[i] / scale));
          }
        }
      }
      for (int64_t r = 0; r < count; ++r) {
        const auto at = static_cast<uint64_t>((first + r) * cols + col);
        DEEPWELL_TRY(file.writeAt(offset + at, std::span(buffers.bytes.data() + r * width, static_cast<size_t>(width))));
      }
    }
    source.release(first, count);
    const auto at = static_cast<uint64_t>(index * scale_cols) * sizeof(float);
    return file.writeAt(scales_offset + at, std::as_bytes(std::span(scales)));
  };
  const int64_t matrices = rows == 0 ? 0 : source.rows() / rows;
  const Status done = eachChunk(matrices * bands, source.sourceBytes(), body);
  source.releaseAll();
  return done;
}

}  // namespace deepwell
