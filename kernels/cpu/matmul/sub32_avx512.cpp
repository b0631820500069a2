// Q4_K and Q5_K.
#include "kernels/common/blocks.h"
#include "kernels/cpu/matmul/avx512.h"
#include "kernels/cpu/matmul/avx512_sub32.h"

namespace deepwell::cpu::avx512 {
namespace {

template <class Block>
struct Format;

inline FourSubBlocks nibbles(const std::byte* p) {
  const __m512i both = _mm512_loadu_si512(p);
  const __m512i nibble = _mm512_set1_epi8(0x0F);
  return {_mm512_and_si512(both, nibble), _mm512_and_si512(_mm512_srli_epi16(both, 4), nibble)};
}

template <>
struct Format<BlockQ4_K> {
  static constexpr int64_t kBytes = sizeof(BlockQ4_K);
  static constexpr int kOddFactor = 16;
  static FourSubBlocks unpack(const std::byte* block, int k) { return nibbles(block + 16 + 64 * k); }
  static FourSubBlocks unpackScaled(const std::byte* block, int k, __m512i nibble) {
    const __m512i both = kept(_mm512_loadu_si512(block + 16 + 64 * k));
    return {_mm512_and_si512(both, nibble), _mm512_andnot_si512(nibble, both)};
  }
};

template <>
struct Format<BlockQ5_K> {
  static constexpr int64_t kBytes = sizeof(BlockQ5_K);
  static constexpr int kOddFactor = 1;
  static FourSubBlocks unpackScaled(const std::byte* block, int k, __m512i /*nibble*/) { return unpack(block, k); }
  static FourSubBlocks unpack(const std::byte* block, int k) {
    const FourSubBlocks low = nibbles(block + 48 + 64 * k);
    const __m512i bits = _mm512_broadcast_i64x4(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(block + 16)));
    return {withFifth(low.even, bits, 4 * k), withFifth(low.odd, bits, 4 * k + 1)};
  }
  // Adds 16 where bit j (lower half) or j + 2 (upper half) is set.
  static __m512i withFifth(__m512i low, __m512i bits, int j) {
    const __m512i bit =
        _mm512_inserti64x4(_mm512_set1_epi8(static_cast<char>(1 << j)), _mm256_set1_epi8(static_cast<char>(4 << j)), 1);
    return _mm512_mask_add_epi8(low, _mm512_test_epi8_mask(bits, bit), low, _mm512_set1_epi8(16));
  }
};

}  // namespace

template <class Block>
int64_t scratchSub32(int64_t cols) {
  return Sub32<Format<Block>>::scratchBytes(cols);
}

template <class Block>
void matmulSub32(const WeightRows& w, int64_t first, int32_t count, const ActivationRows& x, float* out,
                 int64_t out_stride, std::byte* scratch) {
  Sub32<Format<Block>>::matmul(w, first, count, x, out, out_stride, scratch);
}

template int64_t scratchSub32<BlockQ4_K>(int64_t);
template void matmulSub32<BlockQ4_K>(const WeightRows&, int64_t, int32_t, const ActivationRows&, float*, int64_t,
                                     std::byte*);
template int64_t scratchSub32<BlockQ5_K>(int64_t);
template void matmulSub32<BlockQ5_K>(const WeightRows&, int64_t, int32_t, const ActivationRows&, float*, int64_t,
                                     std::byte*);

}  // namespace deepwell::cpu::avx512
