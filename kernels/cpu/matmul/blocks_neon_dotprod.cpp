// Block types with SDOT, four products a lane; a unit of a panel holds 4 vectors of 4 outputs x 4 columns, then those
// of the other 4 outputs.
#include "kernels/cpu/matmul/neon_blocks.h"

namespace deepwell::cpu::neon {
namespace {

struct Dotprod {
  static int32x4_t dot(int32x4_t sum, int8x16_t a, int8x16_t b) { return vdotq_s32(sum, a, b); }

  static constexpr int64_t kUnitBytes = 16 * kPanel;

  static void packUnit(const int8_t* q, int64_t stride, std::byte* to) {
    for (int h = 0; h < 2; ++h) {
      int32x4x4_t rows;
      for (int i = 0; i < 4; ++i) rows.val[i] = vreinterpretq_s32_s8(vld1q_s8(q + (4 * h + i) * stride));
      vst4q_s32(reinterpret_cast<int32_t*>(to + 64 * h), rows);
    }
  }

  template <int kRows>
  struct Tile {
    Tile() {
      for (int r = 0; r < kRows; ++r) sum[r][0] = sum[r][1] = zeros();
    }
    void add(const std::byte* unit, const TileRows<kRows>& x, int64_t c) {
      int8x16_t in[kRows];
      for (int r = 0; r < kRows; ++r) in[r] = vld1q_s8(x.q(r) + c);
      unroll<4>([&]<int g>() __attribute__((always_inline)) {
        const int8x16_t w[2] = {loadBytes(unit + 16 * g), loadBytes(unit + 64 + 16 * g)};
        for (int r = 0; r < kRows; ++r) {
          for (int h = 0; h < 2; ++h) sum[r][h] = vdotq_laneq_s32(sum[r][h], w[h], in[r], g);
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

std::span<const BlockFunctions> dotprodBlocks() { return functionsOf<Dotprod>(BlockTypes()); }

}  // namespace deepwell::cpu::neon
