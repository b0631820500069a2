// Types with blocks of 32: eight blocks at a time.
#pragma once

#include "kernels/common/blocks.h"
#include "kernels/common/iq_blocks.h"
#include "kernels/cpu/quantise/search.h"

namespace deepwell::cpu {
namespace {

constexpr int kBlock = 32;

// Calls quantise(x, count, out) for every eight blocks; the last ones are filled up with zeros.
template <class Block, class Quantise>
inline void eachEight(const float* in, int64_t elements, std::byte* out, Quantise quantise) {
  const int64_t blocks = elements / kBlock;
  for (int64_t first = 0; first < blocks; first += kLanes) {
    const auto count = static_cast<int>(blocks - first < kLanes ? blocks - first : kLanes);
    Floats x[kBlock];
    if (count == kLanes) {
      loadGroups<kBlock>(in + first * kBlock, x);
    } else {
      float padded[kLanes * kBlock] = {};
      std::memcpy(padded, in + first * kBlock, static_cast<size_t>(count) * kBlock * sizeof(float));
      loadGroups<kBlock>(padded, x);
    }
    Block block[kLanes];
    quantise(x, block);
    std::memcpy(out + first * static_cast<int64_t>(sizeof(Block)), block, static_cast<size_t>(count) * sizeof(Block));
  }
}

template <class Levels>
inline void codesOf(const Floats* x, Floats offset, Floats inverse_scale, const Levels& levels, uint8_t* codes) {
  Ints code[kBlock];
  for (int i = 0; i < kBlock; ++i) code[i] = levels.code((x[i] - offset) * inverse_scale);
  storeCodes<kBlock>(code, codes);
}

// Codes of 32 elements: low four bits as nibbles, element l beside l + 16; the fifth, if any, apart.
inline void packNibbles(const uint8_t* codes, uint8_t* q) {
  for (int l = 0; l < 16; ++l) q[l] = static_cast<uint8_t>((codes[l] & 15U) | (codes[l + 16] & 15U) << 4U);
}

inline void packFifthBits(const uint8_t* codes, uint8_t* high) {
  std::memset(high, 0, 4);
  for (int l = 0; l < kBlock; ++l) high[l / 8] = static_cast<uint8_t>(high[l / 8] | (codes[l] >> 4U & 1U) << (l % 8));
}

template <class Block>
inline void packBlock(const uint8_t* codes, Block* block) {
  packNibbles(codes, block->q);
  if constexpr (requires { block->high; }) packFifthBits(codes, block->high);
}

// One scale: Q4_0, Q5_0, IQ4_NL.
template <class Block, class Levels>
inline void quantiseScaled(const float* in, int64_t elements, std::byte* out, const Levels& levels,
                           const SearchWidth& width) {
  eachEight<Block>(in, elements, out, [&](const Floats* x, Block* block) {
    const Floats scale = searchScale<kBlock>(x, levels, width);
    const Ints half = halfBits(scale);
    uint8_t codes[kLanes * kBlock];
    codesOf(x, all(0.0F), inverse(roundToHalf(scale)), levels, codes);
    for (int lane = 0; lane < kLanes; ++lane) {
      block[lane].d = static_cast<uint16_t>(half[lane]);
      packBlock(codes + lane * kBlock, block + lane);
    }
  });
}

inline void quantiseQ4_0(const float* in, int64_t elements, std::byte* out) {
  quantiseScaled<BlockQ4_0>(in, elements, out, IntegerLevels{-8, 7}, {7, 10, 0.15F, 2});
}

inline void quantiseQ5_0(const float* in, int64_t elements, std::byte* out) {
  quantiseScaled<BlockQ5_0>(in, elements, out, IntegerLevels{-16, 15}, {5, 10, 0.2F, 2});
}

inline void quantiseIQ4_NL(const float* in, int64_t elements, std::byte* out) {
  quantiseScaled<BlockIQ4_NL>(in, elements, out, NonLinearLevels{}, {4, 7, 3.0F, 1});
}

// One scale and one minimum: Q4_1, Q5_1.
template <class Block>
inline void quantiseAffine(const float* in, int64_t elements, std::byte* out, float top, const SearchWidth& width) {
  eachEight<Block>(in, elements, out, [&](const Floats* x, Block* block) {
    const AffineFit fit = searchAffine<kBlock>(x, top, false, width);
    const Ints half = halfBits(fit.scale);
    const Ints offset = halfBits(fit.offset);
    uint8_t codes[kLanes * kBlock];
    codesOf(x, roundToHalf(fit.offset), inverse(roundToHalf(fit.scale)), IntegerLevels{0, top}, codes);
    for (int lane = 0; lane < kLanes; ++lane) {
      block[lane].d = static_cast<uint16_t>(half[lane]);
      block[lane].m = static_cast<uint16_t>(offset[lane]);
      packBlock(codes + lane * kBlock, block + lane);
    }
  });
}

inline void quantiseQ4_1(const float* in, int64_t elements, std::byte* out) {
  quantiseAffine<BlockQ4_1>(in, elements, out, 15, {7, 12, 0.2F, 2});
}

inline void quantiseQ5_1(const float* in, int64_t elements, std::byte* out) {
  quantiseAffine<BlockQ5_1>(in, elements, out, 31, {6, 12, 0.25F, 2});
}

// -128 is not used: kernels negate.
inline void quantiseQ8_0(const float* in, int64_t elements, std::byte* out) {
  const IntegerLevels levels{-127, 127};
  eachEight<BlockQ8_0>(in, elements, out, [&](const Floats* x, BlockQ8_0* block) {
    const Floats scale = searchScale<kBlock>(x, levels, {0, 2, 0.25F, 0});
    const Ints half = halfBits(scale);
    const Floats per_scale = inverse(roundToHalf(scale));
    Ints code[kBlock];
    for (int i = 0; i < kBlock; ++i) code[i] = toInts(levels.nearestLevel(x[i] * per_scale));
    uint8_t codes[kLanes * kBlock];
    storeCodes<kBlock>(code, codes);
    for (int lane = 0; lane < kLanes; ++lane) {
      block[lane].d = static_cast<uint16_t>(half[lane]);
      std::memcpy(block[lane].q, codes + lane * kBlock, kBlock);
    }
  });
}

// The magnitudes of e2m1, doubled, and their codes; bit 3 is the sign.
constexpr float kE2m1[8] = {0, 1, 2, 3, 4, 6, 8, 12};

inline Ints e2m1Code(Floats doubled) {
  const Floats size = magnitude(doubled);
  Ints code = {};
  for (int k = 0; k < 7; ++k) code -= size > all(0.5F * (kE2m1[k] + kE2m1[k + 1]));
  return code;
}

inline Floats e2m1Error(const Floats* x, Floats scale) {
  const Floats per_scale = inverse(scale);
  Floats error = {};
  for (int i = 0; i < kBlock; ++i) {
    const Floats size = magnitude(x[i]) * per_scale;
    Floats level = {};
    for (int k = 0; k < 7; ++k) level = choose(size > all(0.5F * (kE2m1[k] + kE2m1[k + 1])), all(kE2m1[k + 1]), level);
    const Floats rest = (size - level) * scale;
    error += rest * rest;
  }
  return error;
}

// A power of two as scale: the one whose largest number, 6, the block's largest weight falls below, its neighbours.
inline void quantiseMXFP4(const float* in, int64_t elements, std::byte* out) {
  eachEight<BlockMXFP4>(in, elements, out, [](const Floats* x, BlockMXFP4* block) {
    Floats most = {};
    for (int i = 0; i < kBlock; ++i) most = larger(most, magnitude(x[i]));
    Ints best = {};
    Floats best_error = all(3.4e38F);
    for (int step = -3; step <= -1; ++step) {
      // The exponent of the block's scale, e8m0; the doubled numbers' scale is half of it.
      Ints exponent = (bitsOf(most) >> 23) + step;
      exponent = exponent < 2 ? allInts(2) : exponent;
      exponent = exponent > 254 ? allInts(254) : exponent;
      const Floats error = e2m1Error(x, floatsOf((exponent - 1) << 23));
      const Ints better = error < best_error;
      best_error = choose(better, error, best_error);
      best = better ? exponent : best;
    }
    const Floats per_scale = inverse(floatsOf((best - 1) << 23));
    Ints code[kBlock];
    for (int i = 0; i < kBlock; ++i) {
      const Ints size = e2m1Code(x[i] * per_scale);
      code[i] = size | ((x[i] < all(0.0F)) & (size > 0) & 8);
    }
    uint8_t codes[kLanes * kBlock];
    storeCodes<kBlock>(code, codes);
    for (int lane = 0; lane < kLanes; ++lane) {
      block[lane].e = static_cast<uint8_t>(best[lane]);
      packNibbles(codes + lane * kBlock, block[lane].q);
    }
  });
}

inline void quantiseF16(const float* in, int64_t elements, std::byte* out) {
  for (int64_t first = 0; first < elements; first += kLanes) {
    const int64_t count = elements - first < kLanes ? elements - first : kLanes;
    Floats x = {};
    std::memcpy(&x, in + first, static_cast<size_t>(count) * sizeof(float));
    const Ints half = halfBits(x);
    uint16_t narrow[kLanes];
    for (int lane = 0; lane < kLanes; ++lane) narrow[lane] = static_cast<uint16_t>(half[lane]);
    std::memcpy(out + first * 2, narrow, static_cast<size_t>(count) * 2);
  }
}

}  // namespace
}  // namespace deepwell::cpu
