// What the AVX2 and AVX-512 kernels of the IQ types share: everything of a block but the values themselves, in 256-bit
// registers. Only for files compiled for AVX2 or more: everything is in an anonymous namespace, so that no other file
// can be linked to code that its machine may not have.
//
// IqHead<Block>(block) takes a block apart. All have
//   kSub                16 or 32 columns share a scale
//   kForm               what the values are, see IqForm
//   kMost               their largest magnitude
//   kFactor             a weight is d * kFactor * scale * value
//   half(block)         the fp16 d
//   scales              int16, of 16 or (in the lower half) 8 sub-blocks
// Types with a grid:
//   kGrid, index(g)     the point of group g
// and by form
//   kSigned: signs      32 bytes, bit i of byte g: column 8 g + i is negative
//   kBiased: offsets    int16 a sub-block: Σ scale * value * x = Σ scale * point * x + offset * Σ x
//            more       where there: 32 bytes, byte g is to be added to the point of group g
//   kNibbles: nibbles   where they lie, 16 bytes a sub-block, see kValuesIQ4
#pragma once

#include "kernels/cpu/matmul/iq_heads_plain.h"
#include "kernels/cpu/matmul/iq_heads_signed.h"

namespace deepwell::cpu {
namespace {

// The points of columns 16 k to 16 k + 15 (one by one: a compiler given all at once wants a register for each index).
template <class Head>
inline __m128i points16(const Head& head, int k) {
  if constexpr (sizeof(Head::kGrid[0]) == 8) {
    const auto* low = reinterpret_cast<const __m128i*>(&Head::kGrid[head.index(2 * k)]);
    const auto* high = reinterpret_cast<const __m64*>(&Head::kGrid[head.index(2 * k + 1)]);
    return _mm_castps_si128(_mm_loadh_pi(_mm_castsi128_ps(_mm_loadl_epi64(low)), high));
  } else {
    const auto at = [&](int g) { return static_cast<int32_t>(Head::kGrid[head.index(4 * k + g)]); };
    __m128i v = _mm_cvtsi32_si128(at(0));
    v = _mm_insert_epi32(v, at(1), 1);
    v = _mm_insert_epi32(v, at(2), 2);
    return _mm_insert_epi32(v, at(3), 3);
  }
}

}  // namespace
}  // namespace deepwell::cpu
