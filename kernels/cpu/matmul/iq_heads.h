// What the AVX2 and AVX-512 kernels of the IQ types share: everything of a block but the values themselves, in 256-bit
// registers. Only for files compiled for AVX2 or more: everything is in an anonymous namespace, so that no other file can
// be linked to code that its machine may not have.
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

#include <immintrin.h>

#include "kernels/common/iq_blocks.h"
#include "kernels/common/iq_tables.h"

namespace deepwell::cpu {
namespace {

enum class IqForm { kSigned, kBiased, kNibbles };

inline __m128i load16(const void* p) { return _mm_loadu_si128(static_cast<const __m128i*>(p)); }
inline __m256i load32(const void* p) { return _mm256_loadu_si256(static_cast<const __m256i*>(p)); }
inline __m128i load8(const void* p) { return _mm_loadl_epi64(static_cast<const __m128i*>(p)); }
inline void store32(void* p, __m256i v) { _mm256_store_si256(static_cast<__m256i*>(p), v); }

template <class T>
inline T loadWord(const std::byte* p) {
  T value;
  __builtin_memcpy(&value, p, sizeof(T));
  return value;
}

// Bytes of seven bits get an eighth that makes the number of ones even.
inline __m256i evenSigns(__m256i seven) {
  constexpr char kOdd = -128;
  const __m256i parity = _mm256_broadcastsi128_si256(
      _mm_setr_epi8(0, kOdd, kOdd, 0, kOdd, 0, 0, kOdd, kOdd, 0, 0, kOdd, 0, kOdd, kOdd, 0));
  const __m256i folded = _mm256_xor_si256(seven, _mm256_srli_epi16(seven, 4));
  return _mm256_or_si256(seven, _mm256_shuffle_epi8(parity, _mm256_and_si256(folded, _mm256_set1_epi8(15))));
}

// Eight words of four times seven bits to 32 bytes of signs.
inline __m256i signsOfWords(__m256i words) {
  const __m256i pairs = _mm256_or_si256(_mm256_and_si256(words, _mm256_set1_epi32(0x3FFF)),
                                        _mm256_and_si256(_mm256_slli_epi32(words, 2), _mm256_set1_epi32(0x3FFF0000)));
  return evenSigns(_mm256_or_si256(_mm256_and_si256(pairs, _mm256_set1_epi32(0x007F007F)),
                                   _mm256_and_si256(_mm256_slli_epi32(pairs, 1), _mm256_set1_epi32(0x7F007F00))));
}

// The low halves of dwords: eight int16, the upper half of the result zero.
inline __m256i narrow(__m256i dwords) {
  return _mm256_zextsi128_si256(_mm_packs_epi32(_mm256_castsi256_si128(dwords), _mm256_extracti128_si256(dwords, 1)));
}

// 2 n + 1 for the top four bits n of eight words.
inline __m256i scalesOfWords(__m256i words) {
  return narrow(_mm256_or_si256(_mm256_and_si256(_mm256_srli_epi32(words, 27), _mm256_set1_epi32(0x1E)),
                                _mm256_set1_epi32(1)));
}

// 2 n + 1 for the nibbles of eight bytes, low ones first.
inline __m256i scalesOfNibbles(__m128i bytes) {
  const __m128i nibble = _mm_set1_epi8(15);
  const __m128i n = _mm_unpacklo_epi8(_mm_and_si128(bytes, nibble), _mm_and_si128(_mm_srli_epi16(bytes, 4), nibble));
  return _mm256_cvtepu8_epi16(_mm_or_si128(_mm_add_epi8(n, n), _mm_set1_epi8(1)));
}

// 16 indices: a byte each and bits above it.
inline __m256i indices(const std::byte* low, __m256i high) {
  return _mm256_or_si256(_mm256_cvtepu8_epi16(load16(low)), high);
}

// int16 lanes that multiply by powers of two, so that different bits come to the same place.
inline __m256i lanes4(int a, int b, int c, int d) {
  const int64_t four = a | static_cast<int64_t>(b) << 16 | static_cast<int64_t>(c) << 32 | static_cast<int64_t>(d) << 48;
  return _mm256_set1_epi64x(four);
}

// Every 64-bit group of lanes k is filled with the int16 k of `words`, k = first .. first + 3.
inline __m256i repeatWords(__m128i words, int first) {
  const auto of = [&](int k) { return int64_t{0x0100010001000100} + int64_t{0x0202020202020202} * (first + k); };
  return _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(words), _mm256_setr_epi64x(of(0), of(1), of(2), of(3)));
}

// Four int16 lanes of each of four bytes.
inline __m256i repeatBytes(__m128i bytes, int a, int b, int c, int d) {
  const auto of = [](int k) { return static_cast<int64_t>(0x8000800080008000U) + int64_t{0x0001000100010001} * k; };
  return _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(bytes), _mm256_setr_epi64x(of(a), of(b), of(c), of(d)));
}

