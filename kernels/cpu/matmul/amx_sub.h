// AMX kernel of types of 256 elements with integer scales of sub-blocks. The panel holds products scale * (q - zero),
// which are exact in two bytes: product = low + 256 * high with unsigned low, signed high (or in one signed byte). So
// one tile product goes over 64 columns whatever the sub-blocks, and a block of 256 is summed up in the tiles.
#pragma once

#include "kernels/cpu/matmul/amx_frame.h"
#include "kernels/cpu/matmul/avx512_panels_sub16.h"
#include "kernels/cpu/matmul/avx512_panels_sub32.h"

namespace deepwell::cpu::amx {
namespace {

// 128 elements in order.
struct Ordered {
  __m512i first, second;
};

// What the kernel takes from the AVX-512 families: values, 16 scales, and the rest of a panel's block (from kAtD on).
template <class Format>
struct FamilySub32 : avx512::PanelsSub32<Format> {
  using Base = avx512::PanelsSub32<Format>;
  static constexpr bool kHasMinimums = true;
  static constexpr int kZero = 0;
  static constexpr int kSumPairs = 4;
  static constexpr int64_t kAtPairs = Base::kAtMinimums;
  static int64_t sumOffset(int64_t cols) { return Q8Row::sum32Offset(cols); }
  static Ordered values(const std::byte* block, int h) {
    const avx512::FourSubBlocks q = Format::unpack(block, h);
    return {_mm512_shuffle_i64x2(q.even, q.odd, 0x44), _mm512_shuffle_i64x2(q.even, q.odd, 0xEE)};
  }
  static __m256i scales(const std::byte* block) {
    const avx512::SubBlockHeads heads = avx512::loadHeads(block, block, block, block, avx512::HeadConstants());
    const __m128i eight = _mm512_castsi512_si128(heads.scales);
    return _mm256_set_m128i(_mm_unpackhi_epi16(eight, eight), _mm_unpacklo_epi16(eight, eight));
  }
  static void packRest(const avx512::PanelRows& rows, int64_t b, std::byte* to) { Base::packHeads(rows, b, to); }
};

template <class Format>
struct FamilySub16 : avx512::PanelsSub16<Format> {
  using Base = avx512::PanelsSub16<Format>;
  static constexpr int kZero = Format::kZero;
  static constexpr int kSumPairs = 8;
  static int64_t sumOffset(int64_t cols) { return Q8Row::sumOffset(ActivationType::kQ8_256, cols); }
  static Ordered values(const std::byte* block, int h) {
    const avx512::HalfBlock q = Format::unpack(block, h);
    return {q.first, q.second};
  }
  static __m256i scales(const std::byte* block) { return Format::scales(block); }
  static void packRest(const avx512::PanelRows& rows, int64_t b, std::byte* to) { Base::packScales(rows, b, to); }
};

// How products lie in the panel.
enum class Products {
  kTwoBytes,
  kOneByte,         // -128 to 127
  kOneByteNegated,  // -127 to 128, so with the other sign
};

template <class Family, Products kProducts>
struct TileSub {
  static constexpr bool kTwo = kProducts == Products::kTwoBytes;
  static constexpr int kMostRows = 32;
  static constexpr int64_t kAtHigh = Family::kPanelBlock;  // after what the AVX-512 panel has
  static constexpr int64_t kPanelBlock = kAtHigh + (kTwo ? 4096 : 0);

  static int64_t panelBytes(int64_t cols) { return cols / 256 * kPanelBlock; }

  // 32 bytes of q and the scales of its two halves -> products.
  static __m512i products(__m256i q, __m512i scales, int pair) {
    const __m512i places = _mm512_inserti64x4(_mm512_set1_epi16(static_cast<int16_t>(2 * pair)),
                                              _mm256_set1_epi16(static_cast<int16_t>(2 * pair + 1)), 1);
    const __m512i value = _mm512_sub_epi16(_mm512_cvtepu8_epi16(q), _mm512_set1_epi16(Family::kZero));
    const __m512i product = _mm512_mullo_epi16(value, _mm512_permutexvar_epi16(places, scales));
    if constexpr (kProducts != Products::kOneByteNegated) return product;
    return _mm512_sub_epi16(_mm512_setzero_si512(), product);
  }

  // 64 columns of a row, from pair `pair` of sub-blocks of 16 on: the low bytes and the high bytes of products.
  static void split(__m512i q, __m512i scales, int pair, __m512i* low, __m512i* high) {
    const __m512i a = products(_mm512_castsi512_si256(q), scales, pair);
    const __m512i b = products(_mm512_extracti64x4_epi64(q, 1), scales, pair + 1);
    const auto join = [](__m512i x, __m512i y) {
      return _mm512_inserti64x4(_mm512_castsi256_si512(_mm512_cvtepi16_epi8(x)), _mm512_cvtepi16_epi8(y), 1);
    };
    *low = join(a, b);
    if constexpr (kTwo) *high = join(_mm512_srai_epi16(a, 8), _mm512_srai_epi16(b, 8));
  }

  static void packVectors(__m512i* v, std::byte* to) {
    avx512::transpose16(v);
    for (int g = 0; g < 16; ++g) _mm512_store_si512(to + 64 * g, v[g]);
  }

