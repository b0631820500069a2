// Draws the next token from logits.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/api/engine.h"
#include "engine/backend/backend.h"

namespace deepwell {

// A small generator with a fixed sequence on every platform (SplitMix64).
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}
  uint64_t next();
  double uniform();  // [0, 1)

 private:
  uint64_t state_;
};

class Sampler {
 public:
  explicit Sampler(const SamplingParams& params);

  // logits [vocab] is changed in place; `history` are all tokens so far, the prompt included. NaN logits are never
  // drawn. Ties go to the lower id.
  TokenId sample(std::span<float> logits, std::span<const TokenId> history);

  // Whether it makes sense to ask for the best `count` logits of a row instead of all.
  bool canUseTop(int32_t count) const;

  // What TopLogits wants: 0 where the mass does not matter.
  float inverseTemperature() const;

  // Whether the best logits of a row of `vocab`, best first, and their mass (see TopLogits) tell what sample() would draw.
  bool topSuffices(std::span<const TokenLogit> best, float mass, size_t vocab);

  // The token that sample() would draw; the best logits must suffice.
  TokenId sampleTop(std::span<const TokenLogit> best, float mass, size_t vocab);

 private:
  // Bounds of the sum of all tokens' weights.
  struct Total {
    double low;
    double high;
  };
  enum class Cut { kMade, kNeedsMore, kUncertain };

  bool penalises() const;
  void penalise(std::span<float> logits, std::span<const TokenId> history);
  // Fills candidates_ with the best `count`, best first.
  void takeBest(std::span<const float> logits, size_t count);
  // The candidates that top-k, top-p and min-p leave, with weights_ beside them.
  void narrow(std::span<const float> logits);
  // Fills weights_ and their sum.
  double weighCandidates();
  // Cuts candidates_ and weights_ at top-p and min-p. complete: there are no candidates but these.
  Cut cut(const Total& total, bool complete);
  TokenId draw();

  SamplingParams params_;
  Random random_;
  std::vector<TokenLogit> candidates_;
  std::vector<double> weights_;
};

}  // namespace deepwell
