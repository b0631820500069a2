// AVX-512 kernels of types of 256 elements with 16 sub-blocks of 16, each with a scale of its own; values are unsigned
// bytes less a zero point, or with a minimum a sub-block. A format says how to unpack a block:
//   kBytes, kD              of a block, and where its fp16 d lies
//   kZero                   the zero point: zero * scale * (sum of x) is taken off as an exact integer; or 0
//   kDmin                   where the fp16 dmin lies, or -1: no minimums
//   unpack(block, h)        elements 128 h to 128 h + 127 as unsigned bytes, at most 63
//   unpackAll(block)        all 256 in the order of inputOf(x, v)
//   scales(block), minimums(block)     16 int16
//
// One row of activations: rows of weights go by one after the other, so that memory is read as one stream. Their sums,
// one vector a block, are stored and then added for 16 rows side by side.
#pragma once

#include <array>

#include "kernels/cpu/matmul/avx512_common.h"

namespace deepwell::cpu::avx512 {
namespace {

// 128 elements, 64 a vector.
struct HalfBlock {
  __m512i first, second;
};

// A whole block.
struct WholeBlock {
  __m512i v[4];
};

// Which scales go with a pair of vectors: int16 of a dword in lane L is that of the first vector's 16 elements there,
// then that of the second's.
using ScalePlaces = std::array<std::array<int16_t, 32>, 2>;
constexpr ScalePlaces scalePlaces(const std::array<int, 16>& sub_blocks) {
  ScalePlaces places{};
  for (size_t pair = 0; pair < 2; ++pair) {
    for (size_t i = 0; i < 32; ++i) places[pair][i] = static_cast<int16_t>(sub_blocks[8 * pair + 4 * (i % 2) + i / 8]);
  }
  return places;
}

template <class Format>
struct Sub16 {
  static constexpr int64_t kBlock = Format::kBytes;
  static constexpr bool kHasMinimums = Format::kDmin >= 0;
  alignas(64) static constexpr ScalePlaces kPlaces = scalePlaces(Format::kSubBlocks);
  static_assert(kHasMinimums == (Format::kZero == 0));
  // 16 int32 whose sum is the block's sum of scale * (q - zero) * x. x: arranged, then what every dword's sum starts
  // with.
  [[gnu::always_inline]] static __m512i productSums(const std::byte* block, const std::byte* x, __m512i upper) {
    const WholeBlock q = Format::unpackAll(block);
    const __m512i scales = _mm512_castsi256_si512(Format::scales(block));
    __m512i sum = _mm512_setzero_si512();
    for (int pair = 0; pair < 2; ++pair) {
      // Sums of four products fit 16 bits: those of two vectors go side by side.
      __m512i dot[2];
      for (int v = 0; v < 2; ++v) {
        const std::byte* own = x + 64 * (2 * pair + v);
        const __m512i start = kHasMinimums ? _mm512_setzero_si512() : _mm512_load_si512(own + 256);
        dot[v] = _mm512_dpbusd_epi32(start, q.v[2 * pair + v], _mm512_load_si512(own));
      }
      const __m512i both = _mm512_ternarylogic_epi32(_mm512_slli_epi32(dot[1], 16), dot[0], upper, 0xE4);
      const __m512i places = _mm512_load_si512(kPlaces[static_cast<size_t>(pair)].data());
      sum = _mm512_dpwssd_epi32(sum, both, _mm512_permutexvar_epi16(places, scales));
    }
    return sum;
  }

  // Scratch of dotRow: x arranged, with starts; for four blocks of a row a vector of sums, by lane, a dword a block;
  // the sums of minimums, a half vector a block and row; d and dmin.
  struct Stored {
    Stored(std::byte* scratch, int64_t blocks)
        : x(scratch), dots(x + 512 * blocks), ds(dots + (blocks + 3) / 4 * 1024), minimums(ds + 64 * blocks) {}
    std::byte* dot(int64_t b, int i) const { return dots + 256 * (b - begin) + 64 * i; }
    std::byte* minimum(int64_t b, int i) const { return minimums + 512 * (b - begin) + 32 * i; }
    std::byte* d(int64_t b, int i) const { return ds + 64 * (b - begin) + 2 * i; }
    std::byte* dmin(int64_t b, int i) const { return d(b, i) + 32; }
    // The same place for the piece of the rows that begins with block `first`, a multiple of four; x is of the whole row.
    Stored from(int64_t first) const {
      Stored piece = *this;
      piece.begin = first;
      return piece;
    }
    std::byte* x;
    std::byte* dots;
    std::byte* ds;
    std::byte* minimums;
    int64_t begin = 0;
  };

  // Blocks b to b + kCount - 1 of row i.
  template <int kCount>
  static void dotFour(const std::byte* row, int64_t b, const int16_t* sum16, int i, const Stored& to, __m512i upper,
                      int64_t ahead) {
    readAhead<kCount * kBlock>(row + b * kBlock, ahead);
    __m512i dot[4];
    for (int j = 0; j < 4; ++j) {
      dot[j] = _mm512_setzero_si512();
      if (j >= kCount) continue;
      const std::byte* block = row + (b + j) * kBlock;
      dot[j] = productSums(block, to.x + 512 * (b + j), upper);
      __builtin_memcpy(to.d(b + j, i), block + Format::kD, 2);
      if constexpr (kHasMinimums) {
        __builtin_memcpy(to.dmin(b + j, i), block + Format::kDmin, 2);
        const __m256i sums = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(sum16 + 16 * (b + j)));
        const __m256i products = _mm256_madd_epi16(Format::minimums(block), sums);
        _mm256_store_si256(reinterpret_cast<__m256i*>(to.minimum(b + j, i)), products);
      }
    }
    _mm512_store_si512(to.dot(b, i), sumQuads(dot[0], dot[1], dot[2], dot[3]));
  }

