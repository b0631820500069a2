// Random weight matrices of every type, with their values as float32. Bytes are allocated exactly, so that a sanitizer
// sees a read past the end.
#pragma once

#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <random>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "kernels/common/dequantise.h"
#include "kernels/common/iq_unpack.h"

namespace deepwell::test {

struct RandomWeights {
  std::string_view type;
  int64_t rows = 0;
  int64_t cols = 0;
  int64_t row_bytes = 0;
  std::vector<std::byte> bytes;
  std::vector<float> scale_inv;  // FP8 only
  int64_t scale_cols = 0;
  int32_t block_rows = 128;
  int32_t block_cols = 128;
  std::vector<float> values;  // [rows, cols]
  int64_t block_bytes = 0;    // quantised types only, with the places of a block's float scales: (offset, bytes)
  std::vector<std::pair<size_t, size_t>> scale_places;
};

inline std::vector<float> randomFloats(size_t n, uint32_t seed, float deviation = 1.0F) {
  std::mt19937 random(seed);
  std::normal_distribution<float> normal(0.0F, deviation);
  std::vector<float> out(n);
  for (float& value : out) value = normal(random);
  return out;
}

inline std::vector<float> floats(int64_t n, uint32_t seed, float deviation = 1.0F) {
  return randomFloats(static_cast<size_t>(n), seed, deviation);
}

namespace detail {

// The mean of a block's values q by themselves: random bytes take each with the same chance.
template <class Block>
constexpr float kMeanValue = std::is_same_v<Block, BlockQ2_K>                                        ? 1.5F
                             : std::is_same_v<Block, BlockQ4_1> || std::is_same_v<Block, BlockQ4_K> ? 7.5F
                                                                                                    : 15.5F;

// Scales that make weights of a tenth or so, around zero.
template <class Block>
void setScales(Block& block, std::mt19937& random) {
  const auto number = [&](float from, float to) { return std::uniform_real_distribution<float>(from, to)(random); };
  const auto half = [&](float from, float to) { return floatToFp16(number(from, to)); };
  if constexpr (requires { block.e; }) {
    block.e = static_cast<uint8_t>(119 + random() % 4);
  } else if constexpr (requires { block.dmin; }) {
    const float d = std::is_same_v<Block, BlockQ2_K> ? number(0.002F, 0.01F) : number(0.0001F, 0.0005F);
    block.d = floatToFp16(d);
    block.dmin = floatToFp16(d * kMeanValue<Block> * number(0.8F, 1.2F));
  } else if constexpr (requires { block.m; }) {
    const float d = number(0.0F, 0.02F);
    block.d = floatToFp16(d);
    block.m = floatToFp16(-d * kMeanValue<Block> * number(0.8F, 1.2F));
  } else if constexpr (std::is_same_v<Block, BlockIQ1_M>) {
    const unsigned d = half(-0.002F, 0.002F);
    for (unsigned i = 0; i < 4; ++i) {
      block.scales[i] = static_cast<uint16_t>((block.scales[i] & 0xFFFU) | (d >> (4 * i) & 15U) << 12);
    }
  } else {
    const float most = Block::kElements == 32 ? 0.002F : 0.0001F;
    block.d = half(-most, most);
  }
}

// Where a block has them, from its first byte.
template <class Block>
std::vector<std::pair<size_t, size_t>> scalePlaces() {
  const Block block{};
  const auto place = [&](const auto& member) {
    const auto offset = reinterpret_cast<const char*>(&member) - reinterpret_cast<const char*>(&block);
    return std::pair(static_cast<size_t>(offset), sizeof(member));
  };
  if constexpr (requires { block.e; }) {
    return {place(block.e)};
  } else if constexpr (requires { block.dmin; }) {
    return {place(block.d), place(block.dmin)};
  } else if constexpr (requires { block.m; }) {
    return {place(block.d), place(block.m)};
  } else if constexpr (std::is_same_v<Block, BlockIQ1_M>) {
    return {place(block.scales)};
  } else {
    return {place(block.d)};
  }
}

template <class Block>
void fillBlocks(RandomWeights& w, std::mt19937& random) {
  w.block_bytes = sizeof(Block);
  w.scale_places = scalePlaces<Block>();
  w.row_bytes = w.cols / Block::kElements * static_cast<int64_t>(sizeof(Block));
  w.bytes.resize(static_cast<size_t>(w.rows * w.row_bytes));
  for (std::byte& b : w.bytes) b = static_cast<std::byte>(random());
  for (size_t at = 0; at < w.bytes.size(); at += sizeof(Block)) {
    Block block;
    std::memcpy(&block, w.bytes.data() + at, sizeof(block));
    setScales(block, random);
    std::memcpy(w.bytes.data() + at, &block, sizeof(block));
  }
  w.values.resize(static_cast<size_t>(w.rows * w.cols));
  floatsFromBlocks<Block>(w.bytes.data(), w.rows * w.cols, w.values.data());
}

// Quantised types: one row a type.
struct BlockFiller {
  std::string_view type;
  void (*fill)(RandomWeights& w, std::mt19937& random);
};
inline constexpr std::array kBlockFillers = {
    BlockFiller{"Q8_0", fillBlocks<BlockQ8_0>}, BlockFiller{"Q4_0", fillBlocks<BlockQ4_0>},
    BlockFiller{"Q4_1", fillBlocks<BlockQ4_1>}, BlockFiller{"Q5_0", fillBlocks<BlockQ5_0>},
    BlockFiller{"Q5_1", fillBlocks<BlockQ5_1>}, BlockFiller{"MXFP4", fillBlocks<BlockMXFP4>},
    BlockFiller{"Q2_K", fillBlocks<BlockQ2_K>}, BlockFiller{"Q3_K", fillBlocks<BlockQ3_K>},
    BlockFiller{"Q4_K", fillBlocks<BlockQ4_K>}, BlockFiller{"Q5_K", fillBlocks<BlockQ5_K>},
    BlockFiller{"Q6_K", fillBlocks<BlockQ6_K>},     BlockFiller{"IQ1_S", fillBlocks<BlockIQ1_S>},
    BlockFiller{"IQ1_M", fillBlocks<BlockIQ1_M>},   BlockFiller{"IQ2_XXS", fillBlocks<BlockIQ2_XXS>},
    BlockFiller{"IQ2_XS", fillBlocks<BlockIQ2_XS>}, BlockFiller{"IQ2_S", fillBlocks<BlockIQ2_S>},
    BlockFiller{"IQ3_XXS", fillBlocks<BlockIQ3_XXS>}, BlockFiller{"IQ3_S", fillBlocks<BlockIQ3_S>},
    BlockFiller{"IQ4_NL", fillBlocks<BlockIQ4_NL>}, BlockFiller{"IQ4_XS", fillBlocks<BlockIQ4_XS>},
};

template <class T, class Narrow, class Widen>
void fillPlain(RandomWeights& w, uint32_t seed, float deviation, Narrow narrow, Widen widen) {
  w.row_bytes = w.cols * static_cast<int64_t>(sizeof(T));
  w.values = randomFloats(static_cast<size_t>(w.rows * w.cols), seed, deviation);
  w.bytes.resize(w.values.size() * sizeof(T));
  for (size_t i = 0; i < w.values.size(); ++i) {
    const T narrowed = narrow(w.values[i]);
    std::memcpy(w.bytes.data() + i * sizeof(T), &narrowed, sizeof(T));
    w.values[i] = widen(narrowed);
  }
}

inline void scaleFp8(RandomWeights& w, std::mt19937& random) {
  w.scale_cols = (w.cols + w.block_cols - 1) / w.block_cols;
  const int64_t scale_rows = (w.rows + w.block_rows - 1) / w.block_rows;
  std::uniform_real_distribution<float> scale(0.0005F, 0.002F);
  for (int64_t i = 0; i < scale_rows * w.scale_cols; ++i) w.scale_inv.push_back(scale(random));
  for (int64_t r = 0; r < w.rows; ++r) {
    for (int64_t c = 0; c < w.cols; ++c) {
      w.values[static_cast<size_t>(r * w.cols + c)] *=
          w.scale_inv[static_cast<size_t>(r / w.block_rows * w.scale_cols + c / w.block_cols)];
    }
  }
}

}  // namespace detail

// cols must be a multiple of the type's block. FP8 scales get blocks of `block_rows` x `block_cols`.
inline RandomWeights randomWeights(std::string_view type, int64_t rows, int64_t cols, uint32_t seed,
                                   int32_t block_rows = 128, int32_t block_cols = 128) {
  RandomWeights w;
  w.type = type;
  w.rows = rows;
  w.cols = cols;
  w.block_rows = block_rows;
  w.block_cols = block_cols;
  std::mt19937 random(seed);
  constexpr float kDeviation = 0.1F;
  if (type == "F32") {
    detail::fillPlain<float>(w, seed, kDeviation, [](float x) { return x; }, [](float x) { return x; });
  } else if (type == "F16") {
    detail::fillPlain<uint16_t>(w, seed, kDeviation, floatToFp16, fp16ToFloat);
  } else if (type == "BF16") {
    detail::fillPlain<uint16_t>(w, seed, kDeviation, floatToBf16, bf16ToFloat);
  } else if (type == "F8_E4M3") {
    detail::fillPlain<uint8_t>(w, seed, 100.0F, floatToE4m3, e4m3ToFloat);
    detail::scaleFp8(w, random);
  }
  for (const detail::BlockFiller& filler : detail::kBlockFillers) {
    if (filler.type == type) filler.fill(w, random);
  }
  return w;
}

}  // namespace deepwell::test
