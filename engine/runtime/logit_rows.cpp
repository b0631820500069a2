#include "engine/runtime/logit_rows.h"

#include <algorithm>
#include <numeric>

namespace deepwell {

bool LogitRows::askForTop(Stepper& stepper, std::span<Sampler* const> samplers) {
  const int32_t count = std::min(stepper.backend().topLogits(), stepper.model().config().vocab);
  if (samplers.empty() || !std::ranges::all_of(samplers, [&](const Sampler* s) { return s->canUseTop(count); })) return false;
  inverse_temperatures_.clear();
  for (const Sampler* sampler : samplers) inverse_temperatures_.push_back(sampler->inverseTemperature());
  best_.resize(samplers.size() * static_cast<size_t>(count));
  masses_.resize(samplers.size());
  top_ = {count, inverse_temperatures_, best_, masses_};
  return true;
}

std::span<const TokenLogit> LogitRows::bestOf(size_t row) const {
  const auto count = static_cast<size_t>(top_.count);
  return std::span(best_).subspan(row * count, count);
}

Status LogitRows::run(Stepper& stepper, Step step, std::span<Sampler* const> samplers) {
  vocab_ = static_cast<size_t>(stepper.model().config().vocab);
  place_.resize(samplers.size());
  if (!askForTop(stepper, samplers)) {
    std::iota(place_.begin(), place_.end(), 0);
    all_.resize(samplers.size() * vocab_);
    step.logits = all_;
    return stepper.run(step);
  }
  step.top = &top_;
  DEEPWELL_TRY(stepper.run(step));
  int32_t places = 0;
  for (size_t row = 0; row < samplers.size(); ++row) {
    place_[row] = samplers[row]->topSuffices(bestOf(row), masses_[row], vocab_) ? -1 : places++;
    if (place_[row] < 0) continue;
    all_.resize(static_cast<size_t>(places) * vocab_);
    DEEPWELL_TRY(stepper.readLogits(static_cast<int32_t>(row), std::span(all_).last(vocab_)));
  }
  return {};
}

TokenId LogitRows::sample(size_t row, Sampler& sampler, std::span<const TokenId> history) {
  if (place_[row] < 0) return sampler.sampleTop(bestOf(row), masses_[row], vocab_);
  return sampler.sample(std::span(all_).subspan(static_cast<size_t>(place_[row]) * vocab_, vocab_), history);
}

}  // namespace deepwell
