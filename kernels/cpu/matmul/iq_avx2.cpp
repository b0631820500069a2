// The IQ types of 256 elements, see iq_heads.h. Products are of unsigned values with x, or of magnitudes with x that
// has taken on the value's sign: 2 * 127 * 127 fits int16.
#include <type_traits>

#include "kernels/cpu/matmul/avx2.h"
#include "kernels/cpu/matmul/avx2_common.h"
#include "kernels/cpu/matmul/iq_heads.h"

namespace deepwell::cpu::avx2 {
namespace {

// Every one of four bytes eight times.
inline __m256i eightTimes(const uint8_t* four) {
  return _mm256_shuffle_epi8(dwordOf(four),
                             _mm256_setr_epi64x(0, 0x0101010101010101, 0x0202020202020202, 0x0303030303030303));
}

// 32 bits to 32 bytes of all zeros or all ones.
inline __m256i spreadBits(const uint8_t* bits) {
  const __m256i bit = _mm256_set1_epi64x(static_cast<int64_t>(0x8040201008040201));
  return _mm256_cmpeq_epi8(_mm256_and_si256(eightTimes(bits), bit), bit);
}

// v, negative where the mask is set.
inline __m256i negateWhere(__m256i mask, __m256i v) { return _mm256_sub_epi8(_mm256_xor_si256(v, mask), mask); }

template <class Block>
struct Iq {
  using Head = IqHead<Block>;
  static constexpr IqForm kForm = Head::kForm;
  static constexpr int kSubs = 256 / Head::kSub;
  static constexpr int64_t kBlock = sizeof(Block);
  // Groups of four columns whose products fit int16 when added.
  static constexpr int kFit = 32767 / (2 * 127 * Head::kMost);
  static constexpr int kGroups = kFit >= 8 && Head::kSub == 32 ? 8 : kFit >= 4 ? 4 : kFit >= 2 ? 2 : 1;
  // A panel, block after block: 64 vectors of 4 columns x 8 outputs; d; the vectors of scales (each twice, int16);
  // those of offsets (int16, pairs of neighbouring sub-blocks).
  static constexpr int64_t kAtD = 64 * 32;
  static constexpr int64_t kAtScales = kAtD + 32;
  static constexpr int64_t kAtOffsets = kAtScales + kSubs * 32;
  static constexpr int64_t kPanelBlock = kAtOffsets + (kForm == IqForm::kBiased ? kSubs / 2 * 32 : 0);

  static const int16_t* sumsOf(const std::byte* row, int64_t cols) {
    const bool narrow = Head::kSub == 16;
    const int64_t offset = narrow ? Q8Row::sumOffset(ActivationType::kQ8_256, cols) : Q8Row::sum32Offset(cols);
    return reinterpret_cast<const int16_t*>(row + offset);
  }

  // The points of columns 32 j to 32 j + 31.
  static __m256i points(const Head& head, int j) {
    return _mm256_set_m128i(points16(head, 2 * j + 1), points16(head, 2 * j));
  }

  // The values of those columns: signed, but of biased types the unsigned ones.
  static __m256i values(const Head& head, int j) {
    if constexpr (kForm == IqForm::kNibbles) {
      return _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(load16(kValuesIQ4)), nibbles16(head.nibbles + 16 * j));
    } else if constexpr (kForm == IqForm::kSigned) {
      return negateWhere(spreadBits(head.signs + 4 * j), points(head, j));
    } else if constexpr (requires { head.more; }) {
      return _mm256_add_epi8(points(head, j), eightTimes(head.more + 4 * j));
    } else {
      return points(head, j);
    }
  }

  // Products of those columns with x, in pairs.
  static __m256i products(const Head& head, int j, __m256i x) {
    if constexpr (kForm == IqForm::kNibbles) {
      const __m256i v = values(head, j);
      return _mm256_maddubs_epi16(_mm256_abs_epi8(v), _mm256_sign_epi8(x, v));
    } else if constexpr (kForm == IqForm::kSigned) {
      return _mm256_maddubs_epi16(points(head, j), negateWhere(spreadBits(head.signs + 4 * j), x));
    } else {
      return _mm256_maddubs_epi16(values(head, j), x);
    }
  }

  // The scales of those columns' pairs. halves: scales of the lower and the upper half block, in both 128-bit lanes.
  static __m256i scalesOf(const __m256i* halves, int j) {
    const auto word = [](int s) { return _mm_set1_epi16(static_cast<int16_t>((2 * s + 1) << 8 | (2 * s))); };
    if constexpr (Head::kSub == 32) return _mm256_shuffle_epi8(halves[0], _mm256_broadcastsi128_si256(word(j)));
    return _mm256_shuffle_epi8(halves[j / 4], _mm256_set_m128i(word(2 * (j % 4) + 1), word(2 * (j % 4))));
  }

