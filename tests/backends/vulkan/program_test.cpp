// Programs of ops that need no weights: what is written into buffers, computed and read back.
#include <cmath>
#include <numeric>

#include "engine/backend/vulkan/vulkan_backend.h"
#include "engine/ops/recorder.h"
#include "tests/backends/vulkan/open_device.h"

namespace deepwell::vulkan {
namespace {

struct Sum {
  OpList list;
  BufferId target;
  BufferId delta;
};

Sum sumOf(int32_t width) {
  Recorder r;
  Sum sum;
  sum.target = r.buffer(width);
  sum.delta = r.buffer(width);
  r.add({sum.target, sum.delta});
  sum.list = r.take();
  return sum;
}

Step stepOf(const std::vector<int32_t>& tokens, const StepSequence& sequence) { return {tokens, {&sequence, 1}, {}, {}}; }

class Programs : public testing::TestWithParam<bool> {
 protected:
  void SetUp() override {
    PluginDeviceOptions options;
    options.plain = GetParam();
    auto made = makeVulkanBackend(options);
    if (!made) GTEST_SKIP() << made.error().message;
    backend_ = std::move(*made);
  }
  std::unique_ptr<Backend> backend_;
};

TEST_P(Programs, AddRowsOfOddWidths) {
  for (const int32_t width : {1, 15, 16, 75, 1030}) {
    const Sum sum = sumOf(width);
    auto program = backend_->prepare(sum.list, 5);
    ASSERT_TRUE(program) << program.error().message;
    std::vector<float> a(static_cast<size_t>(4 * width));
    std::iota(a.begin(), a.end(), 0.5F);
    std::vector<float> b(a.rbegin(), a.rend());
    ASSERT_TRUE(backend_->writeBuffer(**program, sum.target, 4, a));
    ASSERT_TRUE(backend_->writeBuffer(**program, sum.delta, 4, b));
    const std::vector<int32_t> tokens(3);
    const StepSequence sequence{0, 3, 0, {}};
    ASSERT_TRUE(backend_->run(**program, stepOf(tokens, sequence)));
    std::vector<float> got(a.size());
    ASSERT_TRUE(backend_->readBuffer(**program, sum.target, 4, got));
    // Three rows are of the step; the fourth is left alone.
    for (size_t i = 0; i < got.size(); ++i) ASSERT_EQ(got[i], i < static_cast<size_t>(3 * width) ? a[i] + b[i] : a[i]) << width << " " << i;
  }
}

TEST_P(Programs, NormsOfRows) {
  for (const int32_t width : {1, 15, 77, 300, 5000}) {
    Recorder r;
    const BufferId x = r.buffer(width);
    const BufferId delta = r.buffer(width);
    const BufferId out = r.buffer(width);
    std::vector<float> weight(static_cast<size_t>(width));
    for (size_t i = 0; i < weight.size(); ++i) weight[i] = 1.0F + 0.001F * static_cast<float>(i);
    r.addRmsNorm({x, delta, weight.data(), 1e-5F, out});
    const OpList list = r.take();
    auto program = backend_->prepare(list, 2);
    ASSERT_TRUE(program) << program.error().message;
    std::vector<float> a(static_cast<size_t>(2 * width));
    for (size_t i = 0; i < a.size(); ++i) a[i] = std::sin(static_cast<float>(i)) * 3;
    const std::vector<float> b(a.size(), 0.25F);
    ASSERT_TRUE(backend_->writeBuffer(**program, x, 2, a));
    ASSERT_TRUE(backend_->writeBuffer(**program, delta, 2, b));
    const std::vector<int32_t> tokens(2);
    const StepSequence sequence{0, 2, 0, {}};
    ASSERT_TRUE(backend_->run(**program, stepOf(tokens, sequence)));
    std::vector<float> got(a.size());
    ASSERT_TRUE(backend_->readBuffer(**program, out, 2, got));
    for (size_t row = 0; row < 2; ++row) {
      const size_t base = row * static_cast<size_t>(width);
      double squares = 0;
      for (size_t i = 0; i < weight.size(); ++i) squares += std::pow(double{a[base + i]} + 0.25, 2);
      const double scale = 1 / std::sqrt(squares / width + 1e-5);
      for (size_t i = 0; i < weight.size(); ++i) {
        const double want = (double{a[base + i]} + 0.25) * scale * double{weight[i]};
        ASSERT_NEAR(got[base + i], want, 2e-6 * std::max(1.0, std::abs(want))) << width << " " << i;
      }
    }
  }
}

TEST_P(Programs, WrongStepsAndBuffersAreErrors) {
  const Sum sum = sumOf(8);
  auto program = backend_->prepare(sum.list, 2);
  ASSERT_TRUE(program);
  EXPECT_FALSE(backend_->prepare(sum.list, 0));
  std::vector<float> values(16);
  EXPECT_FALSE(backend_->readBuffer(**program, sum.target, 3, values));
  EXPECT_FALSE(backend_->readBuffer(**program, {7}, 2, values));
  EXPECT_FALSE(backend_->writeBuffer(**program, sum.target, 2, std::span(values).first(15)));
  const std::vector<int32_t> tokens(3);
  const StepSequence sequence{0, 3, 0, {}};
  EXPECT_FALSE(backend_->run(**program, stepOf(tokens, sequence)));
}

TEST_P(Programs, TheDeviceIsNotTheHost) {
  const BackendMemory memory = backend_->memory();
  EXPECT_FALSE(memory.host);
  EXPECT_GT(memory.total, 0U);
  EXPECT_LE(memory.free, memory.total);
  EXPECT_EQ(backend_->info().name, "vulkan");
}

INSTANTIATE_TEST_SUITE_P(Features, Programs, testing::Bool(), [](const auto& info) { return info.param ? "plain" : "all"; });

}  // namespace
}  // namespace deepwell::vulkan
