// The frame of the AVX-512 kernels of quantised types. Few rows of activations go against weights where they lie. For
// many, some columns of 32 rows of weights are packed into two panels, a lane a row of weights, which fit the
// first-level cache; tiles of activation rows then go by. A kernel says
//   kColumns, kPanelBlock          of a block; bytes of a panel for it
//   kChunk                         blocks that are packed at once, an even number
//   dotRow(rows, ...)              one row of activations, see avx512_rows.h
//   pack(rows, blocks, to, step)   blocks of 16 rows of weights, `step` bytes apart
//   tile<kRows>(span, x, next, sum)  adds the blocks' products to sum[kRows][kPanels]
#pragma once

#include <algorithm>

#include "kernels/cpu/matmul/avx512_rows.h"

namespace deepwell::cpu::avx512 {
namespace {

// Panels of a tile: every four activations are loaded once for both (two loads a cycle would be all there is time for).
constexpr int kPanels = 2;
constexpr int kOutputs = kPanels * kPanel;
// Rows of activations of a tile: 12 dot products and 12 sums leave registers for what they are made of.
constexpr int kTile = 6;

struct BlockRange {
  int64_t first, end;
};

// Packed blocks: of both panels the first block, then of both the second, ...
struct PanelSpan {
  const std::byte* data;
  BlockRange blocks;
  int64_t cols;  // of the whole row
};

// Asks for the weights that are packed next, a few lines a step of a tile: evenly, because memory takes longer than a
// pack, and because a burst would keep what the tiles load waiting. Nothing happens where there is no memory.
class NextWeights {
 public:
  // `rows` pieces of `bytes`, `stride` apart; all are asked for in `steps` steps.
  NextWeights(const std::byte* first, int64_t bytes, int64_t stride, int64_t rows, int64_t steps)
      : at_(reinterpret_cast<uintptr_t>(first)), rows_(first != nullptr ? rows : 0) {
    const int64_t lines = (bytes + 127) / 64;
    end_ = at_ + static_cast<uintptr_t>(64 * lines);
    length_ = static_cast<uintptr_t>(64 * lines);
    stride_ = static_cast<uintptr_t>(stride);
    each_ = (rows * lines + steps - 1) / steps;
  }

  void take() {
    for (int64_t i = 0; i < each_; ++i) {
      if (rows_ == 0) return;
      _mm_prefetch(reinterpret_cast<const char*>(at_), _MM_HINT_T1);
      at_ += 64;
      if (at_ != end_) continue;
      at_ += stride_ - length_;
      end_ += stride_;
      --rows_;
    }
  }

