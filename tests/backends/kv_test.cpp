// Pages: growth keeps contents, copies are copies, too much memory is an error.
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

TEST(CpuBackend, RefusesANegativeNumberOfThreads) { EXPECT_FALSE(makeCpuBackend(-1)); }

}  // namespace
}  // namespace deepwell::test
