#include "engine/base/system_memory.h"

#include <unistd.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <algorithm>
#include <fstream>
#include <string>

namespace deepwell {
namespace {

// The number in a file of one number; `fallback` if there is none ("max").
uint64_t numberIn(const char* path, uint64_t fallback) {
  std::ifstream file(path);
  uint64_t value = 0;
  return file >> value ? value : fallback;
}

uint64_t fromMemInfo(uint64_t fallback) {
  std::ifstream file("/proc/meminfo");
  std::string key;
  uint64_t kib = 0;
  for (std::string line; file >> key >> kib; std::getline(file, line)) {
    if (key == "MemAvailable:") return kib * 1024;
  }
  return fallback;
}

}  // namespace

uint64_t physicalMemory() {
  const long pages = ::sysconf(_SC_PHYS_PAGES);
  const long size = ::sysconf(_SC_PAGE_SIZE);
  return pages > 0 && size > 0 ? static_cast<uint64_t>(pages) * static_cast<uint64_t>(size) : uint64_t{8} << 30;
}

uint64_t availableMemory() {
  const uint64_t machine = fromMemInfo(physicalMemory());
  // Pages of mapped files count as used by the group but are given up when needed: the limit alone is compared.
  return std::min(machine, numberIn("/sys/fs/cgroup/memory.max", UINT64_MAX));
}

void returnFreedMemory() {
#ifdef __GLIBC__
  ::malloc_trim(0);
#endif
}

}  // namespace deepwell
