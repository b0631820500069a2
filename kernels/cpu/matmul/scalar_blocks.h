// The scalar kernels of quantised types, one template for types of 32 elements a block and one for types of 256 with
// sub-blocks. A weight row is unpacked to int8 once and used for every row of activations. A type needs the functions
// of kernels/common/unpack.h.
#pragma once

#include <cmath>

#include "kernels/common/dequantise.h"
#include "kernels/cpu/matmul/matmul.h"

namespace deepwell::cpu::scalar {

// A block of 32 ready for use.
struct Unpacked32 {
  int8_t q[32];
  float d;
  float m;
};

// A block of 256.
struct Unpacked256 {
  int8_t q[256];
  SubBlockScales scales;
  float d;
  float dmin;
};

template <class Block>
inline Unpacked32 unpack32(const Block& block) {
  Unpacked32 out{};
  unpackValues(block, out.q);
  out.d = blockScale(block);
  if constexpr (kHasOffset<Block>) out.m = fp16ToFloat(block.m);
  return out;
}

template <class Block>
inline Unpacked256 unpack256(const Block& block) {
  Unpacked256 out{};
  unpackValues(block, out.q);
  unpackScales(block, &out.scales);
  out.d = blockScale(block);
  if constexpr (kHasMinimums<Block>) out.dmin = fp16ToFloat(block.dmin);
  return out;
}

template <int kCount>
inline int32_t dotBytes(const int8_t* a, const int8_t* b) {
  int32_t sum = 0;
  for (int l = 0; l < kCount; ++l) sum += a[l] * b[l];
  return sum;
}

template <class Block>
float dot32(const Unpacked32* w, const std::byte* x, int64_t cols) {
  const auto* q = reinterpret_cast<const int8_t*>(x);
  const auto* scales = reinterpret_cast<const float*>(x + Q8Row::scaleOffset(cols));
  const auto* offsets = reinterpret_cast<const int32_t*>(x + Q8Row::sumOffset(ActivationType::kQ8_32, cols));
  float sum = 0;
  for (int64_t b = 0; b < cols / 32; ++b) {
    sum = std::fma(static_cast<float>(dotBytes<32>(w[b].q, q + 32 * b)), w[b].d * scales[b], sum);
    if constexpr (kHasOffset<Block>) sum = std::fma(static_cast<float>(offsets[b] / -128), w[b].m * scales[b], sum);
  }
  return sum;
}

template <class Block>
float dot256(const Unpacked256* w, const std::byte* x, int64_t cols) {
  constexpr int kWidth = 256 / Block::kSubBlocks;
  const auto* q = reinterpret_cast<const int8_t*>(x);
  const auto* scales = reinterpret_cast<const float*>(x + Q8Row::scaleOffset(cols));
  const auto* sums = reinterpret_cast<const int16_t*>(
      x + (kWidth == 16 ? Q8Row::sumOffset(ActivationType::kQ8_256, cols) : Q8Row::sum32Offset(cols)));
  float sum = 0;
  for (int64_t b = 0; b < cols / 256; ++b) {
    int32_t product = 0;
    int32_t minimum = 0;
    for (int j = 0; j < Block::kSubBlocks; ++j) {
      product += w[b].scales.scale[j] * dotBytes<kWidth>(w[b].q + kWidth * j, q + 256 * b + kWidth * j);
      minimum += w[b].scales.minimum[j] * sums[Block::kSubBlocks * b + j];
    }
    sum = std::fma(static_cast<float>(product), w[b].d * scales[b], sum);
    if constexpr (kHasMinimums<Block>) sum = std::fma(-static_cast<float>(minimum), w[b].dmin * scales[b], sum);
  }
  return sum;
}

// Blocks of weights become `Unpacked`, made by `unpack` and used by `dot`.
template <class Block, class Unpacked, Unpacked (*unpack)(const Block&),
          float (*dot)(const Unpacked*, const std::byte*, int64_t)>
void matmulUnpacked(const WeightRows& w, int64_t first, int32_t count, const ActivationRows& x, float* out,
                    int64_t out_stride, std::byte* scratch) {
  auto* blocks = reinterpret_cast<Unpacked*>(scratch);
  for (int32_t i = 0; i < count; ++i) {
    for (int64_t b = 0; b < w.cols / Block::kElements; ++b) blocks[b] = unpack(loadAt<Block>(w.row(first + i), b));
    for (int32_t r = 0; r < x.count; ++r) out[r * out_stride + i] = dot(blocks, x.row(r), w.cols);
  }
}

template <class Block>
inline constexpr MatmulFunction matmul32 = matmulUnpacked<Block, Unpacked32, unpack32<Block>, dot32<Block>>;
template <class Block>
inline constexpr MatmulFunction matmul256 = matmulUnpacked<Block, Unpacked256, unpack256<Block>, dot256<Block>>;

inline int64_t scratch32(int64_t cols) { return cols / 32 * static_cast<int64_t>(sizeof(Unpacked32)); }
inline int64_t scratch256(int64_t cols) { return cols / 256 * static_cast<int64_t>(sizeof(Unpacked256)); }

}  // namespace deepwell::cpu::scalar
