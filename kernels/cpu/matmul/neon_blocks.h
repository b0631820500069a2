// The matmul kernels of block types for the three sets of AArch64. A set says how bytes are multiplied:
//   Set::dot(sum, a, b)        adds 16 products to the four lanes of `sum`, anyhow
//   Set::kUnitBytes            of 16 columns of a panel's 8 outputs
//   Set::packUnit(q, stride, to)   makes them of 16 bytes of each output, `stride` apart
//   Set::Tile<kRows>           the sums of some units for a panel and kRows rows of activations:
//     add(unit, x, c)          adds the unit that holds columns c to c + 15
//     results(out)             out[r][h]: four outputs a vector
// Integers are exact, so the sets differ in speed only.
#pragma once

#include "kernels/cpu/matmul/neon_formats.h"
#include "kernels/cpu/matmul/neon_formats_k.h"

namespace deepwell::cpu::neon {
namespace {

inline int32x4_t zeros() { return vdupq_n_s32(0); }

// Lanes 4 i to 4 i + 3 of some vectors of int16, as int32.
inline int32x4_t quarter(const int16x8_t* v, int i) {
  return i % 2 == 0 ? vmovl_s16(vget_low_s16(v[i / 2])) : vmovl_high_s16(v[i / 2]);
}

template <class Block, class Set>
struct BlockKernel {
  static constexpr int64_t kBytes = sizeof(Block);
  static constexpr int64_t kColumns = Block::kElements;
  static constexpr bool kSmall = kColumns == 32;
  static constexpr ActivationType kActivation = kSmall ? ActivationType::kQ8_32 : ActivationType::kQ8_256;
  // Columns with one scale.
  static constexpr int kWidth = [] {
    if constexpr (kSmall) {
      return 32;
    } else {
      return 256 / Block::kSubBlocks;
    }
  }();
  static constexpr int kSubs = static_cast<int>(kColumns) / kWidth;
  static constexpr bool kSecond = kHasOffset<Block> || kHasMinimums<Block>;

  // A panel, block after block: the units; 8 float scales; 8 offsets or dmin if the type has them; for types of 256 the
  // sub-blocks' scales (int32, 8 outputs each) and minimums (int16, 8 outputs each).
  static constexpr int64_t kAtD = kColumns / 16 * Set::kUnitBytes;
  static constexpr int64_t kAtScales = kAtD + (kSecond ? 64 : 32);
  static constexpr int64_t kAtMinimums = kAtScales + (kSmall ? 0 : 32 * kSubs);
  static constexpr int64_t kPanelBlock = kAtMinimums + (kHasMinimums<Block> ? 16 * kSubs : 0);

  static float secondScale(const Opened<Block>& w) {
    if constexpr (kHasOffset<Block>) return w.m;
    if constexpr (kHasMinimums<Block>) return w.dmin;
    return 0;
  }

  // Where a row's sums of 16 or 32 bytes are.
  static constexpr int64_t sumsOffset(int64_t cols) {
    return kWidth == 16 ? Q8Row::sumOffset(kActivation, cols) : Q8Row::sum32Offset(cols);
  }

  // Four lanes whose sum is the block's sum of (scale *) q * x.
  static int32x4_t products(const Opened<Block>& w, const int8_t* x) {
    int32x4_t total = zeros();
    int32x4_t scale[kSmall ? 1 : kSubs / 4];
    if constexpr (!kSmall) {
      for (int i = 0; i < kSubs / 4; ++i) scale[i] = quarter(w.scales, i);
    }
    unroll<static_cast<int>(kColumns / 32)>([&]<int j>() __attribute__((always_inline)) {
      const int8x16x2_t q = w.template values<j>();
      const int32x4_t first = Set::dot(zeros(), q.val[0], vld1q_s8(x + 32 * j));
      if constexpr (kWidth == 16) {
        const int32x4_t second = Set::dot(zeros(), q.val[1], vld1q_s8(x + 32 * j + 16));
        total = vmlaq_laneq_s32(total, first, scale[j / 2], 2 * j % 4);
        total = vmlaq_laneq_s32(total, second, scale[j / 2], (2 * j + 1) % 4);
      } else {
        const int32x4_t both = Set::dot(first, q.val[1], vld1q_s8(x + 32 * j + 16));
        if constexpr (kSmall) {
          total = both;
        } else {
          total = vmlaq_laneq_s32(total, both, scale[j / 4], j % 4);
        }
      }
    });
    return total;
  }

