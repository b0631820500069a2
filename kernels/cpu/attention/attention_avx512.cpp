// AVX-512 attention kernels.
#include <immintrin.h>

#include "kernels/cpu/attention/tables.h"
#include "kernels/cpu/attention/tiles.h"

namespace deepwell::cpu {
namespace {

struct V {
  using Reg = __m512;
  static constexpr int kLanes = 16;
  static constexpr int kRows = 6;
  static constexpr int kManyRows = 4;
  static constexpr int kCols = 4;
  static constexpr int kDotRows = 4;

  static Reg zero() { return _mm512_setzero_ps(); }
  static Reg broadcast(float x) { return _mm512_set1_ps(x); }
  static Reg load(const float* p) { return _mm512_loadu_ps(p); }
  static Reg load(const uint16_t* p) { return _mm512_cvtph_ps(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(p))); }
  static Reg load(const int8_t* p) {
    return _mm512_cvtepi32_ps(_mm512_cvtepi8_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p))));
  }
  static void store(float* p, Reg v) { _mm512_storeu_ps(p, v); }
  static Reg mul(Reg a, Reg b) { return _mm512_mul_ps(a, b); }
  static Reg fma(Reg a, Reg b, Reg c) { return _mm512_fmadd_ps(a, b, c); }

  // Lanes l and l + 2 of every quarter, then l and l + 1, then the quarters: the same tree for all 16.
  static void sumEach(const Reg* v, float* out) {
    const auto quads = [](const Reg* r) {
      const Reg ab = _mm512_add_ps(_mm512_unpacklo_ps(r[0], r[1]), _mm512_unpackhi_ps(r[0], r[1]));
      const Reg cd = _mm512_add_ps(_mm512_unpacklo_ps(r[2], r[3]), _mm512_unpackhi_ps(r[2], r[3]));
      const Reg low = _mm512_castpd_ps(_mm512_unpacklo_pd(_mm512_castps_pd(ab), _mm512_castps_pd(cd)));
      const Reg high = _mm512_castpd_ps(_mm512_unpackhi_pd(_mm512_castps_pd(ab), _mm512_castps_pd(cd)));
      return _mm512_add_ps(low, high);
    };
    const Reg a = quads(v);
    const Reg b = quads(v + 4);
    const Reg c = quads(v + 8);
    const Reg d = quads(v + 12);
    const Reg ab = _mm512_add_ps(_mm512_shuffle_f32x4(a, b, 0x44), _mm512_shuffle_f32x4(a, b, 0xEE));
    const Reg cd = _mm512_add_ps(_mm512_shuffle_f32x4(c, d, 0x44), _mm512_shuffle_f32x4(c, d, 0xEE));
    _mm512_storeu_ps(out, _mm512_add_ps(_mm512_shuffle_f32x4(ab, cd, 0x88), _mm512_shuffle_f32x4(ab, cd, 0xDD)));
  }
};

}  // namespace

const AttentionKernels& avx512AttentionKernels() {
  static constexpr AttentionKernels kTable = attention::kernels<V>();
  return kTable;
}

}  // namespace deepwell::cpu
