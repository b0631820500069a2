// The logits of a step on their way to the samplers: only the best where every sampler can draw from these, and all of a row
// where its best turn out not to be enough.
#pragma once

#include <span>
#include <vector>

#include "engine/runtime/sampler.h"
#include "engine/runtime/stepper.h"

namespace deepwell {

class LogitRows {
 public:
  // Runs a step that has no room for logits; its logit row i is for samplers[i]. After an error nothing has been drawn.
  Status run(Stepper& stepper, Step step, std::span<Sampler* const> samplers);

  // Draws from logit row `row` of the step that has run; once a row.
  TokenId sample(size_t row, Sampler& sampler, std::span<const TokenId> history);

 private:
  bool askForTop(Stepper& stepper, std::span<Sampler* const> samplers);
  std::span<const TokenLogit> bestOf(size_t row) const;

  size_t vocab_ = 0;
  std::vector<float> all_;    // [rows, vocab], or the rows that place_ names
  std::vector<int32_t> place_;  // [row] of its logits in all_; -1: its best suffice
  TopLogits top_;
  std::vector<float> inverse_temperatures_;
  std::vector<TokenLogit> best_;
  std::vector<float> masses_;
};

}  // namespace deepwell
