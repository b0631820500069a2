// The grids (codebooks) of the IQ types: constants of the file format. Byte i of a point belongs to element i.
#pragma once

#include <array>
#include <bit>
#include <cstdint>

namespace deepwell {

// Magnitudes 8, 25 and 43, eight to a point.
extern const std::array<uint64_t, 256> kGridIQ2_XXS;
extern const std::array<uint64_t, 512> kGridIQ2_XS;
extern const std::array<uint64_t, 1024> kGridIQ2_S;
// Magnitudes 4 to 62, four to a point.
extern const std::array<uint32_t, 256> kGridIQ3_XXS;
// Magnitudes 1, 3 ... 15, four to a point.
extern const std::array<uint32_t, 512> kGridIQ3_S;
// IQ1_S and IQ1_M: -1, 0 and 1 as 0, 8 and 16 (eight times the value plus one), eight to a point.
extern const std::array<uint64_t, 2048> kGridIQ1;

// Some of them once more with codes in place of magnitudes: element i has two bits of a point from bit 2 i (IQ3: four bits
// from bit 4 i), for the tables behind them.
extern const std::array<uint16_t, 256> kCodesIQ2_XXS;
extern const std::array<uint16_t, 512> kCodesIQ2_XS;
extern const std::array<uint16_t, 256> kCodesIQ3_XXS;
extern const std::array<uint16_t, 512> kCodesIQ3_S;
inline constexpr uint8_t kMagnitudesIQ2[16] = {8, 25, 43};
inline constexpr uint8_t kMagnitudesIQ3_XXS[16] = {4, 12, 20, 28, 36, 44, 52, 62};
inline constexpr uint8_t kMagnitudesIQ3_S[16] = {1, 3, 5, 7, 9, 11, 13, 15};

// IQ4_NL and IQ4_XS: the value of a nibble.
inline constexpr int8_t kValuesIQ4[16] = {-127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113};

// Signs of eight elements (bit i set: element i is negative) from the seven that are stored: their number is even.
constexpr uint8_t evenSigns(unsigned seven) {
  return static_cast<uint8_t>(seven | (static_cast<unsigned>(std::popcount(seven)) & 1U) << 7);
}

}  // namespace deepwell
