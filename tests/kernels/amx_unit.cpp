#include "tests/kernels/amx_unit.h"

#include <algorithm>
#include <cstring>

namespace deepwell::test {

const char* AmxUnit::usable(int tile) const {
  if (!configured_) return "no tiles are configured";
  if (tile < 0 || tile >= kTiles) return "no such tile";
  if (tiles_[tile].rows == 0 || tiles_[tile].row_bytes == 0) return "the tile has no rows";
  return nullptr;
}

const char* AmxUnit::configure(const std::byte* memory) {
  uint8_t bytes[64];
  std::memcpy(bytes, memory, sizeof(bytes));
  if (bytes[0] == 0) return release();
  if (bytes[0] != 1) return "no such palette";
  if (bytes[1] != 0) return "a start row";  // the processor allows it; nobody here wants it
  for (int i = 2; i < 16; ++i) {
    if (bytes[i] != 0) return "reserved bytes are not 0";
  }
  Tile tiles[kTiles];
  for (int i = 0; i < 16; ++i) {
    const int row_bytes = bytes[16 + 2 * i] + 256 * bytes[17 + 2 * i];
    const int rows = bytes[48 + i];
    if (i >= kTiles && (rows != 0 || row_bytes != 0)) return "a ninth tile";
    if (rows > kMostRows || row_bytes > kRowBytes) return "a tile too large";
    if ((rows == 0) != (row_bytes == 0)) return "a tile with rows or columns only";
    if (i >= kTiles) continue;
    tiles[i].rows = rows;
    tiles[i].row_bytes = row_bytes;
  }
  std::copy(tiles, tiles + kTiles, tiles_);
  configured_ = true;
  return nullptr;
}

const char* AmxUnit::release() {
  for (Tile& tile : tiles_) tile = Tile();
  configured_ = false;
  return nullptr;
}

const char* AmxUnit::zero(int tile) {
  if (const char* wrong = usable(tile)) return wrong;
  std::memset(tiles_[tile].data, 0, sizeof(Tile::data));
  return nullptr;
}

const char* AmxUnit::load(int tile, const std::byte* rows, int64_t stride) {
  if (const char* wrong = zero(tile)) return wrong;
  for (int r = 0; r < tiles_[tile].rows; ++r) {
    std::memcpy(tiles_[tile].data[r], rows + r * stride, static_cast<size_t>(tiles_[tile].row_bytes));
  }
  return nullptr;
}

const char* AmxUnit::store(int tile, std::byte* rows, int64_t stride) {
  if (const char* wrong = usable(tile)) return wrong;
  for (int r = 0; r < tiles_[tile].rows; ++r) {
    std::memcpy(rows + r * stride, tiles_[tile].data[r], static_cast<size_t>(tiles_[tile].row_bytes));
  }
  return nullptr;
}

int32_t AmxUnit::element(const Tile& tile, int row, int byte, bool is_signed) const {
  const auto value = static_cast<uint8_t>(tile.data[row][byte]);
  return is_signed ? static_cast<int8_t>(value) : value;
}

const char* AmxUnit::multiply(int sums, int a, int b, bool a_signed, bool b_signed) {
  for (const int tile : {sums, a, b}) {
    if (const char* wrong = usable(tile)) return wrong;
  }
  if (sums == a || sums == b || a == b) return "the same tile twice";
  Tile& c = tiles_[sums];
  const Tile& left = tiles_[a];
  const Tile& right = tiles_[b];
  if (c.row_bytes % 4 != 0 || left.row_bytes % 4 != 0 || right.row_bytes % 4 != 0)
    return "columns are not whole dwords";
  if (c.rows != left.rows) return "rows of the sums and of the first factor differ";
  if (c.row_bytes != right.row_bytes) return "columns of the sums and of the second factor differ";
  if (left.row_bytes / 4 != right.rows) return "columns of the first factor and rows of the second differ";
  for (int m = 0; m < c.rows; ++m) {
    uint32_t row[kRowBytes / 4];
    std::memcpy(row, c.data[m], sizeof(row));
    for (int k = 0; k < left.row_bytes / 4; ++k) {
      for (int n = 0; n < c.row_bytes / 4; ++n) {
        for (int i = 0; i < 4; ++i) {
          const int32_t product = element(left, m, 4 * k + i, a_signed) * element(right, k, 4 * n + i, b_signed);
          row[n] += static_cast<uint32_t>(product);  // sums wrap
        }
      }
    }
    std::memcpy(c.data[m], row, sizeof(row));
  }
  ++products_;
  return nullptr;
}

}  // namespace deepwell::test
