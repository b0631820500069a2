// The IQ types for unpack.h: a block's integers, and the factor that makes weights of them (d times a power of two, so
// that scale and value can be integers).
#pragma once

#include "kernels/common/iq_blocks.h"
#include "kernels/common/iq_tables.h"
#include "kernels/common/unpack.h"

namespace deepwell {

inline float blockScale(const BlockIQ2_XXS& block) { return fp16ToFloat(block.d) * 0.125F; }
inline float blockScale(const BlockIQ2_XS& block) { return fp16ToFloat(block.d) * 0.125F; }
inline float blockScale(const BlockIQ2_S& block) { return fp16ToFloat(block.d) * 0.125F; }
inline float blockScale(const BlockIQ3_XXS& block) { return fp16ToFloat(block.d) * 0.25F; }
inline float blockScale(const BlockIQ1_S& block) { return fp16ToFloat(block.d) * 0.125F; }
inline float blockScale(const BlockIQ1_M& block) {
  unsigned d = 0;
  for (int i = 0; i < 4; ++i) d |= static_cast<unsigned>(block.scales[i]) >> 12 << (4 * i);
  return fp16ToFloat(static_cast<uint16_t>(d)) * 0.125F;
}

namespace detail {

// The bytes of a grid point, negative where the sign bits say so.
template <class Point>
inline void placePoint(Point point, unsigned signs, int8_t* q) {
  for (unsigned i = 0; i < sizeof(Point); ++i) {
    const auto value = static_cast<int8_t>(point >> (8 * i) & 0xFF);
    q[i] = (signs >> i & 1U) != 0 ? static_cast<int8_t>(-value) : value;
  }
}

// A group of IQ1: eight times (grid value + delta).
inline void placeIQ1(unsigned index, bool negative_delta, int8_t* q) {
  const int offset = negative_delta ? -9 : -7;
  for (unsigned i = 0; i < 8; ++i) {
    q[i] = static_cast<int8_t>(static_cast<int>(kGridIQ1[index] >> (8 * i) & 0xFF) + offset);
  }
}

// 2 * nibble + 1 for the nibbles of `bytes`, low ones first.
inline void oddScales(const uint8_t* bytes, int count, SubBlockScales* out) {
  for (int j = 0; j < count; ++j) out->scale[j] = static_cast<int8_t>(2 * (bytes[j / 2] >> (4 * (j % 2)) & 15) + 1);
}

}  // namespace detail

inline void unpackValues(const BlockIQ2_XXS& block, int8_t* q) {
  for (int g = 0; g < 32; ++g) {
    const auto& sub = block.sub[g / 4];
    const uint32_t signs = sub.signs_scale[0] | static_cast<uint32_t>(sub.signs_scale[1]) << 16;
    detail::placePoint(kGridIQ2_XXS[sub.index[g % 4]], evenSigns(signs >> (7 * (g % 4)) & 127U), q + 8 * g);
  }
}
inline void unpackScales(const BlockIQ2_XXS& block, SubBlockScales* out) {
  for (int j = 0; j < 8; ++j) out->scale[j] = static_cast<int8_t>(2 * (block.sub[j].signs_scale[1] >> 12) + 1);
}

inline void unpackValues(const BlockIQ2_XS& block, int8_t* q) {
  for (int g = 0; g < 32; ++g) {
    const unsigned group = block.group[g];
    detail::placePoint(kGridIQ2_XS[group & 511U], evenSigns(group >> 9), q + 8 * g);
  }
}
inline void unpackScales(const BlockIQ2_XS& block, SubBlockScales* out) { detail::oddScales(block.scales, 16, out); }

inline void unpackValues(const BlockIQ2_S& block, int8_t* q) {
  for (int g = 0; g < 32; ++g) {
    const unsigned high = block.high[g / 4] >> (2 * (g % 4)) & 3U;
    detail::placePoint(kGridIQ2_S[block.index[g] | high << 8], block.signs[g], q + 8 * g);
  }
}
inline void unpackScales(const BlockIQ2_S& block, SubBlockScales* out) { detail::oddScales(block.scales, 16, out); }

inline void unpackValues(const BlockIQ3_XXS& block, int8_t* q) {
  for (int g = 0; g < 32; ++g) {
    const uint16_t* words = block.signs_scale[g / 4];
    const uint32_t stored = words[0] | static_cast<uint32_t>(words[1]) << 16;
    const unsigned signs = evenSigns(stored >> (7 * (g % 4)) & 127U);
    detail::placePoint(kGridIQ3_XXS[block.index[2 * g]], signs, q + 8 * g);
    detail::placePoint(kGridIQ3_XXS[block.index[2 * g + 1]], signs >> 4, q + 8 * g + 4);
  }
}
inline void unpackScales(const BlockIQ3_XXS& block, SubBlockScales* out) {
  for (int j = 0; j < 8; ++j) out->scale[j] = static_cast<int8_t>(2 * (block.signs_scale[j][1] >> 12) + 1);
}

inline void unpackValues(const BlockIQ3_S& block, int8_t* q) {
  for (int g = 0; g < 64; ++g) {
    const unsigned high = block.high[g / 8] >> (g % 8) & 1U;
    detail::placePoint(kGridIQ3_S[block.index[g] | high << 8], block.signs[g / 2] >> (4 * (g % 2)), q + 4 * g);
  }
}
inline void unpackScales(const BlockIQ3_S& block, SubBlockScales* out) { detail::oddScales(block.scales, 8, out); }

inline void unpackValues(const BlockIQ1_S& block, int8_t* q) {
  for (int g = 0; g < 32; ++g) {
    const unsigned word = block.high[g / 4];
    detail::placeIQ1(block.index[g] | (word >> (3 * (g % 4)) & 7U) << 8, word >= 0x8000U, q + 8 * g);
  }
}
inline void unpackScales(const BlockIQ1_S& block, SubBlockScales* out) {
  for (int j = 0; j < 8; ++j) out->scale[j] = static_cast<int8_t>(2 * (block.high[j] >> 12 & 7) + 1);
}

inline void unpackValues(const BlockIQ1_M& block, int8_t* q) {
  for (int g = 0; g < 32; ++g) {
    const unsigned nibble = block.high[g / 2] >> (4 * (g % 2)) & 15U;
    detail::placeIQ1(block.index[g] | (nibble & 7U) << 8, nibble >= 8U, q + 8 * g);
  }
}
inline void unpackScales(const BlockIQ1_M& block, SubBlockScales* out) {
  for (int j = 0; j < 16; ++j) out->scale[j] = static_cast<int8_t>(2 * (block.scales[j / 4] >> (3 * (j % 4)) & 7) + 1);
}

inline void unpackValues(const BlockIQ4_NL& block, int8_t* q) {
  unpackNibbles(block.q, q);
  for (int l = 0; l < 32; ++l) q[l] = kValuesIQ4[q[l]];
}

inline void unpackValues(const BlockIQ4_XS& block, int8_t* q) {
  for (int j = 0; j < 8; ++j) {
    unpackNibbles(block.q + 16 * j, q + 32 * j);
    for (int l = 0; l < 32; ++l) q[32 * j + l] = kValuesIQ4[q[32 * j + l]];
  }
}
inline void unpackScales(const BlockIQ4_XS& block, SubBlockScales* out) {
  for (int j = 0; j < 8; ++j) {
    const int low = block.scales_low[j / 2] >> (4 * (j % 2)) & 15;
    const int high = block.scales_high >> (2 * j) & 3;
    out->scale[j] = static_cast<int8_t>((low | high << 4) - 32);
  }
}

}  // namespace deepwell
