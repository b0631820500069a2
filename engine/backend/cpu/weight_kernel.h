// A weight together with the kernel that multiplies by it.
#pragma once

#include "engine/base/result.h"
#include "engine/ops/weight.h"
#include "kernels/cpu/registry.h"

namespace deepwell::cpu {

struct WeightKernel {
  WeightRows rows;
  const MatmulKernel* kernel = nullptr;

  ActivationType activation() const { return kernel->activation; }
  int64_t bytes() const { return rows.rows * rows.row_bytes; }
  int64_t scratchBytes() const { return kernel->scratch_bytes(rows.cols); }
  // `next`: rows that the thread will probably multiply by after these, or null.
  void run(int64_t first, int32_t count, const ActivationRows& x, float* out, int64_t stride, std::byte* scratch,
           const std::byte* next = nullptr) const {
    WeightRows w = rows;
    w.next = next;
    kernel->run(w, first, count, x, out, stride, scratch);
  }
  const std::byte* rowOrNull(int64_t r) const { return r < rows.rows ? rows.row(r) : nullptr; }
};

// `weight` has passed checkWeights().
WeightKernel bindWeight(const Weight& weight, Isa isa);

// Row `row` of a weight as float32, out [cols].
void widenRow(const WeightKernel& weight, int64_t row, float* out);

}  // namespace deepwell::cpu
