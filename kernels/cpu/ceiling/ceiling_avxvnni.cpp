// vpdpbusd on 256 bits: 32 multiply-adds in one instruction. Memory is read as with AVX2.
#include <immintrin.h>

#include "kernels/cpu/ceiling/ceiling_tables.h"

namespace deepwell::cpu {
namespace {

uint64_t readAll(const std::byte* data, int64_t bytes) { return kAvx2Ceiling.read(data, bytes); }
uint64_t readAhead(const std::byte* data, int64_t bytes) { return kAvx2Ceiling.read_ahead(data, bytes); }

int32_t multiplyAll(int64_t rounds) {
  const __m256i a = _mm256_set1_epi8(static_cast<char>(rounds & 127));
  const __m256i b = _mm256_set1_epi8(static_cast<char>(rounds | 1));
  __m256i sum;
  asm volatile(
      "vpxor %%ymm0, %%ymm0, %%ymm0\n"
      "1:\n"
      "%{vex%} vpdpbusd %[b], %[a], %%ymm0\n"
      "%{vex%} vpdpbusd %[b], %[a], %%ymm1\n"
      "%{vex%} vpdpbusd %[b], %[a], %%ymm2\n"
      "%{vex%} vpdpbusd %[b], %[a], %%ymm3\n"
      "%{vex%} vpdpbusd %[b], %[a], %%ymm4\n"
      "%{vex%} vpdpbusd %[b], %[a], %%ymm5\n"
      "%{vex%} vpdpbusd %[b], %[a], %%ymm6\n"
      "%{vex%} vpdpbusd %[b], %[a], %%ymm7\n"
      "%{vex%} vpdpbusd %[b], %[a], %%ymm8\n"
      "%{vex%} vpdpbusd %[b], %[a], %%ymm9\n"
      "%{vex%} vpdpbusd %[b], %[a], %%ymm10\n"
      "%{vex%} vpdpbusd %[b], %[a], %%ymm11\n"
      "dec %[rounds]\n"
      "jg 1b\n"
      "vmovdqa %%ymm0, %[sum]\n"
      : [sum] "=x"(sum), [rounds] "+r"(rounds)
      : [a] "x"(a), [b] "x"(b)
      : "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", "xmm9", "xmm10", "xmm11", "cc");
  return _mm256_extract_epi32(sum, 0);
}

}  // namespace

const CeilingKernels kAvxVnniCeiling{readAll, readAhead, multiplyAll, int64_t{2} * 32 * 12};

}  // namespace deepwell::cpu
