// The tables of weights_table.glsl.
#include <array>
#include <cstddef>

#include "engine/backend/vulkan/weight_layout.h"
#include "kernels/common/iq_tables.h"
#include "kernels/common/unpack.h"

namespace deepwell::vulkan {
namespace {

// Entries of 16 bits, two to a word.
template <size_t kEntries>
using Words = std::array<uint32_t, kEntries / 2>;

template <size_t kEntries, class EntryOf>
Words<kEntries> wordsOf(EntryOf entry) {
  Words<kEntries> words{};
  for (size_t i = 0; i < kEntries; ++i) words[i / 2] |= uint32_t{entry(i)} << (16 * (i % 2));
  return words;
}

// Entry n | m << 4: the values of nibbles n and m, a byte each.
Words<256> nibblePairs(const int8_t (&values)[16]) {
  return wordsOf<256>([&](size_t i) {
    return static_cast<uint16_t>(static_cast<uint8_t>(values[i % 16]) | static_cast<uint8_t>(values[i / 16]) << 8);
  });
}

// Points of eight bytes, low word first.
template <size_t kPoints>
std::array<uint32_t, 2 * kPoints> pointWords(const std::array<uint64_t, kPoints>& grid) {
  std::array<uint32_t, 2 * kPoints> words{};
  for (size_t i = 0; i < kPoints; ++i) {
    words[2 * i] = static_cast<uint32_t>(grid[i]);
    words[2 * i + 1] = static_cast<uint32_t>(grid[i] >> 32);
  }
  return words;
}

// Points of eight bytes that have one of three values each, as codes of two bits.
template <size_t kEntries>
Words<kEntries> pointCodes(const std::array<uint64_t, kEntries>& grid, uint8_t middle) {
  return wordsOf<kEntries>([&](size_t i) {
    uint16_t codes = 0;
    for (unsigned k = 0; k < 8; ++k) {
      const auto value = static_cast<uint8_t>(grid[i] >> (8 * k));
      const unsigned code = value < middle ? 0 : value == middle ? 1 : 2;
      codes = static_cast<uint16_t>(codes | code << (2 * k));
    }
    return codes;
  });
}

}  // namespace

std::span<const uint32_t> tableWords(DType dtype) {
  static const Words<256> kPairsIQ4 = nibblePairs(kValuesIQ4);
  static const Words<256> kPairsMXFP4 = nibblePairs(kE2M1Doubled);
  static const auto kIQ2_XXS = pointWords(kGridIQ2_XXS);
  static const auto kIQ2_XS = pointWords(kGridIQ2_XS);
  static const Words<1024> kIQ2_S = pointCodes(kGridIQ2_S, kMagnitudesIQ2[1]);
  static const Words<2048> kIQ1 = pointCodes(kGridIQ1, 8);
  switch (dtype) {
    case DType::kMXFP4: return kPairsMXFP4;
    case DType::kIQ4_NL:
    case DType::kIQ4_XS: return kPairsIQ4;
    case DType::kIQ2_XXS: return kIQ2_XXS;
    case DType::kIQ2_XS: return kIQ2_XS;
    case DType::kIQ2_S: return kIQ2_S;
    case DType::kIQ3_XXS: return kGridIQ3_XXS;
    case DType::kIQ3_S: return kGridIQ3_S;
    case DType::kIQ1_S:
    case DType::kIQ1_M: return kIQ1;
    default: return {};
  }
}

}  // namespace deepwell::vulkan