  // 8 int32 whose sum is the block's sum of scale * value * x.
  static __m256i blockSums(const Head& head, const int8_t* x, __m256i sums) {
    const __m256i halves[2] = {_mm256_permute2x128_si256(head.scales, head.scales, 0x00),
                               _mm256_permute2x128_si256(head.scales, head.scales, 0x11)};
    __m256i sum = _mm256_setzero_si256();
    if constexpr (kForm == IqForm::kBiased) sum = _mm256_madd_epi16(head.offsets, sums);
#pragma GCC unroll 8
    for (int j = 0; j < 8; ++j) {
      sum = _mm256_add_epi32(sum, _mm256_madd_epi16(products(head, j, load(x + 32 * j)), scalesOf(halves, j)));
    }
    return sum;
  }

  static __m256 scaleOf(const PanelRows& rows, int64_t b) {
    return _mm256_mul_ps(halves(rows, b * kBlock), _mm256_set1_ps(Head::kFactor));
  }

  static __m256 halves(const PanelRows& rows, int64_t offset) {
    if constexpr (std::is_base_of_v<PlainHalf, Head>) return gatherHalves(rows, offset);
    alignas(16) uint16_t halves[kPanel];
    for (int i = 0; i < kPanel; ++i) halves[i] = Head::half(rows.row[i] + offset);
    return _mm256_cvtph_ps(_mm_load_si128(reinterpret_cast<const __m128i*>(halves)));
  }

  static __m256 dotRow(const PanelRows& rows, const TileRows<1>& x, int64_t cols, ReadAhead ahead) {
    const auto* scale = x.at<float>(0, Q8Row::scaleOffset(cols));
    const int16_t* sums = sumsOf(x.row[0], cols);
    __m256 sum = _mm256_setzero_ps();
    for (int64_t b = 0; b < cols / 256; ++b) {
      const int16_t* own = sums + kSubs * b;
      const __m256i block_sums = kSubs == 16 ? load(own) : _mm256_zextsi128_si256(load16(own));
      __m256i dot[kPanel];
#pragma GCC unroll 1
      for (int i = 0; i < kPanel; i += 4) {
        ahead.take<4 * kBlock>();
        // Heads first: what they store is loaded again only when it has arrived.
        const auto block = [&](int n) { return rows.row[i + n] + b * kBlock; };
        const Head heads[4] = {Head(block(0)), Head(block(1)), Head(block(2)), Head(block(3))};
#pragma GCC unroll 1
        for (int n = 0; n < 4; ++n) dot[i + n] = blockSums(heads[n], x.q(0) + 256 * b, block_sums);
      }
      const __m256 d = _mm256_mul_ps(scaleOf(rows, b), _mm256_set1_ps(scale[b]));
      sum = _mm256_fmadd_ps(_mm256_cvtepi32_ps(sumEach(dot)), d, sum);
    }
    return sum;
  }

  // What becomes of one row's block: values, scales (each twice) and offsets.
  struct Row {
    alignas(32) std::byte q[256];
    std::byte scales[64];
    std::byte offsets[32];
  };

  static void unpackRow(const std::byte* block, Row& row) {
    const Head head(block);
    for (int j = 0; j < 8; ++j) store(row.q + 32 * j, values(head, j));
    const __m256i low = _mm256_unpacklo_epi16(head.scales, head.scales);  // 0-3 and 8-11
    const __m256i high = _mm256_unpackhi_epi16(head.scales, head.scales);
    store(row.scales, _mm256_permute2x128_si256(low, high, 0x20));
    store(row.scales + 32, _mm256_permute2x128_si256(low, high, 0x31));
    if constexpr (kForm == IqForm::kBiased) store(row.offsets, head.offsets);
  }

  static void pack(const PanelRows& rows, int64_t cols, std::byte* panel, ReadAhead ahead) {
    for (int64_t b = 0; b < cols / 256; ++b, panel += kPanelBlock) {
      ahead.take<kPanel * kBlock>();
      Row row[kPanel];
      constexpr int64_t kStride = sizeof(Row);
      for (int i = 0; i < kPanel; ++i) unpackRow(rows.row[i] + b * kBlock, row[i]);
      for (int j = 0; j < 8; ++j) transposeDwords(row[0].q + 32 * j, kStride, panel + 256 * j);
      for (int j = 0; j < kSubs / 8; ++j) transposeDwords(row[0].scales + 32 * j, kStride, panel + kAtScales + 256 * j);
      if constexpr (kForm == IqForm::kBiased) {
        alignas(32) std::byte offsets[256];
        transposeDwords(row[0].offsets, kStride, offsets);
        __builtin_memcpy(panel + kAtOffsets, offsets, kSubs / 2 * 32);
      }
      _mm256_storeu_ps(reinterpret_cast<float*>(panel + kAtD), scaleOf(rows, b));
    }
  }

  // Products of four columns of 8 outputs with x, in pairs. Signed values: their magnitude is given too.
  static __m256i dot4(__m256i w, __m256i magnitude, __m256i x) {
    if constexpr (kForm == IqForm::kBiased) return _mm256_maddubs_epi16(w, x);
    return _mm256_maddubs_epi16(magnitude, _mm256_sign_epi8(x, w));
  }

