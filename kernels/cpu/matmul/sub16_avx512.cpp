// Q2_K, Q3_K and Q6_K.
#include "kernels/cpu/matmul/avx512.h"
#include "kernels/cpu/matmul/avx512_formats_k.h"
#include "kernels/cpu/matmul/avx512_panels_sub16.h"

namespace deepwell::cpu::avx512 {

template <class Block>
int64_t scratchSub16(int64_t cols) {
  return PanelsSub16<Format<Block>>::scratchBytes(cols);
}

template <class Block>
void matmulSub16(const WeightRows& w, int64_t first, int32_t count, const ActivationRows& x, float* out,
                 int64_t out_stride, std::byte* scratch) {
  runPanels<PanelsSub16<Format<Block>>>(w, first, count, x, out, out_stride, scratch);
}

template int64_t scratchSub16<BlockQ2_K>(int64_t);
template void matmulSub16<BlockQ2_K>(const WeightRows&, int64_t, int32_t, const ActivationRows&, float*, int64_t,
                                     std::byte*);
template int64_t scratchSub16<BlockQ3_K>(int64_t);
template void matmulSub16<BlockQ3_K>(const WeightRows&, int64_t, int32_t, const ActivationRows&, float*, int64_t,
                                     std::byte*);
template int64_t scratchSub16<BlockQ6_K>(int64_t);
template void matmulSub16<BlockQ6_K>(const WeightRows&, int64_t, int32_t, const ActivationRows&, float*, int64_t,
                                     std::byte*);

}  // namespace deepwell::cpu::avx512
