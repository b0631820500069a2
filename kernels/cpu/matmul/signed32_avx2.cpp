// Q8_0 and IQ4_NL, types of 32 elements a block with values up to a whole signed byte: |w| times x with w's sign, which
// maddubs cannot saturate (128 * 127 * 2 < 32768).
#include "kernels/common/blocks.h"
#include "kernels/common/iq_blocks.h"
#include "kernels/common/iq_tables.h"
#include "kernels/cpu/matmul/avx2.h"
#include "kernels/cpu/matmul/avx2_common.h"

namespace deepwell::cpu::avx2 {
namespace {

// The 32 values of a block, behind its fp16 scale.
template <class Block>
struct Format;

template <>
struct Format<BlockQ8_0> {
  static __m256i unpack(const std::byte* block) { return load(block + 2); }
};

template <>
struct Format<BlockIQ4_NL> {
  static __m256i unpack(const std::byte* block) {
    const __m128i values = _mm_loadu_si128(reinterpret_cast<const __m128i*>(kValuesIQ4));
    return _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(values), nibbles16(block + 2));
  }
};

// A panel, block after block: 8 vectors of 4 columns x 8 outputs, then 8 scales.
constexpr int64_t kPanelBlock = 9 * 32;

// Products in pairs of pairs: int32 of 4 columns each.
inline __m256i dot4(__m256i w, __m256i magnitude, __m256i x) {
  return _mm256_madd_epi16(_mm256_maddubs_epi16(magnitude, _mm256_sign_epi8(x, w)), _mm256_set1_epi16(1));
}

template <class Block>
__m256 dotRow(const PanelRows& rows, const TileRows<1>& x, int64_t cols, ReadAhead ahead) {
  constexpr int64_t kBlock = sizeof(Block);
  const auto* scale = x.at<float>(0, Q8Row::scaleOffset(cols));
  __m256 sum = _mm256_setzero_ps();
  for (int64_t b = 0; b < cols / 32; ++b) {
    ahead.take<kPanel * kBlock>();
    const __m256i q = load(x.q(0) + 32 * b);
    __m256i dot[kPanel];
    for (int i = 0; i < kPanel; ++i) {
      const __m256i w = Format<Block>::unpack(rows.row[i] + b * kBlock);
      dot[i] = dot4(w, _mm256_abs_epi8(w), q);
    }
    const __m256 d = _mm256_mul_ps(gatherHalves(rows, b * kBlock), _mm256_set1_ps(scale[b]));
    sum = _mm256_fmadd_ps(_mm256_cvtepi32_ps(sumEach(dot)), d, sum);
  }
  return sum;
}

template <class Block>
void pack(const PanelRows& rows, int64_t cols, std::byte* panel, ReadAhead ahead) {
  constexpr int64_t kBlock = sizeof(Block);
  for (int64_t b = 0; b < cols / 32; ++b, panel += kPanelBlock) {
    ahead.take<kPanel * kBlock>();
    alignas(32) std::byte q[kPanel][32];
    for (int i = 0; i < kPanel; ++i) store(q[i], Format<Block>::unpack(rows.row[i] + b * kBlock));
    transposeDwords(q[0], 32, panel);
    _mm256_storeu_ps(reinterpret_cast<float*>(panel + 256), gatherHalves(rows, b * kBlock));
  }
}

template <int kRows>
inline void tile(const std::byte* panel, int64_t cols, const TileRows<kRows>& x, __m256* sum) {
  const int64_t scale_offset = Q8Row::scaleOffset(cols);
  for (int r = 0; r < kRows; ++r) sum[r] = _mm256_setzero_ps();
  for (int64_t b = 0; b < cols / 32; ++b, panel += kPanelBlock) {
    __m256i dot[kRows];
#pragma GCC unroll 8
    for (int g = 0; g < 8; ++g) {
      const __m256i w = load(panel + 32 * g);
      const __m256i magnitude = _mm256_abs_epi8(w);
      for (int r = 0; r < kRows; ++r) {
        const __m256i products = dot4(w, magnitude, dwordOf(x.q(r) + 32 * b + 4 * g));
        dot[r] = g == 0 ? products : _mm256_add_epi32(dot[r], products);
        settle(dot[r]);
      }
    }
    const __m256 d = _mm256_loadu_ps(reinterpret_cast<const float*>(panel + 256));
    for (int r = 0; r < kRows; ++r) {
      const __m256 both = _mm256_mul_ps(d, _mm256_set1_ps(x.template at<float>(r, scale_offset)[b]));
      sum[r] = _mm256_fmadd_ps(_mm256_cvtepi32_ps(dot[r]), both, sum[r]);
    }
  }
}

}  // namespace

template <class Block>
int64_t scratchSigned32(int64_t cols) {
  return cols / 32 * kPanelBlock;
}

template <class Block>
void matmulSigned32(const WeightRows& w, int64_t first, int32_t count, const ActivationRows& x, float* out,
                    int64_t out_stride, std::byte* scratch) {
  runPanels<2>(w, first, count, x, out, out_stride, scratch, dotRow<Block>, pack<Block>,
               []<int kRows>(const std::byte* panel, int64_t cols, const TileRows<kRows>& rows, __m256* sum) {
                 tile<kRows>(panel, cols, rows, sum);
               });
}

template int64_t scratchSigned32<BlockQ8_0>(int64_t);
template void matmulSigned32<BlockQ8_0>(const WeightRows&, int64_t, int32_t, const ActivationRows&, float*, int64_t,
                                        std::byte*);
template int64_t scratchSigned32<BlockIQ4_NL>(int64_t);
template void matmulSigned32<BlockIQ4_NL>(const WeightRows&, int64_t, int32_t, const ActivationRows&, float*, int64_t,
                                          std::byte*);

}  // namespace deepwell::cpu::avx2
