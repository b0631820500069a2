// AMX for tests on processors without it: tile registers and the int8 products as the Intel SDM's pseudo-code gives
// them, with its conditions for faults, and a handler that runs the instructions of compiled code on them: a processor
// without AMX refuses these with SIGILL, whose handler does what the instruction says and goes on after it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace deepwell::test {

class AmxUnit {
 public:
  static constexpr int kTiles = 8;
  static constexpr int kMostRows = 16;
  static constexpr int kRowBytes = 64;

  // Each returns what is wrong, or null. Tiles, rows and bytes are those of the instruction's operands.
  const char* configure(const std::byte* memory);  // LDTILECFG, 64 bytes
  const char* release();                           // TILERELEASE
  const char* zero(int tile);                      // TILEZERO
  const char* load(int tile, const std::byte* rows, int64_t stride);
  const char* store(int tile, std::byte* rows, int64_t stride);
  // TDPBSSD, TDPBSUD, TDPBUSD, TDPBUUD: sums += a * b.
  const char* multiply(int sums, int a, int b, bool a_signed, bool b_signed);

  bool configured() const { return configured_; }
  int64_t products() const { return products_; }

 private:
  struct Tile {
    int rows = 0;
    int row_bytes = 0;
    std::byte data[kMostRows][kRowBytes] = {};
  };
  const char* usable(int tile) const;
  int32_t element(const Tile& tile, int row, int byte, bool is_signed) const;

  Tile tiles_[kTiles];
  bool configured_ = false;
  int64_t products_ = 0;  // multiplications so far
};

// While one lives, this thread's AMX instructions run on `unit`; others' illegal instructions end the program as ever.
// A fault of the unit ends it too, with a message. Linux on x86-64 only; supported() says so.
class AmxTrap {
 public:
  static bool supported();
  AmxTrap();
  ~AmxTrap();
  AmxTrap(const AmxTrap&) = delete;
  AmxTrap& operator=(const AmxTrap&) = delete;

  AmxUnit unit;
};

}  // namespace deepwell::test
