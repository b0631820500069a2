// Writes the head of a GGUF file (version 3, little endian): metadata and the list of tensors. Their data follows at
// dataOffset(), each tensor at its own offset, in any order and by whoever has it. The layout is drawn in gguf.h.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/format/dtype.h"

namespace deepwell {

class GgufWriter {
 public:
  static constexpr uint64_t kAlignment = 32;

  void addU32(std::string_view key, uint32_t value);
  void addF32(std::string_view key, float value);
  void addBool(std::string_view key, bool value);
  void addString(std::string_view key, std::string_view value);
  void addStrings(std::string_view key, std::span<const std::string> values);
  void addI32s(std::string_view key, std::span<const int32_t> values);
  // A pair as it lies in another GGUF file: its type and value, without the key.
  void addRaw(std::string_view key, std::string_view type_and_value);

  // `shape` outermost first; its innermost size must be a multiple of the type's block. Returns the tensor's number.
  Result<size_t> addTensor(std::string_view name, std::span<const int64_t> shape, DType dtype);

  // Magic to padding. Tensors and pairs may not be added any more.
  std::string head() const;
  uint64_t dataOffset() const;                           // of the first tensor, from the start of the file
  uint64_t tensorOffset(size_t tensor) const { return offsets_[tensor]; }  // from dataOffset()
  uint64_t fileBytes() const { return dataOffset() + data_bytes_; }

 private:
  std::string pairs_;
  std::string infos_;
  std::vector<uint64_t> offsets_;
  uint64_t pair_count_ = 0;
  uint64_t data_bytes_ = 0;  // padded to the alignment
};

}  // namespace deepwell
