// vpdpbusd: 64 multiply-adds in one instruction.
#include <immintrin.h>

#include <algorithm>

#include "kernels/cpu/ceiling/ceiling_tables.h"

namespace deepwell::cpu {
namespace {

constexpr int kReads = 8;
constexpr int kSums = 16;

constexpr int64_t kAhead = 4096;

template <bool kReadAhead>
uint64_t readAll(const std::byte* data, int64_t bytes) {
  __m512i sums[kReads] = {};
  for (int64_t i = 0; i < bytes; i += 64 * kReads) {
    for (int k = 0; kReadAhead && k < kReads; ++k)
      _mm_prefetch(reinterpret_cast<const char*>(data + std::min(i + kAhead, bytes - 64 * kReads) + 64 * k),
                   _MM_HINT_NTA);
    for (int k = 0; k < kReads; ++k) sums[k] = _mm512_xor_si512(sums[k], _mm512_loadu_si512(data + i + 64 * k));
  }
  for (int k = 1; k < kReads; ++k) sums[0] = _mm512_xor_si512(sums[0], sums[k]);
  return static_cast<uint64_t>(_mm512_reduce_or_epi64(sums[0]));
}

// In assembly: the compiler would keep the sums in memory.
int32_t multiplyAll(int64_t rounds) {
  const __m512i a = _mm512_set1_epi8(static_cast<char>(rounds & 127));
  const __m512i b = _mm512_set1_epi8(static_cast<char>(rounds | 1));
  __m512i sum;
  asm volatile(
      "vpxord %%zmm0, %%zmm0, %%zmm0\n"
      "1:\n"
      "vpdpbusd %[b], %[a], %%zmm0\n"
      "vpdpbusd %[b], %[a], %%zmm1\n"
      "vpdpbusd %[b], %[a], %%zmm2\n"
      "vpdpbusd %[b], %[a], %%zmm3\n"
      "vpdpbusd %[b], %[a], %%zmm4\n"
      "vpdpbusd %[b], %[a], %%zmm5\n"
      "vpdpbusd %[b], %[a], %%zmm6\n"
      "vpdpbusd %[b], %[a], %%zmm7\n"
      "vpdpbusd %[b], %[a], %%zmm8\n"
      "vpdpbusd %[b], %[a], %%zmm9\n"
      "vpdpbusd %[b], %[a], %%zmm10\n"
      "vpdpbusd %[b], %[a], %%zmm11\n"
      "vpdpbusd %[b], %[a], %%zmm12\n"
      "vpdpbusd %[b], %[a], %%zmm13\n"
      "vpdpbusd %[b], %[a], %%zmm14\n"
      "vpdpbusd %[b], %[a], %%zmm15\n"
      "dec %[rounds]\n"
      "jg 1b\n"
      "vmovdqa64 %%zmm0, %[sum]\n"
      : [sum] "=v"(sum), [rounds] "+r"(rounds)
      : [a] "v"(a), [b] "v"(b)
      : "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", "xmm9", "xmm10", "xmm11", "xmm12",
        "xmm13", "xmm14", "xmm15", "cc");
  return _mm512_reduce_or_epi32(sum);
}

}  // namespace

const CeilingKernels kAvx512Ceiling{readAll<false>, readAll<true>, multiplyAll, 2 * 64 * kSums};

}  // namespace deepwell::cpu
