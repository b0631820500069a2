// Embeddings, norms, matmuls, routing input: every weight type, odd shapes, against the reference.
#include "tests/backends/harness.h"

namespace deepwell::test {
namespace {

const std::vector<std::vector<Rows>> kShapes = {{{1, 0}}, {{3, 0}}, {{2, 0}, {5, 3}}, {{37, 0}}, {{70, 1}, {1, 9}}};

class WeightType : public testing::TestWithParam<DType> {};

TEST_P(WeightType, Embed) {
  Harness h;
  const int32_t width = widthFor(GetParam(), 75);
  const BufferId out = h.record().buffer(width);
  h.record().embed({h.weight(GetParam(), Harness::kVocabulary, width), out});
  h.output(out, width);
  for (const auto& rows : kShapes) h.expectAgrees({rows}, 1e-6);
}

TEST_P(WeightType, MatmulWithSeveralOutputsBiasAndAccumulate) {
  Harness h;
  const int32_t in_width = widthFor(GetParam(), 173);
  const BufferId in = h.input(in_width);
  const BufferId a = h.record().buffer(19);
  const BufferId b = h.input(45);
  const BufferId c = h.input(45);
  h.record().matmul({in, {{h.weight(GetParam(), 19, in_width), h.vector(19), a, false},
                          {h.weight(GetParam(), 45, in_width), nullptr, b, true},
                          {h.weight(DType::kF32, 45, in_width), h.vector(45), c, true}}});
  const BufferId both = h.record().buffer(45);
  h.record().matmul({a, {{h.weight(DType::kF32, 45, 19), nullptr, both, false}}});
  h.record().add({both, b});
  h.record().add({both, c});
  h.output(both, 45);
  for (const auto& rows : kShapes) h.expectAgrees({rows}, toleranceOf(GetParam()));
}

TEST_P(WeightType, MatmulGlu) {
  Harness h;
  const int32_t in_width = widthFor(GetParam(), 110);
  const BufferId in = h.input(in_width);
  const BufferId out = h.record().buffer(67);
  h.record().matmulGlu({.in = in, .gate = h.weight(GetParam(), 67, in_width), .up = h.weight(GetParam(), 67, in_width), .out = out});
  const BufferId biased = h.record().buffer(67);
  h.record().matmulGlu({in, h.weight(GetParam(), 67, in_width), h.weight(GetParam(), 67, in_width), biased,
                        h.vector(67), h.vector(67)});
  h.record().add({out, biased});
  h.output(out, 67);
  for (const auto& rows : kShapes) h.expectAgrees({rows}, toleranceOf(GetParam()));
}

TEST_P(WeightType, LogitsOfSomeRows) {
  Harness h;
  const int32_t width = widthFor(GetParam(), 90);
  const BufferId in = h.input(width);
  const BufferId selected = h.record().buffer(width, RowSet::kLogits);
  h.record().selectRows({in, selected});
  h.record().logits({selected, h.weight(GetParam(), 131, width)});
  h.finish(131);
  for (const auto& rows : kShapes) h.expectAgrees({rows}, toleranceOf(GetParam()));
}

INSTANTIATE_TEST_SUITE_P(Types, WeightType, testing::ValuesIn(weightTypes()),
                         [](const auto& info) { return std::string(dtypeInfo(info.param).name); });

// Weights larger than what vulkan-split allocates at once: rows lie in pieces.
class LargeWeight : public testing::TestWithParam<DType> {
 protected:
  static void expectAgrees(const Harness& h) {
    for (const int32_t rows : {1, 5, 20}) h.expectAgrees({{{rows, 0}}}, toleranceOf(GetParam()));
  }
};

TEST_P(LargeWeight, Embed) {
  Harness h;
  constexpr int32_t kWidth = 10240;
  const Weight* table = h.weight(GetParam(), Harness::kVocabulary, kWidth);
  const BufferId wide = h.record().buffer(kWidth);
  const BufferId out = h.record().buffer(3);
  h.record().embed({table, wide});
  h.record().matmul({wide, {{h.weight(DType::kF32, 3, kWidth), nullptr, out, false}}});
  h.output(out, 3);
  for (const int32_t rows : {1, 5, 9}) h.expectAgrees({{{rows, 0}}}, toleranceOf(GetParam()));
}

TEST_P(LargeWeight, MatmulGluAndLogits) {
  Harness h;
  constexpr int32_t kIn = 1024;
  constexpr int32_t kFfn = 1201;
  const BufferId in = h.input(kIn);
  const BufferId wide = h.record().buffer(kFfn);
  const BufferId small = h.record().buffer(256);
  const BufferId last = h.record().buffer(256, RowSet::kLogits);
  h.record().matmulGlu({.in = in, .gate = h.weight(GetParam(), kFfn, kIn), .up = h.weight(GetParam(), kFfn, kIn), .out = wide});
  h.record().matmul({wide, {{h.weight(DType::kF32, 256, kFfn), h.vector(256), small, false}}});
  h.record().selectRows({small, last});
  h.record().logits({last, h.weight(DType::kF32, 1300, 256)});
  h.finish(1300);
  expectAgrees(h);
}

TEST_P(LargeWeight, MatmulWithBias) {
  Harness h;
  constexpr int32_t kIn = 1024;
  constexpr int32_t kOut = 1201;
  const BufferId in = h.input(kIn);
  const BufferId wide = h.record().buffer(kOut);
  const BufferId small = h.record().buffer(5);
  h.record().matmul({in, {{h.weight(GetParam(), kOut, kIn), h.vector(kOut), wide, false}}});
  h.record().matmul({wide, {{h.weight(DType::kF32, 5, kOut), nullptr, small, false}}});
  h.output(small, 5);
  expectAgrees(h);
}

INSTANTIATE_TEST_SUITE_P(Types, LargeWeight, testing::Values(DType::kF32, DType::kF16, DType::kF8E4M3, DType::kQ4_K, DType::kIQ4_XS),
                         [](const auto& info) { return std::string(dtypeInfo(info.param).name); });

TEST(RowOps, Norms) {
  for (const int32_t width : {1, 5, 64, 77, 300}) {
    Harness h;
    const BufferId x = h.input(width, 2.0F);
    const BufferId y = h.input(width);
    const BufferId a = h.record().buffer(width);
    const BufferId b = h.record().buffer(width);
    h.record().rmsNorm({x, h.vector(width, 1.0F), 1e-6F, a});
    h.record().addRmsNorm({x, y, h.vector(width, 1.0F), 1e-5F, b});
    h.record().add({a, b});
    h.record().add({a, x});
    h.output(a, width);
    for (const auto& rows : kShapes) h.expectAgrees({rows}, 5e-6);
  }
}

TEST(Step, WithoutLogitRowsRuns) {
  Harness h;
  const BufferId in = h.input(8);
  h.output(in, 8);
  auto backend = testBackend(2);
  ASSERT_TRUE(backend);
  auto program = (*backend)->prepare(h.list(), 4);
  ASSERT_TRUE(program);
  const auto step = h.makeStep({{3, 0}});
  step->step.logit_rows = {};
  step->step.logits = {};
  EXPECT_TRUE((*backend)->run(**program, step->step));
}

TEST(Step, WrongStepsAreErrors) {
  Harness h;
  const BufferId in = h.input(8);
  h.output(in, 8);
  auto backend = testBackend(1);
  ASSERT_TRUE(backend);
  auto program = (*backend)->prepare(h.list(), 4);
  ASSERT_TRUE(program);
  const auto fails = [&](auto change) {
    const auto step = h.makeStep({{3, 0}});
    change(*step);
    return !(*backend)->run(**program, step->step).has_value();
  };
  EXPECT_FALSE(fails([](Harness::OwnedStep&) {}));
  EXPECT_TRUE(fails([](Harness::OwnedStep& s) { s.tokens[1] = Harness::kVocabulary; }));
  EXPECT_TRUE(fails([](Harness::OwnedStep& s) { s.tokens[1] = -1; }));
  EXPECT_TRUE(fails([](Harness::OwnedStep& s) { s.logit_rows[2] = 3; }));
  EXPECT_TRUE(fails([](Harness::OwnedStep& s) { s.sequences[0].row_count = 2; }));
  EXPECT_TRUE(fails([](Harness::OwnedStep& s) { s.step.logits = s.step.logits.first(8); }));
  EXPECT_TRUE((*backend)->prepare(h.list(), 2).has_value());
  auto small = (*backend)->prepare(h.list(), 2);
  EXPECT_FALSE((*backend)->run(**small, h.makeStep({{3, 0}})->step).has_value());
}

TEST(Supports, NamesTheTensorAndTheType) {
  Harness h;
  const BufferId in = h.input(40);
  const BufferId out = h.record().buffer(4);
  Weight odd = *h.weight(DType::kF32, 4, 40);
  odd.name = "blk.0.odd";
  odd.dtype = DType::kQ8_0;
  h.record().matmul({in, {{&odd, nullptr, out, false}}});
  h.output(out, 4);
  auto backend = testBackend(1);
  ASSERT_TRUE(backend);
  const Status status = (*backend)->supports(h.list());
  ASSERT_FALSE(status);
  EXPECT_NE(status.error().message.find("blk.0.odd"), std::string::npos);
  EXPECT_NE(status.error().message.find("Q8_0"), std::string::npos);
  EXPECT_FALSE((*backend)->prepare(h.list(), 4));
  odd.dtype = DType::kI64;
  EXPECT_NE((*backend)->supports(h.list()).error().message.find("I64"), std::string::npos);
}

}  // namespace
}  // namespace deepwell::test
