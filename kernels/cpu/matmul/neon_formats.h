// Blocks opened by NEON instructions: the integers in the order of columns, less the type's zero point.
//   values<j>()                     signed bytes of columns 32 j to 32 j + 31
//   d                               the float scale
//   m                               types of 32 with an offset: what is added
//   scales, minimums, dmin          types of 256: int16, eight sub-blocks a vector; w = d * scale * q - dmin * minimum
// Types without a specialisation are unpacked by the scalar functions of kernels/common, see unpackBlock.
#pragma once

#include "kernels/common/iq_tables.h"
#include "kernels/common/unpack.h"
#include "kernels/cpu/matmul/neon.h"
#include "kernels/cpu/matmul/neon_common.h"

namespace deepwell::cpu::neon {
namespace {

inline int8x16x2_t lessZero(uint8x16_t a, uint8x16_t b, int8_t zero) {
  const int8x16_t z = vdupq_n_s8(zero);
  return {vsubq_s8(vreinterpretq_s8_u8(a), z), vsubq_s8(vreinterpretq_s8_u8(b), z)};
}

template <int bits>
inline uint8x16_t shiftRight(uint8x16_t v) {
  if constexpr (bits > 0) return vshrq_n_u8(v, bits);
  if constexpr (bits < 0) return vshlq_n_u8(v, -bits);
  return v;
}

inline uint8x16_t lowNibbles(uint8x16_t v) { return vandq_u8(v, vdupq_n_u8(15)); }
inline uint8x16_t highNibbles(uint8x16_t v) { return vshrq_n_u8(v, 4); }

template <class Block>
struct Opened {
  explicit Opened(const std::byte* block) {
    unpackBlock<Block>(block, &all);
    d = all.d;
    dmin = all.dmin;
    for (int i = 0; i < 2; ++i) scales[i] = vld1q_s16(all.scale + 8 * i);
    for (int i = 0; i < 2; ++i) minimums[i] = vld1q_s16(all.minimum + 8 * i);
  }
  template <int j>
  int8x16x2_t values() const {
    return {vld1q_s8(all.q + 32 * j), vld1q_s8(all.q + 32 * j + 16)};
  }
  UnpackedBlock all;
  int16x8_t scales[2], minimums[2];
  float d, dmin;
};

template <>
struct Opened<BlockQ8_0> {
  explicit Opened(const std::byte* block) : q(block + 2), d(halfAt(block)) {}
  template <int j>
  int8x16x2_t values() const {
    return {loadBytes(q), loadBytes(q + 16)};
  }
  const std::byte* q;
  float d;
};

// 16 bytes of nibbles, and a zero point or an offset.
template <int at, int8_t zero>
struct OpenedNibbles {
  explicit OpenedNibbles(const std::byte* block)
      : q(loadUnsigned(block + at)), d(halfAt(block)), m(halfAt(block + 2)) {}
  template <int j>
  int8x16x2_t values() const {
    return lessZero(lowNibbles(q), highNibbles(q), zero);
  }
  uint8x16_t q;
  float d, m;
};
template <>
struct Opened<BlockQ4_0> : OpenedNibbles<2, 8> {
  using OpenedNibbles::OpenedNibbles;
};
template <>
struct Opened<BlockQ4_1> : OpenedNibbles<4, 0> {
  using OpenedNibbles::OpenedNibbles;
};

// The same with a fifth bit.
template <int at, int8_t zero>
struct OpenedFiveBits : OpenedNibbles<at + 4, zero> {
  explicit OpenedFiveBits(const std::byte* block) : OpenedNibbles<at + 4, zero>(block) {
    __builtin_memcpy(&high, block + at, 4);
  }
  template <int j>
  int8x16x2_t values() const {
    return lessZero(vorrq_u8(lowNibbles(this->q), fifth(0)), vorrq_u8(highNibbles(this->q), fifth(16)), zero);
  }
  // Bits `first` to first + 15, each worth 16.
  uint8x16_t fifth(int first) const {
    const uint8x8_t low = vdup_n_u8(static_cast<uint8_t>(high >> first));
    const uint8x8_t top = vdup_n_u8(static_cast<uint8_t>(high >> (first + 8)));
    const uint8x16_t bit = vreinterpretq_u8_u64(vdupq_n_u64(0x8040201008040201));
    return vandq_u8(vtstq_u8(vcombine_u8(low, top), bit), vdupq_n_u8(16));
  }
  uint32_t high;
};
template <>
struct Opened<BlockQ5_0> : OpenedFiveBits<2, 16> {
  using OpenedFiveBits::OpenedFiveBits;
};
template <>
struct Opened<BlockQ5_1> : OpenedFiveBits<4, 0> {
  using OpenedFiveBits::OpenedFiveBits;
};

// Nibbles that are places in a table of 16 signed bytes.
template <int at>
struct OpenedTable {
  OpenedTable(const std::byte* block, const int8_t* table_bytes)
      : q(loadUnsigned(block + at)), table(vld1q_s8(table_bytes)) {}
  template <int j>
  int8x16x2_t values() const {
    return {vqtbl1q_s8(table, lowNibbles(q)), vqtbl1q_s8(table, highNibbles(q))};
  }
  uint8x16_t q;
  int8x16_t table;
};
template <>
struct Opened<BlockMXFP4> : OpenedTable<1> {
  explicit Opened(const std::byte* block)
      : OpenedTable(block, kE2M1Doubled), d(e8m0HalfToFloat(static_cast<uint8_t>(*block))) {}
  float d;
};
template <>
struct Opened<BlockIQ4_NL> : OpenedTable<2> {
  explicit Opened(const std::byte* block) : OpenedTable(block, kValuesIQ4), d(halfAt(block)) {}
  float d;
};

}  // namespace
}  // namespace deepwell::cpu::neon
