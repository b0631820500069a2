#include "kernels/common/iq_tables.h"

#include <cstddef>

namespace deepwell {
namespace {

#include "kernels/common/iq_tables.inc"

constexpr unsigned digit(char c) { return static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10); }

// Points from their packed form: byte i becomes values[index i].
template <class Point, size_t kCount, size_t kText, size_t kValues>
constexpr std::array<Point, kCount> unpackGrid(const char (&text)[kText], const uint8_t (&values)[kValues]) {
  constexpr size_t kDigits = (kText - 1) / kCount;
  static_assert(kDigits * kCount + 1 == kText);
  constexpr unsigned kBits = std::bit_width(kValues - 1);
  std::array<Point, kCount> points{};
  for (size_t n = 0; n < kCount; ++n) {
    unsigned packed = 0;
    for (size_t k = 0; k < kDigits; ++k) packed = packed << 4 | digit(text[n * kDigits + k]);
    for (size_t i = 0; i < sizeof(Point); ++i) {
      const Point value = values[packed >> (kBits * i) & ((1U << kBits) - 1U)];
      points[n] |= value << (8 * i);
    }
  }
  return points;
}

constexpr uint8_t kTwo[] = {8, 25, 43};
constexpr uint8_t kThreeXxs[] = {4, 12, 20, 28, 36, 44, 52, 62};
constexpr uint8_t kThreeS[] = {1, 3, 5, 7, 9, 11, 13, 15};
constexpr uint8_t kOne[] = {0, 8, 16};

}  // namespace

alignas(64) constinit const std::array<uint64_t, 256> kGridIQ2_XXS = unpackGrid<uint64_t, 256>(kPackedIQ2_XXS, kTwo);
alignas(64) constinit const std::array<uint64_t, 512> kGridIQ2_XS = unpackGrid<uint64_t, 512>(kPackedIQ2_XS, kTwo);
alignas(64) constinit const std::array<uint64_t, 1024> kGridIQ2_S = unpackGrid<uint64_t, 1024>(kPackedIQ2_S, kTwo);
alignas(64) constinit const std::array<uint32_t, 256> kGridIQ3_XXS = unpackGrid<uint32_t, 256>(kPackedIQ3_XXS, kThreeXxs);
alignas(64) constinit const std::array<uint32_t, 512> kGridIQ3_S = unpackGrid<uint32_t, 512>(kPackedIQ3_S, kThreeS);
alignas(64) constinit const std::array<uint64_t, 2048> kGridIQ1 = unpackGrid<uint64_t, 2048>(kPackedIQ1, kOne);

}  // namespace deepwell
