// A piece of a forward pass: what comes in is written to its buffers, what comes out is read from them.
#include "tests/backends/harness.h"

namespace deepwell::test {
namespace {

class Buffers : public testing::Test {
 protected:
  static constexpr int32_t kWidth = 77;  // nothing that a device likes

  Buffers() {
    sum_ = h_.record().buffer(kWidth);
    delta_ = h_.record().buffer(kWidth);
    out_ = h_.record().buffer(19);
    h_.record().add({sum_, delta_});
    h_.record().matmul({sum_, {{h_.weight(DType::kF32, 19, kWidth), nullptr, out_, false}}});
    h_.finish(0);
  }

  void SetUp() override {
    const auto backend = testBackend();
    ASSERT_TRUE(backend);
    backend_ = *backend;
    auto program = backend_->prepare(h_.list(), 4);
    ASSERT_TRUE(program) << program.error().message;
    program_ = std::move(*program);
  }

  std::vector<float> read(BufferId buffer, int32_t rows, int32_t width) {
    std::vector<float> out(static_cast<size_t>(rows * width));
    const Status status = backend_->readBuffer(*program_, buffer, rows, out);
    EXPECT_TRUE(status) << status.error().message;
    return out;
  }

  Status run(int32_t rows) {
    const auto step = h_.makeStep({{rows, 0}});
    step->step.logit_rows = {};
    step->step.logits = {};
    return backend_->run(*program_, step->step);
  }

  Harness h_;
  BufferId sum_, delta_, out_;
  std::shared_ptr<Backend> backend_;
  std::unique_ptr<Program> program_;
};

TEST_F(Buffers, CarryAPieceOfAForwardPass) {
  std::vector<float> sum = randomFloats(3 * kWidth, 5);
  const std::vector<float> delta = randomFloats(3 * kWidth, 6);
  ASSERT_TRUE(backend_->writeBuffer(*program_, sum_, 3, sum));
  ASSERT_TRUE(backend_->writeBuffer(*program_, delta_, 3, delta));
  EXPECT_TRUE(sameBits(read(sum_, 3, kWidth), sum));
  // Buffers keep what they hold from run to run.
  for (int round = 0; round < 2; ++round) {
    const Status status = run(3);
    ASSERT_TRUE(status) << status.error().message;
    for (size_t i = 0; i < sum.size(); ++i) sum[i] += delta[i];
    EXPECT_TRUE(sameBits(read(sum_, 3, kWidth), sum)) << "round " << round;
    EXPECT_TRUE(sameBits(read(delta_, 2, kWidth), {delta.begin(), delta.begin() + 2 * kWidth}));
  }
  const std::vector<double> weight = denseWeight(*std::get<op::Matmul>(h_.list().calls[1]).outputs[0].weight);
  const std::vector<float> out = read(out_, 3, 19);
  for (size_t r = 0; r < 3; ++r) {
    for (size_t c = 0; c < 19; ++c) {
      double want = 0;
      for (size_t i = 0; i < kWidth; ++i) want += weight[c * kWidth + i] * static_cast<double>(sum[r * kWidth + i]);
      EXPECT_NEAR(out[r * 19 + c], want, 1e-4) << r << " " << c;
    }
  }
}

TEST_F(Buffers, OfOtherSizesAreErrors) {
  std::vector<float> values(4 * kWidth);
  EXPECT_FALSE(backend_->writeBuffer(*program_, sum_, 3, values));
  EXPECT_FALSE(backend_->readBuffer(*program_, sum_, 3, values));
  values.resize(5 * kWidth);
  EXPECT_FALSE(backend_->writeBuffer(*program_, sum_, 5, values)) << "more rows than the program has";
  EXPECT_FALSE(backend_->readBuffer(*program_, BufferId{7}, 5, values)) << "no such buffer";
}

TEST_F(Buffers, ProgramsBesideEachOtherWorkInThem) {
  if (!backend_->sharesBuffers()) GTEST_SKIP() << "not on this backend";
  const std::vector<float> sum = randomFloats(3 * kWidth, 5);
  const std::vector<float> zero(3 * kWidth, 0.0F);
  ASSERT_TRUE(backend_->writeBuffer(*program_, sum_, 3, sum));
  ASSERT_TRUE(backend_->writeBuffer(*program_, delta_, 3, zero));
  ASSERT_TRUE(run(3));
  const std::vector<float> want = read(out_, 3, 19);
  ASSERT_TRUE(backend_->writeBuffer(*program_, out_, 3, std::vector<float>(3 * 19, 7.0F)));

  const OpList product{h_.list().buffers, {h_.list().calls[1]}};
  auto beside = backend_->prepareBeside(*program_, product, 4);
  ASSERT_TRUE(beside) << beside.error().message;
  std::unique_ptr<Program> other = std::exchange(program_, std::move(*beside));
  ASSERT_TRUE(run(3));
  EXPECT_TRUE(sameBits(read(out_, 3, 19), want));
  std::swap(program_, other);
  EXPECT_TRUE(sameBits(read(out_, 3, 19), want)) << "seen by the other";
  program_ = std::move(other);  // and the first one may go
  ASSERT_TRUE(run(2));
  EXPECT_TRUE(sameBits(read(out_, 3, 19), want));
}

TEST_F(Buffers, ProgramsWithOthersDoNotShareThem) {
  if (!backend_->sharesBuffers()) GTEST_SKIP() << "not on this backend";
  EXPECT_FALSE(backend_->prepareBeside(*program_, h_.list(), 5));
  OpList wider = h_.list();
  wider.buffers.push_back({3, RowSet::kStep});
  EXPECT_FALSE(backend_->prepareBeside(*program_, wider, 4));
}

}  // namespace
}  // namespace deepwell::test
