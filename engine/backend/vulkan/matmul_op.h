// Products of a few rows of activations with weights; what the ops of matrix products record for steps of at most 8 rows.
#pragma once

#include "engine/backend/vulkan/builder.h"
#include "shaders/include/matmul_params.h"

namespace deepwell::vulkan {

// Invocations that share a row of weights; the same for every step, since the order of a row's sum depends on it.
inline constexpr uint32_t kRowLanes = 32;

// Whether one dispatch can read weights of the same rows and columns side by side.
bool alike(const DeviceWeight& a, const DeviceWeight& b);

// The address of a type's decoder table, null where it has none.
Result<Address> decoderTable(Builder& builder, DType dtype);

// Rows [.., cols] of activations, float32, padded as buffers are.
struct VectorInput {
  Address address;
  uint32_t rows_kind = kRowsOfStep;
  uint32_t most_rows = 0;  // in a step
};

// result = in · weightᵀ + bias, or silu(in · gateᵀ + gate_bias) * (in · weightᵀ + bias) where there is a gate of the same shape.
struct VectorOutput {
  const DeviceWeight* weight = nullptr;
  const DeviceWeight* gate = nullptr;
  Address bias = {};  // null: none
  Address gate_bias = {};
  Address result = {};
  uint32_t result_width = 0;  // floats from one row to the next
  bool accumulate = false;    // result += instead
};

Status recordVector(Builder& builder, const VectorInput& input, const VectorOutput& output);

}  // namespace deepwell::vulkan
