// IqHead of the types without signs of their own: IQ1_S and IQ1_M, whose grid is biased, and IQ4_XS. See iq_heads.h.
#pragma once

#include "kernels/cpu/matmul/iq_form.h"

namespace deepwell::cpu {
namespace {

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

}  // namespace
}  // namespace deepwell::cpu
