// How blocks of 256 elements of 16 rows become vectors of 4 columns x 16 outputs, for panels: bytes are transposed as
// they lie, and only then taken apart into values.
#pragma once

#include <utility>

#include "kernels/cpu/matmul/avx512_formats_k.h"

namespace deepwell::cpu::avx512 {
namespace {

// 64 bytes of 16 rows: dword g of every row in vector g.
inline void transposeBytes(const PanelRows& rows, int64_t offset, __m512i* v) {
  for (int i = 0; i < kPanel; ++i) v[i] = _mm512_loadu_si512(rows.row[i] + offset);
  transpose16(v);
}
// 32 bytes: in vectors 0 to 7.
inline void transposeHalves(const PanelRows& rows, int64_t offset, __m512i* v) {
  for (int i = 0; i < kPanel; ++i) {
    v[i] = _mm512_zextsi256_si512(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(rows.row[i] + offset)));
  }
  transpose16(v);
}

// Bits `from` and up of each byte, moved to bit `to`, of which `mask` stays.
template <int kFrom, int kTo>
inline __m512i moveBits(__m512i v, int mask) {
  if constexpr (kFrom > kTo) v = _mm512_srli_epi16(v, kFrom - kTo);
  if constexpr (kFrom < kTo) v = _mm512_slli_epi16(v, kTo - kFrom);
  return _mm512_and_si512(v, _mm512_set1_epi8(static_cast<char>(mask)));
}

// Calls body.template operator()<k>() for k < kCount.
template <int kCount, class Body>
inline void unrolled(Body&& body) {
  [&]<int... k>(std::integer_sequence<int, k...>) { (body.template operator()<k>(), ...); }
  (std::make_integer_sequence<int, kCount>());
}

// write(rows, offset of the block, panel): vector n has columns 4 n to 4 n + 3 of the 16 rows.
template <class Format>
struct PanelValues;

// Q4_K and Q5_K: of 32 bytes of nibbles, the low ones are a sub-block, the high ones the next; bit s of 32 more bytes
// is the fifth of sub-block s.
template <int64_t kNibbles, int64_t kFifths>
struct NibblePanel {
  static void write(const PanelRows& rows, int64_t offset, std::byte* panel) {
    __m512i fifths[16];
    if constexpr (kFifths >= 0) transposeHalves(rows, offset + kFifths, fifths);
    __m512i v[16];
    unrolled<4>([&]<int k>() {  // two sub-blocks
      if constexpr (k % 2 == 0) transposeBytes(rows, offset + kNibbles + 32 * k, v);
      for (int g = 0; g < 8; ++g) {
        __m512i even = moveBits<0, 0>(v[8 * (k % 2) + g], 0x0F), odd = moveBits<4, 0>(v[8 * (k % 2) + g], 0x0F);
        if constexpr (kFifths >= 0) {
          even = _mm512_or_si512(even, moveBits<2 * k, 4>(fifths[g], 0x10));
          odd = _mm512_or_si512(odd, moveBits<2 * k + 1, 4>(fifths[g], 0x10));
        }
        _mm512_store_si512(panel + 64 * (16 * k + g), even);
        _mm512_store_si512(panel + 64 * (16 * k + 8 + g), odd);
      }
    });
  }
};

template <>
struct PanelValues<Format<BlockQ4_K>> : NibblePanel<16, -1> {};
template <>
struct PanelValues<Format<BlockQ5_K>> : NibblePanel<48, 16> {};

// 128 h + 32 s + l: bits 2 s of byte 32 h + l of 64 at 16.
template <>
struct PanelValues<Format<BlockQ2_K>> {
  static void write(const PanelRows& rows, int64_t offset, std::byte* panel) {
    __m512i v[16];
    transposeBytes(rows, offset + 16, v);
    unrolled<4>([&]<int s>() {
      for (int g = 0; g < 16; ++g)
        _mm512_store_si512(panel + 64 * (32 * (g / 8) + 8 * s + g % 8), moveBits<2 * s, 0>(v[g], 3));
    });
  }
};

// The same at 32, and bit 4 h + s of byte l of 32 as the third bit.
template <>
struct PanelValues<Format<BlockQ3_K>> {
  static void write(const PanelRows& rows, int64_t offset, std::byte* panel) {
    __m512i v[16];
    __m512i thirds[16];
    transposeBytes(rows, offset + 32, v);
    transposeHalves(rows, offset, thirds);
    unrolled<8>([&]<int k>() {
      for (int g = 0; g < 8; ++g) {
        const __m512i low = moveBits<k % 4 * 2, 0>(v[8 * (k / 4) + g], 3);
        _mm512_store_si512(panel + 64 * (8 * k + g), _mm512_or_si512(low, moveBits<k, 2>(thirds[g], 4)));
      }
    });
  }
};

// 128 h + 32 s + l: nibble s / 2 of byte 64 h + 32 (s % 2) + l, and bits 2 s of byte 32 h + l of 64 at 128.
template <>
struct PanelValues<Format<BlockQ6_K>> {
  static void write(const PanelRows& rows, int64_t offset, std::byte* panel) {
    __m512i top[16];
    __m512i v[16];
    transposeBytes(rows, offset + 128, top);
    unrolled<8>([&]<int k>() {
      constexpr int s = k % 4, h = k / 4;
      if constexpr (s == 0) transposeBytes(rows, offset + 64 * h, v);
      for (int g = 0; g < 8; ++g) {
        const __m512i low = moveBits<s / 2 * 4, 0>(v[8 * (s % 2) + g], 0x0F);
        _mm512_store_si512(panel + 64 * (8 * k + g), _mm512_or_si512(low, moveBits<2 * s, 4>(top[8 * h + g], 0x30)));
      }
    });
  }
};

}  // namespace
}  // namespace deepwell::cpu::avx512
