// The device fails at any call: the conversation goes on with the same bits, on less of it or without it.
#include "engine/backend/offload/offload_backend.h"

#include "tests/backends/pretend_device.h"
#include "tests/model/model_script.h"

namespace deepwell::test {
namespace {

using Logits = std::vector<std::vector<float>>;

// What the runtime does: loads, runs, and after a failure recovers, loads again and computes what it has lost.
class Driver {
 public:
  Driver(const TinyModel& tiny, PretendControls& controls, OffloadOptions options = {}) : tiny_(tiny), controls_(controls) {
    options = eagerOptions(std::move(options));
    auto host = makeCpuBackend(1);
    auto made = makeOffloadBackend([this] { return open(); }, std::move(*host), std::move(options));
    EXPECT_TRUE(made) << made.error().message;
    backend = std::move(*made);
    backend->expect({tiny.model().kvLayout(), 9, ModelScript::kMaxRows});
  }

  // The logits of all steps, each as it came when it first succeeded.
  Logits run() {
    Logits logits;
    while (lines.size() < 10) {
      const Status status = attempt(logits);
      if (status) return logits;
      EXPECT_EQ(status.error().code, ErrorCode::kDevice) << status.error().message;
      auto line = backend->recover(status.error());
      EXPECT_TRUE(line) << line.error().message;
      if (!line) return {};
      lines.push_back(*line);
      EXPECT_TRUE(stale_ == nullptr || controls_.programs == 0);
    }
    ADD_FAILURE() << "it never ends";
    return {};
  }

  std::unique_ptr<Backend> backend;
  std::vector<std::string> lines;

 private:
  // A device's programs are gone before it is made again.
  Result<std::unique_ptr<Backend>> open() {
    EXPECT_EQ(controls_.programs, 0);
    return openPretendDevice(controls_);
  }

  Status attempt(Logits& logits) {
    DEEPWELL_TRY(backend->load(tiny_.ops(), {}, {}));
    // The programs of the attempt before live on until there are new ones, as the runtime's may.
    auto script = std::make_unique<ModelScript>(tiny_, *backend);
    std::swap(script, stale_);
    for (size_t i = 0; i < ModelScript::kSteps; ++i) {
      DEEPWELL_ASSIGN(std::vector<float> step, stale_->step(i));
      if (i == logits.size()) {
        logits.push_back(std::move(step));
      } else {
        EXPECT_EQ(step, logits[i]) << "computed again";
      }
    }
    return {};
  }

  const TinyModel& tiny_;
  PretendControls& controls_;
  std::unique_ptr<ModelScript> stale_;
};

class OffloadRecovery : public testing::TestWithParam<const char*> {
 protected:
  OffloadRecovery() : tiny(GetParam()) {
    const auto alone = makeCpuBackend(1);
    want = ModelScript(tiny, **alone).all();
  }
  int32_t layers() const { return tiny.model().config().layers; }

