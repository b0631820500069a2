// Q8_0, Q4_0, Q4_1, Q5_0, Q5_1, IQ4_NL and MXFP4.
#include "kernels/cpu/matmul/avx512.h"
#include "kernels/cpu/matmul/avx512_formats32.h"
#include "kernels/cpu/matmul/avx512_panels32.h"

namespace deepwell::cpu::avx512 {

template <class Block>
int64_t scratch32(int64_t cols) {
  return Panels32<Format<Block>>::scratchBytes(cols);
}

template <class Block>
void matmul32(const WeightRows& w, int64_t first, int32_t count, const ActivationRows& x, float* out,
              int64_t out_stride, std::byte* scratch) {
  runPanels<Panels32<Format<Block>>>(w, first, count, x, out, out_stride, scratch);
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
template int64_t scratch32<BlockIQ4_NL>(int64_t);
template void matmul32<BlockIQ4_NL>(const WeightRows&, int64_t, int32_t, const ActivationRows&, float*, int64_t,
                                    std::byte*);
template int64_t scratch32<BlockMXFP4>(int64_t);
template void matmul32<BlockMXFP4>(const WeightRows&, int64_t, int32_t, const ActivationRows&, float*, int64_t,
                                   std::byte*);

}  // namespace deepwell::cpu::avx512
