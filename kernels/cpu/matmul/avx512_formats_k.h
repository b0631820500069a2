// How types of 256 elements are unpacked, for avx512_sub32.h (Q4_K, Q5_K) and avx512_sub16.h (Q2_K, Q3_K, Q6_K).
#pragma once

#include "kernels/common/blocks.h"
#include "kernels/cpu/matmul/avx512_sub16.h"
#include "kernels/cpu/matmul/avx512_sub32.h"

namespace deepwell::cpu::avx512 {
namespace {

template <class Block>
struct Format;

inline FourSubBlocks nibbles(const std::byte* p) {
  const __m512i both = _mm512_loadu_si512(p);
  const __m512i nibble = _mm512_set1_epi8(0x0F);
  return {_mm512_and_si512(both, nibble), _mm512_and_si512(_mm512_srli_epi16(both, 4), nibble)};
}

template <>
struct Format<BlockQ4_K> {
  static constexpr int64_t kBytes = sizeof(BlockQ4_K);
  static constexpr int kOddFactor = 16;
  static FourSubBlocks unpack(const std::byte* block, int k) { return nibbles(block + 16 + 64 * k); }
  static FourSubBlocks unpackScaled(const std::byte* block, int k, __m512i nibble) {
    const __m512i both = kept(_mm512_loadu_si512(block + 16 + 64 * k));
    return {_mm512_and_si512(both, nibble), _mm512_andnot_si512(nibble, both)};
  }
};

template <>
struct Format<BlockQ5_K> {
  static constexpr int64_t kBytes = sizeof(BlockQ5_K);
  static constexpr int kOddFactor = 1;
  static FourSubBlocks unpackScaled(const std::byte* block, int k, __m512i /*nibble*/) { return unpack(block, k); }
  static FourSubBlocks unpack(const std::byte* block, int k) {
    const FourSubBlocks low = nibbles(block + 48 + 64 * k);
    const __m512i bits = _mm512_broadcast_i64x4(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(block + 16)));
    return {withFifth(low.even, bits, 4 * k), withFifth(low.odd, bits, 4 * k + 1)};
  }
  // Adds 16 where bit j (lower half) or j + 2 (upper half) is set.
  static __m512i withFifth(__m512i low, __m512i bits, int j) {
    const __m512i bit =
        _mm512_inserti64x4(_mm512_set1_epi8(static_cast<char>(1 << j)), _mm256_set1_epi8(static_cast<char>(4 << j)), 1);
    return _mm512_mask_add_epi8(low, _mm512_test_epi8_mask(bits, bit), low, _mm512_set1_epi8(16));
  }
};

inline __m128i load16(const std::byte* p) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(p)); }

// 32 bytes in both halves of a vector.
inline __m512i twice(const std::byte* p) {
  return _mm512_broadcast_i64x4(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(p)));
}

// `low` in every int16 of the lower half of a vector, `high` in the upper.
inline __m512i halves(int low, int high) {
  return _mm512_inserti64x4(_mm512_set1_epi16(static_cast<int16_t>(low)), _mm256_set1_epi16(static_cast<int16_t>(high)),
                            1);
}

// Columns in order, 64 a vector: sub-blocks 4 v to 4 v + 3.
struct InOrder {
  static constexpr std::array<int, 16> kSubBlocks = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  static __m512i inputOf(const int8_t* x, int v) { return _mm512_loadu_si512(x + 64 * v); }
};

// The two bits of 128 elements in 32 bytes: 32 s + l at bits 2 s of byte l.
inline HalfBlock twoBits(const std::byte* p) {
  const __m512i bytes = twice(p);
  const __m512i three = _mm512_set1_epi8(3);
  return {_mm512_and_si512(_mm512_srlv_epi16(bytes, halves(0, 2)), three),
          _mm512_and_si512(_mm512_srlv_epi16(bytes, halves(4, 6)), three)};
}

template <>
struct Format<BlockQ2_K> : InOrder {
  static constexpr int64_t kBytes = sizeof(BlockQ2_K);
  static WholeBlock unpackAll(const std::byte* block) {
    const HalfBlock low = unpack(block, 0), high = unpack(block, 1);
    return {{low.first, low.second, high.first, high.second}};
  }
  static constexpr int64_t kD = 80;
  static constexpr int64_t kDmin = 82;
  static constexpr int kZero = 0;
  static HalfBlock unpack(const std::byte* block, int h) { return twoBits(block + 16 + 32 * h); }
  static __m256i scales(const std::byte* block) {
    return _mm256_and_si256(_mm256_cvtepu8_epi16(load16(block)), _mm256_set1_epi16(15));
  }
  static __m256i minimums(const std::byte* block) { return _mm256_srli_epi16(_mm256_cvtepu8_epi16(load16(block)), 4); }
};

