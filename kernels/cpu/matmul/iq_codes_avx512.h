// Grids of at most 512 points without memory look-ups: a point as 16 bits of codes, looked up by permutes of registers, 32
// points at a time; codes become magnitudes by a byte shuffle. The values of a block then lie in four vectors in an order
// of their own, and x is brought into the same order once for all rows.
//   Eight values to a point: byte 2 m of vector k is element k of point m, byte 2 m + 1 element k + 4.
//   Four: vectors 0 and 1 have points 0 to 31, 2 and 3 the others. Of each two, byte 2 m of the first is element 0 of point
//   m, byte 2 m + 1 element 2; those of the second are elements 1 and 3.
#pragma once

#include "kernels/cpu/matmul/iq_heads.h"

namespace deepwell::cpu::avx512 {
namespace {

// kCodes, kMagnitudes, and the 32 indices of points 32 h to 32 h + 31.
template <class Block>
struct IqCodes {
  static constexpr bool kHas = false;
};

template <>
struct IqCodes<BlockIQ2_XXS> {
  static constexpr bool kHas = true;
  static constexpr int kElements = 8;
  static constexpr const auto& kCodes = kCodesIQ2_XXS;
  static constexpr const auto& kMagnitudes = kMagnitudesIQ2;
  static __m512i indices(const std::byte* block, int /*h*/) {
    return _mm512_cvtepu8_epi16(_mm512_cvtepi64_epi32(_mm512_loadu_si512(block + 2)));
  }
};

template <>
struct IqCodes<BlockIQ2_XS> {
  static constexpr bool kHas = true;
  static constexpr int kElements = 8;
  static constexpr const auto& kCodes = kCodesIQ2_XS;
  static constexpr const auto& kMagnitudes = kMagnitudesIQ2;
  static __m512i indices(const std::byte* block, int /*h*/) { return _mm512_loadu_si512(block + 2); }  // above: signs
};

template <>
struct IqCodes<BlockIQ3_XXS> {
  static constexpr bool kHas = true;
  static constexpr int kElements = 4;
  static constexpr const auto& kCodes = kCodesIQ3_XXS;
  static constexpr const auto& kMagnitudes = kMagnitudesIQ3_XXS;
  static __m512i indices(const std::byte* block, int h) { return _mm512_cvtepu8_epi16(load32(block + 2 + 32 * h)); }
};

template <>
struct IqCodes<BlockIQ3_S> {
  static constexpr bool kHas = true;
  static constexpr int kElements = 4;
  static constexpr const auto& kCodes = kCodesIQ3_S;
  static constexpr const auto& kMagnitudes = kMagnitudesIQ3_S;
  static __m512i indices(const std::byte* block, int h) {
    const __m512i low = _mm512_cvtepu8_epi16(load32(block + 2 + 32 * h));
    return _mm512_mask_add_epi16(low, loadWord<uint32_t>(block + 66 + 4 * h), low, _mm512_set1_epi16(256));
  }
};

// 32 codes of tables kFirst to kFirst + kCount - 1, each of 32 points. Bits of the indices above these are ignored.
template <int kFirst, int kCount>
inline __m512i lookUp(const uint16_t* codes, __m512i indices) {
  if constexpr (kCount == 2) {
    const __m512i low = _mm512_load_si512(codes + 32 * kFirst);
    return _mm512_permutex2var_epi16(low, indices, _mm512_load_si512(codes + 32 * kFirst + 32));
  } else {
    const __mmask32 upper = _mm512_test_epi16_mask(indices, _mm512_set1_epi16(16 * kCount));
    return _mm512_mask_blend_epi16(upper, lookUp<kFirst, kCount / 2>(codes, indices),
                                   lookUp<kFirst + kCount / 2, kCount / 2>(codes, indices));
  }
}

template <class Block>
inline __m512i codesOf(const std::byte* block, int h) {
  constexpr const auto& kCodes = IqCodes<Block>::kCodes;
  return lookUp<0, static_cast<int>(kCodes.size() / 32)>(kCodes.data(), IqCodes<Block>::indices(block, h));
}

// A block's four vectors of magnitudes, and which of them are negative.
struct IqValues {
  __m512i magnitude[4];
  __mmask64 negative[4];
};

template <class Block>
inline IqValues valuesOf(const std::byte* block, const uint8_t* signs) {
  const __m512i table = _mm512_broadcast_i32x4(load16(IqCodes<Block>::kMagnitudes));
  const auto magnitudes = [&](__m512i codes, int shift, char mask) {
    const __m512i shifted = _mm512_srli_epi16(codes, static_cast<unsigned>(shift));
    return _mm512_shuffle_epi8(table, _mm512_and_si512(shifted, _mm512_set1_epi8(mask)));
  };
  IqValues out;
  if constexpr (IqCodes<Block>::kElements == 8) {
    const __m512i codes = codesOf<Block>(block, 0);
    // Signs of elements 0 to 3 in the lower byte, of 4 to 7 in the upper.
    const __m512i words = _mm512_cvtepu8_epi16(load32(signs));
    const __m512i bits = _mm512_or_si512(words, _mm512_slli_epi16(words, 4));
    const __m512i low = _mm512_and_si512(bits, _mm512_set1_epi16(0x0F0F));
    for (int k = 0; k < 4; ++k) {
      out.magnitude[k] = magnitudes(codes, 2 * k, 3);
      out.negative[k] = _mm512_test_epi8_mask(low, _mm512_set1_epi8(static_cast<char>(1 << k)));
    }
  } else {
    for (int h = 0; h < 2; ++h) {
      const __m512i codes = codesOf<Block>(block, h);
      // A word a point: signs of elements 0 and 1 at bits 0 and 1, of 2 and 3 at bits 8 and 9.
      const __m512i dwords = _mm512_cvtepu8_epi32(load16(signs + 16 * h));
      const __m512i words = _mm512_or_si512(dwords, _mm512_slli_epi32(dwords, 12));
      const __m512i bits = _mm512_or_si512(words, _mm512_slli_epi16(words, 6));
      for (int k = 0; k < 2; ++k) {
        out.magnitude[2 * h + k] = magnitudes(codes, 4 * k, 15);
        out.negative[2 * h + k] = _mm512_test_epi8_mask(bits, _mm512_set1_epi8(static_cast<char>(1 << k)));
      }
    }
  }
  return out;
}

// A block of x in that order.
template <class Block>
inline void arrange(const int8_t* x, __m512i* out) {
  __m512i v[4];
  if constexpr (IqCodes<Block>::kElements == 8) {
    const __m128i order = _mm_setr_epi8(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15);
    for (int k = 0; k < 4; ++k) v[k] = _mm512_shuffle_epi8(_mm512_loadu_si512(x + 64 * k), _mm512_broadcast_i32x4(order));
    const __m512i lanes = _mm512_setr_epi32(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15);
    const auto pick = [&](__m512i w) { return _mm512_permutexvar_epi32(lanes, w); };
    const __m512i a = _mm512_unpacklo_epi32(v[0], v[1]), b = _mm512_unpacklo_epi32(v[2], v[3]);
    const __m512i c = _mm512_unpackhi_epi32(v[0], v[1]), d = _mm512_unpackhi_epi32(v[2], v[3]);
    out[0] = pick(_mm512_unpacklo_epi64(a, b));
    out[1] = pick(_mm512_unpackhi_epi64(a, b));
    out[2] = pick(_mm512_unpacklo_epi64(c, d));
    out[3] = pick(_mm512_unpackhi_epi64(c, d));
  } else {
    const __m128i order = _mm_setr_epi8(0, 2, 4, 6, 8, 10, 12, 14, 1, 3, 5, 7, 9, 11, 13, 15);
    for (int k = 0; k < 4; ++k) v[k] = _mm512_shuffle_epi8(_mm512_loadu_si512(x + 64 * k), _mm512_broadcast_i32x4(order));
    const __m512i even = _mm512_setr_epi64(0, 2, 4, 6, 8, 10, 12, 14);
    const __m512i odd = _mm512_setr_epi64(1, 3, 5, 7, 9, 11, 13, 15);
    for (int h = 0; h < 2; ++h) {
      out[2 * h] = _mm512_permutex2var_epi64(v[2 * h], even, v[2 * h + 1]);
      out[2 * h + 1] = _mm512_permutex2var_epi64(v[2 * h], odd, v[2 * h + 1]);
    }
  }
}

// The scales that belong to the pairs of vectors 2 h and 2 h + 1: a lane a point.
template <class Block>
inline __m512i codeScales(__m256i scales, int h) {
  constexpr int kPoints = IqHead<Block>::kSub / IqCodes<Block>::kElements;  // of a sub-block
  alignas(64) static constexpr auto kLanes = [] {
    std::array<uint16_t, 64> lanes{};
    for (size_t i = 0; i < 64; ++i) lanes[i] = static_cast<uint16_t>(i / kPoints);
    return lanes;
  }();
  const int first = IqCodes<Block>::kElements == 8 ? 0 : 32 * h;
  return _mm512_permutexvar_epi16(_mm512_load_si512(kLanes.data() + first), _mm512_castsi256_si512(scales));
}

// 16 int32 whose sum is the block's sum of scale * value * x. x: arranged.
template <class Block>
inline __m512i codeSums(const std::byte* block, const __m512i* x) {
  static_assert(2 * 2 * IqHead<Block>::kMost * 127 < 32768);
  const IqHead<Block> head(block);
  const IqValues values = valuesOf<Block>(block, head.signs);
  __m512i sum = _mm512_setzero_si512();
  for (int h = 0; h < 2; ++h) {
    const auto products = [&](int k) {
      const __m512i signed_x = _mm512_mask_sub_epi8(x[k], values.negative[k], _mm512_setzero_si512(), x[k]);
      return _mm512_maddubs_epi16(values.magnitude[k], signed_x);
    };
    sum = _mm512_dpwssd_epi32(sum, _mm512_add_epi16(products(2 * h), products(2 * h + 1)), codeScales<Block>(head.scales, h));
  }
  return sum;
}

}  // namespace
}  // namespace deepwell::cpu::avx512
