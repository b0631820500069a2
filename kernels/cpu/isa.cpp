#include "kernels/cpu/isa.h"

#include <array>
#include <cstdlib>
#include <cstring>
#include <vector>

#if defined(__x86_64__)
#include <cpuid.h>
#elif defined(__aarch64__) && defined(__linux__)
#include <sys/auxv.h>
#endif

namespace deepwell::cpu {
namespace {

#if defined(__x86_64__)
// Conversions between fp16 and float32: leaf 1, ECX bit 29. (clang 14 has no name for it.)
bool hasF16c() {
  unsigned eax = 0;
  unsigned ebx = 0;
  unsigned ecx = 0;
  unsigned edx = 0;
  return __get_cpuid(1, &eax, &ebx, &ecx, &edx) != 0 && (ecx & (1U << 29)) != 0;
}

// Leaf 7, subleaf 1, EAX bit 4.
bool hasAvxVnni() {
  unsigned eax = 0;
  unsigned ebx = 0;
  unsigned ecx = 0;
  unsigned edx = 0;
  return __get_cpuid_count(7, 1, &eax, &ebx, &ecx, &edx) != 0 && (eax & (1U << 4)) != 0;
}
#endif

// Ascending: each has what those before it have.
#if defined(__aarch64__)
constexpr std::array kSets = {Isa::kScalar, Isa::kNeon, Isa::kDotprod, Isa::kI8mm};
#else
constexpr std::array kSets = {Isa::kScalar, Isa::kAvx2, Isa::kAvxVnni, Isa::kAvx512};
#endif

std::vector<Isa> detect() {
  std::vector<Isa> found{Isa::kScalar};
#if defined(__x86_64__)
  __builtin_cpu_init();
  const bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && hasF16c();
  const bool avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                      __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") &&
                      __builtin_cpu_supports("avx512vnni");
  if (avx2) found.push_back(Isa::kAvx2);
  if (avx2 && hasAvxVnni()) found.push_back(Isa::kAvxVnni);
  if (avx2 && avx512) found.push_back(Isa::kAvx512);
#elif defined(__aarch64__) && defined(__linux__)
  // What the kernel says that programs may use; the bits are those of its <asm/hwcap.h>.
  const unsigned long first = getauxval(AT_HWCAP);
  const unsigned long second = getauxval(AT_HWCAP2);
  const bool neon = (first >> 1 & 1) != 0;
  const bool dotprod = (first >> 20 & 1) != 0;
  const bool i8mm = (second >> 13 & 1) != 0;
  if (neon) found.push_back(Isa::kNeon);
  if (neon && dotprod) found.push_back(Isa::kDotprod);
  if (neon && dotprod && i8mm) found.push_back(Isa::kI8mm);
#endif
  return found;
}

}  // namespace

std::string_view isaName(Isa isa) {
  switch (isa) {
    case Isa::kScalar: return "scalar";
    case Isa::kAvx2: return "avx2";
    case Isa::kAvxVnni: return "avxvnni";
    case Isa::kAvx512: return "avx512";
    case Isa::kNeon: return "neon";
    case Isa::kDotprod: return "dotprod";
    case Isa::kI8mm: return "i8mm";
  }
  return "";
}

std::span<const Isa> availableIsas() {
  static const std::vector<Isa> found = detect();
  return found;
}

Isa chosenIsa() {
  const char* wanted = std::getenv("DEEPWELL_CPU");
  const std::span<const Isa> available = availableIsas();
  if (wanted == nullptr) return available.back();
  for (const Isa isa : kSets) {
    if (isaName(isa) != wanted) continue;
    Isa best = Isa::kScalar;
    for (const Isa have : available) {
      if (have <= isa) best = have;
    }
    return best;
  }
  return available.back();
}

std::string processorName() {
#if defined(__x86_64__)
  std::array<unsigned, 12> words{};
  const auto highest = static_cast<unsigned>(__get_cpuid_max(0x80000000U, nullptr));
  if (highest < 0x80000004U) return "";
  for (unsigned i = 0; i < 3; ++i) {
    unsigned* w = words.data() + 4 * i;
    __get_cpuid(0x80000002U + i, w, w + 1, w + 2, w + 3);
  }
  char text[49] = {};
  std::memcpy(text, words.data(), 48);
  std::string name(text);
  const size_t first = name.find_first_not_of(' ');
  if (first == std::string::npos) return "";
  const size_t last = name.find_last_not_of(' ');
  return name.substr(first, last - first + 1);
#else
  return "";
#endif
}

}  // namespace deepwell::cpu
