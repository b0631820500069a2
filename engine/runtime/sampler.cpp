#include "engine/runtime/sampler.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>
#include <unordered_map>

namespace deepwell {
namespace {

constexpr float kLowest = -std::numeric_limits<float>::infinity();

TokenId argmax(std::span<const float> logits) {
  size_t best = 0;
  for (size_t i = 1; i < logits.size(); ++i) {
    if (logits[i] > logits[best]) best = i;
  }
  return static_cast<TokenId>(best);
}

}  // namespace

uint64_t Random::next() {
  state_ += 0x9E3779B97F4A7C15ULL;
  uint64_t z = state_;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
  return z ^ (z >> 31);
}

double Random::uniform() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

Sampler::Sampler(const SamplingParams& params) : params_(params), random_(params.seed) {}

bool Sampler::penalises() const {
  const bool off = params_.repetition_penalty == 1.0F && params_.presence_penalty == 0.0F &&
                   params_.frequency_penalty == 0.0F;
  return !off && params_.penalty_window > 0;
}

void Sampler::penalise(std::span<float> logits, std::span<const TokenId> history) {
  if (!penalises()) return;
  const size_t window = std::min(history.size(), static_cast<size_t>(params_.penalty_window));
  std::unordered_map<TokenId, int> counts;
  for (const TokenId id : history.last(window)) ++counts[id];
  for (const auto& [id, count] : counts) {
    if (id < 0 || static_cast<size_t>(id) >= logits.size()) continue;
    float& logit = logits[static_cast<size_t>(id)];
    logit = logit > 0 ? logit / params_.repetition_penalty : logit * params_.repetition_penalty;
    logit -= params_.presence_penalty + params_.frequency_penalty * static_cast<float>(count);
  }
}

void Sampler::takeBest(std::span<const float> logits, size_t count) {
  candidates_.resize(logits.size());
  for (size_t i = 0; i < logits.size(); ++i) candidates_[i] = {static_cast<TokenId>(i), logits[i]};
  const auto better = [](const TokenLogit& a, const TokenLogit& b) {
    return a.logit > b.logit || (a.logit == b.logit && a.id < b.id);
  };
  count = std::min(count, candidates_.size());
  std::partial_sort(candidates_.begin(), candidates_.begin() + static_cast<std::ptrdiff_t>(count), candidates_.end(),
                    better);
  candidates_.resize(count);
}

double Sampler::weighCandidates() {
  const double inverse = 1.0 / static_cast<double>(params_.temperature);
  const double best = candidates_.front().logit;
  weights_.resize(candidates_.size());
  for (size_t i = 0; i < candidates_.size(); ++i) {
    weights_[i] = std::exp((static_cast<double>(candidates_[i].logit) - best) * inverse);
  }
  return std::accumulate(weights_.begin(), weights_.end(), 0.0);
}

Sampler::Cut Sampler::cut(const Total& total, bool complete) {
  const double target = static_cast<double>(params_.top_p);
  const double floor = static_cast<double>(params_.min_p) * weights_.front();
  double sum = 0;
  size_t kept = 0;
  bool reached = false;
  while (!reached && kept < weights_.size() && !(kept > 0 && weights_[kept] < floor)) {
    sum += weights_[kept++];
    if (params_.top_p >= 1.0F) continue;
    reached = sum >= target * total.high;
    if (!reached && sum >= target * total.low) return Cut::kUncertain;
  }
  if (!reached && kept == weights_.size() && !complete) return Cut::kNeedsMore;
  candidates_.resize(kept);
  weights_.resize(kept);
  return Cut::kMade;
}

void Sampler::narrow(std::span<const float> logits) {
  const double inverse = 1.0 / static_cast<double>(params_.temperature);
  const double best = *std::max_element(logits.begin(), logits.end());
  const bool bounded = params_.top_k > 0;
  double total = 0;
  for (size_t i = 0; !bounded && i < logits.size(); ++i) total += std::exp((static_cast<double>(logits[i]) - best) * inverse);
  // Sorting few candidates is enough unless the distribution is flat: take more until top-p is reached.
  for (size_t count = bounded ? static_cast<size_t>(params_.top_k) : 256;; count *= 4) {
    takeBest(logits, count);
    const double sum = weighCandidates();
    if (bounded) total = sum;
    if (cut({total, total}, bounded || candidates_.size() == logits.size()) == Cut::kMade) return;
  }
}

TokenId Sampler::draw() {
  double left = random_.uniform() * std::accumulate(weights_.begin(), weights_.end(), 0.0);
  for (size_t i = 0; i < weights_.size(); ++i) {
    left -= weights_[i];
    if (left < 0) return candidates_[i].id;
  }
  return candidates_.front().id;
}

TokenId Sampler::sample(std::span<float> logits, std::span<const TokenId> history) {
  for (float& logit : logits) {
    if (std::isnan(logit)) logit = kLowest;
  }
  penalise(logits, history);
  if (params_.temperature <= 0.0F) return argmax(logits);
  const float best = *std::max_element(logits.begin(), logits.end());
  if (!std::isfinite(best)) return argmax(logits);
  narrow(logits);
  return draw();
}

bool Sampler::canUseTop(int32_t count) const {
  if (count < 1 || penalises()) return false;
  if (params_.temperature <= 0.0F) return true;
  if (params_.top_k > 0) return params_.top_k <= count;
  return params_.top_p < 1.0F || params_.min_p > 0.0F;
}

float Sampler::inverseTemperature() const {
  const bool mass = params_.temperature > 0.0F && params_.top_k <= 0 && params_.top_p < 1.0F;
  return mass ? 1.0F / params_.temperature : 0.0F;
}

bool Sampler::topSuffices(std::span<const TokenLogit> best, float mass, size_t vocab) {
  if (params_.temperature <= 0.0F || !std::isfinite(best.front().logit)) return true;
  const bool bounded = params_.top_k > 0;
  const size_t count = bounded ? std::min(best.size(), static_cast<size_t>(params_.top_k)) : best.size();
  candidates_.assign(best.begin(), best.begin() + static_cast<std::ptrdiff_t>(count));
  const double sum = weighCandidates();
  const auto near = static_cast<double>(mass);
  const Total total = bounded ? Total{sum, sum} : Total{near * (1 - kMassTolerance), near * (1 + kMassTolerance)};
  return cut(total, bounded || count == vocab) == Cut::kMade;
}

TokenId Sampler::sampleTop(std::span<const TokenLogit> best, float mass, size_t vocab) {
  if (params_.temperature <= 0.0F || !std::isfinite(best.front().logit)) return best.front().id;
  [[maybe_unused]] const bool suffices = topSuffices(best, mass, vocab);
  assert(suffices);
  return draw();
}

}  // namespace deepwell
