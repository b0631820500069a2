// AVX-512 kernels of types of 256 elements with 8 sub-blocks of 32, each with a 6-bit scale and minimum as Q4_K packs
// them. All integers of a block are exact: sums of scale * q * x and of minimum * x, then two fused multiply-adds. A
// format says how to unpack a block:
//   kBytes             of a block, which begins with d and dmin (fp16) and 12 bytes of scales
//   unpack(block, k)   sub-blocks 4k to 4k + 3 (k = 0, 1) as unsigned bytes, at most 63
//   kOddFactor         what the odd ones are multiplied with in unpackScaled(block, k), which is the same else
//
// One row of activations: rows of weights go by one after the other, so that memory is read as one stream. Their sums,
// one vector a block, are stored and then added for 16 rows side by side. Many rows: avx512_panels_sub32.h.
#pragma once

#include "kernels/cpu/matmul/avx512_common.h"

namespace deepwell::cpu::avx512 {
namespace {

// Two vectors of 64 elements: sub-blocks 4k and 4k + 2; 4k + 1 and 4k + 3.
struct FourSubBlocks {
  __m512i even, odd;
};

// The heads (d, dmin, 12 bytes of scales) of four blocks, and their scales and minimums, 8 int16 a block.
struct SubBlockHeads {
  __m512i raw, scales, minimums;
};

struct HeadConstants {
  __m512i six = kept(_mm512_set1_epi8(0x3F));
  __m512i four = kept(_mm512_set1_epi8(0x0F));
  __m512i two = kept(_mm512_set1_epi8(0x30));
  __m512i nibble_shift = kept(_mm512_set4_epi32(0, 4, 0, 0));
};

inline SubBlockHeads loadHeads(const std::byte* p0, const std::byte* p1, const std::byte* p2, const std::byte* p3,
                               const HeadConstants& constants) {
  const auto head = [](const std::byte* p) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(p)); };
  __m512i v = _mm512_castsi128_si512(head(p0));
  v = _mm512_inserti32x4(v, head(p1), 1);
  v = _mm512_inserti32x4(v, head(p2), 2);
  v = _mm512_inserti32x4(v, head(p3), 3);
  // Dword 1 of a block has the low six bits of scales 0-3, dword 2 those of minimums 0-3; dword 3 has the low four
  // bits of both for 4-7, whose high two bits are on top of dwords 1 and 2.
  const __m512i low = _mm512_and_si512(v, constants.six);
  const __m512i top = _mm512_and_si512(_mm512_srli_epi32(v, 2), constants.two);
  const __m512i picked = _mm512_srlv_epi32(_mm512_shuffle_epi32(v, _MM_PERM_DDDD), constants.nibble_shift);
  const __m512i high = _mm512_or_si512(_mm512_and_si512(picked, constants.four), top);
  const __m512i zero = _mm512_setzero_si512();
  return {v, _mm512_unpackhi_epi8(_mm512_unpacklo_epi32(low, high), zero),
          _mm512_unpacklo_epi8(_mm512_unpackhi_epi32(low, high), zero)};
}

// Which of a block's eight scales (int16) go with vectors 4k and 4k + 1: pair 2k in the lower half, 2k + 1 above.
inline __m512i pairsOfScales(int k) {
  const int64_t low = 0x0302010003020100 + 0x0808080808080808 * k, high = low + 0x0404040404040404;
  return _mm512_setr_epi64(low, low, low, low, high, high, high, high);
}

// Lane j of v in every lane.
inline __m512i laneOf(__m512i v, int j) {
  if (j == 0) return _mm512_shuffle_i32x4(v, v, 0x00);
  if (j == 1) return _mm512_shuffle_i32x4(v, v, 0x55);
  return j == 2 ? _mm512_shuffle_i32x4(v, v, 0xAA) : _mm512_shuffle_i32x4(v, v, 0xFF);
}

struct DotConstants {
  HeadConstants heads;
  __m512i nibble = kept(_mm512_set1_epi8(0x0F));
  __m512i upper = kept(_mm512_set1_epi32(static_cast<int>(0xFFFF0000U)));
  __m512i pairs[2] = {kept(pairsOfScales(0)), kept(pairsOfScales(1))};
};

