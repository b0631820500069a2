// How types of 32 elements a block are unpacked, for avx2_blocks32.h: nibbles, some with a fifth bit.
#pragma once

#include "kernels/common/blocks.h"
#include "kernels/cpu/matmul/avx2_common.h"

namespace deepwell::cpu::avx2 {
namespace {

template <class Block>
struct Format;

// 32 bits to 32 bytes of 0 or 16.
inline __m256i fifthBits(const std::byte* p) {
  const __m256i bytes = _mm256_shuffle_epi8(
      dwordOf(p), _mm256_setr_epi64x(0, 0x0101010101010101, 0x0202020202020202, 0x0303030303030303));
  const __m256i bit = _mm256_set1_epi64x(static_cast<int64_t>(0x8040201008040201));
  const __m256i set = _mm256_cmpeq_epi8(_mm256_and_si256(bytes, bit), bit);
  return _mm256_and_si256(set, _mm256_set1_epi8(16));
}

struct HalfScales {
  static __m256 scales(const PanelRows& rows, int64_t offset) { return gatherHalves(rows, offset); }
};

template <>
struct Format<BlockQ4_0> : HalfScales {
  static constexpr int64_t kBytes = sizeof(BlockQ4_0);
  static constexpr int kMax = 15;
  static constexpr int kZero = 8;
  static constexpr bool kHasMinimum = false;
  static __m256i unpack(const std::byte* block) { return nibbles16(block + 2); }
};

template <>
struct Format<BlockQ4_1> {
  static constexpr int64_t kBytes = sizeof(BlockQ4_1);
  static constexpr int kMax = 15;
  static constexpr int kZero = 0;
  static constexpr bool kHasMinimum = true;
  static __m256i unpack(const std::byte* block) { return nibbles16(block + 4); }
};

template <>
struct Format<BlockQ5_0> : HalfScales {
  static constexpr int64_t kBytes = sizeof(BlockQ5_0);
  static constexpr int kMax = 31;
  static constexpr int kZero = 16;
  static constexpr bool kHasMinimum = false;
  static __m256i unpack(const std::byte* block) { return _mm256_or_si256(nibbles16(block + 6), fifthBits(block + 2)); }
};

template <>
struct Format<BlockQ5_1> {
  static constexpr int64_t kBytes = sizeof(BlockQ5_1);
  static constexpr int kMax = 31;
  static constexpr int kZero = 0;
  static constexpr bool kHasMinimum = true;
  static __m256i unpack(const std::byte* block) { return _mm256_or_si256(nibbles16(block + 8), fifthBits(block + 4)); }
};

// Twice the e2m1 numbers, plus 16.
template <>
struct Format<BlockMXFP4> {
  static constexpr int64_t kBytes = sizeof(BlockMXFP4);
  static constexpr int kMax = 28;
  static constexpr int kZero = 16;
  static constexpr bool kHasMinimum = false;
  static __m256i unpack(const std::byte* block) {
    const __m256i table =
        _mm256_broadcastsi128_si256(_mm_setr_epi8(16, 17, 18, 19, 20, 22, 24, 28, 16, 15, 14, 13, 12, 10, 8, 4));
    return _mm256_shuffle_epi8(table, nibbles16(block + 1));
  }
  // 2^(e - 128): a float's exponent is e - 1, but denormal for e < 2.
  static __m256 scales(const PanelRows& rows, int64_t offset) {
    alignas(32) int32_t e[kPanel];
    for (int i = 0; i < kPanel; ++i) e[i] = static_cast<int32_t>(rows.row[i][offset]);
    const __m256i exponent = _mm256_load_si256(reinterpret_cast<const __m256i*>(e));
    const __m256i normal = _mm256_slli_epi32(_mm256_sub_epi32(exponent, _mm256_set1_epi32(1)), 23);
    const __m256i denormal = _mm256_sllv_epi32(_mm256_set1_epi32(0x00200000), exponent);
    const __m256i small = _mm256_cmpgt_epi32(_mm256_set1_epi32(2), exponent);
    return _mm256_castsi256_ps(_mm256_blendv_epi8(normal, denormal, small));
  }
};

}  // namespace
}  // namespace deepwell::cpu::avx2
