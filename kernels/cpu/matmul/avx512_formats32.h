// How types of 32 elements a block are unpacked, for avx512_blocks32.h.
#pragma once

#include "kernels/common/blocks.h"
#include "kernels/common/iq_blocks.h"
#include "kernels/common/iq_tables.h"
#include "kernels/cpu/matmul/avx512_blocks32.h"

namespace deepwell::cpu::avx512 {
namespace {

template <class Block>
struct Format;

inline __m128i load16(const std::byte* p) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(p)); }

// 16 bytes of nibbles to 32 bytes: the low ones first.
inline __m256i nibbles(const std::byte* p) {
  const __m256i shift = _mm256_setr_epi64x(0, 0, 0x0004000400040004, 0x0004000400040004);
  return _mm256_and_si256(_mm256_srlv_epi16(_mm256_broadcastsi128_si256(load16(p)), shift), _mm256_set1_epi8(0x0F));
}

// The same for two places.
inline __m512i nibbles(const std::byte* p, const std::byte* q) {
  const __m512i both = _mm512_mask_broadcast_i32x4(_mm512_broadcast_i32x4(load16(p)), 0xFF00, load16(q));
  const __m512i shift =
      _mm512_setr_epi64(0, 0, 0x0004000400040004, 0x0004000400040004, 0, 0, 0x0004000400040004, 0x0004000400040004);
  return _mm512_and_si512(_mm512_srlv_epi16(both, shift), _mm512_set1_epi8(0x0F));
}

inline uint32_t bitsOf(const std::byte* p) {
  uint32_t bits;
  __builtin_memcpy(&bits, p, 4);
  return bits;
}

inline uint64_t bitsOf(const std::byte* p, const std::byte* q) { return bitsOf(p) | uint64_t{bitsOf(q)} << 32; }

struct HalfScales {
  static constexpr int kScaleBytes = 2;
  static __m512 widenScales(const std::byte* p) { return widenHalves(p); }
  static __m512 scales(const PanelRows& rows, int64_t offset) { return gatherHalves(rows, offset); }
};

template <>
struct Format<BlockQ8_0> : HalfScales {
  static constexpr bool kNibbles = false;
  static constexpr int64_t kBytes = sizeof(BlockQ8_0);
  static constexpr int kZero = 128;
  static constexpr int64_t kMinimum = -1;
  static __m256i load(const std::byte* block) {
    return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(block + 2));
  }
  static __m256i unpackOne(const std::byte* block) { return _mm256_xor_si256(load(block), _mm256_set1_epi8(-128)); }
  static __m512i unpackTwo(const std::byte* block) {
    const __m512i both = _mm512_inserti64x4(_mm512_castsi256_si512(load(block)), load(block + kBytes), 1);
    return _mm512_xor_si512(both, _mm512_set1_epi8(-128));
  }
};

// Nibbles that begin kAt bytes into the block.
template <class Block, int64_t kAt>
struct NibbleFormat : HalfScales {
  static constexpr int64_t kBytes = sizeof(Block);
  static constexpr bool kNibbles = true;
  using Loaded = FourBlocks<kBytes>;
  static __m512i nibblesOf(const Loaded& loaded) { return loaded.template words<kAt, 8>(); }
  static __m128i scalesOf(const Loaded& loaded) { return loaded.template halves<0>(); }
  template <int kHalf>
  static __m512i valuesOf(const Loaded&, __m512i nibbles) {
    return nibbles;
  }
  static __m256i unpackOne(const std::byte* block) { return nibbles(block + kAt); }
  static __m512i unpackTwo(const std::byte* block) { return nibbles(block + kAt, block + kBytes + kAt); }
};

// The same with a fifth bit each; those lie before them.
template <class Block, int64_t kAt>
struct FiveBitFormat : HalfScales {
  static constexpr int64_t kBytes = sizeof(Block);
  static constexpr bool kNibbles = true;
  using Loaded = FourBlocks<kBytes>;
  static __m512i nibblesOf(const Loaded& loaded) { return loaded.template words<kAt, 8>(); }
  static __m128i scalesOf(const Loaded& loaded) { return loaded.template halves<0>(); }
  template <int kHalf>
  static __m512i valuesOf(const Loaded& loaded, __m512i nibbles) {
    // Bits of the first dword of a lane: bytes 2 h and 2 h + 1, eight times each.
    constexpr int64_t kByte = 0x0101010101010101;
    const __m512i places = _mm512_broadcast_i32x4(_mm_set_epi64x((2 * kHalf + 1) * kByte, 2 * kHalf * kByte));
    const __m512i spread = _mm512_shuffle_epi8(loaded.template words<kAt - 4, 8>(), places);
    const __mmask64 set = _mm512_test_epi8_mask(spread, _mm512_set1_epi64(static_cast<int64_t>(0x8040201008040201U)));
    return _mm512_mask_add_epi8(nibbles, set, nibbles, _mm512_set1_epi8(16));
  }
  static __m256i unpackOne(const std::byte* block) {
    const __m256i low = nibbles(block + kAt);
    return _mm256_mask_add_epi8(low, bitsOf(block + kAt - 4), low, _mm256_set1_epi8(16));
  }
  static __m512i unpackTwo(const std::byte* block) {
    const __m512i low = nibbles(block + kAt, block + kBytes + kAt);
    const uint64_t bits = bitsOf(block + kAt - 4, block + kBytes + kAt - 4);
    return _mm512_mask_add_epi8(low, bits, low, _mm512_set1_epi8(16));
  }
};

