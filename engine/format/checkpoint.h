// One view of a checkpoint, whatever file it lies in: a GGUF file or a Hugging Face safetensors folder. Memory-mapped
// and read-only; the views stay valid as long as the Checkpoint lives. Files are hostile: every count, offset and
// product has been checked against the file's size before open() returns.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/base/result.h"
#include "engine/format/dtype.h"
#include "engine/format/gguf_strings.h"

namespace deepwell {

struct TensorView {
  std::string name;
  DType dtype = DType::kF32;
  std::vector<int64_t>
      shape;  // outermost first (row-major): a linear layer is [out, in]; GGUF's order is reversed here
  std::span<const std::byte> data;  // in the mapped file; old safetensors files leave it unaligned: load with memcpy
  uint32_t file = 0;  // index into files()

  int64_t elements() const;
};

// GGUF metadata values; arrays are flat (GGUF forbids nested ones here). Arrays of strings lie in the file: they are
// valid as long as the Checkpoint.
using GgufValue = std::variant<uint64_t, int64_t, double, bool, std::string, std::vector<uint64_t>,
                               std::vector<int64_t>, std::vector<double>, std::vector<bool>, GgufStrings>;

class Checkpoint {
 public:
  enum class Kind { kGguf, kSafetensors };

  // A .gguf (of shards "-00001-of-000NN" any one), a folder with *.safetensors, its config.json or index, or one
  // .safetensors file (of shards any one: all are opened).
  static Result<std::shared_ptr<const Checkpoint>> open(const std::filesystem::path& path);

  virtual ~Checkpoint() = default;
  virtual Kind kind() const = 0;
  virtual const std::filesystem::path& path() const = 0;  // as opened: a file or a folder
  virtual std::span<const std::filesystem::path> files() const = 0;
  virtual uint64_t fileBytes() const = 0;

  virtual std::span<const TensorView> tensors() const = 0;  // sorted by name
  const TensorView* find(std::string_view name) const;      // nullptr: not there

  // GGUF only (empty map otherwise), keys as in the file ("llama.block_count").
  virtual const std::map<std::string, GgufValue, std::less<>>& metadata() const = 0;

  // Folder only: the text of a file beside the weights ("config.json", "tokenizer.json"); kNotFound if absent;
  // at most 256 MiB.
  virtual Result<std::string> readSideFile(std::string_view name) const = 0;

  // Asks the kernel to read the mapped bytes ahead (madvise); harmless anywhere.
  virtual void prefetch(std::span<const std::byte> bytes) const = 0;

  // Gives the memory of the files' headers back: nobody will read the metadata's string arrays soon.
  virtual void dropHeaders() const {}

  // Typed metadata reads: the value, nullopt if absent; numbers convert between widths, other mismatches are nullopt.
  std::optional<int64_t> metadataInt(std::string_view key) const;
  std::optional<double> metadataFloat(std::string_view key) const;
  std::optional<bool> metadataBool(std::string_view key) const;
  std::optional<std::string_view> metadataString(std::string_view key) const;
};

// Converts a whole tensor to float32. FP8 tensors take their scales from `<name>_scale_inv` (128x128 blocks, float32,
// DeepSeek-V3 release format; the block size from config.json's quantization_config if it says another).
Result<std::vector<float>> dequantise(const Checkpoint& checkpoint, const TensorView& tensor);

}  // namespace deepwell