  // The sums of scale * value * x of block b, added to `total`.
  template <int kRows>
  static void addProducts(const std::byte* panel, const TileRows<kRows>& x, int64_t b, __m256i* total) {
    for (int j = 0; j < kSubs; ++j) {
      const __m256i scale = load(panel + kAtScales + 32 * j);
      for (int first = 0; first < 64 / kSubs; first += kGroups) {
        __m256i dot[kRows];
#pragma GCC unroll 8
        for (int g = 0; g < kGroups; ++g) {
          const int64_t at = 64 / kSubs * j + first + g;
          const __m256i w = load(panel + 32 * at);
          const __m256i magnitude = _mm256_abs_epi8(w);
          for (int r = 0; r < kRows; ++r) {
            const __m256i products = dot4(w, magnitude, dwordOf(x.q(r) + 256 * b + 4 * at));
            dot[r] = g == 0 ? products : _mm256_add_epi16(dot[r], products);
            if constexpr (kGroups > 2) settle(dot[r]);
          }
        }
        for (int r = 0; r < kRows; ++r) total[r] = _mm256_add_epi32(total[r], _mm256_madd_epi16(dot[r], scale));
      }
    }
  }

  template <int kRows>
  static void tile(const std::byte* panel, int64_t cols, const TileRows<kRows>& x, __m256* sum) {
    const int64_t scale_offset = Q8Row::scaleOffset(cols);
    for (int r = 0; r < kRows; ++r) sum[r] = _mm256_setzero_ps();
    for (int64_t b = 0; b < cols / 256; ++b, panel += kPanelBlock) {
      __m256i total[kRows];
      for (int r = 0; r < kRows; ++r) total[r] = _mm256_setzero_si256();
      if constexpr (kForm == IqForm::kBiased) {
        for (int r = 0; r < kRows; ++r) {
          const int16_t* sums = sumsOf(x.row[r], cols) + kSubs * b;
          for (int p = 0; p < kSubs / 2; ++p) {
            const __m256i offsets = load(panel + kAtOffsets + 32 * p);
            total[r] = _mm256_add_epi32(total[r], _mm256_madd_epi16(offsets, dwordOf(sums + 2 * p)));
          }
        }
      }
      addProducts<kRows>(panel, x, b, total);
      const __m256 d = _mm256_loadu_ps(reinterpret_cast<const float*>(panel + kAtD));
      for (int r = 0; r < kRows; ++r) {
        const __m256 dx = _mm256_mul_ps(d, _mm256_set1_ps(x.template at<float>(r, scale_offset)[b]));
        sum[r] = _mm256_fmadd_ps(_mm256_cvtepi32_ps(total[r]), dx, sum[r]);
      }
    }
  }
};

}  // namespace

template <class Block>
int64_t scratchIq(int64_t cols) {
  return cols / 256 * Iq<Block>::kPanelBlock;
}

template <class Block>
void matmulIq(const WeightRows& w, int64_t first, int32_t count, const ActivationRows& x, float* out,
              int64_t out_stride, std::byte* scratch) {
  runPanels<2>(w, first, count, x, out, out_stride, scratch, Iq<Block>::dotRow, Iq<Block>::pack,
               []<int kRows>(const std::byte* panel, int64_t cols, const TileRows<kRows>& rows, __m256* sum) {
                 Iq<Block>::template tile<kRows>(panel, cols, rows, sum);
               });
}

template int64_t scratchIq<BlockIQ1_S>(int64_t);
template void matmulIq<BlockIQ1_S>(const WeightRows&, int64_t, int32_t, const ActivationRows&, float*, int64_t,
                                   std::byte*);
template int64_t scratchIq<BlockIQ1_M>(int64_t);
template void matmulIq<BlockIQ1_M>(const WeightRows&, int64_t, int32_t, const ActivationRows&, float*, int64_t,
                                   std::byte*);
template int64_t scratchIq<BlockIQ2_XXS>(int64_t);
template void matmulIq<BlockIQ2_XXS>(const WeightRows&, int64_t, int32_t, const ActivationRows&, float*, int64_t,
                                     std::byte*);
template int64_t scratchIq<BlockIQ2_XS>(int64_t);
template void matmulIq<BlockIQ2_XS>(const WeightRows&, int64_t, int32_t, const ActivationRows&, float*, int64_t,
                                    std::byte*);
template int64_t scratchIq<BlockIQ2_S>(int64_t);
template void matmulIq<BlockIQ2_S>(const WeightRows&, int64_t, int32_t, const ActivationRows&, float*, int64_t,
                                   std::byte*);
template int64_t scratchIq<BlockIQ3_XXS>(int64_t);
template void matmulIq<BlockIQ3_XXS>(const WeightRows&, int64_t, int32_t, const ActivationRows&, float*, int64_t,
                                     std::byte*);
template int64_t scratchIq<BlockIQ3_S>(int64_t);
template void matmulIq<BlockIQ3_S>(const WeightRows&, int64_t, int32_t, const ActivationRows&, float*, int64_t,
                                   std::byte*);
template int64_t scratchIq<BlockIQ4_XS>(int64_t);
template void matmulIq<BlockIQ4_XS>(const WeightRows&, int64_t, int32_t, const ActivationRows&, float*, int64_t,
                                    std::byte*);

}  // namespace deepwell::cpu::avx2
