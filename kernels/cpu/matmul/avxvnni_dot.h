// What avx2_dot.h does, with AVX-VNNI: four products a lane are added to int32, nothing saturates.
#pragma once

#include "kernels/cpu/matmul/avx2_common.h"

namespace deepwell::cpu::avx2 {
namespace {

struct VnniDot {
  static constexpr bool kWide = true;

  static __m256i fourEach(__m256i u, __m256i s) { return _mm256_dpbusd_avx_epi32(_mm256_setzero_si256(), u, s); }

  // Of values up to 63: sums of four products fit 16 bits, those of both vectors go side by side.
  static __m256i addScaledTwo(__m256i sum, __m256i u0, __m256i s0, __m256i u1, __m256i s1, __m256i scales) {
    const __m256i both = _mm256_blend_epi16(fourEach(u0, s0), _mm256_slli_epi32(fourEach(u1, s1), 16), 0xAA);
    return _mm256_dpwssd_avx_epi32(sum, both, scales);
  }

  template <int kMax, int kGroups, int kRows>
  static void addScaled(const std::byte* panel, const TileRows<kRows>& x, int64_t at, __m256i scale, __m256i* total) {
    __m256i dot[kRows];
    for (int r = 0; r < kRows; ++r) dot[r] = _mm256_setzero_si256();
    add<kMax, kGroups, kRows>(panel, x, at, dot);
    const __m256i wide = _mm256_srai_epi32(scale, 16);
    for (int r = 0; r < kRows; ++r) total[r] = _mm256_add_epi32(total[r], _mm256_mullo_epi32(dot[r], wide));
  }

  template <int kMax, int kGroups, int kRows>
  static void add(const std::byte* panel, const TileRows<kRows>& x, int64_t at, __m256i* total) {
#pragma GCC unroll 8
    for (int g = 0; g < kGroups; ++g) {
      const __m256i w = load(panel + 32 * g);
      for (int r = 0; r < kRows; ++r) total[r] = _mm256_dpbusd_avx_epi32(total[r], w, dwordOf(x.q(r) + at + 4 * g));
    }
  }
};

}  // namespace
}  // namespace deepwell::cpu::avx2
