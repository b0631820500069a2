// Q4_K and Q5_K.
#include "kernels/cpu/matmul/avx512.h"
#include "kernels/cpu/matmul/avx512_formats_k.h"
#include "kernels/cpu/matmul/avx512_panels_sub32.h"

namespace deepwell::cpu::avx512 {

template <class Block>
int64_t scratchSub32(int64_t cols) {
  return PanelsSub32<Format<Block>>::scratchBytes(cols);
}

template <class Block>
void matmulSub32(const WeightRows& w, int64_t first, int32_t count, const ActivationRows& x, float* out,
                 int64_t out_stride, std::byte* scratch) {
  runPanels<PanelsSub32<Format<Block>>>(w, first, count, x, out, out_stride, scratch);
}

template int64_t scratchSub32<BlockQ4_K>(int64_t);
template void matmulSub32<BlockQ4_K>(const WeightRows&, int64_t, int32_t, const ActivationRows&, float*, int64_t,
                                     std::byte*);
template int64_t scratchSub32<BlockQ5_K>(int64_t);
template void matmulSub32<BlockQ5_K>(const WeightRows&, int64_t, int32_t, const ActivationRows&, float*, int64_t,
                                     std::byte*);

}  // namespace deepwell::cpu::avx512
