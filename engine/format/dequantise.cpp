#include <limits>
#include <new>

#include "engine/format/checkpoint.h"
#include "engine/format/fp8_scales.h"
#include "engine/format/parse_tools.h"

namespace deepwell {
namespace {

// A tensor of any rank as `matrices` x `rows` x `columns`.
struct Layout {
  int64_t matrices = 1;
  int64_t rows = 1;
  int64_t columns = 1;
};

Layout layoutOf(const TensorView& tensor) {
  Layout layout;
  const size_t dims = tensor.shape.size();
  if (dims >= 1) layout.columns = tensor.shape[dims - 1];
  if (dims >= 2) layout.rows = tensor.shape[dims - 2];
  for (size_t i = 0; i + 2 < dims; ++i) layout.matrices *= tensor.shape[i];
  return layout;
}

Status scaleFp8(const Checkpoint& checkpoint, const TensorView& tensor, std::vector<float>* values) {
  DEEPWELL_ASSIGN(const Fp8BlockSize block, fp8BlockSize(checkpoint));
  const Layout layout = layoutOf(tensor);
  constexpr int64_t kMost = std::numeric_limits<int32_t>::max();
  if (layout.rows > kMost || layout.columns > kMost) {
    return fail(ErrorCode::kUnsupported, "{}: tensor {} of {} x {} is too large", checkpoint.path().string(),
                printable(tensor.name), layout.rows, layout.columns);
  }
  DEEPWELL_ASSIGN(const Fp8Scales scales,
                  readFp8Scales(checkpoint, tensor, block, layout.matrices, layout.rows, layout.columns));
  float* value = values->data();
  for (int64_t row = 0; row < layout.matrices * layout.rows; ++row) {
    const int64_t scale_row = row / layout.rows * scales.block_count + row % layout.rows / scales.block_rows;
    const float* factor = scales.values + scale_row * scales.cols;
    for (int64_t column = 0; column < layout.columns; ++column) *value++ *= factor[column / scales.block_cols];
  }
  return {};
}

}  // namespace

Result<std::vector<float>> dequantise(const Checkpoint& checkpoint, const TensorView& tensor) {
  try {
    std::vector<float> values(static_cast<size_t>(tensor.elements()));
    dtypeInfo(tensor.dtype).to_float(tensor.data.data(), tensor.elements(), values.data());
    if (tensor.dtype == DType::kF8E4M3 && !values.empty()) DEEPWELL_TRY(scaleFp8(checkpoint, tensor, &values));
    return values;
  } catch (const std::bad_alloc&) {
    return fail(ErrorCode::kOutOfMemory, "{}: not enough memory for the {} numbers of tensor \"{}\"",
                checkpoint.path().string(), tensor.elements(), printable(tensor.name));
  }
}

}  // namespace deepwell
