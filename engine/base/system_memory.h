// How much memory the machine has. For decisions before something is allocated, not promises.
#pragma once

#include <cstdint>

namespace deepwell {

// Bytes of RAM.
uint64_t physicalMemory();

// Bytes that can be had now without pushing others out: Linux' MemAvailable, capped by the limit of the control group.
uint64_t availableMemory();

}  // namespace deepwell
