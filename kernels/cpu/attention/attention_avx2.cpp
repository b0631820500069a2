// AVX2 attention kernels (FMA and F16C too).
#include <immintrin.h>

#include "kernels/cpu/attention/tables.h"
#include "kernels/cpu/attention/tiles.h"

namespace deepwell::cpu {
namespace {

struct V {
  using Reg = __m256;
  static constexpr int kLanes = 8;
  static constexpr int kRows = 6;
  static constexpr int kManyRows = 6;
  static constexpr int kCols = 2;
  static constexpr int kDotRows = 2;

  static Reg zero() { return _mm256_setzero_ps(); }
  static Reg broadcast(float x) { return _mm256_set1_ps(x); }
  static Reg load(const float* p) { return _mm256_loadu_ps(p); }
  static Reg load(const uint16_t* p) { return _mm256_cvtph_ps(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p))); }
  static Reg load(const int8_t* p) {
    return _mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(p))));
  }
  static void store(float* p, Reg v) { _mm256_storeu_ps(p, v); }
  static Reg mul(Reg a, Reg b) { return _mm256_mul_ps(a, b); }
  static Reg fma(Reg a, Reg b, Reg c) { return _mm256_fmadd_ps(a, b, c); }

  // Neighbouring lanes, then pairs, then halves: the same tree for all 8.
  static void sumEach(const Reg* v, float* out) {
    for (int i = 0; i < 8; i += 4) {
      const Reg quads = _mm256_hadd_ps(_mm256_hadd_ps(v[i], v[i + 1]), _mm256_hadd_ps(v[i + 2], v[i + 3]));
      _mm_storeu_ps(out + i, _mm_add_ps(_mm256_castps256_ps128(quads), _mm256_extractf128_ps(quads, 1)));
    }
  }
};

}  // namespace

const AttentionKernels& avx2AttentionKernels() {
  static constexpr AttentionKernels kTable = attention::kernels<V>();
  return kTable;
}

}  // namespace deepwell::cpu
