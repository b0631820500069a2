// Q4_K and Q5_K.
#include "kernels/common/blocks.h"
#include "kernels/cpu/matmul/avx2.h"
#include "kernels/cpu/matmul/avx2_sub32.h"

namespace deepwell::cpu::avx2 {
namespace {

template <class Block>
struct Format;

inline TwoSubBlocks nibbles(const std::byte* p) {
  const __m256i both = load(p);
  const __m256i nibble = _mm256_set1_epi8(0x0F);
  return {_mm256_and_si256(both, nibble), _mm256_and_si256(_mm256_srli_epi16(both, 4), nibble)};
}

template <>
struct Format<BlockQ4_K> {
  static constexpr int64_t kBytes = sizeof(BlockQ4_K);
  static constexpr int kMax = 15;
  static TwoSubBlocks unpack(const std::byte* block, int k) { return nibbles(block + 16 + 32 * k); }
};

template <>
struct Format<BlockQ5_K> {
  static constexpr int64_t kBytes = sizeof(BlockQ5_K);
  static constexpr int kMax = 31;
  static TwoSubBlocks unpack(const std::byte* block, int k) {
    const TwoSubBlocks low = nibbles(block + 48 + 32 * k);
    const __m256i bits = load(block + 16);
    return {_mm256_or_si256(low.first, fifth(bits, 2 * k)), _mm256_or_si256(low.second, fifth(bits, 2 * k + 1))};
  }
  // Bit j of every byte as 0 or 16.
  static __m256i fifth(__m256i bits, int j) {
    const __m256i moved = j < 4 ? _mm256_slli_epi16(bits, 4 - j) : _mm256_srli_epi16(bits, j - 4);
    return _mm256_and_si256(moved, _mm256_set1_epi8(16));
  }
};

}  // namespace

template <class Block>
int64_t scratchSub32(int64_t cols) {
  return Sub32<Format<Block>>::scratchBytes(cols);
}

template <class Block>
void matmulSub32(const WeightRows& w, int64_t first, int32_t count, const ActivationRows& x, float* out, int64_t out_stride,
              std::byte* scratch) {
  Sub32<Format<Block>>::matmul(w, first, count, x, out, out_stride, scratch);
}

template int64_t scratchSub32<BlockQ4_K>(int64_t);
template void matmulSub32<BlockQ4_K>(const WeightRows&, int64_t, int32_t, const ActivationRows&, float*, int64_t, std::byte*);
template int64_t scratchSub32<BlockQ5_K>(int64_t);
template void matmulSub32<BlockQ5_K>(const WeightRows&, int64_t, int32_t, const ActivationRows&, float*, int64_t, std::byte*);

}  // namespace deepwell::cpu::avx2
