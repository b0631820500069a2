// Block types with plain NEON: bytes are multiplied to int16 and added in pairs; panels hold int16, a column's 8
// outputs in a vector.
#include "kernels/cpu/matmul/neon_blocks.h"

namespace deepwell::cpu::neon {
namespace {

struct Neon {
  static int32x4_t dot(int32x4_t sum, int8x16_t a, int8x16_t b) {
    sum = vpadalq_s16(sum, vmull_s8(vget_low_s8(a), vget_low_s8(b)));
    return vpadalq_s16(sum, vmull_high_s8(a, b));
  }

  static constexpr int64_t kUnitBytes = 16 * kPanel * 2;

  // 8 rows of 16 bytes are 128 bytes in order row, column; interleaving the halves three times makes it column, row.
  static void packUnit(const int8_t* q, int64_t stride, std::byte* to) {
    int8x16_t v[kPanel];
    for (int i = 0; i < kPanel; ++i) v[i] = vld1q_s8(q + i * stride);
    for (int step = 0; step < 3; ++step) {
      int8x16_t next[kPanel];
      for (int i = 0; i < 4; ++i) {
        next[2 * i] = vzip1q_s8(v[i], v[i + 4]);
        next[2 * i + 1] = vzip2q_s8(v[i], v[i + 4]);
      }
      for (int i = 0; i < kPanel; ++i) v[i] = next[i];
    }
    auto* words = reinterpret_cast<int16_t*>(to);
    for (int i = 0; i < kPanel; ++i) {
      vst1q_s16(words + 16 * i, vmovl_s8(vget_low_s8(v[i])));
      vst1q_s16(words + 16 * i + 8, vmovl_high_s8(v[i]));
    }
  }

  template <int kRows>
  struct Tile {
    Tile() {
      for (int r = 0; r < kRows; ++r) sum[r][0] = sum[r][1] = zeros();
    }
    void add(const std::byte* unit, const TileRows<kRows>& x, int64_t c) {
      half(reinterpret_cast<const int16_t*>(unit), x, c);
      half(reinterpret_cast<const int16_t*>(unit) + 8 * kPanel, x, c + 8);
    }
    void half(const int16_t* words, const TileRows<kRows>& x, int64_t c) {
      int16x8_t in[kRows];
      for (int r = 0; r < kRows; ++r) in[r] = vmovl_s8(vld1_s8(x.q(r) + c));
      unroll<8>([&]<int k>() __attribute__((always_inline)) {
        const int16x8_t w = vld1q_s16(words + kPanel * k);
        for (int r = 0; r < kRows; ++r) {
          sum[r][0] = vmlal_laneq_s16(sum[r][0], vget_low_s16(w), in[r], k);
          sum[r][1] = vmlal_high_laneq_s16(sum[r][1], w, in[r], k);
        }
      });
    }
    void results(int32x4_t (*out)[2]) const {
      for (int r = 0; r < kRows; ++r) {
        for (int h = 0; h < 2; ++h) out[r][h] = sum[r][h];
      }
    }
    int32x4_t sum[kRows][2];
  };
};

}  // namespace

std::span<const BlockFunctions> neonBlocks() { return functionsOf<Neon>(BlockTypes()); }

}  // namespace deepwell::cpu::neon
