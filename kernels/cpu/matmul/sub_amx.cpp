// Q2_K, Q3_K, Q4_K, Q5_K and Q6_K.
#include "kernels/cpu/matmul/amx.h"
#include "kernels/cpu/matmul/amx_sub.h"
#include "kernels/cpu/matmul/avx512.h"
#include "kernels/cpu/matmul/avx512_formats_k.h"

namespace deepwell::cpu::amx {
namespace {

// Largest products: Q2_K 15 * 3; Q3_K -32 * -4 and 31 * -4; Q4_K 63 * 15; Q5_K 63 * 31; Q6_K -128 * -32 and 127 * -32.
template <class Block>
constexpr Products kProducts = Products::kTwoBytes;
template <>
constexpr Products kProducts<BlockQ2_K> = Products::kOneByte;
template <>
constexpr Products kProducts<BlockQ3_K> = Products::kOneByteNegated;

template <class Block, int kSubBlocks = Block::kSubBlocks>
struct Chosen {
  using Kernel = TileSub<FamilySub16<avx512::Format<Block>>, kProducts<Block>>;
  static constexpr MatmulFunction kFewRows = avx512::matmulSub16<Block>;
  static constexpr ScratchBytes kFewRowsScratch = avx512::scratchSub16<Block>;
};
template <class Block>
struct Chosen<Block, 8> {
  using Kernel = TileSub<FamilySub32<avx512::Format<Block>>, kProducts<Block>>;
  static constexpr MatmulFunction kFewRows = avx512::matmulSub32<Block>;
  static constexpr ScratchBytes kFewRowsScratch = avx512::scratchSub32<Block>;
};

}  // namespace

template <class Block>
int64_t scratchSub(int64_t cols) {
  return std::max(scratchBytes<typename Chosen<Block>::Kernel>(cols), Chosen<Block>::kFewRowsScratch(cols));
}

template <class Block>
void matmulSub(const WeightRows& w, int64_t first, int32_t count, const ActivationRows& x, float* out,
               int64_t out_stride, std::byte* scratch) {
  if (x.count < avx512::kPackFrom) return Chosen<Block>::kFewRows(w, first, count, x, out, out_stride, scratch);
  runTiles<typename Chosen<Block>::Kernel>(w, first, count, x, out, out_stride, scratch);
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

}  // namespace deepwell::cpu::amx
