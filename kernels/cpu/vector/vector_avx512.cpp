// AVX-512 float row kernels. Sums along a dimension: lane l takes elements l, l + 16, ..., then a fixed tree.
#include "kernels/cpu/matmul/avx512.h"
#include "kernels/cpu/matmul/avx512_common.h"
#include "kernels/cpu/vector/quantise_rows.h"
#include "kernels/cpu/vector/vector_tables.h"

namespace deepwell::cpu {
namespace {

using avx512::addLanes;
using avx512::firstLanes;

// Calls body(i, lanes) for vectors of 16 that cover n elements; the last may have fewer lanes.
template <class Body>
inline void forVectors(int64_t n, Body&& body) {
  for (int64_t i = 0; i < n; i += 16) body(i, firstLanes(n - i));
}

// e^x, about 1e-7 relative: x = k ln 2 + r, |r| <= ln 2 / 2, a polynomial of degree 6 in r, times 2^k. Below -126 ln 2
// the result goes to 0 through denormals; NaN stays NaN. (scalef handles every k.)
inline __m512 powerOfTwo(__m512 x) {
  return _mm512_roundscale_ps(_mm512_mul_ps(x, _mm512_set1_ps(1.44269504088896341F)), _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
}

inline __m512 expReduced512(__m512 x, __m512 k) {
  __m512 r = _mm512_fnmadd_ps(k, _mm512_set1_ps(0.693359375F), x);
  r = _mm512_fnmadd_ps(k, _mm512_set1_ps(-2.12194440e-4F), r);
  __m512 p = _mm512_set1_ps(1.0F / 720.0F);
  p = _mm512_fmadd_ps(p, r, _mm512_set1_ps(1.0F / 120.0F));
  p = _mm512_fmadd_ps(p, r, _mm512_set1_ps(1.0F / 24.0F));
  p = _mm512_fmadd_ps(p, r, _mm512_set1_ps(1.0F / 6.0F));
  p = _mm512_fmadd_ps(p, r, _mm512_set1_ps(0.5F));
  p = _mm512_fmadd_ps(p, r, _mm512_set1_ps(1.0F));
  p = _mm512_fmadd_ps(p, r, _mm512_set1_ps(1.0F));
  return _mm512_scalef_ps(p, k);
}

inline __m512 exp512(__m512 x) {
  const __m512 p = expReduced512(x, powerOfTwo(x));
  // Infinities make r NaN: give e^-inf = 0 and e^inf = inf.
  const __m512 q = _mm512_mask_mov_ps(p, _mm512_cmp_ps_mask(x, _mm512_set1_ps(-104.0F), _CMP_LT_OQ), _mm512_setzero_ps());
  return _mm512_mask_mov_ps(q, _mm512_cmp_ps_mask(x, _mm512_set1_ps(88.8F), _CMP_GT_OQ), _mm512_set1_ps(__builtin_inff()));
}

// The same for x <= 0 or NaN.
inline __m512 expBelow512(__m512 x) {
  x = _mm512_max_ps(_mm512_set1_ps(-105.0F), x);  // of a NaN and a number the second
  return expReduced512(x, powerOfTwo(x));
}

void rmsNorm(const float* x, const float* weight, float eps, float* out, int64_t n) {
  __m512 squares = _mm512_setzero_ps();
  forVectors(n, [&](int64_t i, __mmask16 lanes) {
    const __m512 v = _mm512_maskz_loadu_ps(lanes, x + i);
    squares = _mm512_fmadd_ps(v, v, squares);
  });
  const __m512 factor = _mm512_set1_ps(1.0F / __builtin_sqrtf(addLanes(squares) / static_cast<float>(n) + eps));
  forVectors(n, [&](int64_t i, __mmask16 lanes) {
    const __m512 v = _mm512_mul_ps(_mm512_maskz_loadu_ps(lanes, x + i), factor);
    _mm512_mask_storeu_ps(out + i, lanes, _mm512_mul_ps(v, _mm512_maskz_loadu_ps(lanes, weight + i)));
  });
}

void add(float* x, const float* y, int64_t n) {
  forVectors(n, [&](int64_t i, __mmask16 lanes) {
    _mm512_mask_storeu_ps(x + i, lanes, _mm512_add_ps(_mm512_maskz_loadu_ps(lanes, x + i), _mm512_maskz_loadu_ps(lanes, y + i)));
  });
}

void addScaled(float* x, float factor, const float* y, int64_t n) {
  const __m512 f = _mm512_set1_ps(factor);
  forVectors(n, [&](int64_t i, __mmask16 lanes) {
    _mm512_mask_storeu_ps(x + i, lanes, _mm512_fmadd_ps(f, _mm512_maskz_loadu_ps(lanes, y + i), _mm512_maskz_loadu_ps(lanes, x + i)));
  });
}

void siluMul(const float* gate, const float* up, float* out, int64_t n) {
  const __m512 one = _mm512_set1_ps(1.0F);
  forVectors(n, [&](int64_t i, __mmask16 lanes) {
    const __m512 g = _mm512_maskz_loadu_ps(lanes, gate + i);
    const __m512 e = exp512(_mm512_sub_ps(_mm512_setzero_ps(), g));
    const __m512 silu = _mm512_div_ps(g, _mm512_add_ps(one, e));
    _mm512_mask_storeu_ps(out + i, lanes, _mm512_mul_ps(silu, _mm512_maskz_loadu_ps(lanes, up + i)));
  });
}

void multiply(float* x, float factor, int64_t n) {
  const __m512 f = _mm512_set1_ps(factor);
  forVectors(n, [&](int64_t i, __mmask16 lanes) {
    _mm512_mask_storeu_ps(x + i, lanes, _mm512_mul_ps(f, _mm512_maskz_loadu_ps(lanes, x + i)));
  });
}

// Calls body(r, i, lanes) for vectors r = 0..3 of every 64 elements; lanes past n are not in `lanes`.
template <class Body>
inline void forFours(int64_t n, Body&& body) {
  int64_t i = 0;
  for (; i + 64 <= n; i += 64) {
    for (int r = 0; r < 4; ++r) body(r, i + 16 * r, __mmask16{0xFFFF});
  }
  for (int r = 0; r < 4; ++r) {
    if (i + 16 * r < n) body(r, i + 16 * r, firstLanes(n - i - 16 * r));
  }
}

float softmaxPage(float* s, int32_t n, float* maximum, float* sum) {
  __m512 top[4];
  for (__m512& t : top) t = _mm512_set1_ps(*maximum);
  // max(v, top) keeps `top` where v is NaN.
  forFours(n, [&](int r, int64_t i, __mmask16 lanes) {
    top[r] = _mm512_mask_max_ps(top[r], lanes, _mm512_maskz_loadu_ps(lanes, s + i), top[r]);
  });
  const float highest = _mm512_reduce_max_ps(_mm512_max_ps(_mm512_max_ps(top[0], top[1]), _mm512_max_ps(top[2], top[3])));
  const __m512 base = _mm512_set1_ps(highest);
  __m512 total[4];
  for (__m512& t : total) t = _mm512_setzero_ps();
  forFours(n, [&](int r, int64_t i, __mmask16 lanes) {
    const __m512 e = expBelow512(_mm512_sub_ps(_mm512_maskz_loadu_ps(lanes, s + i), base));
    _mm512_mask_storeu_ps(s + i, lanes, e);
    total[r] = _mm512_mask_add_ps(total[r], lanes, total[r], e);
  });
  const float factor = *maximum == highest ? 1.0F : _mm512_cvtss_f32(expBelow512(_mm512_set1_ps(*maximum - highest)));
  *maximum = highest;
  *sum = *sum * factor + addLanes(_mm512_add_ps(_mm512_add_ps(total[0], total[1]), _mm512_add_ps(total[2], total[3])));
  return factor;
}

void halfToFloat(const uint16_t* in, float* out, int64_t n) {
  forVectors(n, [&](int64_t i, __mmask16 lanes) {
    _mm512_mask_storeu_ps(out + i, lanes, _mm512_cvtph_ps(_mm256_maskz_loadu_epi16(lanes, in + i)));
  });
}

void floatToHalf(const float* in, uint16_t* out, int64_t n) {
  forVectors(n, [&](int64_t i, __mmask16 lanes) {
    const __m256i half = _mm512_cvtps_ph(_mm512_maskz_loadu_ps(lanes, in + i), _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
    _mm256_mask_storeu_epi16(out + i, lanes, half);
  });
}

// Quantises kVectors vectors of 16; returns the scale.
template <int kVectors>
inline float quantiseBlock(const float* in, int8_t* out) {
  __m512 top = _mm512_setzero_ps();
  __mmask16 finite = 0xFFFF;
  const __m512 largest = _mm512_set1_ps(__FLT_MAX__);
  for (int i = 0; i < kVectors; ++i) {
    const __m512 magnitude = _mm512_abs_ps(_mm512_loadu_ps(in + 16 * i));
    finite = _mm512_mask_cmp_ps_mask(finite, magnitude, largest, _CMP_LE_OQ);
    top = _mm512_max_ps(top, magnitude);
  }
  const float highest = _mm512_reduce_max_ps(top);
  if (finite != 0xFFFF || highest < 1e-30F) {
    for (int i = 0; i < kVectors; ++i) _mm_storeu_si128(reinterpret_cast<__m128i*>(out + 16 * i), _mm_setzero_si128());
    return finite == 0xFFFF ? 0.0F : __builtin_nanf("");
  }
  const __m512 inverse = _mm512_set1_ps(127.0F / highest);
  for (int i = 0; i < kVectors; ++i) {
    const __m512i q = _mm512_cvtps_epi32(_mm512_mul_ps(_mm512_loadu_ps(in + 16 * i), inverse));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(out + 16 * i), _mm512_cvtsepi32_epi8(q));
  }
  return highest / 127.0F;
}

inline int32_t sumBytes(const int8_t* q) {
  return _mm512_reduce_add_epi32(_mm512_cvtepi8_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(q))));
}

struct Quantise {
  template <int kCols>
  static float block(const float* in, int8_t* out) {
    return quantiseBlock<kCols / 16>(in, out);
  }
  static int32_t sum16(const int8_t* q) { return sumBytes(q); }
  static int32_t sum32(const int8_t* q) {
    const __m256i bytes = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(q));
    const __m256i eight = _mm256_dpbusd_epi32(_mm256_setzero_si256(), _mm256_set1_epi8(1), bytes);
    const __m128i four = _mm_add_epi32(_mm256_castsi256_si128(eight), _mm256_extracti128_si256(eight, 1));
    const __m128i two = _mm_add_epi32(four, _mm_shuffle_epi32(four, 0x4E));
    return _mm_cvtsi128_si32(_mm_add_epi32(two, _mm_shuffle_epi32(two, 0xB1)));
  }
};

}  // namespace

const VectorKernels& avx512VectorKernels() {
  static constexpr VectorKernels kTable = {
      .rms_norm = rmsNorm,
      .add = add,
      .add_scaled = addScaled,
      .silu_mul = siluMul,
      .softmax_page = softmaxPage,
      .multiply = multiply,
      .half_to_float = halfToFloat,
      .float_to_half = floatToHalf,
      .quantise_q8_32 = quantiseQ8_32<Quantise>,
      .quantise_q8_256 = quantiseQ8_256<Quantise>,
  };
  return kTable;
}

}  // namespace deepwell::cpu
