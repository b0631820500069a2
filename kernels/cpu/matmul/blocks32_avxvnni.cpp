// Types of 32 elements a block: the AVX2 kernels with AVX-VNNI's dot product. It takes unsigned bytes of all eight
// bits, so that signed values are those less 128.
#include "kernels/common/iq_blocks.h"
#include "kernels/common/iq_tables.h"
#include "kernels/cpu/matmul/avx2_blocks32.h"
#include "kernels/cpu/matmul/avx2_formats32.h"
#include "kernels/cpu/matmul/avxvnni.h"
#include "kernels/cpu/matmul/avxvnni_dot.h"

namespace deepwell::cpu {
namespace avx2 {
namespace {

struct FromSigned : HalfScales {
  static constexpr int kMax = 255;
  static constexpr int kZero = 128;
  static constexpr bool kHasMinimum = false;
  static __m256i plus128(__m256i v) { return _mm256_xor_si256(v, _mm256_set1_epi8(-128)); }
};

template <>
struct Format<BlockQ8_0> : FromSigned {
  static constexpr int64_t kBytes = sizeof(BlockQ8_0);
  static __m256i unpack(const std::byte* block) { return plus128(load(block + 2)); }
};

template <>
struct Format<BlockIQ4_NL> : FromSigned {
  static constexpr int64_t kBytes = sizeof(BlockIQ4_NL);
  static __m256i unpack(const std::byte* block) {
    const __m256i values = _mm256_broadcastsi128_si256(_mm_loadu_si128(reinterpret_cast<const __m128i*>(kValuesIQ4)));
    return _mm256_shuffle_epi8(plus128(values), nibbles16(block + 2));
  }
};

}  // namespace
}  // namespace avx2

namespace avxvnni {

template <class Block>
using Kernel = avx2::Blocks32<avx2::Format<Block>, avx2::VnniDot>;

template <class Block>
int64_t scratch32(int64_t cols) {
  return Kernel<Block>::scratchBytes(cols);
}

template <class Block>
void matmul32(const WeightRows& w, int64_t first, int32_t count, const ActivationRows& x, float* out,
              int64_t out_stride, std::byte* scratch) {
  Kernel<Block>::matmul(w, first, count, x, out, out_stride, scratch);
}

template int64_t scratch32<BlockQ8_0>(int64_t);
template void matmul32<BlockQ8_0>(const WeightRows&, int64_t, int32_t, const ActivationRows&, float*, int64_t,
                                  std::byte*);
template int64_t scratch32<BlockQ4_0>(int64_t);
template void matmul32<BlockQ4_0>(const WeightRows&, int64_t, int32_t, const ActivationRows&, float*, int64_t,
                                  std::byte*);
template int64_t scratch32<BlockQ4_1>(int64_t);
template void matmul32<BlockQ4_1>(const WeightRows&, int64_t, int32_t, const ActivationRows&, float*, int64_t,
                                  std::byte*);
template int64_t scratch32<BlockQ5_0>(int64_t);
template void matmul32<BlockQ5_0>(const WeightRows&, int64_t, int32_t, const ActivationRows&, float*, int64_t,
                                  std::byte*);
template int64_t scratch32<BlockQ5_1>(int64_t);
template void matmul32<BlockQ5_1>(const WeightRows&, int64_t, int32_t, const ActivationRows&, float*, int64_t,
                                  std::byte*);
template int64_t scratch32<BlockMXFP4>(int64_t);
template void matmul32<BlockMXFP4>(const WeightRows&, int64_t, int32_t, const ActivationRows&, float*, int64_t,
                                   std::byte*);
template int64_t scratch32<BlockIQ4_NL>(int64_t);
template void matmul32<BlockIQ4_NL>(const WeightRows&, int64_t, int32_t, const ActivationRows&, float*, int64_t,
                                    std::byte*);

}  // namespace avxvnni
}  // namespace deepwell::cpu
