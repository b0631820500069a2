#include "kernels/common/iq_tables.h"

#include <cstddef>

namespace deepwell {
namespace {

#include "kernels/common/iq_tables.inc"

constexpr unsigned digit(char c) { return static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10); }

// Points of `kElements` elements from the text: element i becomes values[index i], `kWidth` bits wide.
template <class Point, size_t kCount, int kElements, int kWidth, size_t kText>
constexpr std::array<Point, kCount> unpackGrid(const char (&text)[kText], const uint8_t (&values)[16]) {
  constexpr size_t kDigits = (kText - 1) / kCount;
  static_assert(kDigits * kCount + 1 == kText);
  constexpr int kBits = 4 * static_cast<int>(kDigits) / kElements;
  std::array<Point, kCount> points{};
  for (size_t n = 0; n < kCount; ++n) {
    unsigned packed = 0;
    for (size_t k = 0; k < kDigits; ++k) packed = packed << 4 | digit(text[n * kDigits + k]);
    for (int i = 0; i < kElements; ++i) {
      const Point value = values[packed >> (kBits * i) & ((1U << kBits) - 1U)];
      points[n] = static_cast<Point>(points[n] | value << (kWidth * i));
    }
  }
  return points;
}

// Magnitudes, a byte each.
template <class Point, size_t kCount, size_t kText>
constexpr std::array<Point, kCount> grid(const char (&text)[kText], const uint8_t (&values)[16]) {
  return unpackGrid<Point, kCount, sizeof(Point), 8>(text, values);
}

// Codes, 16 bits a point.
template <size_t kCount, int kElements, size_t kText>
constexpr std::array<uint16_t, kCount> codes(const char (&text)[kText]) {
  constexpr uint8_t kSame[16] = {0, 1, 2, 3, 4, 5, 6, 7};
  return unpackGrid<uint16_t, kCount, kElements, 16 / kElements>(text, kSame);
}

constexpr uint8_t kOne[16] = {0, 8, 16};

}  // namespace

alignas(64) constinit const std::array<uint64_t, 256> kGridIQ2_XXS = grid<uint64_t, 256>(kPackedIQ2_XXS, kMagnitudesIQ2);
alignas(64) constinit const std::array<uint64_t, 512> kGridIQ2_XS = grid<uint64_t, 512>(kPackedIQ2_XS, kMagnitudesIQ2);
alignas(64) constinit const std::array<uint64_t, 1024> kGridIQ2_S = grid<uint64_t, 1024>(kPackedIQ2_S, kMagnitudesIQ2);
alignas(64) constinit const std::array<uint32_t, 256> kGridIQ3_XXS = grid<uint32_t, 256>(kPackedIQ3_XXS, kMagnitudesIQ3_XXS);
alignas(64) constinit const std::array<uint32_t, 512> kGridIQ3_S = grid<uint32_t, 512>(kPackedIQ3_S, kMagnitudesIQ3_S);
alignas(64) constinit const std::array<uint64_t, 2048> kGridIQ1 = grid<uint64_t, 2048>(kPackedIQ1, kOne);

alignas(64) constinit const std::array<uint16_t, 256> kCodesIQ2_XXS = codes<256, 8>(kPackedIQ2_XXS);
alignas(64) constinit const std::array<uint16_t, 512> kCodesIQ2_XS = codes<512, 8>(kPackedIQ2_XS);
alignas(64) constinit const std::array<uint16_t, 256> kCodesIQ3_XXS = codes<256, 4>(kPackedIQ3_XXS);
alignas(64) constinit const std::array<uint16_t, 512> kCodesIQ3_S = codes<512, 4>(kPackedIQ3_S);

}  // namespace deepwell
