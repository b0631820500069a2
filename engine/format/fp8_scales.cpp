#include "engine/format/fp8_scales.h"

#include <simdjson.h>

#include <array>

#include "engine/format/parse_tools.h"

namespace deepwell {
namespace {

int64_t blocks(int64_t size, int64_t block) { return (size + block - 1) / block; }

const TensorView* findScales(const Checkpoint& checkpoint, const TensorView& tensor) {
  const TensorView* view = checkpoint.find(tensor.name + "_scale_inv");
  return view != nullptr ? view : checkpoint.find(tensor.name + "_scale");
}

// Sizes of 1 do not matter, and stacked matrices may be written as one.
bool hasShape(const TensorView& view, std::initializer_list<int64_t> want) {
  const auto is_one = [](int64_t size) { return size == 1; };
  std::vector<int64_t> have(view.shape);
  std::vector<int64_t> full(want);
  std::erase_if(have, is_one);
  std::erase_if(full, is_one);
  if (have == full) return true;
  if (full.size() != have.size() + 1 || full.size() < 2) return false;
  full[1] *= full[0];
  full.erase(full.begin());
  return have == full;
}

// One scale for a matrix, or for a row of it.
Fp8Scales wholeMatrix(std::vector<float> values, int64_t block_rows, int64_t cols) {
  Fp8Scales scales;
  scales.owned = std::move(values);
  scales.values = scales.owned.data();
  scales.block_count = 1;
  scales.cols = 1;
  scales.block_rows = static_cast<int32_t>(block_rows);
  scales.block_cols = static_cast<int32_t>(cols);
  return scales;
}

}  // namespace

Result<Fp8BlockSize> fp8BlockSize(const Checkpoint& checkpoint) {
  Fp8BlockSize block;
  const Result<std::string> text = checkpoint.readSideFile("config.json");
  if (!text && text.error().code == ErrorCode::kNotFound) return block;
  if (!text) return tl::make_unexpected(text.error());
  simdjson::dom::parser parser;
  simdjson::dom::object quantization;
  simdjson::dom::array sizes;
  if (parser.parse(*text)["quantization_config"].get(quantization) != simdjson::SUCCESS) return block;
  block.quantised = true;
  block.blocks = quantization["weight_block_size"].get(sizes) == simdjson::SUCCESS;
  if (!block.blocks) return block;
  constexpr int64_t kMax = 1 << 20;
  const Failure bad =
      fail(ErrorCode::kCorruptFile, "{}: config.json's weight_block_size must be two numbers of 1 to {}",
           checkpoint.path().string(), kMax);
  if (sizes.size() != 2) return bad;
  if (sizes.at(0).get(block.rows) != simdjson::SUCCESS || block.rows < 1 || block.rows > kMax) return bad;
  if (sizes.at(1).get(block.cols) != simdjson::SUCCESS || block.cols < 1 || block.cols > kMax) return bad;
  return block;
}

Result<Fp8Scales> readFp8Scales(const Checkpoint& checkpoint, const TensorView& tensor, const Fp8BlockSize& block,
                                int64_t matrices, int64_t rows, int64_t cols) {
  const std::string file = checkpoint.path().string();
  const TensorView* view = findScales(checkpoint, tensor);
  if (view == nullptr && !block.quantised) return wholeMatrix(std::vector(static_cast<size_t>(matrices), 1.0F), rows, cols);
  if (view == nullptr) {
    return fail(ErrorCode::kCorruptFile, "{}: FP8 tensor {} has no scales: {}_scale_inv is missing", file,
                printable(tensor.name), printable(tensor.name));
  }
  const bool kind = view->dtype != DType::kF8E4M3 && dtypeInfo(view->dtype).block_elements == 1;
  if (!kind) {
    return fail(ErrorCode::kCorruptFile, "{}: {} is {}, expected F32, BF16 or F8_E8M0", file, printable(view->name),
                dtypeInfo(view->dtype).name);
  }
  const int64_t size = view->elements();
  const bool wide = !block.blocks || view->name.ends_with("_scale");  // a row or a matrix may have one
  Fp8Scales scales;
  if (hasShape(*view, {matrices, blocks(rows, block.rows), blocks(cols, block.cols)})) {
    scales.block_count = blocks(rows, block.rows);
    scales.cols = blocks(cols, block.cols);
    scales.block_rows = static_cast<int32_t>(block.rows);
    scales.block_cols = static_cast<int32_t>(block.cols);
  } else if (wide && (hasShape(*view, {matrices, rows}) || size == matrices)) {
    scales = wholeMatrix({}, size == matrices ? rows : 1, cols);
    scales.block_count = size == matrices ? 1 : rows;
  } else {
    return fail(ErrorCode::kCorruptFile, "{}: the scales {} must be {} x {} for blocks of {} x {}, they have {} numbers",
                file, printable(view->name), matrices * blocks(rows, block.rows), blocks(cols, block.cols), block.rows,
                block.cols, size);
  }
  if (view->dtype == DType::kF32 && reinterpret_cast<uintptr_t>(view->data.data()) % alignof(float) == 0) {
    scales.values = reinterpret_cast<const float*>(view->data.data());
    return scales;
  }
  DEEPWELL_ASSIGN(scales.owned, dequantise(checkpoint, *view));
  if (view->dtype == DType::kU8) {  // exponents, as F8_E8M0 holds them, from before safetensors had that type
    dtypeInfo(DType::kF8E8M0).to_float(view->data.data(), size, scales.owned.data());
  }
  scales.values = scales.owned.data();
  return scales;
}

}  // namespace deepwell
