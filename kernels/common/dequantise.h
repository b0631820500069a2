// Every weight type to float32, one plain function a type: the reference that kernels are tested against. `in` holds
// `elements` values (a whole number of blocks), need not be aligned, and may not overlap `out`. Rounding is that of
// the reference `gguf` package: each product and difference is rounded to float32 (build with -ffp-contract=off).
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "kernels/common/blocks.h"
#include "kernels/common/float_formats.h"
#include "kernels/common/unpack.h"

namespace deepwell {

// Value `index` of an unaligned array of T.
template <class T>
inline T loadAt(const std::byte* in, int64_t index) {
  T value;
  std::memcpy(&value, in + index * static_cast<int64_t>(sizeof(T)), sizeof(T));
  return value;
}

// Plain numbers: T to float32 by `convert`.
template <class T, class Convert>
inline void convertRow(const std::byte* in, int64_t elements, float* out, Convert convert) {
  for (int64_t i = 0; i < elements; ++i) out[i] = convert(loadAt<T>(in, i));
}

inline void floatsFromF32(const std::byte* in, int64_t elements, float* out) {
  if (elements > 0) std::memcpy(out, in, static_cast<size_t>(elements) * sizeof(float));
}

inline void floatsFromF16(const std::byte* in, int64_t elements, float* out) {
  convertRow<uint16_t>(in, elements, out, fp16ToFloat);
}

inline void floatsFromBF16(const std::byte* in, int64_t elements, float* out) {
  convertRow<uint16_t>(in, elements, out, bf16ToFloat);
}

// Without the block scales, which lie in another tensor.
inline void floatsFromE4M3(const std::byte* in, int64_t elements, float* out) {
  convertRow<uint8_t>(in, elements, out, e4m3ToFloat);
}

template <class T>
inline void floatsFromNumber(const std::byte* in, int64_t elements, float* out) {
  convertRow<T>(in, elements, out, [](T value) { return static_cast<float>(value); });
}

// The exponents of block scales.
inline void floatsFromE8M0(const std::byte* in, int64_t elements, float* out) {
  convertRow<uint8_t>(in, elements, out, e8m0ToFloat);
}

// Types of 32 elements: scale * q (+ m).
template <class Block>
  requires(Block::kElements == 32)
inline void dequantiseBlock(const Block& block, float* out) {
  int8_t q[32];
  unpackValues(block, q);
  const float d = blockScale(block);
  for (int i = 0; i < 32; ++i) out[i] = d * static_cast<float>(q[i]);
  if constexpr (kHasOffset<Block>) {
    const float m = fp16ToFloat(block.m);
    for (int i = 0; i < 32; ++i) out[i] = out[i] + m;
  }
}

// Types of 256 elements with sub-blocks: (d * scale) * q (- dmin * minimum).
template <class Block>
  requires(Block::kSubBlocks > 0)
inline void dequantiseBlock(const Block& block, float* out) {
  constexpr int kWidth = 256 / Block::kSubBlocks;
  int8_t q[256];
  SubBlockScales scales;
  unpackValues(block, q);
  unpackScales(block, &scales);
  const float d = blockScale(block);
  for (int j = 0; j < Block::kSubBlocks; ++j) {
    const float step = d * static_cast<float>(scales.scale[j]);
    float* to = out + kWidth * j;
    for (int l = 0; l < kWidth; ++l) to[l] = step * static_cast<float>(q[kWidth * j + l]);
    if constexpr (kHasMinimums<Block>) {
      const float offset = fp16ToFloat(block.dmin) * static_cast<float>(scales.minimum[j]);
      for (int l = 0; l < kWidth; ++l) to[l] = to[l] - offset;
    }
  }
}

template <class Block>
inline void floatsFromBlocks(const std::byte* in, int64_t elements, float* out) {
  const int64_t blocks = elements / Block::kElements;
  for (int64_t i = 0; i < blocks; ++i) dequantiseBlock(loadAt<Block>(in, i), out + i * Block::kElements);
}

}  // namespace deepwell
