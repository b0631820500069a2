#include "engine/model/weight_loader.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace deepwell {
namespace {

std::string shapeText(std::span<const int64_t> shape) {
  std::string text = "[";
  for (size_t i = 0; i < shape.size(); ++i) text += (i == 0 ? "" : ", ") + std::to_string(shape[i]);
  return text + "]";
}

// Sizes of 1 do not matter: [1, n] is a vector of n.
std::vector<int64_t> squeezed(std::span<const int64_t> shape) {
  std::vector<int64_t> result;
  std::copy_if(shape.begin(), shape.end(), std::back_inserter(result), [](int64_t size) { return size != 1; });
  return result;
}

// Kernels read blocks through structs of 16-bit scalars; plain types at any address.
size_t neededAlignment(const DTypeInfo& info) { return info.block_elements == 1 ? 1 : 2; }

}  // namespace

std::string WeightLoader::layerName(int32_t layer, PartName part, std::string_view suffix) const {
  if (checkpoint_.kind() == Checkpoint::Kind::kGguf) return fmt::format("blk.{}.{}{}", layer, part.gguf, suffix);
  return fmt::format("model.layers.{}.{}{}", layer, part.hf, suffix);
}

std::string WeightLoader::globalName(PartName part, std::string_view suffix) const {
  return fmt::format("{}{}", checkpoint_.kind() == Checkpoint::Kind::kGguf ? part.gguf : part.hf, suffix);
}

std::span<const int64_t> WeightLoader::shapeOf(const std::string& name) const {
  const TensorView* tensor = checkpoint_.find(name);
  return tensor == nullptr ? std::span<const int64_t>() : std::span<const int64_t>(tensor->shape);
}

Result<const TensorView*> WeightLoader::find(const std::string& name, std::span<const int64_t> shape) const {
  const TensorView* tensor = checkpoint_.find(name);
  if (tensor == nullptr) {
    return fail(ErrorCode::kCorruptFile, "{}: tensor {} {} is missing; the download may be incomplete",
                checkpoint_.path().string(), name, shapeText(shape));
  }
  if (squeezed(tensor->shape) != squeezed(shape)) {
    return fail(ErrorCode::kCorruptFile, "{}: tensor {} has shape {}, the configuration says {}",
                checkpoint_.path().string(), name, shapeText(tensor->shape), shapeText(shape));
  }
  return tensor;
}

Result<const TensorView*> WeightLoader::findStack(const std::string& name, int64_t count, int64_t rows,
                                                  int64_t cols) const {
  const TensorView* tensor = checkpoint_.find(name);
  const std::array joined = {count * rows, cols};
  if (tensor != nullptr && squeezed(tensor->shape) == squeezed(joined)) return tensor;
  const std::array shape = {count, rows, cols};
  return find(name, shape);
}

std::optional<Turned> WeightLoader::turnedIn(const std::string& name, int64_t count, int64_t rows,
                                             int64_t cols) const {
  if (rows == cols) return std::nullopt;
  if (findStack(name, count, rows, cols)) return Turned::kNo;
  if (findStack(name, count, cols, rows)) return Turned::kYes;
  return std::nullopt;
}

Result<int64_t> WeightLoader::attachScales(const TensorView& tensor, int64_t matrices, Weight& weight) {
  if (!fp8_block_) {
    DEEPWELL_ASSIGN(fp8_block_, fp8BlockSize(checkpoint_));
  }
  DEEPWELL_ASSIGN(Fp8Scales scales, readFp8Scales(checkpoint_, tensor, *fp8_block_, matrices, weight.rows, weight.cols));
  weight.block_rows = scales.block_rows;
  weight.block_cols = scales.block_cols;
  weight.scale_cols = scales.cols;
  weight.scale_inv = scales.values;
  if (!scales.owned.empty()) {
    DEEPWELL_ASSIGN(weight.scale_inv, store_.keep(std::move(scales.owned)));
  }
  return scales.block_count;
}

Result<Weight> WeightLoader::view(const TensorView& tensor, int64_t rows, int64_t cols) {
  const DTypeInfo& info = dtypeInfo(tensor.dtype);
  if (!info.weight) {
    return fail(ErrorCode::kUnsupported, "{}: tensor {} has type {}, which cannot be a weight",
                checkpoint_.path().string(), tensor.name, info.name);
  }
  if (cols % info.block_elements != 0) {
    return fail(ErrorCode::kCorruptFile, "{}: tensor {} has rows of {} elements, {} needs a multiple of {}",
                checkpoint_.path().string(), tensor.name, cols, info.name, info.block_elements);
  }
  Weight weight;
  weight.name = tensor.name;
  weight.dtype = tensor.dtype;
  weight.rows = rows;
  weight.cols = cols;
  weight.row_bytes = cols / info.block_elements * info.block_bytes;
  weight.data = tensor.data.data();
  if (reinterpret_cast<uintptr_t>(weight.data) % neededAlignment(info) != 0) {
    DEEPWELL_ASSIGN(std::byte* copy, store_.bytes(tensor.data.size()));
    std::memcpy(copy, tensor.data.data(), tensor.data.size());
    weight.data = copy;
  }
  return weight;
}

Result<Weight> WeightLoader::matrix(const std::string& name, int64_t rows, int64_t cols) {
  const int64_t shape[] = {rows, cols};
  DEEPWELL_ASSIGN(const TensorView* tensor, find(name, shape));
  DEEPWELL_ASSIGN(Weight weight, view(*tensor, rows, cols));
  if (weight.dtype == DType::kF8E4M3) DEEPWELL_TRY(attachScales(*tensor, 1, weight));
  matrix_bytes_ += static_cast<uint64_t>(weight.bytes());
  return weight;
}

Result<std::vector<Weight>> WeightLoader::stack(const std::string& name, int64_t count, int64_t rows, int64_t cols,
                                                Turned turned) {
  if (turned == Turned::kYes) std::swap(rows, cols);
  DEEPWELL_ASSIGN(const TensorView* tensor, findStack(name, count, rows, cols));
  DEEPWELL_ASSIGN(Weight first, view(*tensor, rows, cols));
  int64_t scale_rows = 0;
  if (first.dtype == DType::kF8E4M3) {
    DEEPWELL_ASSIGN(scale_rows, attachScales(*tensor, count, first));
  }
  std::vector<Weight> weights(static_cast<size_t>(count), first);
  for (size_t i = 0; i < weights.size(); ++i) {
    weights[i].data += static_cast<int64_t>(i) * first.bytes();
    if (first.scale_inv != nullptr) weights[i].scale_inv += static_cast<int64_t>(i) * scale_rows * first.scale_cols;
    if (turned == Turned::kYes) {
      DEEPWELL_ASSIGN(weights[i], transposed(weights[i]));
    }
    matrix_bytes_ += static_cast<uint64_t>(weights[i].bytes());
  }
  return weights;
}

Result<const float*> WeightLoader::vector(const std::string& name, int64_t size) {
  const int64_t shape[] = {size};
  DEEPWELL_ASSIGN(const TensorView* tensor, find(name, shape));
  DEEPWELL_ASSIGN(std::vector<float> values, dequantise(checkpoint_, *tensor));
  return store_.keep(std::move(values));
}

Result<const float*> WeightLoader::optionalVector(const std::string& name, int64_t size) {
  if (!has(name)) return static_cast<const float*>(nullptr);
  return vector(name, size);
}

}  // namespace deepwell
