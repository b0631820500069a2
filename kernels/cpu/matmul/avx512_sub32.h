// AVX-512 kernels of types of 256 elements with 8 sub-blocks of 32, each with a 6-bit scale and minimum as Q4_K packs
// them. All integers of a block are exact: sums of scale * q * x and of minimum * x, then two fused multiply-adds. A
// format says how to unpack a block:
//   kBytes             of a block, which begins with d and dmin (fp16) and 12 bytes of scales
//   unpack(block, k)   sub-blocks 4k to 4k + 3 (k = 0, 1) as unsigned bytes, at most 63
//   kOddFactor         what the odd ones are multiplied with in unpackScaled(block, k), which is the same else
//
// One row of activations: rows of weights go by one after the other, so that memory is read as one stream. Their sums,
// one vector a block, are stored and then added for 16 rows side by side.
#pragma once

#include <array>

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

// d (or dmin: 16 bits higher) of 16 blocks from their heads.
inline __m512 halvesOf(const SubBlockHeads* heads, int shift) {
  // Dword 0 of each 128-bit lane: four vectors, by lanes, then brought into the order of rows.
  const __m512i ab = _mm512_unpacklo_epi32(heads[0].raw, heads[1].raw);
  const __m512i cd = _mm512_unpacklo_epi32(heads[2].raw, heads[3].raw);
  __m512i all = _mm512_unpacklo_epi64(ab, cd);
  const __m512i order = _mm512_setr_epi32(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15);
  all = _mm512_permutexvar_epi32(order, all);
  return _mm512_cvtph_ps(_mm512_cvtepi32_epi16(_mm512_srli_epi32(all, static_cast<unsigned>(shift))));
}

// Places of pairs of scales: [4 * lane of the heads + pair], the pair in the lower or upper four lanes of either half.
alignas(64) inline constexpr auto kScalePairs = [] {
  std::array<std::array<int32_t, 16>, 8> places{};
  for (size_t at = 0; at < 8; ++at) {
    for (size_t i = 0; i < 16; ++i) places[at][i] = static_cast<int32_t>(2 * at + i / 8);
  }
  return places;
}();

struct DotConstants {
  HeadConstants heads;
  __m512i nibble = kept(_mm512_set1_epi8(0x0F));
  __m512i upper = kept(_mm512_set1_epi32(static_cast<int>(0xFFFF0000U)));
};

template <class Format>
struct Sub32 {
  static constexpr int64_t kBlock = Format::kBytes;
  // A panel, block after block: 64 vectors of 4 columns x 16 outputs; d, dmin; 8 vectors of scales (int32);
  // 4 vectors of minimums (int16, pairs of neighbouring sub-blocks).
  static constexpr int64_t kAtD = 64 * 64;
  static constexpr int64_t kAtScales = kAtD + 2 * 64;
  static constexpr int64_t kAtMinimums = kAtScales + 8 * 64;
  static constexpr int64_t kPanelBlock = kAtMinimums + 4 * 64;

