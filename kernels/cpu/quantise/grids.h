// Types whose weights are signs and points of a grid: groups of four or eight magnitudes share an index, sub-blocks a
// 4-bit scale. For a candidate scale each group takes the best of the points near its cell (grid_neighbours.h); the
// scales are then chosen as in blocks256.h. Eight points are tried side by side.
#pragma once

#include "kernels/common/blocks.h"
#include "kernels/common/iq_blocks.h"
#include "kernels/common/iq_tables.h"
#include "kernels/cpu/quantise/blocks256.h"
#include "kernels/cpu/quantise/grid_neighbours.h"

namespace deepwell::cpu {
namespace {

typedef int8_t Bytes __attribute__((vector_size(kLanes)));
static_assert(GridNeighbours::kSetPoints == kLanes);

// kPoint: elements of a point. kSub: of a sub-block. kUnit: a weight is d * (2 code + 1) * kUnit * magnitude.
struct GridIQ3_XXS {
  static constexpr int kPoint = 4, kSub = 32, kLevels = 8, kBottom = 4, kTop = 62;
  static constexpr float kUnit = 0.25F;
  static constexpr bool kEvenSigns = true;  // seven of eight signs are stored
  static Ints levels(Floats v) { return toInts(nearest(clamped((v - all(4.0F)) * all(0.125F), all(0.0F), all(7.0F)))); }
  static const GridNeighbours& neighbours() { return neighboursIQ3_XXS(); }
};

struct GridIQ3_S {
  static constexpr int kPoint = 4, kSub = 32, kLevels = 8, kBottom = 1, kTop = 15;
  static constexpr float kUnit = 1.0F;
  static constexpr bool kEvenSigns = false;
  static Ints levels(Floats v) { return toInts(nearest(clamped((v - all(1.0F)) * all(0.5F), all(0.0F), all(7.0F)))); }
  static const GridNeighbours& neighbours() { return neighboursIQ3_S(); }
};

struct GridIQ2_S {
  static constexpr int kPoint = 8, kSub = 16, kLevels = 3, kBottom = 8, kTop = 43;
  static constexpr float kUnit = 0.125F;
  static constexpr bool kEvenSigns = false;
  static Ints levels(Floats v) { return -((v > all(16.5F)) + (v > all(34.0F))); }
  static const GridNeighbours& neighbours() { return neighboursIQ2_S(); }
};

// What rounding to points leaves, in units of the scale: u are weights over scale, g magnitudes of the points taken.
struct PointSums {
  float ug = 0;
  float gg = 0;
};

// Cells of the groups among kSub magnitudes.
template <class Grid>
inline void cellsOf(const float* x, float inverse_scale, int* cells) {
  int32_t level[Grid::kSub];
  for (int i = 0; i < Grid::kSub; i += kLanes) {
    Floats v;
    std::memcpy(&v, x + i, sizeof(v));
    const Ints found = Grid::levels(v * all(inverse_scale));
    std::memcpy(level + i, &found, sizeof(found));
  }
  for (int g = 0; g < Grid::kSub / Grid::kPoint; ++g) {
    int cell = 0;
    for (int i = Grid::kPoint - 1; i >= 0; --i) cell = cell * Grid::kLevels + level[g * Grid::kPoint + i];
    cells[g] = cell;
  }
}

// The smallest lane; equal ones by number. The last bits of the values give way to the lanes' numbers.
inline int smallestLane(Floats x) {
  Ints key = (bitsOf(x) & ~(kLanes - 1)) | Ints{0, 1, 2, 3, 4, 5, 6, 7};
  Floats best = floatsOf(key);
  best = smaller(best, __builtin_shufflevector(best, best, 4, 5, 6, 7, 0, 1, 2, 3));
  best = smaller(best, __builtin_shufflevector(best, best, 2, 3, 0, 1, 6, 7, 4, 5));
  best = smaller(best, __builtin_shufflevector(best, best, 1, 0, 3, 2, 5, 4, 7, 6));
  return bitsOf(best)[0] & (kLanes - 1);
}

// The best point near each group; with `index` also which ones.
template <class Grid>
inline PointSums takePoints(const GridNeighbours& near, const float* x, float inverse_scale, uint16_t* index) {
  int cells[Grid::kSub / Grid::kPoint];
  cellsOf<Grid>(x, inverse_scale, cells);
  PointSums sums;
  for (int g = 0; g < Grid::kSub / Grid::kPoint; ++g) {
    Floats best_ug = {};
    Floats best_gg = {};
    Floats best = all(3.4e38F);
    Ints from = {};
    for (int set = 0; set < GridNeighbours::kSets; ++set) {
      const int8_t* points = near.set(cells[g], set);
      Floats ug = {};
      Floats gg = {};
      for (int i = 0; i < Grid::kPoint; ++i) {
        Bytes bytes;
        std::memcpy(&bytes, points + i * kLanes, sizeof(bytes));
        const Floats magnitude = __builtin_convertvector(bytes, Floats);
        ug += magnitude * all(x[g * Grid::kPoint + i] * inverse_scale);
        gg += magnitude * magnitude;
      }
      const Floats error = gg - (ug + ug);
      const Ints better = error < best;
      best = choose(better, error, best);
      best_ug = choose(better, ug, best_ug);
      best_gg = choose(better, gg, best_gg);
      from = better ? allInts(set * kLanes) : from;
    }
    const int lane = smallestLane(best);
    sums.ug += best_ug[lane];
    sums.gg += best_gg[lane];
    if (index != nullptr) index[g] = near.index[static_cast<size_t>(cells[g] * GridNeighbours::kPoints + from[lane] + lane)];
  }
  return sums;
}

// A block's integers.
template <class Grid>
struct GridCodes {
  static constexpr int kSubs = kSuper / Grid::kSub;
  float d = 0;  // as fp16 holds it
  int scale[kSubs] = {};
  uint16_t index[kSuper / Grid::kPoint] = {};
  uint8_t signs[kSuper / 8] = {};  // bit i: element i of eight is negative
};

// Magnitudes, and the signs apart. Where their number must be even and is not, the smallest of the eight changes its
// own and becomes a magnitude below zero.
template <class Grid>
inline void splitSigns(const float* in, float* x, uint8_t* signs) {
  for (int eight = 0; eight < kSuper / 8; ++eight) {
    unsigned bits = 0;
    int smallest = 0;
    float* at = x + 8 * eight;
    for (int i = 0; i < 8; ++i) {
      const float v = in[8 * eight + i];
      bits |= static_cast<unsigned>(v < 0.0F) << i;
      at[i] = v < 0.0F ? -v : v;
      if (at[i] < at[smallest]) smallest = i;
    }
    if (Grid::kEvenSigns && __builtin_popcount(bits) % 2 != 0) {
      bits ^= 1U << smallest;
      at[smallest] = -at[smallest];
    }
    signs[eight] = static_cast<uint8_t>(bits);
  }
}

inline float inverseOf(float v) { return v > 0.0F ? 1.0F / v : 0.0F; }

// The scale of a sub-block that lowers its error most, any float. The candidates put the largest weight at the highest
// level, at `step` of it less or more, and at the lowest (where all weights are of one size).
template <class Grid>
inline float searchGridScale(const GridNeighbours& near, const float* x, const SearchWidth& width) {
  float most = 0;
  for (int i = 0; i < Grid::kSub; ++i) most = x[i] > most ? x[i] : most;
  if (most <= 0.0F) return 0.0F;
  float best = 0;
  float best_gain = 0;
  const auto tried = [&](float inverse_scale) {
    const PointSums sums = takePoints<Grid>(near, x, inverse_scale, nullptr);
    // sum(x g) is ug / inverse_scale.
    const float xg = sums.ug / inverse_scale;
    const float scale = xg / sums.gg;
    if (scale * xg > best_gain) {
      best_gain = scale * xg;
      best = scale;
    }
  };
  tried(static_cast<float>(Grid::kBottom) / most);
  for (int k = -width.below; k <= width.above; ++k) {
    tried((static_cast<float>(Grid::kTop) * (1.0F + static_cast<float>(k) * width.step)) / most);
  }
  for (int k = 0; k < width.refine && best > 0.0F; ++k) tried(1.0F / best);
  return best;
}

// The best integer scales for `d` among the neighbours of those wanted; returns the error less that of zeros, and in
// `refit` the d that suits them.
template <class Grid>
inline float chooseGridScales(const GridNeighbours& near, const float* x, const float* wanted, float d, int reach,
                              int* codes, float* refit) {
  float total = 0;
  float xq = 0;
  float qq = 0;
  const float unit = d * Grid::kUnit;
  for (int sub = 0; sub < GridCodes<Grid>::kSubs; ++sub) {
    const float middle = 0.5F * (wanted[sub] * inverseOf(unit) - 1.0F);
    const int start = static_cast<int>(nearest(clamped(all(middle), all(0.0F), all(15.0F)))[0]);
    float best = 3.4e38F;
    float best_xq = 0;
    float best_qq = 0;
    for (int code = start - reach; code <= start + reach; ++code) {
      if (code < 0 || code > 15) continue;
      const float odd = static_cast<float>(2 * code + 1);
      const float scale = odd * unit;
      const PointSums sums = takePoints<Grid>(near, x + sub * Grid::kSub, inverseOf(scale), nullptr);
      const float error = scale * scale * (sums.gg - (sums.ug + sums.ug));
      if (error >= best) continue;
      best = error;
      codes[sub] = code;
      best_xq = sums.ug * scale * odd * Grid::kUnit;
      best_qq = sums.gg * odd * odd * Grid::kUnit * Grid::kUnit;
    }
    total += best;
    xq += best_xq;
    qq += best_qq;
  }
  *refit = qq > 0.0F && xq > 0.0F ? roundToHalf(xq / qq) : 0.0F;
  return total;
}

template <class Grid>
inline void quantiseGrid(const GridNeighbours& near, const float* in, const SuperWidth& width, GridCodes<Grid>* out) {
  constexpr int kSubs = GridCodes<Grid>::kSubs;
  float x[kSuper];
  splitSigns<Grid>(in, x, out->signs);
  float wanted[kSubs];
  float most = 0;
  for (int sub = 0; sub < kSubs; ++sub) {
    wanted[sub] = searchGridScale<Grid>(near, x + sub * Grid::kSub, width.search);
    most = wanted[sub] > most ? wanted[sub] : most;
  }
  float d = roundToHalf(most / (31.0F * Grid::kUnit));
  float best = 3.4e38F;
  int codes[kSubs] = {};
  for (int round = 0; round <= width.rounds && d > 0.0F; ++round) {
    float refit = 0;
    const float error = chooseGridScales<Grid>(near, x, wanted, d, width.reach, codes, &refit);
    if (error < best) {
      best = error;
      out->d = d;
      std::memcpy(out->scale, codes, sizeof(codes));
    }
    d = refit;
  }
  constexpr int kGroups = Grid::kSub / Grid::kPoint;
  for (int sub = 0; sub < kSubs; ++sub) {
    const float scale = static_cast<float>(2 * out->scale[sub] + 1) * out->d * Grid::kUnit;
    takePoints<Grid>(near, x + sub * Grid::kSub, inverseOf(scale), out->index + sub * kGroups);
  }
}

}  // namespace
}  // namespace deepwell::cpu
