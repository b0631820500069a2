// IqHead of the types whose grid points take on signs: IQ2_XXS, IQ2_XS, IQ2_S, IQ3_XXS, IQ3_S. See iq_heads.h.
#pragma once

#include "kernels/cpu/matmul/iq_form.h"

namespace deepwell::cpu {
namespace {

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

}  // namespace
}  // namespace deepwell::cpu