  TinyModel tiny;
  Logits want;
};

TEST_P(OffloadRecovery, AtEveryCall) {
  for (const int32_t device_layers : {-1, 1}) {
    for (const ErrorCode code : {ErrorCode::kDevice, ErrorCode::kOutOfMemory}) {
      int32_t failing = 0;
      for (; failing < 1000; ++failing) {
        SCOPED_TRACE(failing);
        PretendControls controls;
        controls.fail_at = failing;
        controls.fail_with = code;
        Driver driver(tiny, controls, {.layers = device_layers});
        ASSERT_EQ(driver.run(), want);
        if (driver.lines.empty()) break;  // it was done before it could fail
        ASSERT_EQ(driver.lines.size(), 1U);
        EXPECT_EQ(controls.opened, 2);
        const char* const cause = code == ErrorCode::kDevice ? "The GPU was lost: " : "The GPU ran out of memory: ";
        EXPECT_TRUE(driver.lines[0].starts_with(cause)) << driver.lines[0];
        EXPECT_TRUE(driver.lines[0].ends_with(".")) << driver.lines[0];
      }
      EXPECT_GT(failing, 8);
      EXPECT_LT(failing, 1000);
    }
  }
}

TEST_P(OffloadRecovery, TheSecondFailureEndsOnTheProcessor) {
  PretendControls controls;
  const auto failsAlways = [&](int32_t first, ErrorCode code) {
    controls = {};
    controls.fail_at = first;
    controls.fail_with = code;
    return [this, &controls] {
      auto device = openPretendDevice(controls);
      if (controls.opened > 1) controls.fail_at = controls.calls + 3;  // the second one too
      return device;
    };
  };
  for (const ErrorCode code : {ErrorCode::kDevice, ErrorCode::kOutOfMemory}) {
    OffloadOptions options;
    options = eagerOptions(std::move(options));
    auto made = makeOffloadBackend(failsAlways(5, code), std::move(*makeCpuBackend(1)), std::move(options));
    ASSERT_TRUE(made);
    Backend& backend = **made;
    std::vector<std::string> lines;
    Logits logits;
    for (int attempt = 0; attempt < 5 && logits.empty(); ++attempt) {
      ModelScript script(tiny, backend);
      for (size_t i = 0; i < ModelScript::kSteps; ++i) {
        auto step = script.step(i);
        if (!step) {
          auto line = backend.recover(step.error());
          ASSERT_TRUE(line) << line.error().message;
          lines.push_back(*line);
          logits.clear();
          break;
        }
        logits.push_back(std::move(*step));
      }
    }
    EXPECT_EQ(logits, want);
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_TRUE(lines[1].ends_with(" on the processor.")) << lines[1];
    EXPECT_EQ(backend.info().name, "cpu");
    EXPECT_TRUE(backend.memory().host);
    EXPECT_EQ(controls.opened, 2);
    const auto end = backend.recover({ErrorCode::kDevice, "again"});
    ASSERT_FALSE(end);
    EXPECT_EQ(end.error().code, ErrorCode::kDevice);
  }
}

TEST_P(OffloadRecovery, TheSecondSplitIsSmaller) {
  PretendControls controls;
  controls.fail_with = ErrorCode::kOutOfMemory;
  Driver driver(tiny, controls);
  ASSERT_TRUE(driver.backend->load(tiny.ops(), {}, {}));
  controls.fail_at = controls.calls + 2;
  ASSERT_EQ(driver.run(), want);
  ASSERT_EQ(driver.lines.size(), 1U);
  EXPECT_EQ(driver.lines[0].find(fmt::format("all {} layers", layers())), std::string::npos) << driver.lines[0];
  EXPECT_NE(driver.lines[0].find("in RAM"), std::string::npos) << driver.lines[0];
}

// The plan believes the device's numbers, which may be wrong: the cache of the planned context, or weights, have no room.
TEST_P(OffloadRecovery, OutOfMemoryWhileLoading) {
  PretendControls controls;
  OffloadOptions options;
  options.plan = [](const PlacementRequest& request) {
    PlacementRequest hopeful = request;
    hopeful.free_bytes = uint64_t{1} << 40;
    return planPlacement(hopeful);
  };
  controls.total_bytes = 1000;
  Driver driver(tiny, controls, std::move(options));
  ASSERT_EQ(driver.run(), want);
  ASSERT_EQ(driver.lines.size(), 2U);  // half was too much too
  EXPECT_TRUE(driver.lines[0].starts_with("The GPU ran out of memory: the model runs with ")) << driver.lines[0];
  EXPECT_EQ(driver.lines[1], "The GPU ran out of memory: the model runs on the processor.");
}

TEST_P(OffloadRecovery, ADeviceThatDoesNotComeBack) {
  PretendControls controls;
  Driver driver(tiny, controls);
  controls.fails_to_open = true;
  controls.fail_at = 6;
  ASSERT_EQ(driver.run(), want);
  ASSERT_EQ(driver.lines.size(), 1U);
  EXPECT_TRUE(driver.lines[0].ends_with(" goes on on the processor.")) << driver.lines[0];
  EXPECT_EQ(controls.opened, 1);
}

TEST_P(OffloadRecovery, AnOldProgramIsRefused) {
  PretendControls controls;
  Driver driver(tiny, controls);
  Backend& backend = *driver.backend;
  ASSERT_TRUE(backend.reserveKv(tiny.model().kvLayout(), 4));
  auto program = backend.prepare(tiny.ops(), 4);
  ASSERT_TRUE(program);
  ASSERT_TRUE(backend.recover({ErrorCode::kDevice, "gone"}));
  const std::vector<int32_t> tokens{5}, pages{1};
  const std::vector<StepSequence> sequences{{0, 1, 0, pages}};
  const Status status = backend.run(**program, {tokens, sequences, {}, {}});
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, ErrorCode::kInvalidArgument);
}

TEST_P(OffloadRecovery, OtherErrorsAreNotTheDevices) {
  PretendControls controls;
  Driver driver(tiny, controls);
  for (const ErrorCode code : {ErrorCode::kOutOfMemory, ErrorCode::kInvalidArgument, ErrorCode::kCancelled}) {
    EXPECT_FALSE(driver.backend->recover({code, "the host's"}));
  }
  EXPECT_EQ(controls.opened, 1);
}

INSTANTIATE_TEST_SUITE_P(Tiny, OffloadRecovery, testing::Values("llama_mha5", "v2_moe_every_2nd"),
                         [](const auto& test) { return std::string(test.param); });

}  // namespace
}  // namespace deepwell::test
