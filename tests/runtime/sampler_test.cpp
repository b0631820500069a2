#include "engine/runtime/sampler.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "engine/backend/top_logits.h"

namespace deepwell {
namespace {

SamplingParams plain(float temperature) {
  SamplingParams params;
  params.temperature = temperature;
  params.top_p = 1.0F;
  return params;
}

std::vector<int> histogram(const SamplingParams& params, const std::vector<float>& logits, int draws,
                           const std::vector<TokenId>& history = {}) {
  std::vector<int> counts(logits.size());
  Sampler sampler(params);
  for (int i = 0; i < draws; ++i) {
    std::vector<float> copy = logits;
    ++counts[static_cast<size_t>(sampler.sample(copy, history))];
  }
  return counts;
}

TEST(Sampler, GreedyTakesTheBestAndTheLowerIdOfTwo) {
  std::vector<float> logits{0.0F, 3.0F, 3.0F, -1.0F};
  EXPECT_EQ(Sampler(plain(0)).sample(logits, {}), 1);
}

TEST(Sampler, DrawsInProportion) {
  const std::vector<float> logits{0.0F, std::log(2.0F), std::log(5.0F)};
  const auto counts = histogram(plain(1), logits, 80000);
  EXPECT_NEAR(counts[0], 10000, 500);
  EXPECT_NEAR(counts[1], 20000, 700);
  EXPECT_NEAR(counts[2], 50000, 800);
}

TEST(Sampler, TemperatureSharpens) {
  const auto counts = histogram(plain(0.5F), {0.0F, std::log(2.0F)}, 50000);
  EXPECT_NEAR(counts[1], 40000, 600);  // 2^(1/0.5) = 4 : 1
}

TEST(Sampler, TopKKeepsTheBest) {
  SamplingParams params = plain(1);
  params.top_k = 2;
  const auto counts = histogram(params, {1.0F, 1.1F, 0.9F, 1.2F}, 2000);
  EXPECT_EQ(counts[0], 0);
  EXPECT_EQ(counts[2], 0);
  EXPECT_GT(counts[1], 0);
}

TEST(Sampler, TopPKeepsTheSmallestSetThatReachesIt) {
  SamplingParams params = plain(1);
  params.top_p = 0.7F;
  const std::vector<float> logits{std::log(0.5F), std::log(0.3F), std::log(0.15F), std::log(0.05F)};
  const auto counts = histogram(params, logits, 5000);
  EXPECT_GT(counts[1], 0);
  EXPECT_EQ(counts[2], 0);
  EXPECT_EQ(counts[3], 0);
}

TEST(Sampler, TopPReachesFarIntoAFlatDistribution) {
  SamplingParams params = plain(1);
  params.top_p = 0.9F;
  const auto counts = histogram(params, std::vector<float>(600, 1.0F), 12000);
  const auto drawn = static_cast<int>(std::count_if(counts.begin(), counts.end(), [](int count) { return count > 0; }));
  EXPECT_EQ(drawn, 540);
}

TEST(Sampler, MinPIsRelativeToTheBest) {
  SamplingParams params = plain(1);
  params.min_p = 0.5F;
  const auto counts = histogram(params, {std::log(1.0F), std::log(0.6F), std::log(0.4F)}, 3000);
  EXPECT_GT(counts[1], 0);
  EXPECT_EQ(counts[2], 0);
}

TEST(Sampler, PenaltiesLookAtTheWindow) {
  SamplingParams params = plain(0);
  params.repetition_penalty = 2.0F;
  std::vector<float> logits{4.0F, 3.0F};
  EXPECT_EQ(Sampler(params).sample(logits, std::vector<TokenId>{0}), 1);
  params.penalty_window = 1;
  logits = {4.0F, 3.0F};
  EXPECT_EQ(Sampler(params).sample(logits, std::vector<TokenId>{0, 7}), 0);
  SamplingParams presence = plain(0);
  presence.presence_penalty = 0.6F;
  presence.frequency_penalty = 0.3F;
  logits = {2.0F, 1.0F};
  EXPECT_EQ(Sampler(presence).sample(logits, std::vector<TokenId>{0}), 0);
  logits = {2.0F, 1.0F};
  EXPECT_EQ(Sampler(presence).sample(logits, std::vector<TokenId>{0, 0}), 1);
}

TEST(Sampler, SameSeedSameTokens) {
  SamplingParams params;
  params.seed = 42;
  const std::vector<float> logits{0.1F, 0.2F, 0.3F, 0.4F};
  Sampler a(params);
  Sampler b(params);
  params.seed = 43;
  Sampler c(params);
  int different = 0;
  for (int i = 0; i < 200; ++i) {
    std::vector<float> x = logits, y = logits, z = logits;
    const TokenId drawn = a.sample(x, {});
    EXPECT_EQ(drawn, b.sample(y, {}));
    different += drawn != c.sample(z, {}) ? 1 : 0;
  }
  EXPECT_GT(different, 50);
}

TEST(Sampler, NeverDrawsNan) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const float inf = std::numeric_limits<float>::infinity();
  std::vector<float> logits{nan, 1.0F, nan};
  EXPECT_EQ(Sampler(plain(1)).sample(logits, {}), 1);
  logits = {nan, nan};
  EXPECT_GE(Sampler(plain(1)).sample(logits, {}), 0);
  logits = {1.0F, inf};
  EXPECT_EQ(Sampler(plain(1)).sample(logits, {}), 1);
  logits = {-inf, -inf};
  EXPECT_GE(Sampler(plain(0)).sample(logits, {}), 0);
}

// What can be drawn from the best few is what sample() draws from all, number for number, though the mass is off.
TEST(Sampler, TheBestFewGiveTheSameTokens) {
  constexpr size_t kVocab = 700;
  constexpr int32_t kCount = 32;
  struct Case {
    float temperature;
    int32_t top_k;
    float top_p, min_p;
    float spread;  // of the logits
  };
  const std::vector<Case> cases{{0, 0, 1, 0, 1},       {1, 32, 1, 0, 1},     {0.6F, 5, 0.9F, 0, 2}, {0.6F, 0, 0.95F, 0, 4},
                                {1, 0, 0.5F, 0, 3},    {1, 0, 1, 0.2F, 2},   {0.8F, 0, 0.9F, 0.05F, 3}, {2, 0, 0.99F, 0, 6},
                                {0.3F, 900, 0.9F, 0, 3}};
  Random random(7);
  for (size_t c = 0; c < cases.size(); ++c) {
    const Case& given = cases[c];
    SamplingParams params;
    params.seed = c;
    params.temperature = given.temperature;
    params.top_k = given.top_k;
    params.top_p = given.top_p;
    params.min_p = given.min_p;
    Sampler all(params);
    Sampler few(params);
    EXPECT_EQ(few.canUseTop(kCount), given.top_k <= kCount) << c;
    if (!few.canUseTop(kCount)) continue;
    int sufficed = 0;
    for (int i = 0; i < 300; ++i) {
      std::vector<float> logits(kVocab);
      // Coarse steps, so that there are ties; some are NaN or -infinity.
      for (float& logit : logits) logit = std::round(given.spread * 8 * static_cast<float>(std::sqrt(-2 * std::log(1 - random.uniform())))) / 8;
      for (int bad = 0; bad < 3; ++bad) logits[random.next() % kVocab] = bad == 0 ? -std::numeric_limits<float>::infinity() : std::nanf("");
      if (i % 50 == 0) logits[random.next() % kVocab] = std::numeric_limits<float>::infinity();
      std::vector<TokenLogit> best(kCount);
      const float mass = takeTopLogits(logits, few.inverseTemperature(), best);
      const float off = mass * (1 + static_cast<float>(0.9 * kMassTolerance * (2 * random.uniform() - 1)));
      std::vector<float> copy = logits;
      if (few.topSuffices(best, off, kVocab)) {
        ++sufficed;
        ASSERT_EQ(few.sampleTop(best, off, kVocab), all.sample(copy, {})) << "case " << c << ", draw " << i;
      } else {
        std::vector<float> other = logits;
        ASSERT_EQ(few.sample(other, {}), all.sample(copy, {}));
      }
    }
    EXPECT_GT(sufficed, c == 7 ? 0 : 200) << "case " << c;  // that one is flat
  }
}

TEST(Sampler, KnowsWhenTheBestFewDoNotSuffice) {
  const std::vector<float> flat(600, 1.0F);
  std::vector<TokenLogit> best(32);
  SamplingParams params = plain(1);
  params.top_p = 0.9F;
  EXPECT_FALSE(Sampler(params).topSuffices(best, takeTopLogits(flat, 1, best), flat.size()));
  // The border of top-p lies within what the mass may be off.
  const std::vector<float> even(4, 0.0F);
  params.top_p = 0.5F;
  EXPECT_FALSE(Sampler(params).topSuffices(best, takeTopLogits(even, 1, std::span(best).first(4)), even.size()));
  EXPECT_FALSE(Sampler(plain(1)).canUseTop(32));
  params = plain(0);
  params.presence_penalty = 1;
  EXPECT_FALSE(Sampler(params).canUseTop(32));
}

}  // namespace
}  // namespace deepwell
