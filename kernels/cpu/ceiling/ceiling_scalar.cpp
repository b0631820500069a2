// For every processor: what the compiler makes of plain C++.
#include <array>
#include <cstring>

#include "kernels/cpu/ceiling/ceiling_tables.h"

namespace deepwell::cpu {
namespace {

uint64_t readAll(const std::byte* data, int64_t bytes) {
  std::array<uint64_t, 8> sums{};
  for (int64_t i = 0; i < bytes; i += 64) {
    std::array<uint64_t, 8> words;
    std::memcpy(words.data(), data + i, sizeof(words));
    for (size_t k = 0; k < 8; ++k) sums[k] += words[k];
  }
  uint64_t sum = 0;
  for (const uint64_t s : sums) sum += s;
  return sum;
}

constexpr int64_t kLanes = 64;

int32_t multiplyAll(int64_t rounds) {
  std::array<int8_t, kLanes> a;
  std::array<int8_t, kLanes> b;
  std::array<uint32_t, kLanes> sums{};  // which may wrap
  for (size_t i = 0; i < kLanes; ++i) {
    a[i] = static_cast<int8_t>(i + 1);
    b[i] = static_cast<int8_t>(rounds + static_cast<int64_t>(i));
  }
  for (int64_t r = 0; r < rounds; ++r) {
    a[static_cast<size_t>(r) % kLanes] = static_cast<int8_t>(r);
    for (size_t i = 0; i < kLanes; ++i) sums[i] += static_cast<uint32_t>(a[i] * b[i]);
  }
  uint32_t sum = 0;
  for (const uint32_t s : sums) sum += s;
  return static_cast<int32_t>(sum);
}

}  // namespace

const CeilingKernels kScalarCeiling{readAll, readAll, multiplyAll, 2 * kLanes};

}  // namespace deepwell::cpu
