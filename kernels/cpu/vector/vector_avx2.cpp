// AVX2 float row kernels. Sums along a dimension: lane l takes elements l, l + 8, ..., then a fixed tree.
#include "kernels/cpu/matmul/avx2.h"
#include "kernels/cpu/matmul/avx2_common.h"
#include "kernels/cpu/vector/quantise_rows.h"
#include "kernels/cpu/vector/vector_tables.h"

namespace deepwell::cpu {
namespace {

using avx2::addLanes;
using avx2::firstLanes;

// A vector of up to 8 elements of an array; loads give zeros and stores leave memory alone past the last.
inline __m256 loadFirst(const float* p, int64_t n) {
  return n >= 8 ? _mm256_loadu_ps(p) : _mm256_maskload_ps(p, firstLanes(n));
}
inline void storeFirst(float* p, int64_t n, __m256 v) {
  if (n >= 8) {
    _mm256_storeu_ps(p, v);
  } else {
    _mm256_maskstore_ps(p, firstLanes(n), v);
  }
}

// Calls body(i, left) for vectors of 8 that cover n elements.
template <class Body>
inline void forVectors(int64_t n, Body&& body) {
  for (int64_t i = 0; i < n; i += 8) body(i, n - i);
}

inline float highestLane(__m256 v) {
  const __m128 quarter = _mm_max_ps(_mm256_castps256_ps128(v), _mm256_extractf128_ps(v, 1));
  const __m128 pair = _mm_max_ps(quarter, _mm_movehl_ps(quarter, quarter));
  return _mm_cvtss_f32(_mm_max_ss(pair, _mm_movehdup_ps(pair)));
}

// e^x, about 1e-7 relative: x = k ln 2 + r, |r| <= ln 2 / 2, a polynomial of degree 6 in r, times 2^k in two steps (so
// that denormal results come out). NaN stays NaN.
inline __m256 exp256(__m256 x) {
  const __m256 low = _mm256_set1_ps(-104.0F);
  const __m256 high = _mm256_set1_ps(88.8F);
  // min and max give their second operand for NaN.
  const __m256 clamped = _mm256_min_ps(high, _mm256_max_ps(low, x));
  const __m256 k = _mm256_round_ps(_mm256_mul_ps(clamped, _mm256_set1_ps(1.44269504088896341F)), _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
  __m256 r = _mm256_fnmadd_ps(k, _mm256_set1_ps(0.693359375F), clamped);
  r = _mm256_fnmadd_ps(k, _mm256_set1_ps(-2.12194440e-4F), r);
  __m256 p = _mm256_set1_ps(1.0F / 720.0F);
  p = _mm256_fmadd_ps(p, r, _mm256_set1_ps(1.0F / 120.0F));
  p = _mm256_fmadd_ps(p, r, _mm256_set1_ps(1.0F / 24.0F));
  p = _mm256_fmadd_ps(p, r, _mm256_set1_ps(1.0F / 6.0F));
  p = _mm256_fmadd_ps(p, r, _mm256_set1_ps(0.5F));
  p = _mm256_fmadd_ps(p, r, _mm256_set1_ps(1.0F));
  p = _mm256_fmadd_ps(p, r, _mm256_set1_ps(1.0F));
  const __m256i n = _mm256_cvtps_epi32(k);
  const __m256i half = _mm256_srai_epi32(n, 1);
  const auto power = [](__m256i e) { return _mm256_castsi256_ps(_mm256_slli_epi32(_mm256_add_epi32(e, _mm256_set1_epi32(127)), 23)); };
  p = _mm256_mul_ps(_mm256_mul_ps(p, power(half)), power(_mm256_sub_epi32(n, half)));
  p = _mm256_blendv_ps(p, _mm256_setzero_ps(), _mm256_cmp_ps(x, low, _CMP_LT_OQ));
  p = _mm256_blendv_ps(p, _mm256_set1_ps(__builtin_inff()), _mm256_cmp_ps(x, high, _CMP_GT_OQ));
  return _mm256_blendv_ps(p, x, _mm256_cmp_ps(x, x, _CMP_UNORD_Q));
}

void rmsNorm(const float* x, const float* weight, float eps, float* out, int64_t n) {
  __m256 squares = _mm256_setzero_ps();
  forVectors(n, [&](int64_t i, int64_t left) {
    const __m256 v = loadFirst(x + i, left);
    squares = _mm256_fmadd_ps(v, v, squares);
  });
  const __m256 factor = _mm256_set1_ps(1.0F / __builtin_sqrtf(addLanes(squares) / static_cast<float>(n) + eps));
  forVectors(n, [&](int64_t i, int64_t left) {
    const __m256 v = _mm256_mul_ps(loadFirst(x + i, left), factor);
    storeFirst(out + i, left, _mm256_mul_ps(v, loadFirst(weight + i, left)));
  });
}

void add(float* x, const float* y, int64_t n) {
  forVectors(n, [&](int64_t i, int64_t left) {
    storeFirst(x + i, left, _mm256_add_ps(loadFirst(x + i, left), loadFirst(y + i, left)));
  });
}

void addScaled(float* x, float factor, const float* y, int64_t n) {
  const __m256 f = _mm256_set1_ps(factor);
  forVectors(n, [&](int64_t i, int64_t left) {
    storeFirst(x + i, left, _mm256_fmadd_ps(f, loadFirst(y + i, left), loadFirst(x + i, left)));
  });
}

void siluMul(const float* gate, const float* up, float* out, int64_t n) {
  const __m256 one = _mm256_set1_ps(1.0F);
  forVectors(n, [&](int64_t i, int64_t left) {
    const __m256 g = loadFirst(gate + i, left);
    const __m256 silu = _mm256_div_ps(g, _mm256_add_ps(one, exp256(_mm256_sub_ps(_mm256_setzero_ps(), g))));
    storeFirst(out + i, left, _mm256_mul_ps(silu, loadFirst(up + i, left)));
  });
}

void multiply(float* x, float factor, int64_t n) {
  const __m256 f = _mm256_set1_ps(factor);
  forVectors(n, [&](int64_t i, int64_t left) { storeFirst(x + i, left, _mm256_mul_ps(f, loadFirst(x + i, left))); });
}

float softmaxPage(float* s, int32_t n, float* maximum, float* sum) {
  __m256 top = _mm256_set1_ps(*maximum);
  // max(v, top) keeps `top` where v is NaN; lanes past the end keep it too.
  forVectors(n, [&](int64_t i, int64_t left) {
    const __m256 v = _mm256_blendv_ps(top, loadFirst(s + i, left), _mm256_castsi256_ps(firstLanes(left)));
    top = _mm256_max_ps(v, top);
  });
  const float highest = highestLane(top);
  const __m256 base = _mm256_set1_ps(highest);
  __m256 total = _mm256_setzero_ps();
  forVectors(n, [&](int64_t i, int64_t left) {
    const __m256 e = exp256(_mm256_sub_ps(loadFirst(s + i, left), base));
    storeFirst(s + i, left, e);
    total = _mm256_add_ps(total, _mm256_and_ps(e, _mm256_castsi256_ps(firstLanes(left))));
  });
  const float factor = *maximum == highest ? 1.0F : _mm256_cvtss_f32(exp256(_mm256_set1_ps(*maximum - highest)));
  *maximum = highest;
  *sum = *sum * factor + addLanes(total);
  return factor;
}

void halfToFloat(const uint16_t* in, float* out, int64_t n) {
  forVectors(n, [&](int64_t i, int64_t left) {
    alignas(16) uint16_t part[8] = {};
    const uint16_t* from = in + i;
    if (left < 8) {
      __builtin_memcpy(part, from, static_cast<size_t>(2 * left));
      from = part;
    }
    storeFirst(out + i, left, _mm256_cvtph_ps(_mm_loadu_si128(reinterpret_cast<const __m128i*>(from))));
  });
}

void floatToHalf(const float* in, uint16_t* out, int64_t n) {
  forVectors(n, [&](int64_t i, int64_t left) {
    const __m128i half = _mm256_cvtps_ph(loadFirst(in + i, left), _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
    alignas(16) uint16_t part[8];
    _mm_store_si128(reinterpret_cast<__m128i*>(part), half);
    __builtin_memcpy(out + i, part, static_cast<size_t>(2 * (left < 8 ? left : 8)));
  });
}

// Quantises 8 * kVectors values; returns the scale.
template <int kVectors>
inline float quantiseBlock(const float* in, int8_t* out) {
  const __m256 sign = _mm256_set1_ps(-0.0F);
  const __m256 largest = _mm256_set1_ps(__FLT_MAX__);
  __m256 top = _mm256_setzero_ps();
  __m256 finite = _mm256_castsi256_ps(_mm256_set1_epi32(-1));
  for (int i = 0; i < kVectors; ++i) {
    const __m256 magnitude = _mm256_andnot_ps(sign, _mm256_loadu_ps(in + 8 * i));
    finite = _mm256_and_ps(finite, _mm256_cmp_ps(magnitude, largest, _CMP_LE_OQ));
    top = _mm256_max_ps(top, magnitude);
  }
  const float highest = highestLane(top);
  const bool all_finite = _mm256_movemask_ps(finite) == 0xFF;
  if (!all_finite || highest < 1e-30F) {
    __builtin_memset(out, 0, 8 * kVectors);
    return all_finite ? 0.0F : __builtin_nanf("");
  }
  const __m256 inverse = _mm256_set1_ps(127.0F / highest);
  for (int i = 0; i < kVectors; ++i) {
    const __m256i q = _mm256_cvtps_epi32(_mm256_mul_ps(_mm256_loadu_ps(in + 8 * i), inverse));
    const __m128i words = _mm_packs_epi32(_mm256_castsi256_si128(q), _mm256_extracti128_si256(q, 1));
    _mm_storel_epi64(reinterpret_cast<__m128i*>(out + 8 * i), _mm_packs_epi16(words, words));
  }
  return highest / 127.0F;
}

// Sum of 16 bytes.
inline int32_t sumBytes(const int8_t* q) {
  const __m256i words = _mm256_cvtepi8_epi16(_mm_loadu_si128(reinterpret_cast<const __m128i*>(q)));
  const __m256i pairs = _mm256_madd_epi16(words, _mm256_set1_epi16(1));
  __m128i sum = _mm_add_epi32(_mm256_castsi256_si128(pairs), _mm256_extracti128_si256(pairs, 1));
  sum = _mm_add_epi32(sum, _mm_shuffle_epi32(sum, 0x4E));
  sum = _mm_add_epi32(sum, _mm_shuffle_epi32(sum, 0xB1));
  return _mm_cvtsi128_si32(sum);
}

struct Quantise {
  template <int kCols>
  static float block(const float* in, int8_t* out) {
    return quantiseBlock<kCols / 8>(in, out);
  }
  static int32_t sum16(const int8_t* q) { return sumBytes(q); }
};

}  // namespace

const VectorKernels& avx2VectorKernels() {
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
