// How much memory the machine has (for decisions before something is allocated, not promises), and giving some back.
#pragma once

#include <cstdint>

namespace deepwell {

// Bytes of RAM.
uint64_t physicalMemory();

// Bytes that can be had now without pushing others out: Linux' MemAvailable, capped by the limit of the control group.
uint64_t availableMemory();

// Gives the system back what was freed and the allocator still holds; takes a millisecond, for after large work.
void returnFreedMemory();

}  // namespace deepwell