template <>
struct Format<BlockQ3_K> : InOrder {
  static constexpr int64_t kBytes = sizeof(BlockQ3_K);
  static WholeBlock unpackAll(const std::byte* block) {
    const HalfBlock low = unpack(block, 0), high = unpack(block, 1);
    return {{low.first, low.second, high.first, high.second}};
  }
  static constexpr int64_t kD = 108;
  static constexpr int64_t kDmin = -1;
  static constexpr int kZero = 4;
  static HalfBlock unpack(const std::byte* block, int h) {
    const HalfBlock low = twoBits(block + 32 + 32 * h);
    const __m512i bits = twice(block);
    return {withThird(low.first, bits, 4 * h), withThird(low.second, bits, 4 * h + 2)};
  }
  // Adds 4 where bit j (lower half) or j + 1 (upper half) is set.
  static __m512i withThird(__m512i low, __m512i bits, int j) {
    const __m512i bit =
        _mm512_inserti64x4(_mm512_set1_epi8(static_cast<char>(1 << j)), _mm256_set1_epi8(static_cast<char>(2 << j)), 1);
    return _mm512_mask_add_epi8(low, _mm512_test_epi8_mask(bits, bit), low, _mm512_set1_epi8(4));
  }
  // The last 16 bytes of the block: two of q, 8 of low nibbles, 4 of pairs of high bits, d.
  static __m256i scales(const std::byte* block) {
    const __m128i v = load16(block + 94);
    const __m128i nibbles = _mm_shuffle_epi8(v, _mm_setr_epi8(2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5, 6, 7, 8, 9));
    const __m128i pairs = _mm_shuffle_epi8(v, _mm_set1_epi32(0x0D0C0B0A));
    const __m128i low =
        _mm_and_si128(_mm_srlv_epi16(nibbles, _mm_setr_epi16(0, 0, 0, 0, 4, 4, 4, 4)), _mm_set1_epi8(15));
    const __m128i high = _mm_and_si128(_mm_srlv_epi32(pairs, _mm_setr_epi32(0, 2, 4, 6)), _mm_set1_epi8(3));
    const __m128i six = _mm_or_si128(low, _mm_slli_epi16(high, 4));
    return _mm256_cvtepi8_epi16(_mm_sub_epi8(six, _mm_set1_epi8(32)));
  }
};

template <>
struct Format<BlockQ6_K> {
  static constexpr int64_t kBytes = sizeof(BlockQ6_K);
  static constexpr int64_t kD = 208;
  static constexpr int64_t kDmin = -1;
  static constexpr int kZero = 32;
  static HalfBlock unpack(const std::byte* block, int h) {
    const __m512i low = _mm512_loadu_si512(block + 64 * h);
    const __m512i high = twice(block + 128 + 32 * h);
    // Bits 2 s of `high` go to bit 4.
    const __m512i bits = _mm512_set1_epi8(0x30);
    const __m512i nibble = _mm512_set1_epi8(0x0F);
    const __m512i top_first = _mm512_and_si512(_mm512_sllv_epi16(high, halves(4, 2)), bits);
    const __m512i top_second = _mm512_and_si512(_mm512_srlv_epi16(high, halves(0, 2)), bits);
    return {_mm512_or_si512(_mm512_and_si512(low, nibble), top_first),
            _mm512_or_si512(_mm512_and_si512(_mm512_srli_epi16(low, 4), nibble), top_second)};
  }
  static __m256i scales(const std::byte* block) { return _mm256_cvtepi8_epi16(load16(block + 192)); }
  // Vector v: 32 elements from 32 v on, and the 32 that are 128 further: where the bits of all lie in the same places.
  static constexpr std::array<int, 16> kSubBlocks = {0, 1, 8, 9, 2, 3, 10, 11, 4, 5, 12, 13, 6, 7, 14, 15};
  static __m512i inputOf(const int8_t* x, int v) { return two(reinterpret_cast<const std::byte*>(x) + 32 * v, 128); }
  static __m512i two(const std::byte* p, int64_t further) {
    const auto half = [](const std::byte* q) { return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(q)); };
    return _mm512_inserti64x4(_mm512_castsi256_si512(half(p)), half(p + further), 1);
  }
  static WholeBlock unpackAll(const std::byte* block) {
    const __m512i a = kept(two(block, 64)), b = kept(two(block + 32, 64)), high = kept(_mm512_loadu_si512(block + 128));
    const __m512i nibble = kept(_mm512_set1_epi8(0x0F)), six = kept(_mm512_set1_epi8(0x3F));
    const auto join = [&](__m512i low, __m512i top) {  // bits 0 to 3 of one, 4 and 5 of the other
      return _mm512_and_si512(_mm512_ternarylogic_epi32(top, low, nibble, 0xD8), six);
    };
    return {{join(a, _mm512_slli_epi16(high, 4)), join(b, _mm512_slli_epi16(high, 2)),
             join(_mm512_srli_epi16(a, 4), high), join(_mm512_srli_epi16(b, 4), _mm512_srli_epi16(high, 2))}};
  }
};

}  // namespace
}  // namespace deepwell::cpu::avx512