  static void arrange(const int8_t* x, std::byte* to) {
    for (int v = 0; v < 4; ++v) {
      const __m512i own = Format::inputOf(x, v);
      const __m512i sums = _mm512_dpbusd_epi32(_mm512_setzero_si512(), _mm512_set1_epi8(1), own);
      _mm512_store_si512(to + 64 * v, own);
      _mm512_store_si512(to + 256 + 64 * v, _mm512_mullo_epi32(sums, _mm512_set1_epi32(-Format::kZero)));
    }
  }

  // Blocks first to end - 1 of n rows; ahead(i): how far ahead of row i memory is asked for.
  template <class Ahead>
  [[gnu::always_inline]] static void dotBlocks(const PanelRows& rows, int32_t n, int64_t first, int64_t end,
                                               const int16_t* sum16, const Stored& to, __m512i upper,
                                               Ahead ahead) {
    for (int i = 0; i < n; ++i) {
      const int64_t distance = ahead(i);
      int64_t b = first;
      for (; b + 4 <= end; b += 4) dotFour<4>(rows.row[i], b, sum16, i, to, upper, distance);
      if (end - b == 1) dotFour<1>(rows.row[i], b, sum16, i, to, upper, distance);
      if (end - b == 2) dotFour<2>(rows.row[i], b, sum16, i, to, upper, distance);
      if (end - b == 3) dotFour<3>(rows.row[i], b, sum16, i, to, upper, distance);
    }
  }

  // fresh: x is not yet arranged in the scratch.
  static __m512 dotRow(const PanelRows& rows, int32_t n, const TileRows<1>& x, int64_t cols, std::byte* scratch,
                       bool fresh) {
    const int64_t blocks = cols / 256;
    const auto* sum16 = x.at<int16_t>(0, Q8Row::sumOffset(ActivationType::kQ8_256, cols));
    const Stored stored(scratch, blocks);
    for (int64_t b = 0; fresh && b < blocks; ++b) arrange(x.q(0) + 256 * b, stored.x + 512 * b);
    const __m512i upper = kept(_mm512_set1_epi32(static_cast<int>(0xFFFF0000U)));
    __m512 sum = _mm512_setzero_ps();
    if (blocks <= RowPieces::kMost) {
      dotBlocks(rows, n, 0, blocks, sum16, stored, upper, [](int) { return 8192; });
      return addStored(stored, x.at<float>(0, Q8Row::scaleOffset(cols)), 0, blocks, sum);
    }
    const RowPieces pieces(rows, n, blocks, kBlock);
    for (int64_t first = 0; first < blocks; first += pieces.piece()) {
      const int64_t end = std::min(first + pieces.piece(), blocks);
      const Stored piece = stored.from(first);
      dotBlocks(rows, n, first, end, sum16, piece, upper, [&](int i) { return pieces.distance(i, first); });
      sum = addStored(piece, x.at<float>(0, Q8Row::scaleOffset(cols)), first, end, sum);
    }
    return sum;
  }

  // The sums of 16 half vectors of 8 int32.
  static __m512i sumHalfVectors(const std::byte* p) {
    const auto quads = [&](int g) {  // rows 2 i and 2 i + 1 in the halves of vector i
      const std::byte* q = p + 256 * g;
      return sumQuads(_mm512_load_si512(q), _mm512_load_si512(q + 64), _mm512_load_si512(q + 128),
                      _mm512_load_si512(q + 192));
    };
    const __m512i a = quads(0), b = quads(1);  // lanes: even rows, even rows, odd, odd
    const __m512i sum = _mm512_add_epi32(_mm512_shuffle_i32x4(a, b, 0x88), _mm512_shuffle_i32x4(a, b, 0xDD));
    return _mm512_permutexvar_epi32(_mm512_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7, 8, 12, 9, 13, 10, 14, 11, 15), sum);
  }

  static __m512 addStored(const Stored& stored, const float* scale, int64_t begin, int64_t end, __m512 sum) {
    for (int64_t first = begin; first < end; first += 4) {
      __m512i dots[4];
      for (int g = 0; g < 4; ++g) {
        const auto dot = [&](int i) { return _mm512_load_si512(stored.dot(first, 4 * g + i)); };
        dots[g] = sumLanes(dot(0), dot(1), dot(2), dot(3));
      }
      transposeDwords(dots);
      for (int j = 0; j < 4 && first + j < end; ++j) {
        const int64_t b = first + j;
        const __m512 dx = _mm512_set1_ps(scale[b]);
        const __m512 d = _mm512_mul_ps(widenHalves(stored.d(b, 0)), dx);
        sum = _mm512_fmadd_ps(_mm512_cvtepi32_ps(dots[j]), d, sum);
        if constexpr (kHasMinimums) {
          const __m512 dmin = _mm512_mul_ps(widenHalves(stored.dmin(b, 0)), dx);
          sum = _mm512_fnmadd_ps(_mm512_cvtepi32_ps(sumHalfVectors(stored.minimum(b, 0))), dmin, sum);
        }
      }
    }
    return sum;
  }
};

}  // namespace
}  // namespace deepwell::cpu::avx512
