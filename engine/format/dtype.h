// The element types of checkpoints. One row of the registry a type; nothing else switches over types except the
// kernels' registry (kernels/cpu/registry.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace deepwell {

enum class DType : uint8_t {
  kF32, kF16, kBF16, kF8E4M3,
  kQ8_0, kQ4_0, kQ4_1, kQ5_0, kQ5_1, kMXFP4,
  kQ2_K, kQ3_K, kQ4_K, kQ5_K, kQ6_K,
  kIQ1_S, kIQ1_M, kIQ2_XXS, kIQ2_XS, kIQ2_S, kIQ3_XXS, kIQ3_S, kIQ4_NL, kIQ4_XS,
  kI8, kI16, kI32, kI64, kF64, kU8, kBool, kF8E8M0,
};

struct DTypeInfo {
  DType dtype;
  std::string_view name;    // "F32", "Q4_K"
  uint32_t block_elements;  // elements of one block along a row; 1 for plain types
  uint32_t block_bytes;
  int32_t ggml_type;         // number in GGUF files, -1: not in GGUF
  std::string_view st_name;  // name in safetensors headers, empty: not there
  bool weight;               // a matmul kernel exists
  // Scalar conversion of `elements` values (whole blocks, any alignment) to float32; FP8 without its block scales.
  void (*to_float)(const std::byte* in, int64_t elements, float* out);
};

std::span<const DTypeInfo> allDTypes();
const DTypeInfo& dtypeInfo(DType dtype);
std::optional<DType> dtypeFromGgml(uint32_t ggml_type);
std::optional<DType> dtypeFromSafetensors(std::string_view name);

}  // namespace deepwell
