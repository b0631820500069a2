// Pages: growth keeps contents, copies are copies, too much memory is an error, what a page held before is without effect.
#include <limits>

#include "tests/backends/harness.h"

namespace deepwell::test {
namespace {

class Kv : public testing::Test {
 protected:
  Kv() : h_(31, layout_) {
    const Rope& rope = h_.rope({.inv_freq = {1.0F, 0.1F, 0.01F, 0.001F}});
    const BufferId q = h_.input(16);
    const BufferId k = h_.input(8);
    const BufferId v = h_.input(8);
    const BufferId out = h_.record().buffer(16);
    h_.record().ropeStore({q, k, v, 0, 2, 1, 8, &rope});
    h_.record().attention({q, out, 0, 2, 1, 8, 0.5F});
    h_.output(out, 16);
  }

  // One step of sequence 0 with its pages replaced.
  std::vector<float> step(Backend& backend, Program& program, const Rows& rows, const std::vector<int32_t>& pages) {
    const auto owned = h_.makeStep({rows});
    owned->sequences[0].pages = pages;
    const Status status = backend.run(program, owned->step);
    EXPECT_TRUE(status.has_value()) << (status ? "" : status.error().message);
    return owned->logits;
  }

  KvLayout layout_{1, 8, 8, KvType::kF32};
  Harness h_;
};

TEST_F(Kv, GrowthAndCopiesKeepContents) {
  auto backend = testBackend(2);
  ASSERT_TRUE(backend);
  ASSERT_TRUE((*backend)->reserveKv(layout_, 2));
  auto program = (*backend)->prepare(h_.list(), 128);
  ASSERT_TRUE(program);
  step(**backend, **program, {100, 0}, {1, 0});
  const std::vector<float> want = step(**backend, **program, {1, 100}, {1, 0});
  ASSERT_TRUE((*backend)->reserveKv(layout_, 5));
  EXPECT_TRUE(sameBits(step(**backend, **program, {1, 100}, {1, 0}), want));
  ASSERT_TRUE((*backend)->copyKv(1, 4, 64));
  ASSERT_TRUE((*backend)->copyKv(0, 2, 36));
  EXPECT_TRUE(sameBits(step(**backend, **program, {1, 100}, {4, 2}), want));
  ASSERT_TRUE((*backend)->reserveKv(layout_, 1)) << "never shrinks";
  EXPECT_TRUE(sameBits(step(**backend, **program, {1, 100}, {4, 2}), want));
}

TEST_F(Kv, ErrorsInsteadOfAborts) {
  auto backend = testBackend(1);
  ASSERT_TRUE(backend);
  KvLayout huge{1000, 1 << 20, 1 << 20, KvType::kF32};
  const Status status = (*backend)->reserveKv(huge, 1 << 30);
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, ErrorCode::kOutOfMemory) << status.error().message;
  ASSERT_TRUE((*backend)->reserveKv(layout_, 2));
  constexpr int32_t kBeyond = 1000;  // more than any test reserves: the cache of a shared backend never shrinks
  EXPECT_FALSE((*backend)->copyKv(0, kBeyond, 1));
  EXPECT_FALSE((*backend)->copyKv(-1, 0, 1));
  EXPECT_FALSE((*backend)->copyKv(0, 1, 65));
  auto program = (*backend)->prepare(h_.list(), 8);
  ASSERT_TRUE(program);
  const auto owned = h_.makeStep({{4, 0}});
  const std::vector<int32_t> pages = {kBeyond};
  owned->sequences[0].pages = pages;
  EXPECT_FALSE((*backend)->run(**program, owned->step)) << "a page that was not reserved";
  owned->sequences[0].pages = {};
  EXPECT_FALSE((*backend)->run(**program, owned->step)) << "no pages";
  EXPECT_FALSE((*backend)->prepare(h_.list(), 1 << 30)) << "activations that no machine has room for";
}

// A chat on pages of one whose numbers were not finite.
class StalePages : public testing::TestWithParam<std::tuple<KvType, bool>> {
 protected:
  static constexpr int32_t kPoison = Harness::kVocabulary - 1;  // a token that no row of the second chat has
  static constexpr int32_t kRows = 10;

