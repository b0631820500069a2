// Writes the head of a safetensors file; the tensors' data follows in the order they were added. The layout is drawn
// in safetensors.h.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/format/dtype.h"

namespace deepwell {

class SafetensorsWriter {
 public:
  // `shape` outermost first. Returns the tensor's number.
  Result<size_t> addTensor(std::string_view name, std::span<const int64_t> shape, DType dtype);

  // Length and header, padded with spaces so that the data begins at a multiple of 8.
  std::string head() const;
  uint64_t tensorOffset(size_t tensor) const { return offsets_[tensor]; }  // from the end of head()
  uint64_t dataBytes() const { return data_bytes_; }

 private:
  std::string entries_;
  std::vector<uint64_t> offsets_;
  uint64_t data_bytes_ = 0;
};

// A string as JSON, quotes included. Bytes that are not ASCII go through as they are: names are UTF-8.
std::string jsonText(std::string_view text);

}  // namespace deepwell
