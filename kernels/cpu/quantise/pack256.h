// Super-blocks as they lie in files: the integers of blocks256.h packed as kernels/common/blocks.h draws them.
#pragma once

#include "kernels/cpu/quantise/blocks256.h"

namespace deepwell::cpu {
namespace {

inline uint8_t byteOf(unsigned value) { return static_cast<uint8_t>(value); }

template <class Block, class Pack>
inline void eachSuper(const float* in, int64_t elements, std::byte* out, Pack pack) {
  for (int64_t at = 0; at < elements / kSuper; ++at) {
    Block block{};
    pack(in + at * kSuper, &block);
    std::memcpy(out + at * static_cast<int64_t>(sizeof(Block)), &block, sizeof(Block));
  }
}

// Eight pairs of six bits in twelve bytes.
inline void packSixBitPairs(const int* scale, const int* minimum, uint8_t* out) {
  for (int j = 0; j < 4; ++j) {
    const auto s = static_cast<unsigned>(scale[j]);
    const auto m = static_cast<unsigned>(minimum[j]);
    const auto s4 = static_cast<unsigned>(scale[j + 4]);
    const auto m4 = static_cast<unsigned>(minimum[j + 4]);
    out[j] = byteOf(s | (s4 >> 4U) << 6U);
    out[j + 4] = byteOf(m | (m4 >> 4U) << 6U);
    out[j + 8] = byteOf((s4 & 15U) | (m4 & 15U) << 4U);
  }
}

// Low nibbles of sub-blocks 2 k and 2 k + 1 side by side.
inline void packNibblePairs(const uint8_t* codes, uint8_t* q) {
  for (int k = 0; k < 4; ++k) {
    for (int l = 0; l < 32; ++l) {
      q[32 * k + l] = byteOf((codes[64 * k + l] & 15U) | (codes[64 * k + 32 + l] & 15U) << 4U);
    }
  }
}

// Two bits an element: 128 h + 32 s + l in q[32 h + l] at bit 2 s.
inline void packTwoBits(const uint8_t* codes, unsigned shift, uint8_t* q) {
  std::memset(q, 0, 64);
  for (int i = 0; i < kSuper; ++i) {
    const int at = i / 128 * 32 + i % 32;
    q[at] = byteOf(q[at] | (codes[i] >> shift & 3U) << (2 * (i % 128 / 32)));
  }
}

inline void quantiseQ4_K(const float* in, int64_t elements, std::byte* out) {
  eachSuper<BlockQ4_K>(in, elements, out, [](const float* x, BlockQ4_K* block) {
    SuperCodes<32> codes;
    quantiseAffineSuper<32>(x, 63, 15, {{7, 12, 0.2F, 2}, 1, 1}, &codes);
    block->d = halfBits(codes.d);
    block->dmin = halfBits(codes.dmin);
    packSixBitPairs(codes.scale, codes.minimum, block->scales);
    packNibblePairs(codes.codes, block->q);
  });
}

inline void quantiseQ5_K(const float* in, int64_t elements, std::byte* out) {
  eachSuper<BlockQ5_K>(in, elements, out, [](const float* x, BlockQ5_K* block) {
    SuperCodes<32> codes;
    quantiseAffineSuper<32>(x, 63, 31, {{6, 12, 0.25F, 2}, 1, 1}, &codes);
    block->d = halfBits(codes.d);
    block->dmin = halfBits(codes.dmin);
    packSixBitPairs(codes.scale, codes.minimum, block->scales);
    packNibblePairs(codes.codes, block->q);
    for (int i = 0; i < kSuper; ++i) {
      block->high[i % 32] = byteOf(block->high[i % 32] | (codes.codes[i] >> 4U & 1U) << (i / 32));
    }
  });
}

inline void quantiseQ2_K(const float* in, int64_t elements, std::byte* out) {
  eachSuper<BlockQ2_K>(in, elements, out, [](const float* x, BlockQ2_K* block) {
    SuperCodes<16> codes;
    quantiseAffineSuper<16>(x, 15, 3, {{10, 14, 0.1F, 2}, 1, 2}, &codes);
    block->d = halfBits(codes.d);
    block->dmin = halfBits(codes.dmin);
    for (int j = 0; j < 16; ++j) {
      block->scales[j] = byteOf(static_cast<unsigned>(codes.scale[j]) | static_cast<unsigned>(codes.minimum[j]) << 4U);
    }
    packTwoBits(codes.codes, 0, block->q);
  });
}

inline void quantiseQ3_K(const float* in, int64_t elements, std::byte* out) {
  eachSuper<BlockQ3_K>(in, elements, out, [](const float* x, BlockQ3_K* block) {
    SuperCodes<16> codes;
    quantiseScaledSuper<16>(x, IntegerLevels{-4, 3}, -32, 31, {{7, 9, 0.1F, 2}, 1, 2}, &codes);
    block->d = halfBits(codes.d);
    packTwoBits(codes.codes, 0, block->q);
    for (int i = 0; i < kSuper; ++i) {
      const int bit = i / 128 * 4 + i % 128 / 32;
      block->high[i % 32] = byteOf(block->high[i % 32] | (codes.codes[i] >> 2U & 1U) << bit);
    }
    for (int j = 0; j < 16; ++j) {
      const auto scale = static_cast<unsigned>(codes.scale[j] + 32);
      block->scales[j % 8] = byteOf(block->scales[j % 8] | (scale & 15U) << (j < 8 ? 0 : 4));
      block->scales[8 + j % 4] = byteOf(block->scales[8 + j % 4] | (scale >> 4U) << (2 * (j / 4)));
    }
  });
}

inline void quantiseQ6_K(const float* in, int64_t elements, std::byte* out) {
  eachSuper<BlockQ6_K>(in, elements, out, [](const float* x, BlockQ6_K* block) {
    SuperCodes<16> codes;
    quantiseScaledSuper<16>(x, IntegerLevels{-32, 31}, -128, 127, {{4, 8, 0.2F, 1}, 1, 1}, &codes);
    block->d = halfBits(codes.d);
    for (int j = 0; j < 16; ++j) block->scales[j] = static_cast<int8_t>(codes.scale[j]);
    packTwoBits(codes.codes, 4, block->high);
    for (int half = 0; half < 2; ++half) {
      const uint8_t* c = codes.codes + 128 * half;
      for (int l = 0; l < 64; ++l) block->low[64 * half + l] = byteOf((c[l] & 15U) | (c[l + 64] & 15U) << 4U);
    }
  });
}

inline void quantiseIQ4_XS(const float* in, int64_t elements, std::byte* out) {
  eachSuper<BlockIQ4_XS>(in, elements, out, [](const float* x, BlockIQ4_XS* block) {
    SuperCodes<32> codes;
    quantiseScaledSuper<32>(x, NonLinearLevels{}, -32, 31, {{4, 7, 3.0F, 1}, 1, 1}, &codes);
    block->d = halfBits(codes.d);
    for (int j = 0; j < 8; ++j) {
      const auto scale = static_cast<unsigned>(codes.scale[j] + 32);
      block->scales_low[j / 2] = byteOf(block->scales_low[j / 2] | (scale & 15U) << (4 * (j % 2)));
      block->scales_high = static_cast<uint16_t>(block->scales_high | (scale >> 4U) << (2 * j));
      for (int l = 0; l < 16; ++l) {
        const uint8_t* c = codes.codes + 32 * j + l;
        block->q[16 * j + l] = byteOf((c[0] & 15U) | (c[16] & 15U) << 4U);
      }
    }
  });
}

}  // namespace
}  // namespace deepwell::cpu
