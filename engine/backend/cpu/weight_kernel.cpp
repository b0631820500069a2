#include "engine/backend/cpu/weight_kernel.h"

namespace deepwell::cpu {

WeightKernel bindWeight(const Weight& weight, Isa isa) {
  WeightKernel bound;
  bound.kernel = findMatmul(dtypeInfo(weight.dtype).name, isa);
  bound.rows = WeightRows{.data = weight.data,
                          .row_bytes = weight.row_bytes,
                          .rows = weight.rows,
                          .cols = weight.cols,
                          .scale_inv = weight.scale_inv,
                          .scale_cols = weight.scale_cols,
                          .block_rows = weight.block_rows,
                          .block_cols = weight.block_cols};
  return bound;
}

void widenRow(const WeightKernel& weight, int64_t row, float* out) {
  const WeightRows& w = weight.rows;
  weight.kernel->widen(w.row(row), w.cols, out);
  if (w.scale_inv == nullptr) return;
  const float* scales = w.scale_inv + row / w.block_rows * w.scale_cols;
  for (int64_t c = 0; c < w.cols; ++c) out[c] *= scales[c / w.block_cols];
}

}  // namespace deepwell::cpu
