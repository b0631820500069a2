// The IQ types of 256 elements, see iq_heads.h. One row of activations: products of unsigned values with x, or of
// magnitudes with x that has taken on the value's sign. Many rows: signed values are made unsigned (value + 128).
#include "kernels/cpu/matmul/avx512.h"
#include "kernels/cpu/matmul/avx512_panels.h"
#include "kernels/cpu/matmul/iq_codes_avx512.h"
#include "kernels/cpu/matmul/iq_heads.h"

namespace deepwell::cpu::avx512 {
namespace {

inline __mmask64 maskOf(const uint8_t* eight) {
  uint64_t bits;
  __builtin_memcpy(&bits, eight, 8);
  return bits;
}

// v, negative where the mask is set.
inline __m512i negateWhere(__mmask64 mask, __m512i v) { return _mm512_mask_sub_epi8(v, mask, _mm512_setzero_si512(), v); }

// Every one of eight bytes eight times.
inline __m512i eightTimes(const uint8_t* eight) {
  const __m512i index = _mm512_setr_epi64(0, 0x0101010101010101, 0x0202020202020202, 0x0303030303030303, 0x0404040404040404,
                                          0x0505050505050505, 0x0606060606060606, 0x0707070707070707);
  return _mm512_shuffle_epi8(_mm512_broadcast_i32x4(load8(eight)), index);
}

template <class Block>
struct Iq {
  using Head = IqHead<Block>;
  static constexpr IqForm kForm = Head::kForm;
  static constexpr int kSubs = 256 / Head::kSub;
  static constexpr int64_t kBlock = sizeof(Block);
  // A panel, block after block: 64 vectors of 4 columns x 16 outputs; d; vectors of scales (int32); vectors of offsets
  // (int16, pairs of neighbouring sub-blocks).
  static constexpr int64_t kAtD = 64 * 64;
  static constexpr int64_t kAtScales = kAtD + 64;
  static constexpr int64_t kAtOffsets = kAtScales + kSubs * 64;
  static constexpr int64_t kColumns = 256;
  static constexpr int64_t kChunk = 2;
  static constexpr int64_t kPanelBlock = kAtOffsets + kSubs / 2 * 64;

  static const int16_t* sumsOf(const std::byte* row, int64_t cols) {
    const bool narrow = Head::kSub == 16;
    const int64_t offset = narrow ? Q8Row::sumOffset(ActivationType::kQ8_256, cols) : Q8Row::sum32Offset(cols);
    return reinterpret_cast<const int16_t*>(row + offset);
  }

  // The points of columns 64 k to 64 k + 63.
  static __m512i points(const Head& head, int k) {
    const __m256i low = _mm256_set_m128i(points16(head, 4 * k + 1), points16(head, 4 * k));
    const __m256i high = _mm256_set_m128i(points16(head, 4 * k + 3), points16(head, 4 * k + 2));
    return _mm512_inserti64x4(_mm512_castsi256_si512(low), high, 1);
  }

  // Values without their sign, or of biased types the unsigned ones.
  static __m512i magnitudes(const Head& head, int k) {
    if constexpr (kForm == IqForm::kNibbles) {
      const __m512i table = _mm512_abs_epi8(_mm512_broadcast_i32x4(load16(kValuesIQ4)));
      return _mm512_shuffle_epi8(table, nibbles(head, k));
    } else if constexpr (requires { head.more; }) {
      return _mm512_add_epi8(points(head, k), eightTimes(head.more + 8 * k));
    } else {
      return points(head, k);
    }
  }

  // Which of the values are negative.
  static __mmask64 negative(const Head& head, int k) {
    if constexpr (kForm == IqForm::kNibbles) return _mm512_testn_epi8_mask(nibbles(head, k), _mm512_set1_epi8(8));
    if constexpr (kForm == IqForm::kSigned) return maskOf(head.signs + 8 * k);
    return 0;
  }

  static __m512i nibbles(const Head& head, int k) {
    const __m512i both = _mm512_castsi256_si512(load32(head.nibbles + 32 * k));
    const __m512i twice = _mm512_permutexvar_epi64(_mm512_setr_epi64(0, 1, 0, 1, 2, 3, 2, 3), both);
    const __m512i shift = _mm512_maskz_set1_epi64(0xCC, 0x0004000400040004);
    return _mm512_and_si512(_mm512_srlv_epi16(twice, shift), _mm512_set1_epi8(15));
  }

  // Products of those columns with x, in pairs.
  static __m512i products(const Head& head, int k, __m512i x) {
    if constexpr (kForm == IqForm::kBiased) return _mm512_maddubs_epi16(magnitudes(head, k), x);
    return _mm512_maddubs_epi16(magnitudes(head, k), negateWhere(negative(head, k), x));
  }

