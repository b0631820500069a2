#include "kernels/cpu/isa.h"

#include <array>
#include <cstdlib>
#include <cstring>
#include <vector>

#if defined(__x86_64__)
#include <cpuid.h>
#if defined(__linux__)
#include <sys/syscall.h>
#include <unistd.h>
#endif
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

// Tiles of int8: leaf 7, EDX bits 24 and 25; the system saves them (XCR0 bits 17 and 18) and lets this process use them.
bool hasAmx() {
#if defined(__linux__)
  unsigned eax = 0;
  unsigned ebx = 0;
  unsigned ecx = 0;
  unsigned edx = 0;
  if (__get_cpuid_count(7, 0, &eax, &ebx, &ecx, &edx) == 0 || (edx >> 24 & 3U) != 3U) return false;
  if (__get_cpuid(1, &eax, &ebx, &ecx, &edx) == 0 || (ecx & (1U << 27)) == 0) return false;  // OSXSAVE
  asm volatile("xgetbv" : "=a"(eax), "=d"(edx) : "c"(0));
  if ((eax >> 17 & 3U) != 3U) return false;
  constexpr long kRequestPermission = 0x1023;  // ARCH_REQ_XCOMP_PERM, of <asm/prctl.h> since Linux 5.16
  constexpr long kTileData = 18;
  return syscall(SYS_arch_prctl, kRequestPermission, kTileData) == 0;
#else
  return false;
#endif
}
#endif

// Ascending: each has what those before it have.
#if defined(__aarch64__)
constexpr std::array kSets = {Isa::kScalar, Isa::kNeon, Isa::kDotprod, Isa::kI8mm};
#else
constexpr std::array kSets = {Isa::kScalar, Isa::kAvx2, Isa::kAvxVnni, Isa::kAvx512, Isa::kAmx};
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
  if (avx2 && avx512 && hasAmx()) found.push_back(Isa::kAmx);
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

// AMX has not run on a processor yet: only who names it gets it.
Isa bestUnasked() {
  const std::span<const Isa> available = availableIsas();
  return available.back() == Isa::kAmx ? available[available.size() - 2] : available.back();
}

}  // namespace

std::string_view isaName(Isa isa) {
  switch (isa) {
    case Isa::kScalar: return "scalar";
    case Isa::kAvx2: return "avx2";
    case Isa::kAvxVnni: return "avxvnni";
    case Isa::kAvx512: return "avx512";
    case Isa::kAmx: return "amx";
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
  if (wanted == nullptr) return bestUnasked();
  for (const Isa isa : kSets) {
    if (isaName(isa) != wanted) continue;
    Isa best = Isa::kScalar;
    for (const Isa have : availableIsas()) {
      if (have <= isa) best = have;
    }
    return best;
  }
  return bestUnasked();
}

std::string missingIsa() {
  const char* wanted = std::getenv("DEEPWELL_CPU");
  if (wanted == nullptr || wanted != isaName(Isa::kAmx) || availableIsas().back() == Isa::kAmx) return "";
  return "DEEPWELL_CPU=amx: this processor (" + processorName() +
         ") has no AMX tiles of int8, or the system does not let programs use them (Linux 5.16 or newer does). Unset "
         "DEEPWELL_CPU, or name another set: scalar, avx2, avxvnni, avx512";
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
