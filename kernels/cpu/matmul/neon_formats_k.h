// The K types for neon_formats.h.
#pragma once

#include "kernels/cpu/matmul/neon_formats.h"

namespace deepwell::cpu::neon {
namespace {

// d, dmin and the six-bit scales that Q4_K and Q5_K begin with.
struct SixBitHead {
  explicit SixBitHead(const std::byte* block) : d(halfAt(block)), dmin(halfAt(block + 2)) {
    uint32_t word[3];
    __builtin_memcpy(word, block + 4, 12);
    constexpr uint32_t kSix = 0x3F3F3F3F;
    constexpr uint32_t kFour = 0x0F0F0F0F;
    constexpr uint32_t kTop = 0x30303030;
    const uint32_t scale_high = (word[2] & kFour) | ((word[0] >> 2) & kTop);
    const uint32_t minimum_high = ((word[2] >> 4) & kFour) | ((word[1] >> 2) & kTop);
    scales[0] = widened(word[0] & kSix, scale_high);
    minimums[0] = widened(word[1] & kSix, minimum_high);
  }
  static int16x8_t widened(uint32_t low, uint32_t high) {
    return vreinterpretq_s16_u16(vmovl_u8(vcreate_u8(static_cast<uint64_t>(high) << 32 | low)));
  }
  int16x8_t scales[1], minimums[1];
  float d, dmin;
};

// Sub-block j of the nibbles: the low ones of 32 bytes, or the high ones.
template <int j>
inline uint8x16x2_t subBlockNibbles(const std::byte* q) {
  const uint8x16_t a = loadUnsigned(q + 32 * (j / 2));
  const uint8x16_t b = loadUnsigned(q + 32 * (j / 2) + 16);
  if constexpr (j % 2 == 0) return {lowNibbles(a), lowNibbles(b)};
  return {highNibbles(a), highNibbles(b)};
}

template <>
struct Opened<BlockQ4_K> : SixBitHead {
  explicit Opened(const std::byte* block) : SixBitHead(block), q(block + 16) {}
  template <int j>
  int8x16x2_t values() const {
    const uint8x16x2_t v = subBlockNibbles<j>(q);
    return {vreinterpretq_s8_u8(v.val[0]), vreinterpretq_s8_u8(v.val[1])};
  }
  const std::byte* q;
};

template <>
struct Opened<BlockQ5_K> : SixBitHead {
  explicit Opened(const std::byte* block)
      : SixBitHead(block), high{loadUnsigned(block + 16), loadUnsigned(block + 32)}, q(block + 48) {}
  template <int j>
  int8x16x2_t values() const {
    const uint8x16x2_t v = subBlockNibbles<j>(q);
    const uint8x16_t bit = vdupq_n_u8(16);
    return {vreinterpretq_s8_u8(vorrq_u8(v.val[0], vandq_u8(shiftRight<j - 4>(high[0]), bit))),
            vreinterpretq_s8_u8(vorrq_u8(v.val[1], vandq_u8(shiftRight<j - 4>(high[1]), bit)))};
  }
  uint8x16_t high[2];
  const std::byte* q;
};

// The pairs of bits of 32 columns in Q2_K and Q3_K.
template <int j>
inline uint8x16_t twoBits(const std::byte* q, int half) {
  return vandq_u8(shiftRight<2 * (j % 4)>(loadUnsigned(q + 32 * (j / 4) + 16 * half)), vdupq_n_u8(3));
}

template <>
struct Opened<BlockQ2_K> {
  explicit Opened(const std::byte* block) : q(block + 16), d(halfAt(block + 80)), dmin(halfAt(block + 82)) {
    const uint8x16_t both = loadUnsigned(block);
    const uint8x16_t scale = lowNibbles(both);
    const uint8x16_t minimum = highNibbles(both);
    scales[0] = vreinterpretq_s16_u16(vmovl_u8(vget_low_u8(scale)));
    scales[1] = vreinterpretq_s16_u16(vmovl_high_u8(scale));
    minimums[0] = vreinterpretq_s16_u16(vmovl_u8(vget_low_u8(minimum)));
    minimums[1] = vreinterpretq_s16_u16(vmovl_high_u8(minimum));
  }
  template <int j>
  int8x16x2_t values() const {
    return {vreinterpretq_s8_u8(twoBits<j>(q, 0)), vreinterpretq_s8_u8(twoBits<j>(q, 1))};
  }
  const std::byte* q;
  int16x8_t scales[2], minimums[2];
  float d, dmin;
};

template <>
struct Opened<BlockQ3_K> {
  explicit Opened(const std::byte* block)
      : high{loadUnsigned(block), loadUnsigned(block + 16)}, q(block + 32), d(halfAt(block + 108)) {
    // The last 16 bytes of the block: two of q, 8 of low nibbles, 4 of pairs of high bits, d.
    const uint8x16_t v = loadUnsigned(block + 94);
    const uint8x16_t nibbles =
        vqtbl1q_u8(v, vcombine_u8(vcreate_u8(0x0908070605040302), vcreate_u8(0x0908070605040302)));
    const uint8x16_t low = vcombine_u8(vget_low_u8(lowNibbles(nibbles)), vget_high_u8(highNibbles(nibbles)));
    const uint32x4_t pairs = vreinterpretq_u32_u8(vqtbl1q_u8(v, vreinterpretq_u8_u32(vdupq_n_u32(0x0D0C0B0A))));
    constexpr int32_t kShifts[4] = {0, -2, -4, -6};
    const uint8x16_t top = vandq_u8(vreinterpretq_u8_u32(vshlq_u32(pairs, vld1q_s32(kShifts))), vdupq_n_u8(3));
    const int8x16_t scale = vsubq_s8(vreinterpretq_s8_u8(vorrq_u8(low, vshlq_n_u8(top, 4))), vdupq_n_s8(32));
    scales[0] = vmovl_s8(vget_low_s8(scale));
    scales[1] = vmovl_high_s8(scale);
  }
  template <int j>
  int8x16x2_t values() const {
    return {part<j>(0), part<j>(1)};
  }
  // Four less where the top bit is not set.
  template <int j>
  int8x16_t part(int half) const {
    const uint8x16_t set = vtstq_u8(high[half], vdupq_n_u8(1 << j));
    return vreinterpretq_s8_u8(vsubq_u8(twoBits<j>(q, half), vbicq_u8(vdupq_n_u8(4), set)));
  }
  uint8x16_t high[2];
  const std::byte* q;
  int16x8_t scales[2];
  float d;
};

template <>
struct Opened<BlockQ6_K> {
  explicit Opened(const std::byte* block) : low(block), d(halfAt(block + 208)) {
    const int8x16_t scale = loadBytes(block + 192);
    scales[0] = vmovl_s8(vget_low_s8(scale));
    scales[1] = vmovl_high_s8(scale);
  }
  template <int j>
  int8x16x2_t values() const {
    return lessZero(part<j>(0), part<j>(16), 32);
  }
  template <int j>
  uint8x16_t part(int at) const {
    constexpr int s = j % 4;
    const uint8x16_t nibbles = loadUnsigned(low + 64 * (j / 4) + 32 * (s % 2) + at);
    const uint8x16_t pairs = loadUnsigned(low + 128 + 32 * (j / 4) + at);
    return vorrq_u8(s < 2 ? lowNibbles(nibbles) : highNibbles(nibbles),
                    vandq_u8(shiftRight<2 * s - 4>(pairs), vdupq_n_u8(0x30)));
  }
  const std::byte* low;
  int16x8_t scales[2];
  float d;
};

}  // namespace
}  // namespace deepwell::cpu::neon
