// Slices and transposed copies of weights: WeightLoader::slice() and transposed().
#include <algorithm>
#include <cstring>
#include <numeric>

#include "engine/model/weight_loader.h"

namespace deepwell {
namespace {

// Both sides are walked in tiles that stay in the cache.
template <class T>
void transposeInto(const std::byte* in, int64_t rows, int64_t cols, std::byte* out) {
  constexpr int64_t kTile = 32;
  for (int64_t top = 0; top < rows; top += kTile) {
    for (int64_t left = 0; left < cols; left += kTile) {
      const int64_t right = std::min(left + kTile, cols);
      for (int64_t row = top; row < std::min(top + kTile, rows); ++row) {
        for (int64_t col = left; col < right; ++col) {
          std::memcpy(out + (col * rows + row) * int64_t{sizeof(T)}, in + (row * cols + col) * int64_t{sizeof(T)},
                      sizeof(T));
        }
      }
    }
  }
}

void transposeElements(size_t width, const std::byte* in, int64_t rows, int64_t cols, std::byte* out) {
  if (width == 1) return transposeInto<uint8_t>(in, rows, cols, out);
  if (width == 2) return transposeInto<uint16_t>(in, rows, cols, out);
  transposeInto<uint32_t>(in, rows, cols, out);
}

}  // namespace

Result<Weight> WeightLoader::slice(const Weight& whole, int64_t first, int64_t rows) {
  Weight part = whole;
  part.rows = rows;
  part.data += first * whole.row_bytes;
  if (whole.scale_inv == nullptr) return part;
  // Whole blocks, or one alone: heads that share a block are alike whatever row they begin at.
  if (first % whole.block_rows == 0 || first % whole.block_rows + rows <= whole.block_rows) {
    part.scale_inv += first / whole.block_rows * whole.scale_cols;
    return part;
  }
  // The slice begins inside a block: smaller blocks, their scales written out.
  part.block_rows = static_cast<int32_t>(std::gcd(int64_t{whole.block_rows}, first));
  const int64_t blocks = (rows + part.block_rows - 1) / part.block_rows;
  DEEPWELL_ASSIGN(float* scales, store_.floats(static_cast<size_t>(blocks * whole.scale_cols)));
  part.scale_inv = scales;
  for (int64_t block = 0; block < blocks; ++block) {
    const int64_t row = (first + block * part.block_rows) / whole.block_rows;
    scales = std::copy_n(whole.scale_inv + row * whole.scale_cols, whole.scale_cols, scales);
  }
  return part;
}

Result<Weight> WeightLoader::widened(const Weight& weight) {
  DEEPWELL_ASSIGN(float* floats, store_.floats(static_cast<size_t>(weight.rows * weight.cols)));
  for (int64_t row = 0; row < weight.rows; ++row) {
    float* out = floats + row * weight.cols;
    dtypeInfo(weight.dtype).to_float(weight.data + row * weight.row_bytes, weight.cols, out);
    if (weight.scale_inv == nullptr) continue;
    const float* scales = weight.scale_inv + row / weight.block_rows * weight.scale_cols;
    for (int64_t col = 0; col < weight.cols; ++col) out[col] *= scales[col / weight.block_cols];
  }
  Weight wide = weight;
  wide.dtype = DType::kF32;
  wide.data = reinterpret_cast<const std::byte*>(floats);
  wide.row_bytes = weight.cols * int64_t{sizeof(float)};
  wide.scale_inv = nullptr;
  wide.scale_cols = 0;
  return wide;
}

Result<Weight> WeightLoader::transposed(const Weight& weight) {
  const DTypeInfo& info = dtypeInfo(weight.dtype);
  Weight turned = weight;
  turned.rows = weight.cols;
  turned.cols = weight.rows;
  const auto elements = static_cast<size_t>(weight.rows * weight.cols);
  if (info.block_elements != 1) {
    std::vector<float> values;
    DEEPWELL_TRY(store_.allow(elements * 2 * sizeof(float)));
    values.resize(elements);
    info.to_float(weight.data, weight.rows * weight.cols, values.data());
    DEEPWELL_ASSIGN(float* floats, store_.floats(elements));
    turned.data = reinterpret_cast<const std::byte*>(floats);
    turned.dtype = DType::kF32;
    turned.row_bytes = turned.cols * int64_t{sizeof(float)};
    transposeElements(sizeof(float), reinterpret_cast<const std::byte*>(values.data()), weight.rows, weight.cols,
                      reinterpret_cast<std::byte*>(floats));
    return turned;
  }
  turned.row_bytes = turned.cols * info.block_bytes;
  DEEPWELL_ASSIGN(std::byte* bytes, store_.bytes(elements * info.block_bytes));
  turned.data = bytes;
  transposeElements(info.block_bytes, weight.data, weight.rows, weight.cols, bytes);
  if (weight.scale_inv == nullptr) return turned;
  const int64_t blocks = (weight.rows + weight.block_rows - 1) / weight.block_rows;
  DEEPWELL_ASSIGN(float* scales, store_.floats(static_cast<size_t>(blocks * weight.scale_cols)));
  turned.scale_inv = scales;
  turned.scale_cols = blocks;
  std::swap(turned.block_rows, turned.block_cols);
  transposeElements(sizeof(float), reinterpret_cast<const std::byte*>(weight.scale_inv), blocks, weight.scale_cols,
                    reinterpret_cast<std::byte*>(scales));
  return turned;
}

}  // namespace deepwell
