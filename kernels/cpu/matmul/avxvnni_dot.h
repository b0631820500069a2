// What avx2_dot.h does, with AVX-VNNI: four products a lane are added to int32, nothing saturates.
#pragma once

#include "kernels/cpu/matmul/avx2_common.h"

namespace deepwell::cpu::avx2 {
namespace {

struct VnniDot {
  static __m256i fourEach(__m256i u, __m256i s) { return _mm256_dpbusd_avx_epi32(_mm256_setzero_si256(), u, s); }

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