template <class Block>
struct IqHead;

struct PlainHalf {
  static uint16_t half(const std::byte* block) { return loadWord<uint16_t>(block); }
};

template <>
struct IqHead<BlockIQ2_XXS> : PlainHalf {
  static constexpr int kSub = 32;
  static constexpr IqForm kForm = IqForm::kSigned;
  static constexpr int kMost = 43;
  static constexpr float kFactor = 0.125F;
  static constexpr const auto& kGrid = kGridIQ2_XXS;
  explicit IqHead(const std::byte* block) : bytes(block + 2) {
    const __m256 first = _mm256_castsi256_ps(load32(block + 2));
    const __m256 second = _mm256_castsi256_ps(load32(block + 34));
    const __m256i odd = _mm256_castps_si256(_mm256_shuffle_ps(first, second, 0xDD));
    const __m256i words = _mm256_permute4x64_epi64(odd, 0xD8);
    store32(signs, signsOfWords(words));
    scales = scalesOfWords(words);
  }
  unsigned index(int g) const { return static_cast<unsigned>(bytes[8 * (g / 4) + g % 4]); }
  const std::byte* bytes;
  __m256i scales;
  alignas(32) uint8_t signs[32];
};

template <>
struct IqHead<BlockIQ2_XS> : PlainHalf {
  static constexpr int kSub = 16;
  static constexpr IqForm kForm = IqForm::kSigned;
  static constexpr int kMost = 43;
  static constexpr float kFactor = 0.125F;
  static constexpr const auto& kGrid = kGridIQ2_XS;
  explicit IqHead(const std::byte* block) : scales(scalesOfNibbles(load8(block + 66))) {
    const __m256i first = load32(block + 2);
    const __m256i second = load32(block + 34);
    const __m256i nine = _mm256_set1_epi16(511);
    store32(index_of, _mm256_and_si256(first, nine));
    store32(index_of + 16, _mm256_and_si256(second, nine));
    const __m256i sevens = _mm256_packus_epi16(_mm256_srli_epi16(first, 9), _mm256_srli_epi16(second, 9));
    store32(signs, evenSigns(_mm256_permute4x64_epi64(sevens, 0xD8)));
  }
  unsigned index(int g) const { return index_of[g]; }
  __m256i scales;
  alignas(32) uint16_t index_of[32];
  alignas(32) uint8_t signs[32];
};

template <>
struct IqHead<BlockIQ2_S> : PlainHalf {
  static constexpr int kSub = 16;
  static constexpr IqForm kForm = IqForm::kSigned;
  static constexpr int kMost = 43;
  static constexpr float kFactor = 0.125F;
  static constexpr const auto& kGrid = kGridIQ2_S;
  explicit IqHead(const std::byte* block) : scales(scalesOfNibbles(load8(block + 74))) {
    const __m128i high = load8(block + 66);
    for (int h = 0; h < 2; ++h) {
      const __m256i bits = _mm256_mullo_epi16(repeatBytes(high, 4 * h, 4 * h + 1, 4 * h + 2, 4 * h + 3), lanes4(256, 64, 16, 4));
      const __m256i two = _mm256_and_si256(bits, _mm256_set1_epi16(0x300));
      store32(index_of + 16 * h, indices(block + 2 + 16 * h, two));
    }
    store32(signs, load32(block + 34));
  }
  unsigned index(int g) const { return index_of[g]; }
  __m256i scales;
  alignas(32) uint16_t index_of[32];
  alignas(32) uint8_t signs[32];
};

