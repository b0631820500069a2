#include "engine/backend/top_logits.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace deepwell {
namespace {

constexpr float kLowest = -std::numeric_limits<float>::infinity();

// A million tokens with e to this stay far below kMassTolerance.
constexpr float kNegligible = -25.0F;

bool better(const TokenLogit& a, const TokenLogit& b) { return a.logit > b.logit || (a.logit == b.logit && a.id < b.id); }

}  // namespace

float takeTopLogits(std::span<const float> logits, float inverse_temperature, std::span<TokenLogit> best) {
  // A heap with the worst of the best on top; most logits are worse and cost one comparison.
  size_t held = 0;
  for (size_t i = 0; i < logits.size(); ++i) {
    const TokenLogit next{static_cast<int32_t>(i), std::isnan(logits[i]) ? kLowest : logits[i]};
    if (held < best.size()) {
      best[held++] = next;
      std::push_heap(best.begin(), best.begin() + static_cast<std::ptrdiff_t>(held), better);
    } else if (next.logit > best.front().logit) {
      std::pop_heap(best.begin(), best.end(), better);
      best.back() = next;
      std::push_heap(best.begin(), best.end(), better);
    }
  }
  std::sort_heap(best.begin(), best.end(), better);
  if (inverse_temperature == 0.0F) return 0;
  const float most = best.front().logit;
  double sum = 0;
  for (const float logit : logits) {
    const float exponent = (logit - most) * inverse_temperature;
    if (exponent > kNegligible) sum += static_cast<double>(std::exp(exponent));
  }
  return static_cast<float>(sum);
}

void takeTopLogits(std::span<const float> logits, size_t rows, const TopLogits& top) {
  const auto count = static_cast<size_t>(top.count);
  const size_t vocab = rows == 0 ? 0 : logits.size() / rows;
  for (size_t row = 0; row < rows; ++row) {
    top.masses[row] = takeTopLogits(logits.subspan(row * vocab, vocab), top.inverse_temperatures[row],
                                    top.best.subspan(row * count, count));
  }
}

}  // namespace deepwell