  static void pack(const avx512::PanelRows& rows, int64_t cols, std::byte* panel) {
    for (int64_t b = 0; b < cols / 256; ++b, panel += kPanelBlock) {
      for (int h = 0; h < 2; ++h) {
        __m512i low[2][16];
        __m512i high[2][16];
        for (int i = 0; i < kPanel; ++i) {
          const std::byte* block = rows.row[i] + b * Family::kBlock;
          const __m512i scales = _mm512_castsi256_si512(Family::scales(block));
          const Ordered q = Family::values(block, h);
          split(q.first, scales, 4 * h, &low[0][i], &high[0][i]);
          split(q.second, scales, 4 * h + 2, &low[1][i], &high[1][i]);
        }
        for (int k = 0; k < 2; ++k) {
          packVectors(low[k], panel + 2048 * h + 1024 * k);
          if constexpr (kTwo) packVectors(high[k], panel + kAtHigh + 2048 * h + 1024 * k);
        }
      }
      Family::packRest(rows, b, panel);
    }
  }

  // Tiles: 0 and 1 are sums of low and high bytes for the first 16 rows, 2 and 3 for the others; 4 and 5 activations; 6
  // and 7 weights, low and high.
  static TileShapes shapes(int rows) {
    TileShapes shapes;
    const int others = std::max(rows - 16, 0);
    for (const int tile : {0, 1, 4}) shapes.set(tile, rows - others, 64);
    for (const int tile : {2, 3, 5}) shapes.set(tile, others, 64);
    for (const int tile : {6, 7}) shapes.set(tile, 16, 64);
    return shapes;
  }

  template <int kSums, int kA>
  static void multiplyTile(const int8_t* q, int64_t stride) {
    loadTile<kA>(q, stride);
    if constexpr (kTwo) {
      multiplyUnsigned<kSums, kA, 6>();
      multiplySigned<kSums + 1, kA, 7>();
    } else {
      multiplySigned<kSums, kA, 6>();
    }
  }
  template <int kSums>
  static void zero() {
    zeroTile<kSums>();
    if constexpr (kTwo) zeroTile<kSums + 1>();
  }
  template <int kSums>
  static void store(int32_t* to) {
    storeTile<kSums>(to + 256 * kSums, 64);
    if constexpr (kTwo) storeTile<kSums + 1>(to + 256 * (kSums + 1), 64);
  }

  // Sums of a block: four tiles of 16 x 16.
  static void multiply(const std::byte* panel, const int8_t* q, const TileInput& x, int32_t* to) {
    const bool others = x.rows > 16;
    zero<0>();
    if (others) zero<2>();
    for (int k = 0; k < 4; ++k) {
      loadTile<6>(panel + 1024 * k, 64);
      if constexpr (kTwo) loadTile<7>(panel + kAtHigh + 1024 * k, 64);
      multiplyTile<0, 4>(q + 64 * k, x.stride);
      if (others) multiplyTile<2, 5>(q + 64 * k + 16 * x.stride, x.stride);
    }
    store<0>(to);
    if (others) store<2>(to);
  }

  static __m512i totalOf(const int32_t* from, int r) {
    const int32_t* low = from + 512 * (r / 16) + 16 * (r % 16);
    const __m512i sum = _mm512_load_si512(low);
    if constexpr (kTwo) return _mm512_add_epi32(sum, _mm512_slli_epi32(_mm512_load_si512(low + 256), 8));
    if constexpr (kProducts == Products::kOneByteNegated) return _mm512_sub_epi32(_mm512_setzero_si512(), sum);
    return sum;
  }

  // Block b's sums scaled and added.
  static void add(const std::byte* panel, const TileInput& x, int64_t cols, int64_t b, const int32_t* from,
                  __m512* sums) {
    const __m512 d = _mm512_load_ps(panel + Family::kAtD);
    for (int r = 0; r < x.rows; ++r) {
      const __m512 dx = _mm512_set1_ps(x.at<float>(r, Q8Row::scaleOffset(cols))[b]);
      sums[r] = _mm512_fmadd_ps(_mm512_cvtepi32_ps(totalOf(from, r)), _mm512_mul_ps(d, dx), sums[r]);
      if constexpr (Family::kHasMinimums) {
        const auto* pairs = x.at<int8_t>(r, Family::sumOffset(cols)) + 4 * Family::kSumPairs * b;
        __m512i minimum = _mm512_setzero_si512();
        for (int p = 0; p < Family::kSumPairs; ++p) {
          const __m512i factors = _mm512_load_si512(panel + Family::kAtPairs + 64 * p);
          minimum = _mm512_dpwssd_epi32(minimum, factors, avx512::dwordOf(pairs + 4 * p));
        }
        const __m512 dmin = _mm512_mul_ps(_mm512_load_ps(panel + Family::kAtD + 64), dx);
        sums[r] = _mm512_fnmadd_ps(_mm512_cvtepi32_ps(minimum), dmin, sums[r]);
      }
    }
  }

  static void tile(const std::byte* panel, int64_t cols, const TileInput& x, __m512* sums) {
    alignas(64) int32_t made[2][4 * 256];
    const int64_t blocks = cols / 256;
    for (int r = 0; r < x.rows; ++r) sums[r] = _mm512_setzero_ps();
    multiply(panel, x.q, x, made[0]);
    for (int64_t b = 0; b < blocks; ++b, panel += kPanelBlock) {
      if (b + 1 < blocks) multiply(panel + kPanelBlock, x.q + 256 * (b + 1), x, made[(b + 1) % 2]);
      add(panel, x, cols, b, made[b % 2], sums);
    }
  }
};

}  // namespace
}  // namespace deepwell::cpu::amx
