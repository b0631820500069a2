// Only for files of one instruction set, see avx2_common.h.
#pragma once

#include <immintrin.h>

#include <cstddef>
#include <cstdint>

namespace deepwell::cpu {
namespace {

// Asks for the memory behind the rows in hand while they are being used: all of a panel's rows are read at once, and so
// many streams are more than the hardware follows. Nothing happens where there is no memory.
class ReadAhead {
 public:
  explicit ReadAhead(const std::byte* next) : next_(reinterpret_cast<uintptr_t>(next)) {}
  template <int kBytes>
  void take() {
    for (int at = 0; at < kBytes; at += 64) _mm_prefetch(reinterpret_cast<const char*>(next_ + static_cast<uintptr_t>(at)), _MM_HINT_T1);
    next_ += kBytes;
  }

 private:
  uintptr_t next_;
};

}  // namespace
}  // namespace deepwell::cpu