  // Four lanes whose sum is the block's sum of minimum * (sum of x).
  static int32x4_t minimumSums(const Opened<Block>& w, const int16_t* sums) {
    int32x4_t total = zeros();
    for (int i = 0; i < kSubs / 8; ++i) {
      const int16x8_t s = vld1q_s16(sums + 8 * i);
      total = vmlal_s16(total, vget_low_s16(w.minimums[i]), vget_low_s16(s));
      total = vmlal_high_s16(total, w.minimums[i], s);
    }
    return total;
  }

  // Four rows of weights against one of activations.
  static float32x4_t dotRows(const std::byte* const* row, const TileRows<1>& x, int64_t cols) {
    const auto* scale = x.at<float>(0, Q8Row::scaleOffset(cols));
    const auto* sums = x.at<int16_t>(0, sumsOffset(cols));
    const auto* offset = x.at<int32_t>(0, Q8Row::sumOffset(ActivationType::kQ8_32, cols));
    float32x4_t sum = vdupq_n_f32(0);
    for (int64_t b = 0; b < cols / kColumns; ++b) {
      int32x4_t product[4];
      int32x4_t minimum[4];
      float d[4];
      float second[4];
      for (int i = 0; i < 4; ++i) {
        const Opened<Block> w(row[i] + b * kBytes);
        product[i] = products(w, x.q(0) + kColumns * b);
        d[i] = w.d;
        second[i] = secondScale(w);
        if constexpr (kHasMinimums<Block>) minimum[i] = minimumSums(w, sums + kSubs * b);
      }
      sum = vfmaq_f32(sum, vcvtq_f32_s32(sumEach(product)), vmulq_n_f32(vld1q_f32(d), scale[b]));
      if constexpr (kHasMinimums<Block>) {
        sum = vfmsq_f32(sum, vcvtq_f32_s32(sumEach(minimum)), vmulq_n_f32(vld1q_f32(second), scale[b]));
      }
      if constexpr (kHasOffset<Block>) {
        sum =
            vfmaq_f32(sum, vdupq_n_f32(static_cast<float>(offset[b] / -128)), vmulq_n_f32(vld1q_f32(second), scale[b]));
      }
    }
    return sum;
  }

  static void pack(const PanelRows& rows, int64_t cols, std::byte* panel) {
    for (int64_t b = 0; b < cols / kColumns; ++b, panel += kPanelBlock) {
      int8_t q[kPanel * kColumns];
      auto* d = reinterpret_cast<float*>(panel + kAtD);
      auto* scales = reinterpret_cast<int32_t*>(panel + kAtScales);
      auto* minimums = reinterpret_cast<int16_t*>(panel + kAtMinimums);
      for (int i = 0; i < kPanel; ++i) {
        const Opened<Block> w(rows.row[i] + b * kBytes);
        unroll<static_cast<int>(kColumns / 32)>([&]<int j>() __attribute__((always_inline)) {
          const int8x16x2_t v = w.template values<j>();
          vst1q_s8(q + kColumns * i + 32 * j, v.val[0]);
          vst1q_s8(q + kColumns * i + 32 * j + 16, v.val[1]);
        });
        d[i] = w.d;
        if constexpr (kSecond) d[kPanel + i] = secondScale(w);
        if constexpr (!kSmall) scatter(w.scales, scales + i);
        if constexpr (kHasMinimums<Block>) scatter(w.minimums, minimums + i);
      }
      for (int u = 0; u < kColumns / 16; ++u) Set::packUnit(q + 16 * u, kColumns, panel + u * Set::kUnitBytes);
    }
  }

  // Of the sub-blocks of one output.
  template <class T>
  static void scatter(const int16x8_t* v, T* to) {
    int16_t words[kSubs];
    for (int i = 0; i < kSubs / 8; ++i) vst1q_s16(words + 8 * i, v[i]);
    for (int j = 0; j < kSubs; ++j) to[kPanel * j] = words[j];
  }

  // The sums of one block's products, with the sub-blocks' scales.
  template <int kRows>
  static void blockTile(const std::byte* panel, const TileRows<kRows>& x, int64_t c, int32x4_t (*total)[2]) {
    if constexpr (kSmall) {
      typename Set::template Tile<kRows> tile;
      tile.add(panel, x, c);
      tile.add(panel + Set::kUnitBytes, x, c + 16);
      tile.results(total);
      return;
    }
    for (int r = 0; r < kRows; ++r) total[r][0] = total[r][1] = zeros();
    const auto* scales = reinterpret_cast<const int32_t*>(panel + kAtScales);
    for (int j = 0; j < kSubs; ++j, scales += kPanel) {
      typename Set::template Tile<kRows> tile;
      for (int u = 0; u < kWidth / 16; ++u, panel += Set::kUnitBytes, c += 16) tile.add(panel, x, c);
      int32x4_t dot[kRows][2];
      tile.results(dot);
      for (int r = 0; r < kRows; ++r) {
        for (int h = 0; h < 2; ++h) total[r][h] = vmlaq_s32(total[r][h], dot[r][h], vld1q_s32(scales + 4 * h));
      }
    }
  }

