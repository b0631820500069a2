// The frame of the AVX-512 kernels of quantised types: few rows of activations against weights where they lie, many
// against panels of 16 rows of weights that are packed first.
#pragma once

#include "kernels/cpu/matmul/avx512_common.h"

namespace deepwell::cpu::avx512 {
namespace {

// Rows of activations of a tile.
constexpr int kTile = 8;

// Calls body.template operator()<N>(first) for tiles of at most kTile rows that cover n rows.
template <int kRows, class Body>
inline void lastTile(int64_t first, int64_t n, Body& body) {
  if constexpr (kRows > 0) {
    if (n == kRows) {
      body.template operator()<kRows>(first);
    } else {
      lastTile<kRows - 1>(first, n, body);
    }
  }
}
template <class Body>
inline void forTiles(int64_t n, Body&& body) {
  int64_t first = 0;
  for (; first + kTile <= n; first += kTile) body.template operator()<kTile>(first);
  lastTile<kTile - 1>(first, n - first, body);
}

// The frame of a quantised kernel, for few rows of activations dot_row(rows, tile_row, cols, read_ahead or scratch) ->
// 16 sums; pack(rows, cols, panel); tile.operator()<N>(panel, cols, tile_rows, sums).
template <class DotRow, class Pack, class Tile>
inline void runPanels(const WeightRows& w, int64_t first, int32_t count, const ActivationRows& x, float* out,
                      int64_t out_stride, std::byte* scratch, DotRow dot_row, Pack pack, Tile tile) {
  for (int32_t i = 0; i < count; i += kPanel) {
    const int32_t n = count - i < kPanel ? count - i : kPanel;
    const PanelRows rows(w, first + i, n);
    const __mmask16 lanes = firstLanes(n);
    if (x.count < kPackFrom) {
      for (int32_t r = 0; r < x.count; ++r) {
        __m512 sums;
        if constexpr (requires { dot_row(rows, n, TileRows<1>(x, r), w.cols, scratch); }) {
          sums = dot_row(rows, n, TileRows<1>(x, r), w.cols, scratch);
        } else {
          sums = dot_row(rows, TileRows<1>(x, r), w.cols, ReadAhead(w.row(first + i) + kPanel * w.row_bytes));
        }
        _mm512_mask_storeu_ps(out + r * out_stride + i, lanes, sums);
      }
      continue;
    }
    pack(rows, w.cols, scratch);
    forTiles(x.count, [&]<int kRows>(int64_t r) {
      __m512 sum[kRows];
      tile.template operator()<kRows>(scratch, w.cols, TileRows<kRows>(x, r), sum);
      for (int k = 0; k < kRows; ++k) _mm512_mask_storeu_ps(out + (r + k) * out_stride + i, lanes, sum[k]);
    });
  }
}

}  // namespace
}  // namespace deepwell::cpu::avx512
