// How the K types are unpacked, for avx2_sub32.h and avx2_sub16.h.
#pragma once

#include "kernels/common/blocks.h"
#include "kernels/cpu/matmul/avx2_sub16.h"
#include "kernels/cpu/matmul/avx2_sub32.h"

namespace deepwell::cpu::avx2 {
namespace {

template <class Block>
struct Format;

inline TwoSubBlocks nibbles(const std::byte* p) {
  __m256i both = load(p);
  settle(both);  // else GCC loads it twice
  const __m256i nibble = _mm256_set1_epi8(0x0F);
  return {_mm256_and_si256(both, nibble), _mm256_and_si256(_mm256_srli_epi16(both, 4), nibble)};
}

template <>
struct Format<BlockQ4_K> {
  static constexpr int64_t kBytes = sizeof(BlockQ4_K);
  static constexpr int kMax = 15;
  static TwoSubBlocks unpack(const std::byte* block, int k) { return nibbles(block + 16 + 32 * k); }
};

template <>
struct Format<BlockQ5_K> {
  static constexpr int64_t kBytes = sizeof(BlockQ5_K);
  static constexpr int kMax = 31;
  static TwoSubBlocks unpack(const std::byte* block, int k) {
    const TwoSubBlocks low = nibbles(block + 48 + 32 * k);
    const __m256i bits = load(block + 16);
    return {_mm256_or_si256(low.first, fifth(bits, 2 * k)), _mm256_or_si256(low.second, fifth(bits, 2 * k + 1))};
  }
  // Bit j of every byte as 0 or 16.
  static __m256i fifth(__m256i bits, int j) {
    const __m256i moved = j < 4 ? _mm256_slli_epi16(bits, 4 - j) : _mm256_srli_epi16(bits, j - 4);
    return _mm256_and_si256(moved, _mm256_set1_epi8(16));
  }
};

template <>
struct Format<BlockQ2_K> {
  static constexpr int64_t kBytes = sizeof(BlockQ2_K);
  static constexpr int64_t kD = 80;
  static constexpr int64_t kDmin = 82;
  static constexpr int kMax = 3;
  static constexpr int kZero = 0;
  template <int s>
  static __m256i unpack(const std::byte* block, int h) {
    return _mm256_and_si256(_mm256_srli_epi16(load(block + 16 + 32 * h), 2 * s), _mm256_set1_epi8(3));
  }
  static __m256i scales(const std::byte* block) {
    return _mm256_and_si256(_mm256_cvtepu8_epi16(load16(block)), _mm256_set1_epi16(15));
  }
  static __m256i minimums(const std::byte* block) { return _mm256_srli_epi16(_mm256_cvtepu8_epi16(load16(block)), 4); }
};

template <>
struct Format<BlockQ3_K> {
  static constexpr int64_t kBytes = sizeof(BlockQ3_K);
  static constexpr int64_t kD = 108;
  static constexpr int64_t kDmin = -1;
  static constexpr int kMax = 7;
  static constexpr int kZero = 4;
  template <int s>
  static __m256i unpack(const std::byte* block, int h) {
    const __m256i low = _mm256_and_si256(_mm256_srli_epi16(load(block + 32 + 32 * h), 2 * s), _mm256_set1_epi8(3));
    // Bit 4 h + s of every byte comes to bit 2.
    const int left = 2 - 4 * h - s;
    const __m256i bits = load(block);
    const __m256i moved = left > 0 ? _mm256_slli_epi16(bits, left) : _mm256_srli_epi16(bits, -left);
    return _mm256_or_si256(low, _mm256_and_si256(moved, _mm256_set1_epi8(4)));
  }
  // The last 16 bytes of the block: two of q, 8 of low nibbles, 4 of pairs of high bits, d.
  static __m256i scales(const std::byte* block) {
    const __m128i v = load16(block + 94);
    const __m128i nibbles = _mm_shuffle_epi8(v, _mm_setr_epi8(2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5, 6, 7, 8, 9));
    const __m128i pairs = _mm_shuffle_epi8(v, _mm_set1_epi32(0x0D0C0B0A));
    const __m128i low = _mm_blend_epi16(nibbles, _mm_srli_epi16(nibbles, 4), 0xF0);
    const __m128i high = _mm_srlv_epi32(pairs, _mm_setr_epi32(0, 2, 4, 6));
    const __m128i six =
        _mm_or_si128(_mm_and_si128(low, _mm_set1_epi8(15)), _mm_slli_epi16(_mm_and_si128(high, _mm_set1_epi8(3)), 4));
    return _mm256_cvtepi8_epi16(_mm_sub_epi8(six, _mm_set1_epi8(32)));
  }
};

template <>
struct Format<BlockQ6_K> {
  static constexpr int64_t kBytes = sizeof(BlockQ6_K);
  static constexpr int64_t kD = 208;
  static constexpr int64_t kDmin = -1;
  static constexpr int kMax = 63;
  static constexpr int kZero = 32;
  template <int s>
  static __m256i unpack(const std::byte* block, int h) {
    __m256i low = load(block + 64 * h + 32 * (s & 1));
    if constexpr (s >= 2) low = _mm256_srli_epi16(low, 4);
    __m256i high = load(block + 128 + 32 * h);
    if constexpr (s == 0) high = _mm256_slli_epi16(high, 4);
    if constexpr (s == 1) high = _mm256_slli_epi16(high, 2);
    if constexpr (s == 3) high = _mm256_srli_epi16(high, 2);
    return _mm256_or_si256(_mm256_and_si256(low, _mm256_set1_epi8(0x0F)),
                           _mm256_and_si256(high, _mm256_set1_epi8(0x30)));
  }
  static __m256i scales(const std::byte* block) { return _mm256_cvtepi8_epi16(load16(block + 192)); }
};

}  // namespace
}  // namespace deepwell::cpu::avx2