template <class Format>
struct Sub32 {
  static constexpr int64_t kBlock = Format::kBytes;
  // x of a block as the nibbles lie: vector 2k + s has sub-blocks 4k + s and 4k + 2 + s.
  static __m512i inputOf(const int8_t* x, int k, int s) {
    const auto half = [&](int j) { return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(x + 32 * j)); };
    return _mm512_inserti64x4(_mm512_castsi256_si512(half(4 * k + s)), half(4 * k + 2 + s), 1);
  }

  // 16 int32 whose sum is the block's sum of scale * q * x. scales: 8 int16 in every lane. x: arranged.
  [[gnu::always_inline]] static __m512i productSums(const std::byte* block, __m512i scales, const std::byte* x,
                                                    const DotConstants& constants) {
    __m512i sum = _mm512_setzero_si512();
    for (int k = 0; k < 2; ++k) {
      const FourSubBlocks q = Format::unpackScaled(block, k, constants.nibble);
      // Sums of four products fit 16 bits: those of neighbouring sub-blocks go side by side.
      const __m512i even = _mm512_dpbusd_epi32(_mm512_setzero_si512(), q.even, _mm512_load_si512(x + 128 * k));
      const __m512i odd = _mm512_dpbusd_epi32(_mm512_setzero_si512(), q.odd, _mm512_load_si512(x + 128 * k + 64));
      const __m512i up = _mm512_slli_epi32(odd, Format::kOddFactor == 16 ? 12 : 16);
      const __m512i both = _mm512_ternarylogic_epi32(up, even, constants.upper, 0xE4);  // upper ? up : even
      sum = _mm512_dpwssd_epi32(sum, both, _mm512_shuffle_epi8(scales, constants.pairs[k]));
    }
    return sum;
  }

  // Scratch of dotRow: x arranged; three vectors a row for four blocks: sums, by lane, a dword a block; sums of
  // minimums and heads, a lane a block.
  struct Stored {
    Stored(std::byte* scratch, int64_t blocks) : x(scratch), fours(x + 256 * blocks) {}
    std::byte* dot(int64_t b, int i) const { return fours + 768 * (b - begin) + 64 * i; }
    std::byte* minimum(int64_t b, int i) const { return dot(b, i) + 1024; }
    std::byte* head(int64_t b, int i) const { return dot(b, i) + 2048; }
    // The same place for the piece of the rows that begins with block `first`, a multiple of four; x is of the whole row.
    Stored from(int64_t first) const {
      Stored piece = *this;
      piece.begin = first;
      return piece;
    }
    std::byte* x;
    std::byte* fours;
    int64_t begin = 0;
  };

  // Blocks b to b + kCount - 1 of row i.
  template <int kCount>
  static void dotFour(const std::byte* row, int64_t b, const int16_t* sum32, int i, const Stored& to,
                      const DotConstants& constants, int64_t ahead) {
    readAhead<kCount * kBlock>(row + b * kBlock, ahead);
    const auto block = [&](int j) { return row + (b + (j < kCount ? j : kCount - 1)) * kBlock; };
    const SubBlockHeads heads = loadHeads(block(0), block(1), block(2), block(3), constants.heads);
    const __m512i sums = _mm512_loadu_si512(sum32 + 8 * b);
    _mm512_store_si512(to.minimum(b, i), _mm512_madd_epi16(heads.minimums, sums));
    _mm512_store_si512(to.head(b, i), heads.raw);
    __m512i dot[4];
    for (int j = 0; j < 4; ++j) {
      dot[j] = _mm512_setzero_si512();
      if (j < kCount) dot[j] = productSums(block(j), laneOf(heads.scales, j), to.x + 256 * (b + j), constants);
    }
    _mm512_store_si512(to.dot(b, i), sumQuads(dot[0], dot[1], dot[2], dot[3]));
  }

  // Blocks first to end - 1 of n rows; ahead(i): how far ahead of row i memory is asked for.
  template <class Ahead>
  [[gnu::always_inline]] static void dotBlocks(const PanelRows& rows, int32_t n, int64_t first, int64_t end,
                                               const int16_t* sum32, const Stored& to, const DotConstants& constants,
                                               Ahead ahead) {
    for (int i = 0; i < n; ++i) {
      const int64_t distance = ahead(i);
      int64_t b = first;
      for (; b + 4 <= end; b += 4) dotFour<4>(rows.row[i], b, sum32, i, to, constants, distance);
      if (end - b == 1) dotFour<1>(rows.row[i], b, sum32, i, to, constants, distance);
      if (end - b == 2) dotFour<2>(rows.row[i], b, sum32, i, to, constants, distance);
      if (end - b == 3) dotFour<3>(rows.row[i], b, sum32, i, to, constants, distance);
    }
  }

  // fresh: x is not yet arranged in the scratch.
  static __m512 dotRow(const PanelRows& rows, int32_t n, const TileRows<1>& x, int64_t cols, std::byte* scratch,
                       bool fresh) {
    const int64_t blocks = cols / 256;
    const auto* scale = x.at<float>(0, Q8Row::scaleOffset(cols));
    const auto* sum32 = x.at<int16_t>(0, Q8Row::sum32Offset(cols));
    const Stored stored(scratch, blocks);
    for (int64_t b = 0; fresh && b < blocks; ++b) {
      for (int v = 0; v < 4; ++v)
        _mm512_store_si512(stored.x + 256 * b + 64 * v, inputOf(x.q(0) + 256 * b, v / 2, v % 2));
    }
    const DotConstants constants;
    __m512 sum = _mm512_setzero_ps();
    if (blocks <= RowPieces::kMost) {
      dotBlocks(rows, n, 0, blocks, sum32, stored, constants, [](int) { return 8192; });
      return addStored(stored, scale, 0, blocks, sum);
    }
    const RowPieces pieces(rows, n, blocks, kBlock);
    for (int64_t first = 0; first < blocks; first += pieces.piece()) {
      const int64_t end = std::min(first + pieces.piece(), blocks);
      const Stored piece = stored.from(first);
      dotBlocks(rows, n, first, end, sum32, piece, constants, [&](int i) { return pieces.distance(i, first); });
      sum = addStored(piece, scale, first, end, sum);
    }
    return sum;
  }

  static __m512 addStored(const Stored& stored, const float* scale, int64_t begin, int64_t end, __m512 sum) {
    for (int64_t first = begin; first < end; first += 4) {
      __m512i dots[4];
      __m512i minimums[4];
      __m512i heads[4];  // d and dmin
      for (int g = 0; g < 4; ++g) {
        const auto vector = [&](int i) { return _mm512_load_si512(stored.minimum(first, 4 * g + i)); };
        const auto head = [&](int i) { return _mm512_load_si512(stored.head(first, 4 * g + i)); };
        const auto dot = [&](int i) { return _mm512_load_si512(stored.dot(first, 4 * g + i)); };
        dots[g] = sumLanes(dot(0), dot(1), dot(2), dot(3));
        minimums[g] = sumQuads(vector(0), vector(1), vector(2), vector(3));
        heads[g] =
            _mm512_unpacklo_epi64(_mm512_unpacklo_epi32(head(0), head(1)), _mm512_unpacklo_epi32(head(2), head(3)));
      }
      transposeDwords(dots);
      transposeLanes(minimums);
      transposeLanes(heads);
      for (int j = 0; j < 4 && first + j < end; ++j) {
        const int64_t b = first + j;
        const __m512 dx = _mm512_set1_ps(scale[b]);
        const __m512 d = _mm512_cvtph_ps(_mm512_cvtepi32_epi16(heads[j]));
        const __m512 dmin = _mm512_cvtph_ps(_mm512_cvtepi32_epi16(_mm512_srli_epi32(heads[j], 16)));
        sum = _mm512_fmadd_ps(_mm512_cvtepi32_ps(dots[j]), _mm512_mul_ps(d, dx), sum);
        sum = _mm512_fnmadd_ps(_mm512_cvtepi32_ps(minimums[j]), _mm512_mul_ps(dmin, dx), sum);
      }
    }
    return sum;
  }
};

}  // namespace
}  // namespace deepwell::cpu::avx512