  // Random rows; the last has what is not finite.
  static std::vector<float> table(int32_t width, uint32_t seed) {
    const auto size = static_cast<size_t>(width);
    std::vector<float> rows = randomFloats(Harness::kVocabulary * size, seed, 1.0F);
    constexpr float kInf = std::numeric_limits<float>::infinity();
    for (size_t i = 0; i < size; ++i) {
      rows[kPoison * size + i] = i % 3 == 0 ? std::numeric_limits<float>::quiet_NaN() : i % 3 == 1 ? kInf : -kInf;
    }
    return rows;
  }

  // GQA, or MLA's latent.
  static KvLayout layout() {
    const auto [type, latent] = GetParam();
    return latent ? KvLayout{1, 24, 0, type} : KvLayout{1, 16, 16, type, 2};
  }

  StalePages() {
    const Rope& rope = h_.rope({.inv_freq = {1.0F, 0.1F, 0.01F, 0.001F}});
    if (std::get<1>(GetParam())) {
      MlaWeights& weights = h_.mla();
      for (int32_t i = 0; i < 2; ++i) {
        weights.key.push_back(h_.makeWeight(DType::kF32, 16, 8));
        weights.value.push_back(h_.makeWeight(DType::kF32, 12, 16));
      }
      const BufferId q = h_.input(32);
      const BufferId out = h_.record().buffer(24);
      h_.record().mlaStore({q, h_.input(24, table(24, 5)), 0, 2, 8, 8, 16, h_.vector(16, 1.0F), 1e-6F, &rope});
      h_.record().mlaAttention({q, out, 0, 2, 8, 8, 16, 12, &weights, 0.3F});
      h_.output(out, 24);
      return;
    }
    const BufferId q = h_.input(32);
    const BufferId out = h_.record().buffer(32);
    h_.record().ropeStore({q, h_.input(16, table(16, 5)), h_.input(16, table(16, 6)), 0, 4, 2, 8, &rope});
    h_.record().attention({q, out, 0, 4, 2, 8, 0.5F});
    h_.output(out, 32);
  }

  Harness h_{33, layout()};
};

TEST_P(StalePages, MeanNothing) {
  auto backend = testBackend(2);
  ASSERT_TRUE(backend);
  ASSERT_TRUE((*backend)->reserveKv(layout(), Harness::kPagesPerSequence));
  auto many = (*backend)->prepare(h_.list(), 64);
  auto one = (*backend)->prepare(h_.list(), 1);
  ASSERT_TRUE(many && one);
  const auto poisoned = h_.makeStep({{64, 0}});
  std::ranges::fill(poisoned->tokens, kPoison);
  ASSERT_TRUE((*backend)->run(**many, poisoned->step));
  Reference reference(layout());
  const std::pair<Program*, Rows> steps[] = {{many->get(), {kRows, 0}}, {one->get(), {1, kRows}}, {many->get(), {1, kRows + 1}}};
  for (const auto& [program, rows] : steps) {
    const auto step = h_.makeStep({rows});
    ASSERT_TRUE((*backend)->run(*program, step->step));
    const std::vector<double> want = reference.run(h_.list(), step->step);
    const double tolerance = std::get<0>(GetParam()) == KvType::kQ8 ? 0.2 : 0.02;  // values are about 1
    for (size_t i = 0; i < want.size(); ++i) {
      ASSERT_NEAR(step->logits[i], want[i], tolerance) << rows.count << " rows from " << rows.first_position << ", value " << i;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Types, StalePages,
                         testing::Values(std::tuple{KvType::kF32, false}, std::tuple{KvType::kF16, false}, std::tuple{KvType::kQ8, false},
                                         std::tuple{KvType::kF32, true}, std::tuple{KvType::kF16, true}));

TEST(CpuBackend, RefusesANegativeNumberOfThreads) { EXPECT_FALSE(makeCpuBackend(-1)); }

}  // namespace
}  // namespace deepwell::test
