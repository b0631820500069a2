// Expert choice and experts, against the reference.
#include <array>
#include <limits>

#include "tests/backends/harness.h"

namespace deepwell::test {
namespace {

struct RouteShape {
  int32_t experts, top_k, groups, top_groups;
  op::Scoring scoring;
  op::GroupScore group_score;
  bool bias, normalise;
};

class Route : public testing::TestWithParam<RouteShape> {};

TEST_P(Route, AgreesWithTheReference) {
  const RouteShape& s = GetParam();
  Harness h;
  const BufferId logits = h.input(s.experts, 2.0F);
  const BufferId out = h.record().buffer(2 * s.top_k);
  h.record().route({.logits = logits, .out = out, .bias = s.bias ? h.vector(s.experts) : nullptr, .experts = s.experts,
                    .top_k = s.top_k, .groups = s.groups, .top_groups = s.top_groups, .scoring = s.scoring,
                    .group_score = s.group_score, .normalise = s.normalise, .scale = 2.5F});
  h.output(out, 2 * s.top_k);
  h.expectAgrees({{{1, 0}}}, 1e-5);
  h.expectAgrees({{{60, 0}}}, 1e-5);
}

INSTANTIATE_TEST_SUITE_P(
    Shapes, Route,
    testing::Values(RouteShape{8, 2, 1, 1, op::Scoring::kSoftmax, op::GroupScore::kMax, false, false},
                    RouteShape{5, 5, 1, 1, op::Scoring::kSoftmax, op::GroupScore::kMax, false, true},
                    RouteShape{16, 3, 4, 2, op::Scoring::kSoftmax, op::GroupScore::kMax, false, false},
                    RouteShape{64, 8, 8, 4, op::Scoring::kSigmoid, op::GroupScore::kTop2Sum, true, true},
                    RouteShape{6, 2, 6, 3, op::Scoring::kSigmoid, op::GroupScore::kTop2Sum, true, true},
                    RouteShape{12, 4, 3, 1, op::Scoring::kSigmoid, op::GroupScore::kTop2Sum, true, false},
                    RouteShape{256, 8, 8, 4, op::Scoring::kSigmoid, op::GroupScore::kTop2Sum, true, true},
                    RouteShape{160, 6, 8, 3, op::Scoring::kSoftmax, op::GroupScore::kMax, false, false},
                    RouteShape{512, 32, 1, 1, op::Scoring::kSoftmax, op::GroupScore::kMax, false, true},
                    RouteShape{37, 37, 1, 1, op::Scoring::kSigmoid, op::GroupScore::kMax, true, true}));

// Of equal experts and of equal groups the lower ones are chosen, in order.
TEST(Route, TiesGoToTheLower) {
  for (const int32_t groups : {1, 4}) {
    Harness h;
    constexpr int32_t kExperts = 96;
    std::vector<float> table = randomFloats(Harness::kVocabulary * kExperts, 9);
    for (float& logit : table) logit = std::round(logit);
    std::fill_n(table.begin(), 7 * kExperts, 0.25F);
    const BufferId logits = h.input(kExperts, std::move(table));
    const BufferId out = h.record().buffer(20);
    h.record().route({.logits = logits, .out = out, .experts = kExperts, .top_k = 10, .groups = groups,
                      .top_groups = std::min(groups, 2), .scoring = op::Scoring::kSigmoid,
                      .group_score = op::GroupScore::kTop2Sum});
    h.output(out, 20);
    h.expectAgrees({{{90, 0}}}, 1e-5);
  }
}

TEST(Route, NanIsChosenLastAndDoesNotCrash) {
  for (const int32_t finite : {2, 0}) {
    Harness h;
    std::vector<float> values(Harness::kVocabulary * 6, std::numeric_limits<float>::quiet_NaN());
    for (size_t i = 0; i < values.size(); ++i) {
      if (static_cast<int32_t>(i % 6) >= 6 - finite) values[i] = static_cast<float>(i % 6);
    }
    const BufferId logits = h.input(6, values);
    const BufferId out = h.record().buffer(4);
    h.record().route({.logits = logits, .out = out, .experts = 6, .top_k = 2, .scoring = op::Scoring::kSigmoid});
    const BufferId in = h.input(20);
    const BufferId y = h.record().buffer(20);
    ExpertWeights& experts = h.experts();
    for (int e = 0; e < 6; ++e) {
      experts.gate.push_back(h.makeWeight(DType::kF32, 10, 20));
      experts.up.push_back(h.makeWeight(DType::kF32, 10, 20));
      experts.down.push_back(h.makeWeight(DType::kF32, 20, 10));
    }
    h.record().moe({in, out, y, &experts, 2});
    h.output(out, 4);
    const std::vector<float> got = h.run({{{3, 0}}});
    ASSERT_EQ(got.size(), 12U);
    for (size_t r = 0; finite > 0 && r < 3; ++r) {
      EXPECT_EQ(got[4 * r], 5.0F);
      EXPECT_EQ(got[4 * r + 1], 4.0F);
    }
  }
}

class Moe : public testing::TestWithParam<DType> {};

TEST_P(Moe, AgreesWithTheReference) {
  const int32_t hidden = widthFor(GetParam(), 72);
  const int32_t ffn = widthFor(GetParam(), 44);
  Harness h;
  ExpertWeights& experts = h.experts();
  constexpr int32_t kExperts = 5;
  for (int32_t e = 0; e < kExperts; ++e) {
    experts.gate.push_back(h.makeWeight(GetParam(), ffn, hidden));
    experts.up.push_back(h.makeWeight(GetParam(), ffn, hidden));
    experts.down.push_back(h.makeWeight(GetParam(), hidden, ffn));
  }
  const BufferId in = h.input(hidden);
  const BufferId logits = h.input(kExperts, 2.0F);
  const BufferId routing = h.record().buffer(6);
  const BufferId out = h.record().buffer(hidden);
  h.record().route({.logits = logits, .out = routing, .experts = kExperts, .top_k = 3});
  h.record().moe({in, routing, out, &experts, 3});
  h.output(out, hidden);
  for (const int32_t rows : {1, 2, 9, 60}) h.expectAgrees({{{rows, 0}}}, toleranceOf(GetParam()) * 2);
}

// Gate, up and down of three types, as quantisers mix them; experts that no row and that all rows choose.
TEST(Moe, OfSeveralTypes) {
  const std::vector<std::array<DType, 3>> mixes{{DType::kQ4_K, DType::kQ6_K, DType::kQ8_0},
                                                {DType::kF16, DType::kF32, DType::kBF16},
                                                {DType::kF8E4M3, DType::kQ5_1, DType::kIQ3_XXS},
                                                {DType::kBF16, DType::kBF16, DType::kF16},
                                                {DType::kF8E4M3, DType::kF8E4M3, DType::kF8E4M3}};
  for (const auto& [gate, up, down] : mixes) {
    Harness h;
    constexpr int32_t kHidden = 256;
    const int32_t ffn = down == DType::kBF16 ? 44 : down == DType::kF16 ? 48 : 256;
    ExpertWeights& experts = h.experts();
    for (int32_t e = 0; e < 9; ++e) {
      experts.gate.push_back(h.makeWeight(gate, ffn, kHidden));
      experts.up.push_back(h.makeWeight(up, ffn, kHidden));
      experts.down.push_back(h.makeWeight(down, kHidden, ffn));
    }
    std::vector<float> table = randomFloats(Harness::kVocabulary * 9, 4);
    for (size_t i = 0; i < table.size(); ++i) {
      if (i % 9 == 2) table[i] = 9.0F;
      if (i % 9 == 5) table[i] = -9.0F;
    }
    const BufferId in = h.input(kHidden);
    const BufferId logits = h.input(9, std::move(table));
    const BufferId routing = h.record().buffer(8);
    const BufferId out = h.record().buffer(kHidden);
    h.record().route({.logits = logits, .out = routing, .experts = 9, .top_k = 4, .normalise = true});
    h.record().moe({in, routing, out, &experts, 4});
    h.output(out, kHidden);
    h.expectAgrees({{{60, 0}}}, 0.06);
    if (gate == up) continue;  // alone or few: AgreesWithTheReference
    for (const int32_t rows : {1, 3}) h.expectAgrees({{{rows, 0}}}, 0.06);
  }
}

// What a row gives does not depend on those beside it.
TEST(Moe, RowsDoNotKnowEachOther) {
  Harness h;
  ExpertWeights& experts = h.experts();
  for (int32_t e = 0; e < 4; ++e) {
    experts.gate.push_back(h.makeWeight(DType::kQ5_0, 64, 96));
    experts.up.push_back(h.makeWeight(DType::kQ5_0, 64, 96));
    experts.down.push_back(h.makeWeight(DType::kQ8_0, 96, 64));
  }
  const BufferId in = h.input(96);
  const BufferId logits = h.input(4);
  const BufferId routing = h.record().buffer(4);
  const BufferId out = h.record().buffer(96);
  h.record().route({.logits = logits, .out = routing, .experts = 4, .top_k = 2});
  h.record().moe({in, routing, out, &experts, 2});
  h.output(out, 96);
  for (const int32_t program_rows : {8, 128}) {
    const std::vector<float> all = h.run({{{program_rows, 0}}}, 2, program_rows);
    ASSERT_FALSE(all.empty());
    for (const int32_t row : {0, program_rows - 1}) {
      const std::vector<float> alone = h.run({{{1, row}}}, 2, program_rows);
      const auto first = all.begin() + 96 * row;
      EXPECT_TRUE(sameBits(alone, {first, first + 96})) << "row " << row << " of " << program_rows;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Types, Moe, testing::ValuesIn(weightTypes()),
                         [](const auto& info) { return std::string(dtypeInfo(info.param).name); });

// More (row, k) pairs than one pass takes.
TEST(Moe, ManyRowsGoInPasses) {
  Harness h;
  ExpertWeights& experts = h.experts();
  for (int32_t e = 0; e < 3; ++e) {
    experts.gate.push_back(h.makeWeight(DType::kF32, 4, 6));
    experts.up.push_back(h.makeWeight(DType::kF32, 4, 6));
    experts.down.push_back(h.makeWeight(DType::kF32, 6, 4));
  }
  const BufferId in = h.input(6);
  const BufferId logits = h.input(3);
  const BufferId routing = h.record().buffer(6);
  const BufferId out = h.record().buffer(6);
  h.record().route({.logits = logits, .out = routing, .experts = 3, .top_k = 3});
  h.record().moe({in, routing, out, &experts, 3});
  h.output(out, 6);
  // Where allocations are too small for so many rows, fewer go in passes too.
  const auto backend = testBackend();
  ASSERT_TRUE(backend);
  h.expectAgrees({{{(*backend)->prepare(h.list(), 4000) ? 4000 : 700, 0}}}, 1e-5);
}

}  // namespace
}  // namespace deepwell::test