  // The scales of those columns' pairs: a lane of 128 bits has eight pairs.
  static __m512i scalesOf(const Head& head, int k) {
    const int each = 64 / Head::kSub;
    const __m512i first = _mm512_set1_epi16(static_cast<int16_t>(each * k));
    const __m512i second = _mm512_set1_epi64(0x0001000100010001);
    __m512i index = _mm512_mask_add_epi16(first, each == 4 ? 0xFF00FF00U : 0xFFFF0000U, first, second);
    if constexpr (each == 4) index = _mm512_mask_add_epi16(index, 0xFFFF0000U, index, _mm512_slli_epi16(second, 1));
    return _mm512_permutexvar_epi16(index, _mm512_castsi256_si512(head.scales));
  }

  // 16 int32 whose sum is the block's sum of scale * value * x. x: four vectors of 64.
  static __m512i blockSums(const Head& head, const __m512i* x, __m256i sums) {
    __m512i sum = _mm512_setzero_si512();
    if constexpr (kForm == IqForm::kBiased) sum = _mm512_zextsi256_si512(_mm256_madd_epi16(head.offsets, sums));
#pragma GCC unroll 4
    for (int k = 0; k < 4; ++k) sum = _mm512_dpwssd_epi32(sum, products(head, k, x[k]), scalesOf(head, k));
    return sum;
  }

  static __m512 scaleOf(const PanelRows& rows, int64_t b) {
    alignas(32) uint16_t halves[kPanel];
    for (int i = 0; i < kPanel; ++i) halves[i] = Head::half(rows.row[i] + b * kBlock);
    return _mm512_mul_ps(_mm512_cvtph_ps(load32(halves)), _mm512_set1_ps(Head::kFactor));
  }

  // A block of x as the row's sums want it.
  static void takeX(const int8_t* x, __m512i* out) {
    if constexpr (IqCodes<Block>::kHas) {
      arrange<Block>(x, out);
    } else {
      for (int k = 0; k < 4; ++k) out[k] = _mm512_loadu_si512(x + 64 * k);
    }
  }

  static __m512 dotRow(const PanelRows& rows, const TileRows<1>& x, int64_t cols, ReadAhead ahead) {
    const auto* scale = x.at<float>(0, Q8Row::scaleOffset(cols));
    const int16_t* sums = sumsOf(x.row[0], cols);
    __m512 sum = _mm512_setzero_ps();
    for (int64_t b = 0; b < cols / 256; ++b) {
      __m512i q[4];
      takeX(x.q(0) + 256 * b, q);
      const int16_t* own = sums + kSubs * b;
      const __m256i block_sums = kSubs == 16 ? load32(own) : _mm256_zextsi128_si256(load16(own));
      __m512i quads[4];
#pragma GCC unroll 1
      for (int g = 0; g < 4; ++g) {
        ahead.take<4 * kBlock>();
        const auto block = [&](int i) { return rows.row[4 * g + i] + b * kBlock; };
        __m512i dot[4];
        if constexpr (IqCodes<Block>::kHas) {
          for (int i = 0; i < 4; ++i) dot[i] = codeSums<Block>(block(i), q);
        } else {
          // Heads first: what they store is loaded again only when it has arrived.
          const Head heads[4] = {Head(block(0)), Head(block(1)), Head(block(2)), Head(block(3))};
          for (int i = 0; i < 4; ++i) dot[i] = blockSums(heads[i], q, block_sums);
        }
        quads[g] = sumQuads(dot[0], dot[1], dot[2], dot[3]);
      }
      const HalfSums halves = sumHalves(quads[0], quads[1], quads[2], quads[3]);
      const __m512 d = _mm512_mul_ps(scaleOf(rows, b), _mm512_set1_ps(scale[b]));
      sum = _mm512_fmadd_ps(_mm512_cvtepi32_ps(_mm512_add_epi32(halves.low, halves.high)), d, sum);
    }
    return sum;
  }

  // What the sums of x are multiplied with when values are unsigned.
  static __m256i offsetsOf(const Head& head) {
    if constexpr (kForm == IqForm::kBiased) return head.offsets;
    return _mm256_sub_epi16(_mm256_setzero_si256(), _mm256_slli_epi16(head.scales, 7));
  }

