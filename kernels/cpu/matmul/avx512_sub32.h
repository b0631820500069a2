// AVX-512 kernels of types of 256 elements with 8 sub-blocks of 32, each with a 6-bit scale and minimum as Q4_K packs
// them. All integers of a block are exact: sums of scale * q * x and of minimum * x, then two fused multiply-adds. A
// format says how to unpack a block:
//   kBytes             of a block, which begins with d and dmin (fp16) and 12 bytes of scales
//   unpack(block, k)   sub-blocks 4k to 4k + 3 (k = 0, 1) as unsigned bytes, at most 63
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

inline SubBlockHeads loadHeads(const PanelRows& rows, int first, int64_t offset) {
  const auto head = [&](int i) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(rows.row[first + i] + offset)); };
  __m512i v = _mm512_castsi128_si512(head(0));
  v = _mm512_inserti32x4(v, head(1), 1);
  v = _mm512_inserti32x4(v, head(2), 2);
  v = _mm512_inserti32x4(v, head(3), 3);
  // Dword 1 of a block has the low six bits of scales 0-3, dword 2 those of minimums 0-3; dword 3 has the low four
  // bits of both for 4-7, whose high two bits are on top of dwords 1 and 2.
  const __m512i low = _mm512_and_si512(v, _mm512_set1_epi8(0x3F));
  const __m512i top = _mm512_and_si512(_mm512_srli_epi32(v, 2), _mm512_set1_epi8(0x30));
  const __m512i nibbles = _mm512_shuffle_epi32(v, _MM_PERM_DDDD);
  const __m512i picked = _mm512_mask_srli_epi32(nibbles, 0x4444, nibbles, 4);
  const __m512i high = _mm512_or_si512(_mm512_and_si512(picked, _mm512_set1_epi8(0x0F)), top);
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

// The sum of minimum * x over a block, for 16 rows.
inline __m512i minimumSums(const SubBlockHeads* heads, const int16_t* sum32) {
  const __m512i sums = _mm512_broadcast_i32x4(_mm_loadu_si128(reinterpret_cast<const __m128i*>(sum32)));
  __m512i m[4];
  for (int g = 0; g < 4; ++g) m[g] = _mm512_madd_epi16(heads[g].minimums, sums);
  const __m512i all = sumQuads(m[0], m[1], m[2], m[3]);
  return _mm512_permutexvar_epi32(_mm512_setr_epi32(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15), all);
}

// The block's 256 values of x as the nibbles lie: vector 2k + s has sub-blocks 4k + s and 4k + 2 + s.
struct BlockX {
  explicit BlockX(const int8_t* x) {
    const auto half = [&](int j) { return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(x + 32 * j)); };
    for (int k = 0; k < 2; ++k) {
      for (int s = 0; s < 2; ++s) {
        v[2 * k + s] = _mm512_inserti64x4(_mm512_castsi256_si512(half(4 * k + s)), half(4 * k + 2 + s), 1);
      }
    }
  }
  __m512i v[4];
};

template <int kLane>
inline __m512i broadcastLane(__m512i v) {
  return _mm512_shuffle_i32x4(v, v, kLane * 0x55);
}

template <class Format>
struct Sub32 {
  static constexpr int64_t kBlock = Format::kBytes;
  // A panel, block after block: 64 vectors of 4 columns x 16 outputs; d, dmin; 8 vectors of scales (int32);
  // 4 vectors of minimums (int16, pairs of neighbouring sub-blocks).
  static constexpr int64_t kAtD = 64 * 64;
  static constexpr int64_t kAtScales = kAtD + 2 * 64;
  static constexpr int64_t kAtMinimums = kAtScales + 8 * 64;
  static constexpr int64_t kPanelBlock = kAtMinimums + 4 * 64;

