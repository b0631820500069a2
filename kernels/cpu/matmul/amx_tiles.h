// AMX: eight tile registers of 16 rows of 64 bytes, and products of int8 tiles (Intel SDM, volume 1, chapter
// "Programming with Intel AMX"; volume 2 for each instruction). A thread configures the tiles before it uses them and
// releases them after. Assembler rather than the compilers' intrinsics: GCC 12's tile loads do not say that they read
// memory.
#pragma once

#include <cstddef>
#include <cstdint>

namespace deepwell::cpu::amx {
namespace {

// What LDTILECFG reads. A tile of 0 rows is not to be used.
struct TileShapes {
  uint8_t palette = 1;
  uint8_t start_row = 0;
  uint8_t reserved[14] = {};
  uint16_t row_bytes[16] = {};
  uint8_t rows[16] = {};

  void set(int tile, int tile_rows, int tile_row_bytes) {
    rows[tile] = static_cast<uint8_t>(tile_rows);
    row_bytes[tile] = static_cast<uint16_t>(tile_rows == 0 ? 0 : tile_row_bytes);
  }
};
static_assert(sizeof(TileShapes) == 64);

// All tiles are zero afterwards.
inline void configureTiles(const TileShapes& shapes) { asm volatile("ldtilecfg %0" : : "m"(shapes) : "memory"); }
inline void releaseTiles() { asm volatile("tilerelease" : : : "memory"); }

template <int kTile>
inline void zeroTile() {
  asm volatile("tilezero %%tmm%c0" : : "i"(kTile));
}

// Rows lie `stride` bytes apart.
template <int kTile>
inline void loadTile(const void* rows, int64_t stride) {
  asm volatile("tileloadd (%0,%1,1), %%tmm%c2" : : "r"(rows), "r"(stride), "i"(kTile) : "memory");
}
template <int kTile>
inline void storeTile(void* rows, int64_t stride) {
  asm volatile("tilestored %%tmm%c2, (%0,%1,1)" : : "r"(rows), "r"(stride), "i"(kTile) : "memory");
}

// sums[m][n] (int32) += the sum over k of a[m][k] * b[k / 4][4 * n + k % 4]; a and b signed.
template <int kSums, int kA, int kB>
inline void multiplySigned() {
  asm volatile("tdpbssd %%tmm%c2, %%tmm%c1, %%tmm%c0" : : "i"(kSums), "i"(kA), "i"(kB));
}
// The same with unsigned b.
template <int kSums, int kA, int kB>
inline void multiplyUnsigned() {
  asm volatile("tdpbsud %%tmm%c2, %%tmm%c1, %%tmm%c0" : : "i"(kSums), "i"(kA), "i"(kB));
}

}  // namespace
}  // namespace deepwell::cpu::amx