  static void packBlock(const PanelRows& rows, int64_t b, std::byte* panel) {
    __m512i v[5][kPanel];  // four times 64 values, then scales and offsets
    for (int i = 0; i < kPanel; ++i) {
      const Head head(rows.row[i] + b * kBlock);
      for (int k = 0; k < 4; ++k) {
        v[k][i] = magnitudes(head, k);
        if constexpr (kForm == IqForm::kBiased) continue;
        v[k][i] = _mm512_xor_si512(negateWhere(negative(head, k), v[k][i]), _mm512_set1_epi8(-128));
      }
      v[4][i] = _mm512_inserti64x4(_mm512_castsi256_si512(head.scales), offsetsOf(head), 1);
    }
    for (int k = 0; k < 5; ++k) transpose16(v[k]);
    for (int k = 0; k < 4; ++k) {
      for (int g = 0; g < 16; ++g) _mm512_store_si512(panel + 64 * (16 * k + g), v[k][g]);
    }
    for (int p = 0; p < kSubs / 2; ++p) {
      _mm512_store_si512(panel + kAtOffsets + 64 * p, v[4][8 + p]);
      _mm512_store_si512(panel + kAtScales + 128 * p, _mm512_srai_epi32(_mm512_slli_epi32(v[4][p], 16), 16));
      _mm512_store_si512(panel + kAtScales + 128 * p + 64, _mm512_srai_epi32(v[4][p], 16));
    }
    _mm512_store_ps(panel + kAtD, scaleOf(rows, b));
  }

  static void pack(const PanelRows& rows, BlockRange blocks, std::byte* panel, int64_t step) {
    for (int64_t b = blocks.first; b < blocks.end; ++b, panel += step) packBlock(rows, b, panel);
  }

  template <int kRows>
  static void tile(const PanelSpan& span, const TileRows<kRows>& x, NextWeights& next, __m512 (*sum)[kPanels]) {
    const int64_t scale_offset = Q8Row::scaleOffset(span.cols);
    const std::byte* block = span.data;
    for (int64_t b = span.blocks.first; b < span.blocks.end; ++b, block += kPanels * kPanelBlock) {
      next.take();
      __m512i total[kRows][kPanels];
      for (int r = 0; r < kRows; ++r) {
        const auto* sums = reinterpret_cast<const int8_t*>(sumsOf(x.row[r], span.cols) + kSubs * b);
        for (int p = 0; p < kPanels; ++p) total[r][p] = pairSum<kSubs / 2>(block + p * kPanelBlock + kAtOffsets, sums);
      }
      addProducts<Iq, 64 / kSubs, kRows>(block, x, 256 * b, total);
      for (int p = 0; p < kPanels; ++p) {
        const __m512 d = _mm512_load_ps(block + p * kPanelBlock + kAtD);
        for (int r = 0; r < kRows; ++r) {
          const __m512 dx = _mm512_mul_ps(d, _mm512_set1_ps(x.template at<float>(r, scale_offset)[b]));
          sum[r][p] = _mm512_fmadd_ps(_mm512_cvtepi32_ps(total[r][p]), dx, sum[r][p]);
        }
      }
    }
  }
};

}  // namespace

template <class Block>
int64_t scratchIq(int64_t /*cols*/) {
  return panelBytes<Iq<Block>>();
}

template <class Block>
void matmulIq(const WeightRows& w, int64_t first, int32_t count, const ActivationRows& x, float* out, int64_t out_stride,
              std::byte* scratch) {
  runPanels<Iq<Block>>(w, first, count, x, out, out_stride, scratch);
}

template int64_t scratchIq<BlockIQ1_S>(int64_t);
template void matmulIq<BlockIQ1_S>(const WeightRows&, int64_t, int32_t, const ActivationRows&, float*, int64_t, std::byte*);
template int64_t scratchIq<BlockIQ1_M>(int64_t);
template void matmulIq<BlockIQ1_M>(const WeightRows&, int64_t, int32_t, const ActivationRows&, float*, int64_t, std::byte*);
template int64_t scratchIq<BlockIQ2_XXS>(int64_t);
template void matmulIq<BlockIQ2_XXS>(const WeightRows&, int64_t, int32_t, const ActivationRows&, float*, int64_t, std::byte*);
template int64_t scratchIq<BlockIQ2_XS>(int64_t);
template void matmulIq<BlockIQ2_XS>(const WeightRows&, int64_t, int32_t, const ActivationRows&, float*, int64_t, std::byte*);
template int64_t scratchIq<BlockIQ2_S>(int64_t);
template void matmulIq<BlockIQ2_S>(const WeightRows&, int64_t, int32_t, const ActivationRows&, float*, int64_t, std::byte*);
template int64_t scratchIq<BlockIQ3_XXS>(int64_t);
template void matmulIq<BlockIQ3_XXS>(const WeightRows&, int64_t, int32_t, const ActivationRows&, float*, int64_t, std::byte*);
template int64_t scratchIq<BlockIQ3_S>(int64_t);
template void matmulIq<BlockIQ3_S>(const WeightRows&, int64_t, int32_t, const ActivationRows&, float*, int64_t, std::byte*);
template int64_t scratchIq<BlockIQ4_XS>(int64_t);
template void matmulIq<BlockIQ4_XS>(const WeightRows&, int64_t, int32_t, const ActivationRows&, float*, int64_t, std::byte*);

}  // namespace deepwell::cpu::avx512