 private:
  uintptr_t at_, end_ = 0, length_ = 0, stride_ = 0;
  int64_t rows_, each_ = 0;
};

// Calls body.template operator()<N>(first) for tiles of at most kTile rows, about alike, that cover n rows.
template <int kRows, class Body>
inline void tileOf(int64_t first, int64_t n, Body& body) {
  if constexpr (kRows > 0) {
    if (n == kRows) {
      body.template operator()<kRows>(first);
    } else {
      tileOf<kRows - 1>(first, n, body);
    }
  }
}
inline int64_t tilesOf(int64_t n) { return (n + kTile - 1) / kTile; }
template <class Body>
inline void forTiles(int64_t n, Body&& body) {
  int64_t first = 0;
  for (int64_t left = tilesOf(n); left > 0; --left) {
    const int64_t rows = (n - first + left - 1) / left;
    tileOf<kTile>(first, rows, body);
    first += rows;
  }
}

// Two panels' rows of weights, n <= kOutputs of them.
struct PanelPair {
  PanelPair(const WeightRows& w, int64_t first, int32_t n)
      : rows{PanelRows(w, first, std::min(n, kPanel)),
             n > kPanel ? PanelRows(w, first + kPanel, n - kPanel) : PanelRows(w, first, 1)},
        lanes{firstLanes(n), firstLanes(std::max(n - kPanel, 0))} {}
  PanelRows rows[kPanels];
  __mmask16 lanes[kPanels];
};

template <class Kernel>
constexpr int64_t panelBytes() {
  return kPanels * Kernel::kChunk * Kernel::kPanelBlock;
}

// Packed blocks against all rows of activations. Sums stay in `out` from chunk to chunk.
template <class Kernel>
inline void runTiles(const PanelSpan& span, const PanelPair& pair, const ActivationRows& x, float* out,
                     int64_t out_stride, NextWeights next) {
  forTiles(x.count, [&]<int kRows>(int64_t r) {
    __m512 sum[kRows][kPanels];
    for (int k = 0; k < kRows; ++k) {
      for (int p = 0; p < kPanels; ++p) {
        const float* from = out + (r + k) * out_stride + kPanel * p;
        sum[k][p] = span.blocks.first == 0 ? _mm512_setzero_ps() : _mm512_maskz_loadu_ps(pair.lanes[p], from);
      }
    }
    Kernel::template tile<kRows>(span, TileRows<kRows>(x, r), next, sum);
    for (int k = 0; k < kRows; ++k) {
      for (int p = 0; p < kPanels; ++p)
        _mm512_mask_storeu_ps(out + (r + k) * out_stride + kPanel * p, pair.lanes[p], sum[k][p]);
    }
  });
}

// scratch: panelBytes() and what dotRow needs.
template <class Kernel>
inline void runPanels(const WeightRows& w, int64_t first, int32_t count, const ActivationRows& x, float* out,
                      int64_t out_stride, std::byte* scratch) {
  if (x.count < kPackFrom) return runRows<Kernel>(w, first, count, x, out, out_stride, scratch);
  const int64_t blocks = w.cols / Kernel::kColumns;
  const int64_t chunk = std::min<int64_t>(Kernel::kChunk, blocks);
  const auto bytes = [&](int64_t n) { return n * Kernel::kColumns * w.row_bytes / w.cols; };
  for (int32_t i = 0; i < count; i += kOutputs) {
    const int32_t n = std::min(count - i, kOutputs);
    const PanelPair pair(w, first + i, n);
    for (int64_t b = 0; b < blocks; b += chunk) {
      const BlockRange range{b, std::min(b + chunk, blocks)};
      for (int p = 0; p < kPanels; ++p)
        Kernel::pack(pair.rows[p], range, scratch + p * Kernel::kPanelBlock, kPanels * Kernel::kPanelBlock);
      const std::byte* next = w.row(first + i) + bytes(range.end);
      if (range.end == blocks) next = i + kOutputs < count ? w.row(first + i + kOutputs) : w.next;
      const int64_t steps = tilesOf(x.count) * (range.end - range.first);
      runTiles<Kernel>({scratch, range, w.cols}, pair, x, out + i, out_stride,
                       NextWeights(next, bytes(chunk), w.row_bytes, n, steps));
    }
  }
}

// The sums of scale * value * x of a block, added to `total`. A panel has kGroups vectors of 4 columns for each of its
// sub-blocks, and their scales at kAtScales.
template <class Kernel, int kGroups, int kRows>
inline void addProducts(const std::byte* block, const TileRows<kRows>& x, int64_t first_column,
                        __m512i (*total)[kPanels]) {
  for (int j = 0; j < 64 / kGroups; ++j) {
    __m512i dot[kRows][kPanels];
    for (auto& row : dot) row[0] = row[1] = _mm512_setzero_si512();
    const std::byte* group = block + 64 * kGroups * j;
    for (int g = 0; g < kGroups; ++g, group += 64) {
      const __m512i w[kPanels] = {_mm512_load_si512(group), _mm512_load_si512(group + Kernel::kPanelBlock)};
      for (int r = 0; r < kRows; ++r) {
        const __m512i v = dwordOf(x.q(r) + first_column + 4 * (kGroups * j + g));
        for (int p = 0; p < kPanels; ++p) dot[r][p] = _mm512_dpbusd_epi32(dot[r][p], w[p], v);
      }
    }
    for (int p = 0; p < kPanels; ++p) {
      const __m512i scale = _mm512_load_si512(block + p * Kernel::kPanelBlock + Kernel::kAtScales + 64 * j);
      for (int r = 0; r < kRows; ++r) total[r][p] = _mm512_add_epi32(total[r][p], _mm512_mullo_epi32(dot[r][p], scale));
    }
  }
}

// Products of pairs of int16: kPairs vectors of a panel, and as many dwords of x.
template <int kPairs>
inline __m512i pairSum(const std::byte* panel, const int8_t* x) {
  __m512i sum = _mm512_setzero_si512();
  for (int k = 0; k < kPairs; ++k) {
    sum = _mm512_dpwssd_epi32(sum, _mm512_load_si512(panel + 64 * k), dwordOf(x + 4 * k));
  }
  return sum;
}

}  // namespace
}  // namespace deepwell::cpu::avx512