template <>
struct IqHead<BlockIQ3_XXS> : PlainHalf {
  static constexpr int kSub = 32;
  static constexpr IqForm kForm = IqForm::kSigned;
  static constexpr int kMost = 62;
  static constexpr float kFactor = 0.25F;
  static constexpr const auto& kGrid = kGridIQ3_XXS;
  explicit IqHead(const std::byte* block) : bytes(block + 2) {
    const __m256i words = load32(block + 66);
    store32(signs, signsOfWords(words));
    scales = scalesOfWords(words);
  }
  unsigned index(int g) const { return static_cast<unsigned>(bytes[g]); }
  const std::byte* bytes;
  __m256i scales;
  alignas(32) uint8_t signs[32];
};

template <>
struct IqHead<BlockIQ3_S> : PlainHalf {
  static constexpr int kSub = 32;
  static constexpr IqForm kForm = IqForm::kSigned;
  static constexpr int kMost = 15;
  static constexpr float kFactor = 1.0F;
  static constexpr const auto& kGrid = kGridIQ3_S;
  explicit IqHead(const std::byte* block) {
    const __m128i high = load8(block + 66);
    // Bit k of a byte, in lane k of eight, becomes bit 8.
    const __m256i place = _mm256_broadcastsi128_si256(_mm_setr_epi16(256, 128, 64, 32, 16, 8, 4, 2));
    for (int h = 0; h < 4; ++h) {
      const __m256i two = repeatBytes(high, 2 * h, 2 * h, 2 * h + 1, 2 * h + 1);
      const __m256i ninth = _mm256_and_si256(_mm256_mullo_epi16(two, place), _mm256_set1_epi16(0x100));
      store32(index_of + 16 * h, indices(block + 2 + 16 * h, ninth));
    }
    store32(signs, load32(block + 74));
    const __m128i four = _mm_cvtsi32_si128(loadWord<int32_t>(block + 106));
    scales = _mm256_zextsi128_si256(_mm256_castsi256_si128(scalesOfNibbles(four)));
  }
  unsigned index(int g) const { return index_of[g]; }
  __m256i scales;
  alignas(32) uint16_t index_of[64];
  alignas(32) uint8_t signs[32];
};

template <>
struct IqHead<BlockIQ1_S> : PlainHalf {
  static constexpr int kSub = 32;
  static constexpr IqForm kForm = IqForm::kBiased;
  static constexpr int kMost = 16;
  static constexpr float kFactor = 0.125F;
  static constexpr const auto& kGrid = kGridIQ1;
  explicit IqHead(const std::byte* block) {
    const __m128i high = load16(block + 34);
    for (int h = 0; h < 2; ++h) {
      const __m256i bits = _mm256_mullo_epi16(repeatWords(high, 4 * h), lanes4(512, 64, 8, 1));
      const __m256i three = _mm256_and_si256(_mm256_srli_epi16(bits, 1), _mm256_set1_epi16(0x700));
      store32(index_of + 16 * h, indices(block + 2 + 16 * h, three));
    }
    const __m128i twice = _mm_and_si128(_mm_srli_epi16(high, 11), _mm_set1_epi16(14));
    const __m128i odd = _mm_or_si128(twice, _mm_set1_epi16(1));
    // Points are eight times (value + 1): -8, and +-1 for delta.
    const __m128i bias = _mm_add_epi16(_mm_set1_epi16(-7), _mm_slli_epi16(_mm_srai_epi16(high, 15), 1));
    scales = _mm256_zextsi128_si256(odd);
    offsets = _mm256_zextsi128_si256(_mm_mullo_epi16(odd, bias));
  }
  unsigned index(int g) const { return index_of[g]; }
  __m256i scales, offsets;
  alignas(32) uint16_t index_of[32];
};

