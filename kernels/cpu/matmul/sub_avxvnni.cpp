// The K types: the AVX2 kernels with AVX-VNNI's dot product.
#include <type_traits>

#include "kernels/cpu/matmul/avx2_formats_k.h"
#include "kernels/cpu/matmul/avxvnni.h"
#include "kernels/cpu/matmul/avxvnni_dot.h"

namespace deepwell::cpu::avxvnni {

template <class Block>
using Kernel = std::conditional_t<Block::kSubBlocks == 8, avx2::Sub32<avx2::Format<Block>, avx2::VnniDot>,
                                  avx2::Sub16<avx2::Format<Block>, avx2::VnniDot>>;

template <class Block>
int64_t scratchSub(int64_t cols) {
  return Kernel<Block>::scratchBytes(cols);
}

template <class Block>
void matmulSub(const WeightRows& w, int64_t first, int32_t count, const ActivationRows& x, float* out,
               int64_t out_stride, std::byte* scratch) {
  Kernel<Block>::matmul(w, first, count, x, out, out_stride, scratch);
}

template int64_t scratchSub<BlockQ2_K>(int64_t);
template void matmulSub<BlockQ2_K>(const WeightRows&, int64_t, int32_t, const ActivationRows&, float*, int64_t,
                                   std::byte*);
template int64_t scratchSub<BlockQ3_K>(int64_t);
template void matmulSub<BlockQ3_K>(const WeightRows&, int64_t, int32_t, const ActivationRows&, float*, int64_t,
                                   std::byte*);
template int64_t scratchSub<BlockQ4_K>(int64_t);
template void matmulSub<BlockQ4_K>(const WeightRows&, int64_t, int32_t, const ActivationRows&, float*, int64_t,
                                   std::byte*);
template int64_t scratchSub<BlockQ5_K>(int64_t);
template void matmulSub<BlockQ5_K>(const WeightRows&, int64_t, int32_t, const ActivationRows&, float*, int64_t,
                                   std::byte*);
template int64_t scratchSub<BlockQ6_K>(int64_t);
template void matmulSub<BlockQ6_K>(const WeightRows&, int64_t, int32_t, const ActivationRows&, float*, int64_t,
                                   std::byte*);

}  // namespace deepwell::cpu::avxvnni
