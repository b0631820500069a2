// vpmaddubsw and vpmaddwd: 32 multiply-adds in two instructions and an addition.
#include <immintrin.h>

#include <algorithm>

#include "kernels/cpu/ceiling/ceiling_tables.h"

namespace deepwell::cpu {
namespace {

constexpr int kSums = 8;

constexpr int64_t kAhead = 4096;

template <bool kReadAhead>
uint64_t readAll(const std::byte* data, int64_t bytes) {
  __m256i sums[kSums] = {};
  for (int64_t i = 0; i < bytes; i += 32 * kSums) {
    for (int k = 0; kReadAhead && k < kSums / 2; ++k)
      _mm_prefetch(reinterpret_cast<const char*>(data + std::min(i + kAhead, bytes - 32 * kSums) + 64 * k),
                   _MM_HINT_NTA);
    for (int k = 0; k < kSums; ++k) {
      sums[k] = _mm256_xor_si256(sums[k], _mm256_loadu_si256(reinterpret_cast<const __m256i*>(data + i + 32 * k)));
    }
  }
  for (int k = 1; k < kSums; ++k) sums[0] = _mm256_xor_si256(sums[0], sums[k]);
  const __m128i half = _mm_xor_si128(_mm256_castsi256_si128(sums[0]), _mm256_extracti128_si256(sums[0], 1));
  return static_cast<uint64_t>(_mm_cvtsi128_si64(half) ^ _mm_extract_epi64(half, 1));
}

// In assembly: the compiler would keep the sums in memory.
int32_t multiplyAll(int64_t rounds) {
  const __m256i a = _mm256_set1_epi8(static_cast<char>(rounds & 127));
  const __m256i b = _mm256_set1_epi8(static_cast<char>(rounds | 1));
  const __m256i ones = _mm256_set1_epi16(1);
  __m256i sum;
  asm volatile(
      "vpxor %%ymm0, %%ymm0, %%ymm0\n"
      "1:\n"
      "vpmaddubsw %[b], %[a], %%ymm8\n"
      "vpmaddwd %[ones], %%ymm8, %%ymm8\n"
      "vpaddd %%ymm8, %%ymm0, %%ymm0\n"
      "vpmaddubsw %[b], %[a], %%ymm9\n"
      "vpmaddwd %[ones], %%ymm9, %%ymm9\n"
      "vpaddd %%ymm9, %%ymm1, %%ymm1\n"
      "vpmaddubsw %[b], %[a], %%ymm10\n"
      "vpmaddwd %[ones], %%ymm10, %%ymm10\n"
      "vpaddd %%ymm10, %%ymm2, %%ymm2\n"
      "vpmaddubsw %[b], %[a], %%ymm11\n"
      "vpmaddwd %[ones], %%ymm11, %%ymm11\n"
      "vpaddd %%ymm11, %%ymm3, %%ymm3\n"
      "vpmaddubsw %[b], %[a], %%ymm8\n"
      "vpmaddwd %[ones], %%ymm8, %%ymm8\n"
      "vpaddd %%ymm8, %%ymm4, %%ymm4\n"
      "vpmaddubsw %[b], %[a], %%ymm9\n"
      "vpmaddwd %[ones], %%ymm9, %%ymm9\n"
      "vpaddd %%ymm9, %%ymm5, %%ymm5\n"
      "vpmaddubsw %[b], %[a], %%ymm10\n"
      "vpmaddwd %[ones], %%ymm10, %%ymm10\n"
      "vpaddd %%ymm10, %%ymm6, %%ymm6\n"
      "vpmaddubsw %[b], %[a], %%ymm11\n"
      "vpmaddwd %[ones], %%ymm11, %%ymm11\n"
      "vpaddd %%ymm11, %%ymm7, %%ymm7\n"
      "dec %[rounds]\n"
      "jg 1b\n"
      "vmovdqa %%ymm0, %[sum]\n"
      : [sum] "=x"(sum), [rounds] "+r"(rounds)
      : [a] "x"(a), [b] "x"(b), [ones] "x"(ones)
      : "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", "xmm9", "xmm10", "xmm11", "cc");
  return _mm256_extract_epi32(sum, 0);
}

}  // namespace

const CeilingKernels kAvx2Ceiling{readAll<false>, readAll<true>, multiplyAll, 2 * 32 * kSums};

}  // namespace deepwell::cpu
