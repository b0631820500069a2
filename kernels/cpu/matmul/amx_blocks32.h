// AMX kernel of types of 32 elements a block; formats as in avx512_blocks32.h. A float scale a block means that a tile
// product goes over 32 columns, half of what it could, and its sums are scaled by AVX-512 while the next are made.
#pragma once

#include "kernels/cpu/matmul/amx_frame.h"
#include "kernels/cpu/matmul/avx512_panels32.h"

namespace deepwell::cpu::amx {
namespace {

template <class Format>
struct TileBlocks32 {
  using Base = avx512::Panels32<Format>;  // the panel is the same, but signed: without the zero point
  static constexpr int kMostRows = 16;
  static constexpr int kGroup = 4;  // blocks whose sums are made together: tiles 0 to 3

  static int64_t panelBytes(int64_t cols) { return cols / 32 * Base::kPanelBlock; }

  static void pack(const avx512::PanelRows& rows, int64_t cols, std::byte* panel) {
    Base::pack(rows, {0, cols / 32}, panel, Base::kPanelBlock);
    if constexpr (Format::kZero == 0) return;
    const __m512i zero = _mm512_set1_epi8(static_cast<char>(Format::kZero));
    for (int64_t b = 0; b < cols / 32; ++b, panel += Base::kPanelBlock) {
      for (int g = 0; g < 8; ++g) {
        _mm512_store_si512(panel + 64 * g, _mm512_sub_epi8(_mm512_load_si512(panel + 64 * g), zero));
      }
    }
  }

  static TileShapes shapes(int rows) {
    TileShapes shapes;
    for (int tile = 0; tile < kGroup; ++tile) shapes.set(tile, rows, 64);
    for (const int tile : {4, 5}) shapes.set(tile, rows, 32);  // activations
    for (const int tile : {6, 7}) shapes.set(tile, 8, 64);     // weights: 4 columns x 16 outputs a row
    return shapes;
  }

  template <int kSums>
  static void multiplyBlock(const std::byte* panel, const int8_t* q, int64_t stride, int32_t* to) {
    constexpr int kA = 4 + kSums % 2;
    constexpr int kB = 6 + kSums % 2;
    zeroTile<kSums>();
    loadTile<kA>(q, stride);
    loadTile<kB>(panel, 64);
    multiplySigned<kSums, kA, kB>();
    storeTile<kSums>(to + kSums * 256, 64);
  }

  // Sums of n blocks, 16 rows of 16 each.
  static void multiply(const std::byte* panel, const int8_t* q, int64_t stride, int64_t n, int32_t* to) {
    multiplyBlock<0>(panel, q, stride, to);
    if (n > 1) multiplyBlock<1>(panel + Base::kPanelBlock, q + 32, stride, to);
    if (n > 2) multiplyBlock<2>(panel + 2 * Base::kPanelBlock, q + 64, stride, to);
    if (n > 3) multiplyBlock<3>(panel + 3 * Base::kPanelBlock, q + 96, stride, to);
  }

  // The same blocks' sums, from block b on, scaled and added.
  static void add(const std::byte* panel, const TileInput& x, int64_t cols, int64_t b, int64_t n, const int32_t* from,
                  __m512* sums) {
    for (int r = 0; r < x.rows; ++r) {
      const auto* scale = x.at<float>(r, Q8Row::scaleOffset(cols)) + b;
      const auto* offset = x.at<int32_t>(r, Q8Row::sumOffset(ActivationType::kQ8_32, cols)) + b;
      __m512 sum = sums[r];
      for (int64_t j = 0; j < n; ++j) {
        const std::byte* block = panel + j * Base::kPanelBlock;
        const __m512 dot = _mm512_cvtepi32_ps(_mm512_load_si512(from + 256 * j + 16 * r));
        const __m512 dx = _mm512_set1_ps(scale[j]);
        sum = _mm512_fmadd_ps(dot, _mm512_mul_ps(_mm512_load_ps(block + 512), dx), sum);
        if constexpr (Base::kHasMinimum) {
          const __m512 total = _mm512_set1_ps(static_cast<float>(offset[j] / -128));
          sum = _mm512_fmadd_ps(total, _mm512_mul_ps(_mm512_load_ps(block + 576), dx), sum);
        }
      }
      sums[r] = sum;
    }
  }

  static void tile(const std::byte* panel, int64_t cols, const TileInput& x, __m512* sums) {
    alignas(64) int32_t made[2][kGroup * 256];
    const int64_t blocks = cols / 32;
    const auto of = [&](int64_t b) { return panel + b * Base::kPanelBlock; };
    const auto sizeAt = [&](int64_t b) { return std::min<int64_t>(kGroup, blocks - b); };
    for (int r = 0; r < x.rows; ++r) sums[r] = _mm512_setzero_ps();
    multiply(of(0), x.q, x.stride, sizeAt(0), made[0]);
    for (int64_t b = 0; b < blocks; b += kGroup) {
      const int64_t next = b + kGroup;
      if (next < blocks) multiply(of(next), x.q + 32 * next, x.stride, sizeAt(next), made[next / kGroup % 2]);
      add(of(b), x, cols, b, sizeAt(b), made[b / kGroup % 2], sums);
    }
  }
};

}  // namespace
}  // namespace deepwell::cpu::amx
