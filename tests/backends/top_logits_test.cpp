// The best logits of each row, beside all of them and instead of them.
#include "engine/backend/top_logits.h"

#include <limits>

#include "tests/backends/harness.h"

namespace deepwell::test {
namespace {

class TopLogitsTest : public testing::TestWithParam<int32_t> {
 protected:
  static constexpr int32_t kWidth = 5;
  static constexpr int32_t kMostRows = 9;

  void SetUp() override {
    const auto backend = testBackend();
    ASSERT_TRUE(backend);
    backend_ = *backend;
    if (backend_->topLogits() == 0) GTEST_SKIP() << "this backend returns all logits only";
    count_ = std::min(backend_->topLogits(), GetParam());
    makeProgram(GetParam());
  }

  void makeProgram(int32_t vocab) {
    // Few different rows: many ties. Some logits are NaN, some infinitely low.
    auto head = std::make_shared<std::vector<float>>(static_cast<size_t>(vocab) * kWidth);
    const std::vector<float> values = randomFloats(97 * kWidth, 3);
    for (size_t i = 0; i < head->size(); ++i) (*head)[i] = values[i * 7 % (vocab > 200 ? 61 * kWidth : values.size())];
    for (size_t r = 4; r < static_cast<size_t>(vocab); r += 17) (*head)[r * kWidth] = std::numeric_limits<float>::quiet_NaN();
    for (size_t r = 6; r < static_cast<size_t>(vocab); r += 29) (*head)[r * kWidth + 1] = std::numeric_limits<float>::infinity();
    auto weight = std::make_shared<Weight>();
    weight->name = "head";
    weight->rows = vocab;
    weight->cols = kWidth;
    weight->row_bytes = 4 * kWidth;
    weight->data = reinterpret_cast<const std::byte*>(head->data());
    keepForDevice(head);
    keepForDevice(weight);
    kept_ = {head, weight};
    std::vector<float> inputs = randomFloats(Harness::kVocabulary * kWidth, 5);
    for (size_t i = 1; i < inputs.size(); i += kWidth) inputs[i] = -std::abs(inputs[i]);  // times infinity: never the best
    const BufferId in = h_.input(kWidth, std::move(inputs));
    const BufferId selected = h_.record().buffer(kWidth, RowSet::kLogits);
    h_.record().selectRows({in, selected});
    h_.record().logits({selected, weight.get()});
    h_.finish(vocab);
    auto program = backend_->prepare(h_.list(), kMostRows);
    ASSERT_TRUE(program) << program.error().message;
    program_ = std::move(*program);
  }

  // A step of rows, of which every second one's logits are wanted.
  std::unique_ptr<Harness::OwnedStep> makeStep(int32_t rows) {
    auto step = h_.makeStep({{rows, 0}});
    std::erase_if(step->logit_rows, [](int32_t row) { return row % 2 != 0; });
    step->step.logit_rows = step->logit_rows;
    const size_t wanted = step->logit_rows.size();
    step->logits.resize(wanted * static_cast<size_t>(GetParam()));
    step->step.logits = step->logits;
    inverse_temperatures_.resize(wanted);
    for (size_t i = 0; i < wanted; ++i) inverse_temperatures_[i] = 0.25F + 1.5F * static_cast<float>(i % 3);
    best_.assign(wanted * static_cast<size_t>(count_), {});
    masses_.assign(wanted, -1);
    top_ = {count_, inverse_temperatures_, best_, masses_};
    step->step.top = &top_;
    return step;
  }

  void expectBest(const std::vector<float>& logits) {
    const auto count = static_cast<size_t>(count_);
    std::vector<TokenLogit> best(best_.size());
    std::vector<float> masses(masses_.size());
    takeTopLogits(logits, masses.size(), {count_, inverse_temperatures_, best, masses});
    for (size_t i = 0; i < best.size(); ++i) {
      ASSERT_EQ(best_[i].id, best[i].id) << "row " << i / count << ", place " << i % count;
      ASSERT_EQ(best_[i].logit, best[i].logit) << "row " << i / count << ", place " << i % count;
    }
    for (size_t i = 0; i < masses.size(); ++i) EXPECT_NEAR(masses_[i], masses[i], kMassTolerance * static_cast<double>(masses[i]));
  }

  Harness h_;
  std::vector<std::shared_ptr<void>> kept_;  // what the program points to
  std::shared_ptr<Backend> backend_;
  std::unique_ptr<Program> program_;
  int32_t count_ = 0;
  TopLogits top_;
  std::vector<float> inverse_temperatures_;
  std::vector<TokenLogit> best_;
  std::vector<float> masses_;
};

TEST_P(TopLogitsTest, AreThoseOfAllLogits) {
  for (const int32_t rows : {1, 9, 2}) {
    const auto both = makeStep(rows);
    const Status status = backend_->run(*program_, both->step);
    ASSERT_TRUE(status) << status.error().message;
    expectBest(both->logits);
    const std::vector<TokenLogit> best = best_;
    // Alone: the same, and all of a row on demand.
    const auto alone = makeStep(rows);
    alone->step.logits = {};
    ASSERT_TRUE(backend_->run(*program_, alone->step));
    expectBest(both->logits);
    std::vector<float> row(static_cast<size_t>(GetParam()));
    for (size_t i = 0; i < alone->logit_rows.size(); ++i) {
      const Status read = backend_->readLogits(*program_, static_cast<int32_t>(i), row);
      ASSERT_TRUE(read) << read.error().message;
      const auto first = both->logits.begin() + static_cast<std::ptrdiff_t>(i * row.size());
      EXPECT_TRUE(sameBits(row, {first, first + static_cast<std::ptrdiff_t>(row.size())}));
    }
    EXPECT_FALSE(backend_->readLogits(*program_, static_cast<int32_t>(alone->logit_rows.size()), row)) << "no such row";
  }
}

TEST_P(TopLogitsTest, RoomIsChecked) {
  auto step = makeStep(3);
  top_.count = GetParam() + 1;
  EXPECT_FALSE(backend_->run(*program_, step->step));
  top_.count = 0;
  EXPECT_FALSE(backend_->run(*program_, step->step));
  step = makeStep(3);
  top_.masses = {};
  EXPECT_FALSE(backend_->run(*program_, step->step));
  step = makeStep(3);
  top_.best = top_.best.first(top_.best.size() - 1);
  EXPECT_FALSE(backend_->run(*program_, step->step));
}

INSTANTIATE_TEST_SUITE_P(Vocabularies, TopLogitsTest, testing::Values(7, 64, 97, 2048, 5003));

}  // namespace
}  // namespace deepwell::test
