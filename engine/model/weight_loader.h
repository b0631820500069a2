// Finds a model's tensors under either naming and checks their shapes. Matrices stay where they lie in the mapped file;
// what must be converted is owned by the loader's store.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/format/checkpoint.h"
#include "engine/format/fp8_scales.h"
#include "engine/model/weight_store.h"
#include "engine/ops/weight.h"

namespace deepwell {

// One part's name in a Hugging Face folder ("self_attn.q_proj") and in GGUF ("attn_q").
struct PartName {
  std::string_view hf;
  std::string_view gguf;
};

// Whether a stacked tensor holds its matrices [rows, cols] or [cols, rows].
enum class Turned { kNo, kYes };

class WeightLoader {
 public:
  WeightLoader(const Checkpoint& checkpoint, WeightStore& store) : checkpoint_(checkpoint), store_(store) {}

  // The full tensor name: "model.layers.3.<hf>.weight" or "blk.3.<gguf>.weight".
  std::string layerName(int32_t layer, PartName part, std::string_view suffix = ".weight") const;
  // Of the parts outside layers: "<hf>.weight" or "<gguf>.weight".
  std::string globalName(PartName part, std::string_view suffix = ".weight") const;

  bool has(const std::string& name) const { return checkpoint_.find(name) != nullptr; }
  // Sizes of the tensor: empty if it is not there.
  std::span<const int64_t> shapeOf(const std::string& name) const;

  // A matrix [rows, cols]; the error names the tensor and both shapes.
  Result<Weight> matrix(const std::string& name, int64_t rows, int64_t cols);
  // `count` matrices [rows, cols] of one tensor [count, rows, cols] or [count * rows, cols]. Turned ones are copied.
  Result<std::vector<Weight>> stack(const std::string& name, int64_t count, int64_t rows, int64_t cols,
                                    Turned turned = Turned::kNo);
  // How the tensor holds such matrices; nullopt if its shape does not say (or is wrong, which stack() reports).
  std::optional<Turned> turnedIn(const std::string& name, int64_t count, int64_t rows, int64_t cols) const;

  // Rows first .. first + rows of a matrix, in place.
  Result<Weight> slice(const Weight& whole, int64_t first, int64_t rows);
  // A float32 copy, FP8 scales multiplied in.
  Result<Weight> widened(const Weight& weight);
  // The transposed matrix, a copy: plain types and FP8 keep their type, others become float32.
  Result<Weight> transposed(const Weight& weight);

  // A vector converted to float32.
  Result<const float*> vector(const std::string& name, int64_t size);
  Result<const float*> optionalVector(const std::string& name, int64_t size);

  WeightStore& store() { return store_; }
  const Checkpoint& checkpoint() const { return checkpoint_; }
  // Bytes of the matrices handed out so far.
  uint64_t matrixBytes() const { return matrix_bytes_; }

 private:
  Result<const TensorView*> find(const std::string& name, std::span<const int64_t> shape) const;
  Result<const TensorView*> findStack(const std::string& name, int64_t count, int64_t rows, int64_t cols) const;
  Result<Weight> view(const TensorView& tensor, int64_t rows, int64_t cols);
  // Returns the rows of scales of one matrix.
  Result<int64_t> attachScales(const TensorView& tensor, int64_t matrices, Weight& weight);

  const Checkpoint& checkpoint_;
  WeightStore& store_;
  std::optional<Fp8BlockSize> fp8_block_;  // config.json's, once it was asked for
  uint64_t matrix_bytes_ = 0;
};

}  // namespace deepwell