template <>
struct IqHead<BlockIQ1_M> {
  static constexpr int kSub = 16;
  static constexpr IqForm kForm = IqForm::kBiased;
  static constexpr int kMost = 18;
  static constexpr float kFactor = 0.125F;
  static constexpr const auto& kGrid = kGridIQ1;
  static uint16_t half(const std::byte* block) {
    const auto words = loadWord<uint64_t>(block + 48);
    return static_cast<uint16_t>((words >> 12 & 0xF) | (words >> 24 & 0xF0) | (words >> 36 & 0xF00) | (words >> 48 & 0xF000));
  }
  explicit IqHead(const std::byte* block) {
    const __m128i high = load16(block + 32);
    __m256i delta[2];
    for (int h = 0; h < 2; ++h) {
      // Two int16 lanes a byte: the low nibble's bits and the high nibble's come to bit 8 and above.
      const __m128i bytes = h == 0 ? high : _mm_srli_si128(high, 8);
      const __m256i twice = _mm256_cvtepu8_epi16(_mm_unpacklo_epi8(bytes, bytes));
      const __m256i bits = _mm256_mullo_epi16(twice, lanes4(256, 16, 256, 16));
      store32(index_of + 16 * h, indices(block + 16 * h, _mm256_and_si256(bits, _mm256_set1_epi16(0x700))));
      delta[h] = _mm256_srli_epi16(_mm256_andnot_si256(bits, _mm256_set1_epi16(0x800)), 10);
    }
    // Points are eight times (value + 1); with delta + 1 added, nine times the scale is too much.
    store32(more, _mm256_permute4x64_epi64(_mm256_packus_epi16(delta[0], delta[1]), 0xD8));
    const __m256i words = repeatWords(load8(block + 48), 0);
    const __m256i bits = _mm256_srli_epi16(_mm256_mullo_epi16(words, lanes4(512, 64, 8, 1)), 8);
    scales = _mm256_or_si256(_mm256_and_si256(bits, _mm256_set1_epi16(14)), _mm256_set1_epi16(1));
    offsets = _mm256_mullo_epi16(scales, _mm256_set1_epi16(-9));
  }
  unsigned index(int g) const { return index_of[g]; }
  __m256i scales, offsets;
  alignas(32) uint16_t index_of[32];
  alignas(32) uint8_t more[32];
};

template <>
struct IqHead<BlockIQ4_XS> : PlainHalf {
  static constexpr int kSub = 32;
  static constexpr IqForm kForm = IqForm::kNibbles;
  static constexpr int kMost = 127;
  static constexpr float kFactor = 1.0F;
  explicit IqHead(const std::byte* block) : nibbles(block + 8) {
    const __m256i low = _mm256_srlv_epi32(_mm256_set1_epi32(loadWord<int32_t>(block + 4)),
                                          _mm256_setr_epi32(0, 4, 8, 12, 16, 20, 24, 28));
    const __m256i high = _mm256_srlv_epi32(_mm256_set1_epi32(loadWord<uint16_t>(block + 2)),
                                           _mm256_setr_epi32(0, 2, 4, 6, 8, 10, 12, 14));
    const __m256i six = _mm256_or_si256(_mm256_and_si256(low, _mm256_set1_epi32(15)),
                                        _mm256_slli_epi32(_mm256_and_si256(high, _mm256_set1_epi32(3)), 4));
    scales = narrow(_mm256_sub_epi32(six, _mm256_set1_epi32(32)));
  }
  const std::byte* nibbles;
  __m256i scales;
};

// The points of columns 16 k to 16 k + 15 (one by one: a compiler given all at once wants a register for each index).
template <class Head>
inline __m128i points16(const Head& head, int k) {
  if constexpr (sizeof(Head::kGrid[0]) == 8) {
    const auto at = [&](int g) { return static_cast<int64_t>(Head::kGrid[head.index(2 * k + g)]); };
    const __m128i v = _mm_cvtsi64_si128(at(0));
    return _mm_insert_epi64(v, at(1), 1);
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
