// How the AVX2 kernels multiply unsigned by signed bytes: maddubs, whose int16 sums must not saturate. avxvnni_dot.h is
// the other way. Both say
//   fourEach(u, s)           8 int32, each the sum of four products
//   kWide                    whether addScaledTwo(sum, u0, s0, u1, s1, scales) is there: it adds the products of two
//                            vectors with their scales, the first's int16 below the second's in every dword
//   addScaled(), add()       sums of products of a panel's vectors with x
// for unsigned values up to kMax.
#pragma once

#include "kernels/cpu/matmul/avx2_common.h"

namespace deepwell::cpu::avx2 {
namespace {

struct MaddubsDot {
  static constexpr bool kWide = false;

  // How many vectors of products of values up to `max` int16 takes, at most `most`.
  static constexpr int fit(int max, int most) {
    while (most * 2 * max * 127 >= 32768) most /= 2;
    return most;
  }

  static __m256i fourEach(__m256i u, __m256i s) {
    return _mm256_madd_epi16(_mm256_maddubs_epi16(u, s), _mm256_set1_epi16(1));
  }

  // Adds to total[r], for kGroups vectors of 4 columns x 8 outputs: scale * (sum of w * x), columns of x from `at` on.
  // scale: int16, each twice.
  template <int kMax, int kGroups, int kRows>
  static void addScaled(const std::byte* panel, const TileRows<kRows>& x, int64_t at, __m256i scale, __m256i* total) {
    constexpr int kTogether = fit(kMax, kGroups);
    static_assert(kTogether > 0);
    for (int first = 0; first < kGroups; first += kTogether) {
      if constexpr (kTogether == 8) {
        addEight(panel, x, at, scale, total);
      } else {
        addFew<kTogether>(panel + 32 * first, x, at + 4 * first, scale, total);
      }
    }
  }

  // The same without a scale.
  template <int kMax, int kGroups, int kRows>
  static void add(const std::byte* panel, const TileRows<kRows>& x, int64_t at, __m256i* total) {
    addScaled<kMax, kGroups, kRows>(panel, x, at, _mm256_set1_epi16(1), total);
  }

 private:
  // All rows of x side by side: a weight is loaded once.
  template <int kRows>
  static void addEight(const std::byte* panel, const TileRows<kRows>& x, int64_t at, __m256i scale, __m256i* total) {
    __m256i dot[kRows];
#pragma GCC unroll 8
    for (int g = 0; g < 8; ++g) {
      const __m256i w = load(panel + 32 * g);
      for (int r = 0; r < kRows; ++r) {
        const __m256i products = _mm256_maddubs_epi16(w, dwordOf(x.q(r) + at + 4 * g));
        dot[r] = g == 0 ? products : _mm256_add_epi16(dot[r], products);
        settle(dot[r]);
      }
    }
    for (int r = 0; r < kRows; ++r) total[r] = _mm256_add_epi32(total[r], _mm256_madd_epi16(dot[r], scale));
  }

  // Weights stay in registers, row by row of x.
  template <int kTogether, int kRows>
  static void addFew(const std::byte* panel, const TileRows<kRows>& x, int64_t at, __m256i scale, __m256i* total) {
    __m256i w[kTogether];
    for (int g = 0; g < kTogether; ++g) w[g] = load(panel + 32 * g);
    for (int r = 0; r < kRows; ++r) {
      const int8_t* v = x.q(r) + at;
      __m256i dot = _mm256_maddubs_epi16(w[0], dwordOf(v));
      for (int g = 1; g < kTogether; ++g) dot = _mm256_add_epi16(dot, _mm256_maddubs_epi16(w[g], dwordOf(v + 4 * g)));
      total[r] = _mm256_add_epi32(total[r], _mm256_madd_epi16(dot, scale));
    }
  }
};

}  // namespace
}  // namespace deepwell::cpu::avx2
