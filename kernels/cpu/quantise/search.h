// Searches for the scale (and minimum) with which a group of weights, rounded to the levels of a type, comes back with
// the least squared error. Eight groups at once, see lanes.h.
//
// For a candidate scale every weight has its nearest level q; with these the best scale is the least-squares one,
// s = sum(x q) / sum(q q), and lowers the squared error of zeros, sum(x x), by sum(x q)^2 / sum(q q). The candidate
// that lowers it most wins and is refined: round again with s, fit again.
#pragma once

#include "kernels/cpu/quantise/lanes.h"

namespace deepwell::cpu {
namespace {

// Levels low, low + 1, ..., high.
struct IntegerLevels {
  float low;
  float high;
  Floats nearestLevel(Floats v) const { return nearest(clamped(v, all(low), all(high))); }
  Ints code(Floats v) const { return toInts(nearestLevel(v) - all(low)); }
};

// The 16 levels of IQ4_NL and IQ4_XS.
constexpr float kNonLinear[16] = {-127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113};

struct NonLinearLevels {
  static constexpr float low = -127;
  static constexpr float high = 113;
  Floats nearestLevel(Floats v) const {
    Floats level = all(kNonLinear[0]);
    for (int k = 0; k < 15; ++k) level = choose(v > all(boundary(k)), all(kNonLinear[k + 1]), level);
    return level;
  }
  Ints code(Floats v) const {
    Ints code = {};
    for (int k = 0; k < 15; ++k) code -= v > all(boundary(k));
    return code;
  }
  static constexpr float boundary(int k) { return 0.5F * (kNonLinear[k] + kNonLinear[k + 1]); }
};

struct Fit {
  Floats scale;
  Floats gain;  // by how much the squared error is below that of zeros
};

// The best scale for the levels that `inverse_scale` rounds to.
template <int N, class Levels>
inline Fit fitScale(const Floats* x, Floats inverse_scale, const Levels& levels) {
  Floats xq = {};
  Floats qq = {};
  for (int i = 0; i < N; ++i) {
    const Floats q = levels.nearestLevel(x[i] * inverse_scale);
    xq += x[i] * q;
    qq += q * q;
  }
  const Floats scale = xq * inverse(qq);
  return {scale, scale * xq};
}

inline void keepBetter(const Fit& candidate, Fit* best) {
  const Ints better = candidate.gain > best->gain;
  best->scale = choose(better, candidate.scale, best->scale);
  best->gain = choose(better, candidate.gain, best->gain);
}

// `steps` candidates on either side of the one that puts the weight of largest magnitude on the lowest level, `step`
// levels apart, and as many around the highest if the two differ.
struct SearchWidth {
  int below;   // candidates with a coarser scale's inverse
  int above;
  float step;
  int refine;
};

template <int N, class Levels>
inline Floats searchScale(const Floats* x, const Levels& levels, const SearchWidth& width) {
  Floats extreme = {};
  for (int i = 0; i < N; ++i) extreme = choose(magnitude(x[i]) > magnitude(extreme), x[i], extreme);
  const Floats per_extreme = inverse(extreme);
  Fit best = {{}, {}};
  for (int k = -width.below; k <= width.above; ++k) {
    const float shift = static_cast<float>(k) * width.step;
    keepBetter(fitScale<N>(x, all(levels.low - shift) * per_extreme, levels), &best);
    if (levels.low != -levels.high) keepBetter(fitScale<N>(x, all(levels.high + shift) * per_extreme, levels), &best);
  }
  for (int k = 0; k < width.refine; ++k) keepBetter(fitScale<N>(x, inverse(best.scale), levels), &best);
  return best.scale;
}

// x = scale * q + offset with q in 0..top.
struct AffineFit {
  Floats scale;
  Floats offset;
  Floats error;
};

// `y` are the weights less `low`, which keeps the sums well conditioned; `yy` and `xx` are the sums of squares.
// With `negative_only` an offset above zero is not allowed.
template <int N>
inline AffineFit fitAffine(const Floats* y, Floats low, Floats from, Floats inverse_scale, float top, bool negative_only,
                           Floats sum_y, Floats yy, Floats xx) {
  Floats q1 = {};
  Floats qq = {};
  Floats yq = {};
  for (int i = 0; i < N; ++i) {
    const Floats q = nearest(clamped((y[i] - from) * inverse_scale, all(0.0F), all(top)));
    q1 += q;
    qq += q * q;
    yq += y[i] * q;
  }
  const Floats n = all(static_cast<float>(N));
  const Floats scale = (n * yq - sum_y * q1) * inverse(n * qq - q1 * q1);
  const Floats offset = (sum_y - scale * q1) / n;
  AffineFit fit{scale, offset + low, yy - scale * yq - offset * sum_y};
  if (!negative_only) return fit;
  const Ints above = fit.offset > all(0.0F);
  const Floats xq = yq + low * q1;
  const Floats plain = xq * inverse(qq);
  fit.scale = choose(above, plain, fit.scale);
  fit.error = choose(above, xx - plain * xq, fit.error);
  fit.offset = choose(above, all(0.0F), fit.offset);
  return fit;
}

inline void keepBetter(const AffineFit& candidate, AffineFit* best) {
  const Ints better = (candidate.error < best->error) & (candidate.scale > all(0.0F));
  best->scale = choose(better, candidate.scale, best->scale);
  best->offset = choose(better, candidate.offset, best->offset);
  best->error = choose(better, candidate.error, best->error);
}

template <int N>
inline AffineFit searchAffine(const Floats* x, float top, bool negative_only, const SearchWidth& width) {
  Floats low = x[0];
  Floats high = x[0];
  for (int i = 1; i < N; ++i) {
    low = smaller(low, x[i]);
    high = larger(high, x[i]);
  }
  if (negative_only) low = smaller(low, all(0.0F));
  Floats y[N];
  Floats sum_y = {};
  Floats yy = {};
  Floats xx = {};
  for (int i = 0; i < N; ++i) {
    y[i] = x[i] - low;
    sum_y += y[i];
    yy += y[i] * y[i];
    xx += x[i] * x[i];
  }
  const Floats per_range = inverse(high - low);
  // A group of one value: no scale, the offset is the value.
  AffineFit best{{}, low, yy};
  for (int k = -width.below; k <= width.above; ++k) {
    const Floats inverse_scale = all(top + static_cast<float>(k) * width.step) * per_range;
    keepBetter(fitAffine<N>(y, low, all(0.0F), inverse_scale, top, negative_only, sum_y, yy, xx), &best);
  }
  for (int k = 0; k < width.refine; ++k) {
    keepBetter(fitAffine<N>(y, low, best.offset - low, inverse(best.scale), top, negative_only, sum_y, yy, xx), &best);
  }
  return best;
}

}  // namespace
}  // namespace deepwell::cpu