template <>
struct Format<BlockQ4_0> : NibbleFormat<BlockQ4_0, 2> {
  static constexpr int kZero = 8;
  static constexpr int64_t kMinimum = -1;
};

template <>
struct Format<BlockQ4_1> : NibbleFormat<BlockQ4_1, 4> {
  static constexpr int kZero = 0;
  static constexpr int64_t kMinimum = 2;
};

template <>
struct Format<BlockQ5_0> : FiveBitFormat<BlockQ5_0, 6> {
  static constexpr int kZero = 16;
  static constexpr int64_t kMinimum = -1;
};

template <>
struct Format<BlockQ5_1> : FiveBitFormat<BlockQ5_1, 8> {
  static constexpr int kZero = 0;
  static constexpr int64_t kMinimum = 2;
};

// One of sixteen values, plus 128.
template <>
struct Format<BlockIQ4_NL> : HalfScales {
  static constexpr int64_t kBytes = sizeof(BlockIQ4_NL);
  static constexpr bool kNibbles = true;
  using Loaded = FourBlocks<kBytes>;
  static __m512i nibblesOf(const Loaded& loaded) { return loaded.words<2, 8>(); }
  static __m128i scalesOf(const Loaded& loaded) { return loaded.halves<0>(); }
  template <int kHalf>
  static __m512i valuesOf(const Loaded&, __m512i nibbles) {
    return _mm512_shuffle_epi8(_mm512_broadcast_i32x4(table()), nibbles);
  }
  static constexpr int kZero = 128;
  static constexpr int64_t kMinimum = -1;
  static __m128i table() {
    return _mm_xor_si128(load16(reinterpret_cast<const std::byte*>(kValuesIQ4)), _mm_set1_epi8(-128));
  }
  static __m256i unpackOne(const std::byte* block) {
    return _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(table()), nibbles(block + 2));
  }
  static __m512i unpackTwo(const std::byte* block) {
    return _mm512_shuffle_epi8(_mm512_broadcast_i32x4(table()), nibbles(block + 2, block + kBytes + 2));
  }
};

// Twice the e2m1 numbers, plus 16.
template <>
struct Format<BlockMXFP4> {
  static constexpr int64_t kBytes = sizeof(BlockMXFP4);
  static constexpr bool kNibbles = true;
  struct Loaded {
    explicit Loaded(const std::byte* p) : v(_mm512_castsi128_si512(load16(p + 1))) {
      v = _mm512_inserti32x4(v, load16(p + kBytes + 1), 1);
      v = _mm512_inserti32x4(v, load16(p + 2 * kBytes + 1), 2);
      v = _mm512_inserti32x4(v, load16(p + 3 * kBytes + 1), 3);
      const auto e = [p](int k) { return std::to_integer<uint32_t>(p[k * kBytes]); };
      scales = e(0) | e(1) << 8 | e(2) << 16 | e(3) << 24;
    }
    __m512i v;
    uint32_t scales;
  };
  static __m512i nibblesOf(const Loaded& loaded) { return loaded.v; }
  static __m128i scalesOf(const Loaded& loaded) { return _mm_cvtsi32_si128(static_cast<int>(loaded.scales)); }
  template <int kHalf>
  static __m512i valuesOf(const Loaded&, __m512i nibbles) {
    return _mm512_shuffle_epi8(_mm512_broadcast_i32x4(table()), nibbles);
  }
  static constexpr int kZero = 16;
  static constexpr int64_t kMinimum = -1;
  static __m128i table() { return _mm_setr_epi8(16, 17, 18, 19, 20, 22, 24, 28, 16, 15, 14, 13, 12, 10, 8, 4); }
  static __m256i unpackOne(const std::byte* block) {
    return _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(table()), nibbles(block + 1));
  }
  static __m512i unpackTwo(const std::byte* block) {
    return _mm512_shuffle_epi8(_mm512_broadcast_i32x4(table()), nibbles(block + 1, block + kBytes + 1));
  }
  static constexpr int kScaleBytes = 1;
  // 2^(e - 128): a float's exponent is e - 1, but denormal for e < 2.
  static __m512 widenScales(const std::byte* p) {
    const __m512i e = _mm512_cvtepu8_epi32(load16(p));
    const __m512i normal = _mm512_slli_epi32(_mm512_sub_epi32(e, _mm512_set1_epi32(1)), 23);
    const __mmask16 small = _mm512_cmplt_epu32_mask(e, _mm512_set1_epi32(2));
    return _mm512_castsi512_ps(_mm512_mask_sllv_epi32(normal, small, _mm512_set1_epi32(0x00200000), e));
  }
  static __m512 scales(const PanelRows& rows, int64_t offset) {
    alignas(16) std::byte bytes[kPanel];
    for (int i = 0; i < kPanel; ++i) bytes[i] = rows.row[i][offset];
    return widenScales(bytes);
  }
};

}  // namespace
}  // namespace deepwell::cpu::avx512