  // 16 int32 whose sum is the block's sum of scale * q * x. scales: 8 int16 in every 128-bit lane.
  static __m512i productSums(const std::byte* block, __m512i scales, const BlockX& x) {
    __m512i sum = _mm512_setzero_si512();
    for (int k = 0; k < 2; ++k) {
      const FourSubBlocks q = Format::unpack(block, k);
      const __m512i even = _mm512_maddubs_epi16(q.even, x.v[2 * k]);
      const __m512i odd = _mm512_maddubs_epi16(q.odd, x.v[2 * k + 1]);
      // Lower half of the vector: sub-block 4k + s, upper half: 4k + 2 + s. An int16 is two bytes of the shuffle.
      const auto pick = [&](int s) {
        const auto word = [&](int j) { return static_cast<int16_t>((2 * j + 1) << 8 | (2 * j)); };
        const __m512i index = _mm512_inserti64x4(_mm512_castsi256_si512(_mm256_set1_epi16(word(4 * k + s))),
                                                 _mm256_set1_epi16(word(4 * k + 2 + s)), 1);
        return _mm512_shuffle_epi8(scales, index);
      };
      sum = _mm512_dpwssd_epi32(sum, even, pick(0));
      sum = _mm512_dpwssd_epi32(sum, odd, pick(1));
    }
    return sum;
  }

  static __m512 dotRow(const PanelRows& rows, const TileRows<1>& x, int64_t cols, ReadAhead ahead) {
    const auto* scale = x.at<float>(0, Q8Row::scaleOffset(cols));
    const auto* sum32 = x.at<int16_t>(0, Q8Row::sum32Offset(cols));
    __m512 sum = _mm512_setzero_ps();
    for (int64_t b = 0; b < cols / 256; ++b) {
      const BlockX block(x.q(0) + 256 * b);
      SubBlockHeads heads[4];
      __m512i quads[4];
      for (int g = 0; g < 4; ++g) {
        heads[g] = loadHeads(rows, 4 * g, b * kBlock);
        const auto q = [&](int i) { return rows.row[4 * g + i] + b * kBlock; };
        ahead.take<4 * kBlock>();
        quads[g] = sumQuads(productSums(q(0), broadcastLane<0>(heads[g].scales), block),
                            productSums(q(1), broadcastLane<1>(heads[g].scales), block),
                            productSums(q(2), broadcastLane<2>(heads[g].scales), block),
                            productSums(q(3), broadcastLane<3>(heads[g].scales), block));
      }
      const HalfSums halves = sumHalves(quads[0], quads[1], quads[2], quads[3]);
      const __m512i product = _mm512_add_epi32(halves.low, halves.high);
      const __m512 dx = _mm512_set1_ps(scale[b]);
      sum = _mm512_fmadd_ps(_mm512_cvtepi32_ps(product), _mm512_mul_ps(halvesOf(heads, 0), dx), sum);
      sum = _mm512_fnmadd_ps(_mm512_cvtepi32_ps(minimumSums(heads, sum32 + 8 * b)), _mm512_mul_ps(halvesOf(heads, 16), dx), sum);
    }
    return sum;
  }

  static void packHeads(const PanelRows& rows, int64_t b, std::byte* to) {
    SubBlockHeads heads[4];
    __m512i scales[8];  // [pair of sub-blocks][...]: 16 rows of int16 pairs after the transpose
    for (int g = 0; g < 4; ++g) heads[g] = loadHeads(rows, 4 * g, b * kBlock);
    _mm512_store_ps(to + kAtD, halvesOf(heads, 0));
    _mm512_store_ps(to + kAtD + 64, halvesOf(heads, 16));
    const __m512i order = _mm512_setr_epi32(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15);
    // Dword p of every 128-bit lane of four vectors -> 16 dwords in the order of rows.
    const auto pair = [&](int p, auto member) {
      const __m512i a = member(heads[0]), h = member(heads[1]), c = member(heads[2]), d = member(heads[3]);
      const __m512i ab = p < 2 ? _mm512_unpacklo_epi32(a, h) : _mm512_unpackhi_epi32(a, h);
      const __m512i cd = p < 2 ? _mm512_unpacklo_epi32(c, d) : _mm512_unpackhi_epi32(c, d);
      return _mm512_permutexvar_epi32(order, p % 2 == 0 ? _mm512_unpacklo_epi64(ab, cd) : _mm512_unpackhi_epi64(ab, cd));
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
          minimum = _mm512_dpwssd_epi32(minimum, _mm512_load_si512(panel + kAtMinimums + 64 * p), dwordOf(sums + 4 * p));
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
