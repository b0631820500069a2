#include "engine/format/dtype.h"

#include <array>
#include <cassert>

#include "kernels/common/blocks.h"
#include "kernels/common/dequantise.h"
#include "kernels/common/iq_unpack.h"

namespace deepwell {
namespace {

// A type that lies in GGUF files in blocks.
template <class Block>
constexpr DTypeInfo blocks(DType dtype, std::string_view name, int32_t ggml_type) {
  return {dtype, name, Block::kElements, sizeof(Block), ggml_type, "", true, floatsFromBlocks<Block>};
}

// In the order of the enum: dtypeInfo() indexes it.
constexpr std::array kDTypes = {
    DTypeInfo{DType::kF32, "F32", 1, 4, 0, "F32", true, floatsFromF32},
    DTypeInfo{DType::kF16, "F16", 1, 2, 1, "F16", true, floatsFromF16},
    DTypeInfo{DType::kBF16, "BF16", 1, 2, 30, "BF16", true, floatsFromBF16},
    DTypeInfo{DType::kF8E4M3, "F8_E4M3", 1, 1, -1, "F8_E4M3", true, floatsFromE4M3},
    blocks<BlockQ8_0>(DType::kQ8_0, "Q8_0", 8),
    blocks<BlockQ4_0>(DType::kQ4_0, "Q4_0", 2),
    blocks<BlockQ4_1>(DType::kQ4_1, "Q4_1", 3),
    blocks<BlockQ5_0>(DType::kQ5_0, "Q5_0", 6),
    blocks<BlockQ5_1>(DType::kQ5_1, "Q5_1", 7),
    blocks<BlockMXFP4>(DType::kMXFP4, "MXFP4", 39),
    blocks<BlockQ2_K>(DType::kQ2_K, "Q2_K", 10),
    blocks<BlockQ3_K>(DType::kQ3_K, "Q3_K", 11),
    blocks<BlockQ4_K>(DType::kQ4_K, "Q4_K", 12),
    blocks<BlockQ5_K>(DType::kQ5_K, "Q5_K", 13),
    blocks<BlockQ6_K>(DType::kQ6_K, "Q6_K", 14),
    blocks<BlockIQ1_S>(DType::kIQ1_S, "IQ1_S", 19),
    blocks<BlockIQ1_M>(DType::kIQ1_M, "IQ1_M", 29),
    blocks<BlockIQ2_XXS>(DType::kIQ2_XXS, "IQ2_XXS", 16),
    blocks<BlockIQ2_XS>(DType::kIQ2_XS, "IQ2_XS", 17),
    blocks<BlockIQ2_S>(DType::kIQ2_S, "IQ2_S", 22),
    blocks<BlockIQ3_XXS>(DType::kIQ3_XXS, "IQ3_XXS", 18),
    blocks<BlockIQ3_S>(DType::kIQ3_S, "IQ3_S", 21),
    blocks<BlockIQ4_NL>(DType::kIQ4_NL, "IQ4_NL", 20),
    blocks<BlockIQ4_XS>(DType::kIQ4_XS, "IQ4_XS", 23),
    DTypeInfo{DType::kI8, "I8", 1, 1, 24, "I8", false, floatsFromNumber<int8_t>},
    DTypeInfo{DType::kI16, "I16", 1, 2, 25, "I16", false, floatsFromNumber<int16_t>},
    DTypeInfo{DType::kI32, "I32", 1, 4, 26, "I32", false, floatsFromNumber<int32_t>},
    DTypeInfo{DType::kI64, "I64", 1, 8, 27, "I64", false, floatsFromNumber<int64_t>},
    DTypeInfo{DType::kF64, "F64", 1, 8, 28, "F64", false, floatsFromNumber<double>},
    DTypeInfo{DType::kU8, "U8", 1, 1, -1, "U8", false, floatsFromNumber<uint8_t>},
    DTypeInfo{DType::kBool, "BOOL", 1, 1, -1, "BOOL", false, floatsFromNumber<uint8_t>},
    DTypeInfo{DType::kF8E8M0, "F8_E8M0", 1, 1, -1, "F8_E8M0", false, floatsFromE8M0},
};

constexpr bool inEnumOrder() {
  for (size_t i = 0; i < kDTypes.size(); ++i) {
    if (static_cast<size_t>(kDTypes[i].dtype) != i) return false;
  }
  return true;
}
static_assert(inEnumOrder());

}  // namespace

std::span<const DTypeInfo> allDTypes() { return kDTypes; }

const DTypeInfo& dtypeInfo(DType dtype) {
  const auto index = static_cast<size_t>(dtype);
  assert(index < kDTypes.size());
  return kDTypes[index];
}

std::optional<DType> dtypeFromGgml(uint32_t ggml_type) {
  for (const DTypeInfo& info : kDTypes) {
    if (info.ggml_type >= 0 && static_cast<uint32_t>(info.ggml_type) == ggml_type) return info.dtype;
  }
  return std::nullopt;
}

std::optional<DType> dtypeFromSafetensors(std::string_view name) {
  for (const DTypeInfo& info : kDTypes) {
    if (!info.st_name.empty() && info.st_name == name) return info.dtype;
  }
  return std::nullopt;
}

}  // namespace deepwell
