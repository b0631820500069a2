// Exact conversions between float32 and the 8 and 16 bit float formats of checkpoints: scalar, constexpr, portable.
// Denormals, infinities and NaN included; narrowing rounds to nearest, ties to even.
#pragma once

#include <bit>
#include <cstdint>

namespace deepwell {

// IEEE 754 binary16: 1 sign, 5 exponent, 10 fraction bits. NaN payloads are kept and made quiet, as the F16C
// instructions do.
constexpr float fp16ToFloat(uint16_t half) {
  const uint32_t sign = static_cast<uint32_t>(half & 0x8000U) << 16;
  const uint32_t exponent = (half >> 10) & 0x1FU;
  const uint32_t fraction = half & 0x3FFU;
  if (exponent == 0x1FU) {
    const uint32_t quiet = fraction != 0 ? 0x00400000U : 0U;
    return std::bit_cast<float>(sign | 0x7F800000U | quiet | (fraction << 13));
  }
  if (exponent != 0) return std::bit_cast<float>(sign | ((exponent + 112U) << 23) | (fraction << 13));
  const float magnitude = static_cast<float>(fraction) * 0x1p-24F;  // exact: at most 10 bits
  return std::bit_cast<float>(sign | std::bit_cast<uint32_t>(magnitude));
}

constexpr uint16_t floatToFp16(float value) {
  const uint32_t bits = std::bit_cast<uint32_t>(value);
  const uint32_t sign = (bits >> 16) & 0x8000U;
  const uint32_t magnitude = bits & 0x7FFFFFFFU;
  if (magnitude > 0x7F800000U) return static_cast<uint16_t>(sign | 0x7E00U | ((magnitude >> 13) & 0x3FFU));
  if (magnitude >= 0x477FF000U) return static_cast<uint16_t>(sign | 0x7C00U);  // 65520 and more round to infinity
  if (magnitude < 0x38800000U) {                                               // below 2^-14: a denormal half
    const uint32_t exponent = magnitude >> 23;
    if (exponent < 102U) return static_cast<uint16_t>(sign);  // below 2^-25 rounds to zero
    const uint32_t fraction = (magnitude & 0x7FFFFFU) | 0x800000U;
    const uint32_t shift = 126U - exponent;  // 14 .. 24
    const uint32_t kept = fraction >> shift;
    const uint32_t rest = fraction & ((1U << shift) - 1U);
    const uint32_t half = 1U << (shift - 1U);
    const uint32_t up = (rest > half || (rest == half && (kept & 1U) != 0)) ? 1U : 0U;
    return static_cast<uint16_t>(sign | (kept + up));
  }
  const uint32_t rounded = magnitude - 0x38000000U + 0xFFFU + ((magnitude >> 13) & 1U);
  return static_cast<uint16_t>(sign | (rounded >> 13));
}

// bfloat16: the upper half of a float32.
constexpr float bf16ToFloat(uint16_t bits) { return std::bit_cast<float>(static_cast<uint32_t>(bits) << 16); }

constexpr uint16_t floatToBf16(float value) {
  const uint32_t bits = std::bit_cast<uint32_t>(value);
  if ((bits & 0x7FFFFFFFU) > 0x7F800000U) return static_cast<uint16_t>((bits >> 16) | 0x40U);  // NaN stays NaN, quiet
  return static_cast<uint16_t>((bits + 0x7FFFU + ((bits >> 16) & 1U)) >> 16);
}

// FP8 E4M3 "fn" (OCP 8-bit floating point, 2023): bias 7, no infinities, 0x7F and 0xFF are NaN, largest value 448.
constexpr float e4m3ToFloat(uint8_t byte) {
  const uint32_t sign = static_cast<uint32_t>(byte & 0x80U) << 24;
  const uint32_t exponent = (byte >> 3) & 0xFU;
  const uint32_t fraction = byte & 0x7U;
  if (exponent == 0xFU && fraction == 0x7U) return std::bit_cast<float>(sign | 0x7FC00000U);
  if (exponent != 0) return std::bit_cast<float>(sign | ((exponent + 120U) << 23) | (fraction << 20));
  const float magnitude = static_cast<float>(fraction) * 0x1p-9F;
  return std::bit_cast<float>(sign | std::bit_cast<uint32_t>(magnitude));
}

// Values of magnitude above 448 saturate to 448 (as quantisers want); NaN stays NaN.
constexpr uint8_t floatToE4m3(float value) {
  const uint32_t bits = std::bit_cast<uint32_t>(value);
  const uint32_t sign = (bits >> 24) & 0x80U;
  const uint32_t magnitude = bits & 0x7FFFFFFFU;
  if (magnitude > 0x7F800000U) return static_cast<uint8_t>(sign | 0x7FU);
  if (magnitude >= 0x43E00000U) return static_cast<uint8_t>(sign | 0x7EU);  // 448 and more
  if (magnitude < 0x3C800000U) {                                            // below 2^-6: denormal, steps of 2^-9
    const uint32_t exponent = magnitude >> 23;
    if (exponent < 117U) return static_cast<uint8_t>(sign);  // below 2^-10 rounds to zero
    const uint32_t fraction = (magnitude & 0x7FFFFFU) | 0x800000U;
    const uint32_t shift = 141U - exponent;  // 21 .. 24
    const uint32_t kept = fraction >> shift;
    const uint32_t rest = fraction & ((1U << shift) - 1U);
    const uint32_t half = 1U << (shift - 1U);
    const uint32_t up = (rest > half || (rest == half && (kept & 1U) != 0)) ? 1U : 0U;
    return static_cast<uint8_t>(sign | (kept + up));
  }
  const uint32_t rounded = magnitude - 0x3C000000U + 0x7FFFFU + ((magnitude >> 20) & 1U);
  return static_cast<uint8_t>(sign | (rounded >> 20));
}

// E8M0, a power of two (OCP microscaling formats, 2023): 2^(byte - 127), 0xFF is NaN.
constexpr float e8m0ToFloat(uint8_t byte) {
  if (byte == 0xFF) return std::bit_cast<float>(0x7FC00000U);
  return std::bit_cast<float>(byte == 0 ? 0x00400000U : static_cast<uint32_t>(byte) << 23);
}

// Half of it, 2^(byte - 128), as MXFP4 blocks use it; there 0xFF is a number too.
constexpr float e8m0HalfToFloat(uint8_t byte) {
  return std::bit_cast<float>(byte < 2 ? 0x00200000U << byte : static_cast<uint32_t>(byte - 1) << 23);
}

}  // namespace deepwell
