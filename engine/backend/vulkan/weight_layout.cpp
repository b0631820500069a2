#include "engine/backend/vulkan/weight_layout.h"

#include <array>
#include <cassert>
#include <cstring>
#include <utility>

#include "engine/format/dtype.h"
#include "engine/backend/vulkan/builder.h"
#include "kernels/common/blocks.h"
#include "kernels/common/iq_blocks.h"
#include "shaders/include/weight_planes.h"

namespace deepwell::vulkan {
namespace {

static_assert(kTypeF32 == static_cast<uint>(DType::kF32) && kTypeF16 == static_cast<uint>(DType::kF16) &&
              kTypeBF16 == static_cast<uint>(DType::kBF16) && kTypeF8E4M3 == static_cast<uint>(DType::kF8E4M3) &&
              kTypeQ8_0 == static_cast<uint>(DType::kQ8_0) && kTypeQ4_0 == static_cast<uint>(DType::kQ4_0) &&
              kTypeQ4_1 == static_cast<uint>(DType::kQ4_1) && kTypeQ5_0 == static_cast<uint>(DType::kQ5_0) &&
              kTypeQ5_1 == static_cast<uint>(DType::kQ5_1) && kTypeMXFP4 == static_cast<uint>(DType::kMXFP4) &&
              kTypeQ2_K == static_cast<uint>(DType::kQ2_K) && kTypeQ3_K == static_cast<uint>(DType::kQ3_K) &&
              kTypeQ4_K == static_cast<uint>(DType::kQ4_K) && kTypeQ5_K == static_cast<uint>(DType::kQ5_K) &&
              kTypeQ6_K == static_cast<uint>(DType::kQ6_K) && kTypeIQ1_S == static_cast<uint>(DType::kIQ1_S) &&
              kTypeIQ1_M == static_cast<uint>(DType::kIQ1_M) && kTypeIQ2_XXS == static_cast<uint>(DType::kIQ2_XXS) &&
              kTypeIQ2_XS == static_cast<uint>(DType::kIQ2_XS) && kTypeIQ2_S == static_cast<uint>(DType::kIQ2_S) &&
              kTypeIQ3_XXS == static_cast<uint>(DType::kIQ3_XXS) && kTypeIQ3_S == static_cast<uint>(DType::kIQ3_S) &&
              kTypeIQ4_NL == static_cast<uint>(DType::kIQ4_NL) && kTypeIQ4_XS == static_cast<uint>(DType::kIQ4_XS));

// A field of a block and the plane that holds it.
struct Field {
  size_t at;     // in the block
  size_t bytes;
  uint plane;
};

// A block type: its fields in the order of their planes.
template <class Block>
struct Planes;

#define FIELD(block, first, last, plane) \
  Field { offsetof(block, first), offsetof(block, last) + sizeof(block::last) - offsetof(block, first), plane }
#define PLANES(block, ...) \
  template <>              \
  struct Planes<block> {   \
    static constexpr std::array kFields = {__VA_ARGS__}; \
  }

PLANES(BlockQ8_0, FIELD(BlockQ8_0, q, q, kPlaneQ8_0Values), FIELD(BlockQ8_0, d, d, kPlaneQ8_0Scale));
PLANES(BlockQ4_0, FIELD(BlockQ4_0, q, q, kPlaneQ4_0Values), FIELD(BlockQ4_0, d, d, kPlaneQ4_0Scale));
PLANES(BlockQ4_1, FIELD(BlockQ4_1, q, q, kPlaneQ4_1Values), FIELD(BlockQ4_1, d, m, kPlaneQ4_1Scales));
PLANES(BlockQ5_0, FIELD(BlockQ5_0, q, q, kPlaneQ5_0Values), FIELD(BlockQ5_0, high, high, kPlaneQ5_0High),
       FIELD(BlockQ5_0, d, d, kPlaneQ5_0Scale));
PLANES(BlockQ5_1, FIELD(BlockQ5_1, q, q, kPlaneQ5_1Values), FIELD(BlockQ5_1, d, m, kPlaneQ5_1Scales),
       FIELD(BlockQ5_1, high, high, kPlaneQ5_1High));
PLANES(BlockMXFP4, FIELD(BlockMXFP4, q, q, kPlaneMXFP4Values), FIELD(BlockMXFP4, e, e, kPlaneMXFP4Exponent));
PLANES(BlockQ2_K, FIELD(BlockQ2_K, q, q, kPlaneQ2_KValues), FIELD(BlockQ2_K, scales, scales, kPlaneQ2_KScales),
       FIELD(BlockQ2_K, d, dmin, kPlaneQ2_KBlockScales));
PLANES(BlockQ3_K, FIELD(BlockQ3_K, q, q, kPlaneQ3_KValues), FIELD(BlockQ3_K, high, high, kPlaneQ3_KHigh),
       FIELD(BlockQ3_K, scales, scales, kPlaneQ3_KScales), FIELD(BlockQ3_K, d, d, kPlaneQ3_KBlockScale));
PLANES(BlockQ4_K, FIELD(BlockQ4_K, q, q, kPlaneQ4_KValues), FIELD(BlockQ4_K, d, dmin, kPlaneQ4_KBlockScales),
       FIELD(BlockQ4_K, scales, scales, kPlaneQ4_KScales));
PLANES(BlockQ5_K, FIELD(BlockQ5_K, q, q, kPlaneQ5_KValues), FIELD(BlockQ5_K, high, high, kPlaneQ5_KHigh),
       FIELD(BlockQ5_K, d, dmin, kPlaneQ5_KBlockScales), FIELD(BlockQ5_K, scales, scales, kPlaneQ5_KScales));
PLANES(BlockQ6_K, FIELD(BlockQ6_K, low, low, kPlaneQ6_KLow), FIELD(BlockQ6_K, high, high, kPlaneQ6_KHigh),
       FIELD(BlockQ6_K, scales, scales, kPlaneQ6_KScales), FIELD(BlockQ6_K, d, d, kPlaneQ6_KBlockScale));
PLANES(BlockIQ1_S, FIELD(BlockIQ1_S, index, index, kPlaneIQ1_SIndex), FIELD(BlockIQ1_S, high, high, kPlaneIQ1_SHigh),
       FIELD(BlockIQ1_S, d, d, kPlaneIQ1_SBlockScale));
PLANES(BlockIQ1_M, FIELD(BlockIQ1_M, index, index, kPlaneIQ1_MIndex), FIELD(BlockIQ1_M, high, high, kPlaneIQ1_MHigh),
       FIELD(BlockIQ1_M, scales, scales, kPlaneIQ1_MScales));
PLANES(BlockIQ2_XXS, FIELD(BlockIQ2_XXS, sub, sub, kPlaneIQ2_XXSSub), FIELD(BlockIQ2_XXS, d, d, kPlaneIQ2_XXSBlockScale));
PLANES(BlockIQ2_XS, FIELD(BlockIQ2_XS, group, group, kPlaneIQ2_XSGroup), FIELD(BlockIQ2_XS, scales, scales, kPlaneIQ2_XSScales),
       FIELD(BlockIQ2_XS, d, d, kPlaneIQ2_XSBlockScale));
PLANES(BlockIQ2_S, FIELD(BlockIQ2_S, index, index, kPlaneIQ2_SIndex), FIELD(BlockIQ2_S, signs, signs, kPlaneIQ2_SSigns),
       FIELD(BlockIQ2_S, high, high, kPlaneIQ2_SHigh), FIELD(BlockIQ2_S, scales, scales, kPlaneIQ2_SScales),
       FIELD(BlockIQ2_S, d, d, kPlaneIQ2_SBlockScale));
PLANES(BlockIQ3_XXS, FIELD(BlockIQ3_XXS, index, index, kPlaneIQ3_XXSIndex),
       FIELD(BlockIQ3_XXS, signs_scale, signs_scale, kPlaneIQ3_XXSSigns), FIELD(BlockIQ3_XXS, d, d, kPlaneIQ3_XXSBlockScale));
PLANES(BlockIQ3_S, FIELD(BlockIQ3_S, index, index, kPlaneIQ3_SIndex), FIELD(BlockIQ3_S, signs, signs, kPlaneIQ3_SSigns),
       FIELD(BlockIQ3_S, high, high, kPlaneIQ3_SHigh), FIELD(BlockIQ3_S, scales, scales, kPlaneIQ3_SScales),
       FIELD(BlockIQ3_S, d, d, kPlaneIQ3_SBlockScale));
PLANES(BlockIQ4_NL, FIELD(BlockIQ4_NL, q, q, kPlaneIQ4_NLValues), FIELD(BlockIQ4_NL, d, d, kPlaneIQ4_NLScale));
PLANES(BlockIQ4_XS, FIELD(BlockIQ4_XS, q, q, kPlaneIQ4_XSValues), FIELD(BlockIQ4_XS, d, scales_high, kPlaneIQ4_XSBlockScale),
       FIELD(BlockIQ4_XS, scales_low, scales_low, kPlaneIQ4_XSScales));

#undef PLANES
#undef FIELD

constexpr size_t alignmentOf(size_t bytes) { return bytes % 16 == 0 ? 16 : bytes & (0 - bytes); }

// Every byte of the block in exactly one plane, planes one behind the other, the wider aligned ones first.
template <class Block>
constexpr bool planesAreSound() {
  constexpr auto& kFields = Planes<Block>::kFields;
  size_t sum = 0;
  size_t alignment = 16;
  std::array<bool, sizeof(Block)> seen{};
  for (const Field& field : kFields) {
    if (field.plane != sum || alignmentOf(field.bytes) > alignment) return false;
    alignment = alignmentOf(field.bytes);
    sum += field.bytes;
    for (size_t i = field.at; i < field.at + field.bytes; ++i) {
      if (seen[i]) return false;
      seen[i] = true;
    }
  }
  return sum == sizeof(Block);
}

template <class Block, size_t kField>
void packField(const std::byte* in, int64_t blocks, std::byte* out) {
  constexpr Field kThis = Planes<Block>::kFields[kField];
  in += kThis.at;
  out += blocks * static_cast<int64_t>(kThis.plane);
  for (int64_t i = 0; i < blocks; ++i) {
    std::memcpy(out, in, kThis.bytes);
    in += sizeof(Block);
    out += kThis.bytes;
  }
}

template <class Block>
void packRow(const std::byte* in, int64_t bytes, std::byte* out) {
  static_assert(planesAreSound<Block>());
  const int64_t blocks = bytes / static_cast<int64_t>(sizeof(Block));
  [&]<size_t... kField>(std::index_sequence<kField...>) {
    (packField<Block, kField>(in, blocks, out), ...);
  }(std::make_index_sequence<Planes<Block>::kFields.size()>());
}

void copyRow(const std::byte* in, int64_t bytes, std::byte* out) { std::memcpy(out, in, static_cast<size_t>(bytes)); }

using PackRow = void (*)(const std::byte* in, int64_t bytes, std::byte* out);

// By DType.
constexpr std::array<PackRow, kTypeIQ4_XS + 1> kPackRow = {
    copyRow, copyRow, copyRow, copyRow,
    packRow<BlockQ8_0>, packRow<BlockQ4_0>, packRow<BlockQ4_1>, packRow<BlockQ5_0>, packRow<BlockQ5_1>, packRow<BlockMXFP4>,
    packRow<BlockQ2_K>, packRow<BlockQ3_K>, packRow<BlockQ4_K>, packRow<BlockQ5_K>, packRow<BlockQ6_K>,
    packRow<BlockIQ1_S>, packRow<BlockIQ1_M>, packRow<BlockIQ2_XXS>, packRow<BlockIQ2_XS>, packRow<BlockIQ2_S>,
    packRow<BlockIQ3_XXS>, packRow<BlockIQ3_S>, packRow<BlockIQ4_NL>, packRow<BlockIQ4_XS>};

constexpr int64_t roundedUp(int64_t n, int64_t multiple) { return (n + multiple - 1) / multiple * multiple; }

}  // namespace

DeviceWeight describeWeight(const Weight& weight) {
  DeviceWeight out;
  out.dtype = weight.dtype;
  out.rows = weight.rows;
  out.cols = weight.cols;
  out.row_bytes = deviceRowBytes(weight);
  if (weight.scale_inv != nullptr) {
    out.scale_cols = static_cast<uint32_t>(weight.scale_cols);
    out.block_rows = static_cast<uint32_t>(weight.block_rows);
    out.block_cols = static_cast<uint32_t>(weight.block_cols);
  }
  return out;
}

uint32_t deviceRowBytes(const Weight& weight) {
  const DTypeInfo& info = dtypeInfo(weight.dtype);
  const bool plain = info.block_elements == 1;
  const int64_t bytes = plain ? roundedUp(weight.cols, 16) * info.block_bytes : weight.cols / info.block_elements * info.block_bytes;
  return static_cast<uint32_t>(roundedUp(bytes, 16));
}

int64_t pieceRowMultiple(const Weight& weight) { return weight.scale_inv == nullptr || weight.block_rows >= weight.rows ? 1 : weight.block_rows; }

void packRows(const Weight& weight, int64_t first_row, int64_t rows, std::byte* out) {
  assert(static_cast<size_t>(weight.dtype) < kPackRow.size());
  const PackRow pack = kPackRow[static_cast<size_t>(weight.dtype)];
  const DTypeInfo& info = dtypeInfo(weight.dtype);
  const int64_t bytes = weight.cols / info.block_elements * info.block_bytes;
  const int64_t stride = deviceRowBytes(weight);
  const std::byte* in = weight.data + first_row * weight.row_bytes;
  for (int64_t row = 0; row < rows; ++row) {
    pack(in, bytes, out);
    std::memset(out + bytes, 0, static_cast<size_t>(stride - bytes));
    in += weight.row_bytes;
    out += stride;
  }
}

}  // namespace deepwell::vulkan