  // x of a block as the nibbles lie: vector 2k + s has sub-blocks 4k + s and 4k + 2 + s.
  static __m512i inputOf(const int8_t* x, int k, int s) {
    const auto half = [&](int j) { return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(x + 32 * j)); };
    return _mm512_inserti64x4(_mm512_castsi256_si512(half(4 * k + s)), half(4 * k + 2 + s), 1);
  }

  // 16 int32 whose sum is the block's sum of scale * q * x. scales: 8 int16 in 128-bit lane `lane`. x: arranged.
  static __m512i productSums(const std::byte* block, __m512i scales, int lane, const std::byte* x,
                             const DotConstants& constants) {
    __m512i sum = _mm512_setzero_si512();
    for (int k = 0; k < 2; ++k) {
      const FourSubBlocks q = Format::unpackScaled(block, k, constants.nibble);
      // Sums of four products fit 16 bits: those of neighbouring sub-blocks go side by side.
      const __m512i even = _mm512_dpbusd_epi32(_mm512_setzero_si512(), q.even, _mm512_load_si512(x + 128 * k));
      const __m512i odd = _mm512_dpbusd_epi32(_mm512_setzero_si512(), q.odd, _mm512_load_si512(x + 128 * k + 64));
      const __m512i up = _mm512_slli_epi32(odd, Format::kOddFactor == 16 ? 12 : 16);
      const __m512i both = _mm512_ternarylogic_epi32(up, even, constants.upper, 0xE4);  // upper ? up : even
      const __m512i places = _mm512_load_si512(kScalePairs[static_cast<size_t>(2 * lane + k)].data());
      sum = _mm512_dpwssd_epi32(sum, both, _mm512_permutexvar_epi32(places, scales));
    }
    return sum;
  }

  // Scratch of dotRow: x arranged; three vectors a row for four blocks: sums, by lane, a dword a block; sums of
  // minimums and heads, a lane a block.
  struct Stored {
    Stored(std::byte* scratch, int64_t blocks) : x(scratch), fours(x + 256 * blocks) {}
    std::byte* dot(int64_t b, int i) const { return fours + 768 * b + 64 * i; }
    std::byte* minimum(int64_t b, int i) const { return dot(b, i) + 1024; }
    std::byte* head(int64_t b, int i) const { return dot(b, i) + 2048; }
    std::byte* x;
    std::byte* fours;
  };

  // Blocks b to b + kCount - 1 of row i.
  template <int kCount>
  static void dotFour(const std::byte* row, int64_t b, const int16_t* sum32, int i, const Stored& to,
                      const DotConstants& constants) {
    readAhead<kCount * kBlock>(row + b * kBlock);
    const auto block = [&](int j) { return row + (b + (j < kCount ? j : kCount - 1)) * kBlock; };
    const SubBlockHeads heads = loadHeads(block(0), block(1), block(2), block(3), constants.heads);
    const __m512i sums = _mm512_loadu_si512(sum32 + 8 * b);
    _mm512_store_si512(to.minimum(b, i), _mm512_madd_epi16(heads.minimums, sums));
    _mm512_store_si512(to.head(b, i), heads.raw);
    __m512i dot[4];
    for (int j = 0; j < 4; ++j) {
      dot[j] = _mm512_setzero_si512();
      if (j < kCount) dot[j] = productSums(block(j), heads.scales, j, to.x + 256 * (b + j), constants);
    }
    _mm512_store_si512(to.dot(b, i), sumQuads(dot[0], dot[1], dot[2], dot[3]));
  }

  static __m512 dotRow(const PanelRows& rows, int32_t n, const TileRows<1>& x, int64_t cols, std::byte* scratch) {
    const int64_t blocks = cols / 256;
    const auto* scale = x.at<float>(0, Q8Row::scaleOffset(cols));
    const auto* sum32 = x.at<int16_t>(0, Q8Row::sum32Offset(cols));
    const Stored stored(scratch, blocks);
    for (int64_t b = 0; b < blocks; ++b) {
      for (int v = 0; v < 4; ++v)
        _mm512_store_si512(stored.x + 256 * b + 64 * v, inputOf(x.q(0) + 256 * b, v / 2, v % 2));
    }
    const DotConstants constants;
    for (int i = 0; i < n; ++i) {
      int64_t b = 0;
      for (; b + 4 <= blocks; b += 4) dotFour<4>(rows.row[i], b, sum32, i, stored, constants);
      if (blocks - b == 1) dotFour<1>(rows.row[i], b, sum32, i, stored, constants);
      if (blocks - b == 2) dotFour<2>(rows.row[i], b, sum32, i, stored, constants);
      if (blocks - b == 3) dotFour<3>(rows.row[i], b, sum32, i, stored, constants);
    }
    return addStored(stored, scale, blocks);
  }

  static __m512 addStored(const Stored& stored, const float* scale, int64_t blocks) {
    __m512 sum = _mm512_setzero_ps();
    for (int64_t first = 0; first < blocks; first += 4) {
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
      for (int j = 0; j < 4 && first + j < blocks; ++j) {
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

  static void packHeads(const PanelRows& rows, int64_t b, std::byte* to) {
    SubBlockHeads heads[4];
    __m512i scales[8];  // [pair of sub-blocks][...]: 16 rows of int16 pairs after the transpose
    for (int g = 0; g < 4; ++g) {
      const auto head = [&](int i) { return rows.row[4 * g + i] + b * kBlock; };
      heads[g] = loadHeads(head(0), head(1), head(2), head(3), HeadConstants());
    }
    _mm512_store_ps(to + kAtD, halvesOf(heads, 0));
    _mm512_store_ps(to + kAtD + 64, halvesOf(heads, 16));
    const __m512i order = _mm512_setr_epi32(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15);
    // Dword p of every 128-bit lane of four vectors -> 16 dwords in the order of rows.
    const auto pair = [&](int p, auto member) {
      const __m512i a = member(heads[0]), h = member(heads[1]), c = member(heads[2]), d = member(heads[3]);
      const __m512i ab = p < 2 ? _mm512_unpacklo_epi32(a, h) : _mm512_unpackhi_epi32(a, h);
      const __m512i cd = p < 2 ? _mm512_unpacklo_epi32(c, d) : _mm512_unpackhi_epi32(c, d);
      return _mm512_permutexvar_epi32(order,
                                      p % 2 == 0 ? _mm512_unpacklo_epi64(ab, cd) : _mm512_unpackhi_epi64(ab, cd));
    };
    for (int p = 0; p < 4; ++p) {
      const __m512i both = pair(p, [](const SubBlockHeads& h) { return h.scales; });
      scales[2 * p] = _mm512_and_si512(both, _mm512_set1_epi32(0xFFFF));
      scales[2 * p + 1] = _mm512_srli_epi32(both, 16);
      _mm512_store_si512(to + kAtMinimums + 64 * p, pair(p, [](const SubBlockHeads& h) { return h.minimums; }));
    }
    for (int j = 0; j < 8; ++j) _mm512_store_si512(to + kAtScales + 64 * j, scales[j]);
  }

  static void pack(const PanelRows& rows, int64_t cols, std::byte* panel) {
    for (int64_t b = 0; b < cols / 256; ++b, panel += kPanelBlock) {
      for (int k = 0; k < 2; ++k) {
        __m512i even[16];
        __m512i odd[16];
        for (int i = 0; i < kPanel; ++i) {
          const FourSubBlocks q = Format::unpack(rows.row[i] + b * kBlock, k);
          even[i] = q.even;
          odd[i] = q.odd;
        }
        transpose16(even);
        transpose16(odd);
        // Vectors 0 to 7 are sub-block 4k + s, the others 4k + 2 + s.
        for (int g = 0; g < 16; ++g) {
          std::byte* to = panel + 64 * (32 * k + 16 * (g / 8) + g % 8);
          _mm512_store_si512(to, even[g]);
          _mm512_store_si512(to + 64 * 8, odd[g]);
        }
      }
      packHeads(rows, b, panel);
    }
  }

  template <int kRows>
  static void tile(const std::byte* panel, int64_t cols, const TileRows<kRows>& x, __m512* sum) {
    const int64_t scale_offset = Q8Row::scaleOffset(cols);
    const int64_t sum_offset = Q8Row::sum32Offset(cols);
    for (int r = 0; r < kRows; ++r) sum[r] = _mm512_setzero_ps();
    for (int64_t b = 0; b < cols / 256; ++b, panel += kPanelBlock) {
      __m512i total[kRows];
      for (int r = 0; r < kRows; ++r) total[r] = _mm512_setzero_si512();
      for (int j = 0; j < 8; ++j) {
        __m512i dot[kRows];
        for (int r = 0; r < kRows; ++r) dot[r] = _mm512_setzero_si512();
        for (int g = 0; g < 8; ++g) {
          const __m512i w = _mm512_load_si512(panel + 64 * (8 * j + g));
          for (int r = 0; r < kRows; ++r) {
            dot[r] = _mm512_dpbusd_epi32(dot[r], w, dwordOf(x.q(r) + 256 * b + 32 * j + 4 * g));
          }
        }
        const __m512i scale = _mm512_load_si512(panel + kAtScales + 64 * j);
        for (int r = 0; r < kRows; ++r) total[r] = _mm512_add_epi32(total[r], _mm512_mullo_epi32(dot[r], scale));
      }
      const __m512 d = _mm512_load_ps(panel + kAtD);
      const __m512 dmin = _mm512_load_ps(panel + kAtD + 64);
      for (int r = 0; r < kRows; ++r) {
        const auto* sums = x.template at<int8_t>(r, sum_offset) + 16 * b;
        __m512i minimum = _mm512_setzero_si512();
        for (int p = 0; p < 4; ++p) {
          minimum =
              _mm512_dpwssd_epi32(minimum, _mm512_load_si512(panel + kAtMinimums + 64 * p), dwordOf(sums + 4 * p));
        }
        const __m512 dx = _mm512_set1_ps(x.template at<float>(r, scale_offset)[b]);
        sum[r] = _mm512_fmadd_ps(_mm512_cvtepi32_ps(total[r]), _mm512_mul_ps(d, dx), sum[r]);
        sum[r] = _mm512_fnmadd_ps(_mm512_cvtepi32_ps(minimum), _mm512_mul_ps(dmin, dx), sum[r]);
      }
    }
  }

  static int64_t scratchBytes(int64_t cols) { return cols / 256 * kPanelBlock; }

  static void matmul(const WeightRows& w, int64_t first, int32_t count, const ActivationRows& x, float* out,
                     int64_t out_stride, std::byte* scratch) {
    runPanels(w, first, count, x, out, out_stride, scratch, dotRow, pack,
              []<int kRows>(const std::byte* panel, int64_t cols, const TileRows<kRows>& rows, __m512* sum) {
                tile<kRows>(panel, cols, rows, sum);
              });
  }
};

}  // namespace
}  // namespace deepwell::cpu::avx512
