// Block types with SMMLA, which multiplies two rows of 8 bytes by two rows of 8. A unit of a panel holds for every pair
// of outputs their columns 0 to 7, then their columns 8 to 15.
#include "kernels/cpu/matmul/neon_blocks.h"

namespace deepwell::cpu::neon {
namespace {

// The lower, or the upper halves of two vectors.
inline int8x16_t lowHalves(int8x16_t a, int8x16_t b) {
  return vreinterpretq_s8_s64(vzip1q_s64(vreinterpretq_s64_s8(a), vreinterpretq_s64_s8(b)));
}
inline int8x16_t highHalves(int8x16_t a, int8x16_t b) {
  return vreinterpretq_s8_s64(vzip2q_s64(vreinterpretq_s64_s8(a), vreinterpretq_s64_s8(b)));
}

struct I8mm {
  static int32x4_t dot(int32x4_t sum, int8x16_t a, int8x16_t b) { return vdotq_s32(sum, a, b); }

  static constexpr int64_t kUnitBytes = 16 * kPanel;
  static constexpr int kPairs = kPanel / 2;

  static void packUnit(const int8_t* q, int64_t stride, std::byte* to) {
    for (int p = 0; p < kPairs; ++p) {
      const int8x16_t a = vld1q_s8(q + 2 * p * stride);
      const int8x16_t b = vld1q_s8(q + (2 * p + 1) * stride);
      vst1q_s8(reinterpret_cast<int8_t*>(to + 32 * p), lowHalves(a, b));
      vst1q_s8(reinterpret_cast<int8_t*>(to + 32 * p + 16), highHalves(a, b));
    }
  }

  // Rows of activations go in pairs; a single one is paired with itself.
  template <int kRows>
  struct Tile {
    static constexpr int kInputs = (kRows + 1) / 2;
    Tile() {
      for (int r = 0; r < kInputs; ++r) {
        for (int p = 0; p < kPairs; ++p) sum[r][p] = zeros();
      }
    }
    void add(const std::byte* unit, const TileRows<kRows>& x, int64_t c) {
      int8x16_t low[kInputs];
      int8x16_t high[kInputs];
      for (int r = 0; r < kInputs; ++r) {
        const int8x16_t a = vld1q_s8(x.q(2 * r) + c);
        const int8x16_t b = 2 * r + 1 < kRows ? vld1q_s8(x.q(2 * r + 1) + c) : a;
        low[r] = lowHalves(a, b);
        high[r] = highHalves(a, b);
      }
      for (int p = 0; p < kPairs; ++p) {
        const int8x16_t w_low = loadBytes(unit + 32 * p);
        const int8x16_t w_high = loadBytes(unit + 32 * p + 16);
        for (int r = 0; r < kInputs; ++r) {
          sum[r][p] = vmmlaq_s32(vmmlaq_s32(sum[r][p], low[r], w_low), high[r], w_high);
        }
      }
    }
    // A sum holds two outputs of the pair's first row, then those of its second.
    void results(int32x4_t (*out)[2]) const {
      for (int r = 0; r < kInputs; ++r) {
        for (int h = 0; h < 2; ++h) {
          const int64x2_t a = vreinterpretq_s64_s32(sum[r][2 * h]);
          const int64x2_t b = vreinterpretq_s64_s32(sum[r][2 * h + 1]);
          out[2 * r][h] = vreinterpretq_s32_s64(vzip1q_s64(a, b));
          if (2 * r + 1 < kRows) out[2 * r + 1][h] = vreinterpretq_s32_s64(vzip2q_s64(a, b));
        }
      }
    }
    int32x4_t sum[kInputs][kPairs];
  };
};

}  // namespace

std::span<const BlockFunctions> i8mmBlocks() { return functionsOf<I8mm>(BlockTypes()); }

}  // namespace deepwell::cpu::neon
