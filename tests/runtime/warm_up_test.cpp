#include "engine/runtime/warm_up.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

#include "tests/support/gguf_writer.h"
#include "tests/support/temp_folder.h"

namespace deepwell {
namespace {

constexpr size_t kFloats = 100'000;
constexpr int kTensors = 8;

std::shared_ptr<const Checkpoint> someCheckpoint() {
  test::GgufWriter writer;
  const std::vector<float> values(kFloats, 1.0F);
  for (int i = 0; i < kTensors; ++i) writer.addFloats("t" + std::to_string(i), {kFloats}, values);
  const test::TempFolder folder;
  return Checkpoint::open(folder.write("x.gguf", writer.bytes())).value();
}

TEST(WarmUp, ThreadsShareAllTensors) {
  const auto checkpoint = someCheckpoint();
  WarmUp warm_up(*checkpoint);
  uint64_t most[2] = {};
  size_t reports[2] = {};
  const auto work = [&](size_t thread) {
    const auto report = [&](const LoadProgress& progress) {
      EXPECT_EQ(progress.bytes_total, checkpoint->fileBytes());
      most[thread] = std::max(most[thread], progress.bytes_done);
      ++reports[thread];
    };
    EXPECT_TRUE(warm_up.work(report, {}));
  };
  std::thread other(work, 1);
  work(0);
  other.join();
  EXPECT_EQ(std::max(most[0], most[1]), kTensors * kFloats * sizeof(float));
  EXPECT_EQ(reports[0] + reports[1], kTensors);
  size_t more = 0;
  EXPECT_TRUE(warm_up.work([&](const LoadProgress&) { ++more; }, {}));
  EXPECT_EQ(more, 0U);
}

TEST(WarmUp, EndsWhenAskedTo) {
  const auto checkpoint = someCheckpoint();
  std::stop_source stop;
  WarmUp stopped(*checkpoint);
  const Status status = stopped.work([&](const LoadProgress&) { stop.request_stop(); }, stop.get_token());
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, ErrorCode::kCancelled);

  WarmUp abandoned(*checkpoint);
  size_t reports = 0;
  EXPECT_TRUE(abandoned.work([&](const LoadProgress&) { if (++reports == 2) abandoned.abandon(); }, {}));
  EXPECT_EQ(reports, 2U);
}

}  // namespace
}  // namespace deepwell
