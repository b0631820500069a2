// What a block of quantised weights holds, as integers in the order of its elements: one pair of functions a type. The
// float32 conversions (dequantise.h), the scalar kernels and the tests go by these.
//   unpackValues(block, q)   kElements values, less their zero point where the type has one
//   blockScale(block), blockMinimum(block)         types of 32 elements: w = scale * q (+ minimum)
//   unpackScales(block, scales)                    types of 256: w = d * scale[j] * q (- dmin * minimum[j])
#pragma once

#include <cstdint>
#include <cstring>

#include "kernels/common/blocks.h"
#include "kernels/common/float_formats.h"

namespace deepwell {

// Of the sub-blocks of a block; minimums are zero where the type has none.
struct SubBlockScales {
  int8_t scale[16] = {};
  uint8_t minimum[16] = {};
};

// A type whose minimum is subtracted: the block has a scale for it.
template <class Block>
inline constexpr bool kHasMinimums = requires(const Block& block) { block.dmin; };
// A type of 32 elements with a minimum that is added.
template <class Block>
inline constexpr bool kHasOffset = requires(const Block& block) { block.m; };

inline float blockScale(const auto& block) { return fp16ToFloat(block.d); }
inline float blockScale(const BlockMXFP4& block) { return e8m0HalfToFloat(block.e); }

inline void unpackValues(const BlockQ8_0& block, int8_t* q) { std::memcpy(q, block.q, 32); }

// 16 bytes of nibbles: the low ones first.
inline void unpackNibbles(const uint8_t* bytes, int8_t* q) {
  for (int l = 0; l < 16; ++l) {
    q[l] = static_cast<int8_t>(bytes[l] & 15U);
    q[l + 16] = static_cast<int8_t>(bytes[l] >> 4U);
  }
}

// `bits`: a bit an element, worth `worth`.
inline void addTopBits(const uint8_t* bits, int8_t worth, int8_t* q) {
  for (int l = 0; l < 32; ++l) q[l] = static_cast<int8_t>(q[l] + ((bits[l / 8] >> (l % 8) & 1) != 0 ? worth : 0));
}

inline void subtractZero(int8_t zero, int n, int8_t* q) {
  for (int l = 0; l < n; ++l) q[l] = static_cast<int8_t>(q[l] - zero);
}

inline void unpackValues(const BlockQ4_0& block, int8_t* q) {
  unpackNibbles(block.q, q);
  subtractZero(8, 32, q);
}

inline void unpackValues(const BlockQ4_1& block, int8_t* q) { unpackNibbles(block.q, q); }

inline void unpackValues(const BlockQ5_0& block, int8_t* q) {
  unpackNibbles(block.q, q);
  addTopBits(block.high, 16, q);
  subtractZero(16, 32, q);
}

inline void unpackValues(const BlockQ5_1& block, int8_t* q) {
  unpackNibbles(block.q, q);
  addTopBits(block.high, 16, q);
}

// Twice the e2m1 number of each code.
inline constexpr int8_t kE2M1Doubled[16] = {0, 1, 2, 3, 4, 6, 8, 12, 0, -1, -2, -3, -4, -6, -8, -12};

inline void unpackValues(const BlockMXFP4& block, int8_t* q) {
  unpackNibbles(block.q, q);
  for (int l = 0; l < 32; ++l) q[l] = kE2M1Doubled[q[l]];
}

// Two bits of element i, as Q2_K and Q3_K lay them out.
inline int8_t twoBits(const uint8_t* bytes, int i) {
  return static_cast<int8_t>(bytes[32 * (i / 128) + i % 32] >> (2 * (i / 32 % 4)) & 3);
}

inline void unpackValues(const BlockQ2_K& block, int8_t* q) {
  for (int i = 0; i < 256; ++i) q[i] = twoBits(block.q, i);
}

inline void unpackScales(const BlockQ2_K& block, SubBlockScales* out) {
  for (int j = 0; j < 16; ++j) {
    out->scale[j] = static_cast<int8_t>(block.scales[j] & 15U);
    out->minimum[j] = static_cast<uint8_t>(block.scales[j] >> 4U);
  }
}

inline void unpackValues(const BlockQ3_K& block, int8_t* q) {
  for (int i = 0; i < 256; ++i) {
    const int top = block.high[i % 32] >> (i / 32) & 1;
    q[i] = static_cast<int8_t>(twoBits(block.q, i) + 4 * top - 4);
  }
}

inline void unpackScales(const BlockQ3_K& block, SubBlockScales* out) {
  for (int j = 0; j < 16; ++j) {
    const int low = block.scales[j % 8] >> (j < 8 ? 0 : 4) & 15;
    const int high = block.scales[8 + j % 4] >> (2 * (j / 4)) & 3;
    out->scale[j] = static_cast<int8_t>((low | high << 4) - 32);
  }
}

// The 6-bit scales and minimums of Q4_K and Q5_K.
inline void unpackSixBitScales(const uint8_t* scales, SubBlockScales* out) {
  for (int j = 0; j < 4; ++j) {
    out->scale[j] = static_cast<int8_t>(scales[j] & 63);
    out->minimum[j] = static_cast<uint8_t>(scales[j + 4] & 63);
    out->scale[j + 4] = static_cast<int8_t>((scales[j + 8] & 15) | (scales[j] >> 6) << 4);
    out->minimum[j + 4] = static_cast<uint8_t>((scales[j + 8] >> 4) | (scales[j + 4] >> 6) << 4);
  }
}

inline void unpackValues(const BlockQ4_K& block, int8_t* q) {
  for (int i = 0; i < 256; ++i) {
    q[i] = static_cast<int8_t>(block.q[32 * (i / 64) + i % 32] >> (4 * (i / 32 % 2)) & 15);
  }
}
inline void unpackScales(const BlockQ4_K& block, SubBlockScales* out) { unpackSixBitScales(block.scales, out); }

inline void unpackValues(const BlockQ5_K& block, int8_t* q) {
  for (int i = 0; i < 256; ++i) {
    const int low = block.q[32 * (i / 64) + i % 32] >> (4 * (i / 32 % 2)) & 15;
    q[i] = static_cast<int8_t>(low | (block.high[i % 32] >> (i / 32) & 1) << 4);
  }
}
inline void unpackScales(const BlockQ5_K& block, SubBlockScales* out) { unpackSixBitScales(block.scales, out); }

inline void unpackValues(const BlockQ6_K& block, int8_t* q) {
  for (int i = 0; i < 256; ++i) {
    const int half = i / 128;
    const int s = i / 32 % 4;
    const int low = block.low[64 * half + 32 * (s & 1) + i % 32] >> (s < 2 ? 0 : 4) & 15;
    const int high = block.high[32 * half + i % 32] >> (2 * s) & 3;
    q[i] = static_cast<int8_t>((low | high << 4) - 32);
  }
}
inline void unpackScales(const BlockQ6_K& block, SubBlockScales* out) { std::memcpy(out->scale, block.scales, 16); }

}  // namespace deepwell