  static void minimumTile(const std::byte* panel, const int16_t* sums, int32x4_t* total) {
    const auto* minimums = reinterpret_cast<const int16_t*>(panel + kAtMinimums);
    total[0] = total[1] = zeros();
    for (int j = 0; j < kSubs; ++j) {
      const int16x8_t minimum = vld1q_s16(minimums + kPanel * j);
      total[0] = vmlal_n_s16(total[0], vget_low_s16(minimum), sums[j]);
      total[1] = vmlal_high_n_s16(total[1], minimum, sums[j]);
    }
  }

  template <int kRows>
  static void tile(const std::byte* panel, int64_t cols, const TileRows<kRows>& x, float32x4_t (*sum)[2]) {
    for (int r = 0; r < kRows; ++r) sum[r][0] = sum[r][1] = vdupq_n_f32(0);
    for (int64_t b = 0; b < cols / kColumns; ++b, panel += kPanelBlock) {
      int32x4_t dot[kRows][2];
      blockTile<kRows>(panel, x, kColumns * b, dot);
      const auto* d = reinterpret_cast<const float*>(panel + kAtD);
      for (int r = 0; r < kRows; ++r) {
        const float dx = x.template at<float>(r, Q8Row::scaleOffset(cols))[b];
        for (int h = 0; h < 2; ++h) {
          sum[r][h] = vfmaq_f32(sum[r][h], vcvtq_f32_s32(dot[r][h]), vmulq_n_f32(vld1q_f32(d + 4 * h), dx));
        }
        if constexpr (kHasMinimums<Block>) {
          int32x4_t minimum[2];
          minimumTile(panel, x.template at<int16_t>(r, sumsOffset(cols)) + kSubs * b, minimum);
          for (int h = 0; h < 2; ++h) {
            sum[r][h] = vfmsq_f32(sum[r][h], vcvtq_f32_s32(minimum[h]), vmulq_n_f32(vld1q_f32(d + kPanel + 4 * h), dx));
          }
        }
        if constexpr (kHasOffset<Block>) {
          const int32_t offset = x.template at<int32_t>(r, Q8Row::sumOffset(kActivation, cols))[b];
          const float32x4_t total = vdupq_n_f32(static_cast<float>(offset / -128));
          for (int h = 0; h < 2; ++h)
            sum[r][h] = vfmaq_f32(sum[r][h], total, vmulq_n_f32(vld1q_f32(d + kPanel + 4 * h), dx));
        }
      }
    }
  }

  static int64_t scratchBytes(int64_t cols) { return cols / kColumns * kPanelBlock; }

  // `n` outputs from `first` on.
  static void runPanel(const WeightRows& w, int64_t first, int32_t n, const ActivationRows& x, float* out,
                       int64_t out_stride, std::byte* scratch) {
    const PanelRows rows(w, first, n);
    int32_t r = 0;
    if (x.count < kPackFrom) {
      for (; r < x.count; ++r) {
        const TileRows<1> in(x, r);
        const float32x4_t low = dotRows(rows.row, in, w.cols);
        const float32x4_t sum[2] = {low, n > 4 ? dotRows(rows.row + 4, in, w.cols) : low};
        storeOutputs(out + r * out_stride, sum, n);
      }
      return;
    }
    pack(rows, w.cols, scratch);
    const auto rest = [&]<int kRows>() {
      for (; r + kRows <= x.count; r += kRows) {
        float32x4_t sum[kRows][2];
        tile<kRows>(scratch, w.cols, TileRows<kRows>(x, r), sum);
        for (int k = 0; k < kRows; ++k) storeOutputs(out + (r + k) * out_stride, sum[k], n);
      }
    };
    rest.template operator()<kTile>();
    rest.template operator()<1>();
  }

  static void matmul(const WeightRows& w, int64_t first, int32_t count, const ActivationRows& x, float* out,
                     int64_t out_stride, std::byte* scratch) {
    for (int32_t i = 0; i < count; i += kPanel) {
      const int32_t n = count - i < kPanel ? count - i : kPanel;
      runPanel(w, first + i, n, x, out + i, out_stride, scratch);
    }
  }
};

// The kernels of one set.
template <class Set, class... Blocks>
inline std::span<const BlockFunctions> functionsOf(Types<Blocks...>) {
  static constexpr BlockFunctions kTable[] = {
      {BlockKernel<Blocks, Set>::matmul, BlockKernel<Blocks, Set>::scratchBytes}...};
  return kTable;
}

}  // namespace
}  // namespace deepwell::cpu::neon
