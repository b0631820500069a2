// The frame of AMX kernels: panels of 16 rows of weights, against tiles of rows of activations. Only for files compiled
// for AVX-512 (see avx512_common.h). A kernel says
//   kMostRows                            rows of activations of a tile
//   panelBytes(cols), pack(rows, cols, panel)
//   shapes(rows)                         of the tile registers, for so many rows of activations
//   tile(panel, cols, input, sums)       16 floats a row of activations
#pragma once

#include <algorithm>

#include "kernels/cpu/matmul/amx_tiles.h"
#include "kernels/cpu/matmul/avx512_common.h"

namespace deepwell::cpu::amx {
namespace {

constexpr int kPanel = avx512::kPanel;

// Some rows of activations. Their bytes lie `stride` apart, as tile loads need it.
struct TileInput {
  const int8_t* q = nullptr;
  int64_t stride = 0;
  int rows = 0;
  const std::byte* row[32] = {};

  template <class T>
  const T* at(int r, int64_t offset) const {
    return reinterpret_cast<const T*>(row[r] + offset);
  }
};

// Distance of copied rows: not a multiple of a page, so that rows do not fall into the same places of the cache.
inline int64_t copiedStride(int64_t cols) { return Q8Row::roundUp(cols) + 64; }

// Rows that an index picks are copied to `copy`.
inline TileInput inputOf(const ActivationRows& x, int64_t first, int rows, std::byte* copy) {
  TileInput input;
  input.rows = rows;
  for (int r = 0; r < rows; ++r) input.row[r] = x.row(first + r);
  input.q = reinterpret_cast<const int8_t*>(input.row[0]);
  input.stride = x.row_bytes;
  if (x.index != nullptr) {
    input.q = reinterpret_cast<const int8_t*>(copy);
    input.stride = copiedStride(x.cols);
    for (int r = 0; r < rows; ++r) {
      __builtin_memcpy(copy + r * input.stride, input.row[r], static_cast<size_t>(x.cols));
    }
  }
  return input;
}

template <class Kernel>
int64_t scratchBytes(int64_t cols) {
  return Kernel::panelBytes(cols) + Kernel::kMostRows * copiedStride(cols);
}

template <class Kernel>
void runTiles(const WeightRows& w, int64_t first, int32_t count, const ActivationRows& x, float* out,
              int64_t out_stride, std::byte* scratch) {
  std::byte* copy = scratch + Kernel::panelBytes(w.cols);
  int configured = 0;
  for (int32_t i = 0; i < count; i += kPanel) {
    const int32_t n = std::min(count - i, kPanel);
    Kernel::pack(avx512::PanelRows(w, first + i, n), w.cols, scratch);
    for (int32_t r = 0; r < x.count; r += Kernel::kMostRows) {
      const TileInput input = inputOf(x, r, std::min(x.count - r, Kernel::kMostRows), copy);
      if (input.rows != configured) configureTiles(Kernel::shapes(input.rows));
      configured = input.rows;
      __m512 sums[Kernel::kMostRows];
      Kernel::tile(scratch, w.cols, input, sums);
      for (int k = 0; k < input.rows; ++k) {
        _mm512_mask_storeu_ps(out + (r + k) * out_stride + i, avx512::firstLanes(n), sums[k]);
      }
    }
  }
  if (configured != 0) releaseTiles();
}

}  // namespace
}  // namespace deepwell::cpu::amx
