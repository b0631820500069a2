// Plain weights: F32, F16 and BF16.
#include "kernels/cpu/matmul/avx512.h"
#include "kernels/cpu/matmul/avx512_float.h"

namespace deepwell::cpu::avx512 {
namespace {

struct AsItIs {
  struct Seen {
    void add(const std::byte* /*bytes*/) {}
    void add(const std::byte* /*bytes*/, __mmask16 /*weights*/) {}
    bool any() const { return false; }
  };
  static bool hasNan(const std::byte* /*bytes*/, int64_t /*n*/) { return false; }
  template <class T>
  static T finish(T sum) {
    return sum;
  }
};

struct LoadF32 : AsItIs {
  static constexpr int kBytes = 4;
  static __m512 full(const std::byte* p) { return _mm512_loadu_ps(p); }
  static __m512 part(const std::byte* p, __mmask16 lanes) { return _mm512_maskz_loadu_ps(lanes, p); }
};

struct LoadF16 : AsItIs {
  static constexpr int kBytes = 2;
  static __m512 full(const std::byte* p) {
    return _mm512_cvtph_ps(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(p)));
  }
  static __m512 part(const std::byte* p, __mmask16 lanes) {
    return _mm512_cvtph_ps(_mm256_maskz_loadu_epi16(lanes, p));
  }
};

struct LoadBF16 : AsItIs {
  static constexpr int kBytes = 2;
  static __m512 widen(__m256i v) { return _mm512_castsi512_ps(_mm512_slli_epi32(_mm512_cvtepu16_epi32(v), 16)); }
  static __m512 full(const std::byte* p) { return widen(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(p))); }
  static __m512 part(const std::byte* p, __mmask16 lanes) { return widen(_mm256_maskz_loadu_epi16(lanes, p)); }
};

}  // namespace

int64_t floatScratchBytes(int64_t cols) { return plainScratchBytes(cols); }

void matmulF32(const WeightRows& w, int64_t first, int32_t count, const ActivationRows& x, float* out,
               int64_t out_stride, std::byte* scratch) {
  multiply<LoadF32>(w, first, count, x, nullptr, out, out_stride, reinterpret_cast<float*>(scratch));
}

void matmulF16(const WeightRows& w, int64_t first, int32_t count, const ActivationRows& x, float* out,
               int64_t out_stride, std::byte* scratch) {
  multiply<LoadF16>(w, first, count, x, nullptr, out, out_stride, reinterpret_cast<float*>(scratch));
}

void matmulBF16(const WeightRows& w, int64_t first, int32_t count, const ActivationRows& x, float* out,
                int64_t out_stride, std::byte* scratch) {
  multiply<LoadBF16>(w, first, count, x, nullptr, out, out_stride, reinterpret_cast<float*>(scratch));
}

}  // namespace deepwell::cpu::avx512
