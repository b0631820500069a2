// Writes tensors of any size with little memory: cut into chunks of whole rows (or of whole blocks of one long row),
// which the threads read, convert and write on their own. What is written does not depend on who does which chunk.
#pragma once

#include <atomic>
#include <functional>
#include <stop_token>

#include "engine/api/quantize.h"
#include "engine/base/thread_pool.h"
#include "engine/convert/plan.h"
#include "engine/format/output_file.h"
#include "kernels/cpu/quantise/quantise.h"

namespace deepwell {

// Values of a chunk; a thread holds them as float32 and once more in the new type.
inline constexpr int64_t kChunkElements = int64_t{1} << 18;

class TensorStream {
 public:
  // `total` source bytes will come.
  TensorStream(ThreadPool& pool, uint64_t total, const QuantizeSink& progress, std::stop_token stop)
      : pool_(pool), total_(total), progress_(progress), stop_(std::move(stop)) {}

  // The tensor as `dtype` at `offset` of the file.
  Status write(const PlannedTensor& tensor, DType dtype, const OutputFile& file, uint64_t offset);

  // The tensor as E4M3 with a float32 scale for every 128 x 128 values of each of its matrices.
  Status writeFp8(const PlannedTensor& tensor, const OutputFile& file, uint64_t offset, uint64_t scales_offset);

 private:
  // Runs body(index, buffers) for the chunks 0 .. count - 1; the error of the first that fails.
  struct Buffers {
    std::vector<float> values;
    std::vector<std::byte> bytes;
  };
  Status eachChunk(int64_t count, uint64_t source_bytes, const std::function<Status(int64_t, Buffers&)>& body);
  void report(uint64_t bytes);

  ThreadPool& pool_;
  uint64_t total_;
  uint64_t done_ = 0;  // of earlier tensors
  const QuantizeSink& progress_;
  std::stop_token stop_;
};

}  // namespace deepwell
