// Types with super-blocks of 256: sub-blocks of 32 or 16 whose scales (and minimums) are themselves small integers.
// First each sub-block's own best scale is searched, then the integers for them, each tried with its neighbours on the
// real error, then the block's float scale is fitted to all of it by least squares, and the integers once more.
#pragma once

#include "kernels/common/blocks.h"
#include "kernels/common/iq_blocks.h"
#include "kernels/cpu/quantise/search.h"

namespace deepwell::cpu {
namespace {

constexpr int kSuper = 256;

// A block's integers, per sub-block and element.
template <int N>
struct SuperCodes {
  static constexpr int kGroups = kSuper / N;
  float d = 0;      // as fp16 holds it
  float dmin = 0;
  int scale[kGroups] = {};
  int minimum[kGroups] = {};
  float error = 3.4e38F;
  uint8_t codes[kSuper] = {};  // in the order of the elements
};

// Sets of eight sub-blocks.
template <int N>
constexpr int kSets = kSuper / N / kLanes;

template <int N>
struct SuperBlock {
  Floats x[kSets<N>][N];
  explicit SuperBlock(const float* in) {
    for (int set = 0; set < kSets<N>; ++set) loadGroups<N>(in + set * kLanes * N, x[set]);
  }
};

// ---- scales only: w = d * scale * level ----

template <int N, class Levels>
struct ScaledState {
  float d = 0;
  Floats code[kSets<N>] = {};  // the integer scales
  float error = 3.4e38F;
};

// The best integer scales for `d`, each between low and high.
template <int N, class Levels>
inline void chooseScales(const SuperBlock<N>& block, const Floats* wanted, float d, float low, float high, int reach,
                         const Levels& levels, ScaledState<N, Levels>* state) {
  const float per_d = d == 0.0F ? 0.0F : 1.0F / d;
  state->d = d;
  Floats total = {};
  for (int set = 0; set < kSets<N>; ++set) {
    const Floats middle = nearest(clamped(wanted[set] * all(per_d), all(low), all(high)));
    Floats best_error = all(3.4e38F);
    for (int step = -reach; step <= reach; ++step) {
      const Floats code = clamped(middle + all(static_cast<float>(step)), all(low), all(high));
      const Floats scale = code * all(d);
      const Floats per_scale = inverse(scale);
      Floats error = {};
      for (int i = 0; i < N; ++i) {
        const Floats rest = block.x[set][i] - scale * levels.nearestLevel(block.x[set][i] * per_scale);
        error += rest * rest;
      }
      const Ints better = error < best_error;
      best_error = choose(better, error, best_error);
      state->code[set] = choose(better, code, state->code[set]);
    }
    total += best_error;
  }
  state->error = sumLanes(total);
}

// The float scale that suits these integers best.
template <int N, class Levels>
inline float refitScale(const SuperBlock<N>& block, const ScaledState<N, Levels>& state, const Levels& levels) {
  Floats xq = {};
  Floats qq = {};
  for (int set = 0; set < kSets<N>; ++set) {
    const Floats per_scale = inverse(state.code[set] * all(state.d));
    for (int i = 0; i < N; ++i) {
      const Floats q = state.code[set] * levels.nearestLevel(block.x[set][i] * per_scale);
      xq += block.x[set][i] * q;
      qq += q * q;
    }
  }
  const float sum = sumLanes(qq);
  return sum > 0.0F ? roundToHalf(sumLanes(xq) / sum) : 0.0F;
}

struct SuperWidth {
  SearchWidth search;
  int reach;   // neighbours of an integer scale that are tried
  int rounds;  // of fitting the float scale again
};

template <int N, class Levels>
inline void quantiseScaledSuper(const float* in, const Levels& levels, float low, float high, const SuperWidth& width,
                                SuperCodes<N>* out) {
  const SuperBlock<N> block(in);
  Floats wanted[kSets<N>];
  float extreme = 0;
  for (int set = 0; set < kSets<N>; ++set) {
    wanted[set] = searchScale<N>(block.x[set], levels, width.search);
    for (int lane = 0; lane < kLanes; ++lane) {
      const float scale = wanted[set][lane];
      if ((scale < 0 ? -scale : scale) > (extreme < 0 ? -extreme : extreme)) extreme = scale;
    }
  }
  ScaledState<N, Levels> best;
  ScaledState<N, Levels> state;
  float d = roundToHalf(extreme / low);
  for (int round = 0; round <= width.rounds; ++round) {
    chooseScales<N>(block, wanted, d, low, high, width.reach, levels, &state);
    if (state.error < best.error) best = state;
    if (round < width.rounds) d = refitScale<N>(block, state, levels);
  }
  out->d = best.d;
  for (int set = 0; set < kSets<N>; ++set) {
    const Floats per_scale = inverse(best.code[set] * all(best.d));
    Ints code[N];
    for (int i = 0; i < N; ++i) code[i] = levels.code(block.x[set][i] * per_scale);
    storeCodes<N>(code, out->codes + set * kLanes * N);
    for (int lane = 0; lane < kLanes; ++lane) out->scale[set * kLanes + lane] = static_cast<int>(best.code[set][lane]);
  }
}

// ---- scales and minimums: w = d * scale * q - dmin * minimum ----

template <int N>
struct AffineState {
  float d = 0;
  float dmin = 0;
  Floats scale[kSets<N>] = {};
  Floats minimum[kSets<N>] = {};
  float error = 3.4e38F;
};

template <int N>
inline Floats affineError(const Floats* x, Floats scale, Floats offset, float top) {
  const Floats per_scale = inverse(scale);
  Floats error = {};
  for (int i = 0; i < N; ++i) {
    const Floats shifted = x[i] + offset;
    const Floats rest = shifted - scale * nearest(clamped(shifted * per_scale, all(0.0F), all(top)));
    error += rest * rest;
  }
  return error;
}

// The minimum that suits a scale best, given the rounding that (scale, offset) leads to.
template <int N>
inline Floats bestOffset(const Floats* x, Floats scale, Floats offset, float top) {
  const Floats per_scale = inverse(scale);
  Floats rest = {};
  for (int i = 0; i < N; ++i) {
    rest += scale * nearest(clamped((x[i] + offset) * per_scale, all(0.0F), all(top))) - x[i];
  }
  return rest / all(static_cast<float>(N));
}

template <int N>
inline void chooseAffine(const SuperBlock<N>& block, const AffineFit* wanted, float d, float dmin, float codes, float top,
                         int reach, AffineState<N>* state) {
  const Floats per_d = all(d == 0.0F ? 0.0F : 1.0F / d);
  const Floats per_dmin = all(dmin == 0.0F ? 0.0F : 1.0F / dmin);
  state->d = d;
  state->dmin = dmin;
  Floats total = {};
  for (int set = 0; set < kSets<N>; ++set) {
    const Floats* x = block.x[set];
    const Floats middle = nearest(clamped(wanted[set].scale * per_d, all(0.0F), all(codes)));
    Floats best_error = all(3.4e38F);
    for (int step = -reach; step <= reach; ++step) {
      const Floats scale = clamped(middle + all(static_cast<float>(step)), all(0.0F), all(codes));
      // A coarser step wants another minimum.
      const Floats offset = bestOffset<N>(x, scale * all(d), all(0.0F) - wanted[set].offset, top);
      const Floats around = nearest(clamped(offset * per_dmin, all(0.0F), all(codes)));
      for (int shift = -1; shift <= 1; ++shift) {
        const Floats minimum = clamped(around + all(static_cast<float>(shift)), all(0.0F), all(codes));
        const Floats error = affineError<N>(x, scale * all(d), minimum * all(dmin), top);
        const Ints better = error < best_error;
        best_error = choose(better, error, best_error);
        state->scale[set] = choose(better, scale, state->scale[set]);
        state->minimum[set] = choose(better, minimum, state->minimum[set]);
      }
    }
    total += best_error;
  }
  state->error = sumLanes(total);
}

// Both float scales by least squares: x = d * (scale q) - dmin * minimum.
template <int N>
inline void refitAffine(const SuperBlock<N>& block, const AffineState<N>& state, float top, float* d, float* dmin) {
  Floats aa = {};
  Floats ab = {};
  Floats bb = {};
  Floats xa = {};
  Floats xb = {};
  for (int set = 0; set < kSets<N>; ++set) {
    const Floats per_scale = inverse(state.scale[set] * all(state.d));
    const Floats offset = state.minimum[set] * all(state.dmin);
    Floats q1 = {};
    Floats x1 = {};
    for (int i = 0; i < N; ++i) {
      const Floats x = block.x[set][i];
      const Floats a = state.scale[set] * nearest(clamped((x + offset) * per_scale, all(0.0F), all(top)));
      aa += a * a;
      xa += x * a;
      q1 += a;
      x1 += x;
    }
    ab += q1 * state.minimum[set];
    xb += x1 * state.minimum[set];
    bb += all(static_cast<float>(N)) * state.minimum[set] * state.minimum[set];
  }
  const float saa = sumLanes(aa);
  const float sab = sumLanes(ab);
  const float sbb = sumLanes(bb);
  const float sxa = sumLanes(xa);
  const float sxb = sumLanes(xb);
  const float det = saa * sbb - sab * sab;
  if (det > 1e-6F * saa * sbb) {
    *d = roundToHalf((sxa * sbb - sxb * sab) / det);
    *dmin = roundToHalf((sxa * sab - sxb * saa) / det);
  } else if (saa > 0.0F) {
    *d = roundToHalf((sxa + *dmin * sab) / saa);
  }
  *d = *d < 0.0F ? 0.0F : *d;
  *dmin = *dmin < 0.0F ? 0.0F : *dmin;
}

template <int N>
inline void quantiseAffineSuper(const float* in, float codes, float top, const SuperWidth& width, SuperCodes<N>* out) {
  const SuperBlock<N> block(in);
  AffineFit wanted[kSets<N>];
  float most_scale = 0;
  float most_offset = 0;
  for (int set = 0; set < kSets<N>; ++set) {
    wanted[set] = searchAffine<N>(block.x[set], top, true, width.search);
    const float scale = largestLane(wanted[set].scale);
    const float offset = largestLane(all(0.0F) - wanted[set].offset);
    most_scale = scale > most_scale ? scale : most_scale;
    most_offset = offset > most_offset ? offset : most_offset;
  }
  AffineState<N> best;
  AffineState<N> state;
  float d = roundToHalf(most_scale / codes);
  float dmin = roundToHalf(most_offset / codes);
  for (int round = 0; round <= width.rounds; ++round) {
    chooseAffine<N>(block, wanted, d, dmin, codes, top, width.reach, &state);
    if (state.error < best.error) best = state;
    if (round < width.rounds) refitAffine<N>(block, state, top, &d, &dmin);
  }
  out->d = best.d;
  out->dmin = best.dmin;
  for (int set = 0; set < kSets<N>; ++set) {
    const Floats per_scale = inverse(best.scale[set] * all(best.d));
    const Floats offset = best.minimum[set] * all(best.dmin);
    Ints code[N];
    for (int i = 0; i < N; ++i) {
      code[i] = toInts(nearest(clamped((block.x[set][i] + offset) * per_scale, all(0.0F), all(top))));
    }
    storeCodes<N>(code, out->codes + set * kLanes * N);
    for (int lane = 0; lane < kLanes; ++lane) {
      out->scale[set * kLanes + lane] = static_cast<int>(best.scale[set][lane]);
      out->minimum[set * kLanes + lane] = static_cast<int>(best.minimum[set][lane]);
    }
  }
}

}  // namespace
}  // namespace deepwell::cpu
