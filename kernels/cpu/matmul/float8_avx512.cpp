// FP8 (e4m3) weights: plain weights, with activations that are multiplied by the scale of their block of columns first.
//
// Shifted into place, e4m3's bits are a float32 of its value times 2^-120, denormals included. That is multiplied as
// it is, with activations made 2^80 times as large, so that products stay far from both ends of the range. Only NaN
// comes out as a number, and is looked for apart: of all bytes, doubled, 0x7F and 0xFF become the largest.
#include "kernels/cpu/matmul/avx512.h"
#include "kernels/cpu/matmul/avx512_float.h"

namespace deepwell::cpu::avx512 {
namespace {

constexpr float kInputScale = 0x1p80F;
constexpr float kSumScale = 0x1p40F;

struct LoadF8 {
  static constexpr int kBytes = 1;
  static __m512 shifted(__m128i bytes) {
    const __m512i wide = _mm512_slli_epi32(_mm512_cvtepi8_epi32(bytes), 20);
    return _mm512_castsi512_ps(_mm512_and_si512(wide, _mm512_set1_epi32(static_cast<int>(0x87F00000U))));
  }
  static __m512 full(const std::byte* p) { return shifted(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p))); }
  static __m512 part(const std::byte* p, __mmask16 lanes) { return shifted(_mm_maskz_loadu_epi8(lanes, p)); }
  struct Seen {
    void add(const std::byte* bytes) { take(_mm512_loadu_si512(bytes)); }
    void add(const std::byte* bytes, __mmask16 weights) {
      take(_mm512_zextsi128_si512(_mm_maskz_loadu_epi8(weights, bytes)));
    }
    void take(__m512i v) { most = _mm512_max_epu8(most, _mm512_add_epi8(v, v)); }
    bool any() const { return _mm512_cmpeq_epi8_mask(most, _mm512_set1_epi8(static_cast<char>(0xFE))) != 0; }
    __m512i most = _mm512_setzero_si512();
  };
  static bool hasNan(const std::byte* bytes, int64_t n) {
    Seen seen;
    for (int64_t c = 0; c < n; c += 16) seen.add(bytes + c, firstLanes(n - c));
    return seen.any();
  }
  static float finish(float sum) { return sum * kSumScale; }
  static __m512 finish(__m512 sum) { return _mm512_mul_ps(sum, _mm512_set1_ps(kSumScale)); }
};

// The scales of a row of weights, a column each, times kInputScale.
void columnFactors(const WeightRows& w, int64_t row, float* to) {
  const float* scales = w.scale_inv + row / w.block_rows * w.scale_cols;
  for (int64_t c = 0, b = 0; c < w.cols; c += w.block_cols, ++b) {
    const int64_t end = std::min(c + w.block_cols, w.cols);
    std::fill(to + c, to + end, scales[b] * kInputScale);
  }
}

}  // namespace

void matmulF8E4M3(const WeightRows& w, int64_t first, int32_t count, const ActivationRows& x, float* out,
                  int64_t out_stride, std::byte* scratch) {
  auto* floats = reinterpret_cast<float*>(scratch);
  float* factors = floats + packedFloats(x.cols) + kSumFloats;
  for (int32_t i = 0; i < count;) {
    const int64_t row = first + i;
    const auto n = static_cast<int32_t>(std::min<int64_t>(count - i, w.block_rows - row % w.block_rows));
    columnFactors(w, row, factors);
    WeightRows part = w;
    if (i + n < count) part.next = w.row(row + n);
    multiply<LoadF8>(part, row, n, x, factors, out + i, out_stride, floats);
    i += n;
  }
}

}  // namespace deepwell::cpu::avx512
