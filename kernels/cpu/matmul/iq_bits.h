// Bits, nibbles and indices of IQ blocks in 256-bit registers, for iq_heads.h.
#pragma once

#include <immintrin.h>

#include <cstddef>
#include <cstdint>

namespace deepwell::cpu {
namespace {

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
  return narrow(
      _mm256_or_si256(_mm256_and_si256(_mm256_srli_epi32(words, 27), _mm256_set1_epi32(0x1E)), _mm256_set1_epi32(1)));
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
  const int64_t four =
      a | static_cast<int64_t>(b) << 16 | static_cast<int64_t>(c) << 32 | static_cast<int64_t>(d) << 48;
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

}  // namespace
}  // namespace deepwell::cpu
