// A Vulkan call fails while the pocket model is loaded or answers: the answer is that of an undisturbed run, and one line tells
// of it. DEEPWELL_FAIL_EVERY=N goes over every Nth call instead of a few.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "engine/api/engine.h"
#include "engine/base/log.h"
#include "tests/backends/vulkan/fail_layer_use.h"

namespace deepwell::test {
namespace {

constexpr int32_t kTokens = 40;

// One life of the engine. `calls`: seen by the layer, from the beginning.
struct Life {
  std::string error;
  std::string text;
  int32_t tokens = 0;
  std::vector<std::string> lines;  // notices of the answer, warnings of the engine
  std::string failed;              // the Vulkan call, or empty
  int64_t calls_opened = 0;        // the device, and a first weight is there
  int64_t calls_loaded = 0;
  int64_t calls_prefilled = 0;
  int64_t calls = 0;
};

struct Failure {
  int64_t call = 0;  // 0: none
  FailCode code = FailCode::kLost;
};

struct Case {
  FailCode code = FailCode::kLost;
  int32_t device_layers = -1;  // of five
  int64_t spread = 4;          // calls to fail while loading, and for the prompt, and for the tokens
};

class DeviceLoss : public testing::TestWithParam<Case> {
 protected:
  void SetUp() override {
    ASSERT_TRUE(layer_.there()) << DEEPWELL_FAIL_LAYER_FOLDER;
    const DeviceList devices = listDevices();
    const auto usable = [](const DeviceSummary& device) { return device.kind == DeviceKind::kVulkan && device.usable(); };
    if (std::none_of(devices.devices.begin(), devices.devices.end(), usable)) {
      GTEST_SKIP() << (devices.notes.empty() ? "no Vulkan device can be used" : devices.notes.front());
    }
  }

  Life live(int64_t call) {
    const Failure failure{call, GetParam().code};
    Life life;
    setWarningSink([&life](std::string_view line) { life.lines.emplace_back(line); });
    layer_.failAt(failure.call, failure.code);
    EngineOptions options;
    options.device = DeviceKind::kVulkan;
    options.threads = 2;
    options.context_tokens = 512;
    options.device_layers = GetParam().device_layers;
    const auto progress = [&](const LoadProgress&) {
      if (life.calls_opened == 0) life.calls_opened = layer_.calls();
    };
    auto engine = loadEngine("pocket", options, progress, {});
    life.calls_loaded = layer_.calls();
    if (engine) {
      answer(**engine, life);
    } else {
      life.error = engine.error().message;
    }
    // What the loader says, where it is asked to talk (under the validation layers), of a device that could not be made.
    std::erase_if(life.lines, [](const std::string& line) { return line.find("Failed to create device chain") != std::string::npos; });
    life.calls = layer_.calls();
    life.failed = layer_.failedCall();
    setWarningSink({});
    layer_.failAt(0, failure.code);
    return life;
  }

  void answer(Engine& engine, Life& life) {
    GenerateRequest request;
    request.messages = {{"user", "What is 27 + 15?", ""}};
    request.sampling.temperature = 0;
    request.max_tokens = kTokens;
    const auto done = engine.createSession()->generate(request, [&](const Event& event) {
      if (const auto* delta = std::get_if<ReasoningDelta>(&event)) life.text += delta->text;
      if (const auto* delta = std::get_if<TextDelta>(&event)) life.text += delta->text;
      if (const auto* progress = std::get_if<PrefillProgress>(&event)) {
        if (progress->done == progress->total && life.calls_prefilled == 0) life.calls_prefilled = layer_.calls();
      }
      if (const auto* notice = std::get_if<Notice>(&event)) life.lines.push_back(notice->text);
    }, {});
    if (!done) {
      life.error = done.error().message;
      return;
    }
    life.tokens = done->usage.reasoning_tokens + done->usage.text_tokens;
  }

  static void addSpread(std::set<int64_t>& calls, int64_t first, int64_t last, int64_t count) {
    for (int64_t i = 0; i < count && first <= last; ++i) calls.insert(first + (last - first) * i / std::max<int64_t>(count - 1, 1));
  }
  // Over loading, the prompt and the tokens.
  static std::set<int64_t> callsToFail(const Life& life) {
    std::set<int64_t> calls;
    const char* every = std::getenv("DEEPWELL_FAIL_EVERY");
    if (const int64_t step = every != nullptr ? std::atoll(every) : 0; step > 0) {
      for (int64_t call = 1; call <= life.calls; call += step) calls.insert(call);
      return calls;
    }
    addSpread(calls, 1, life.calls_loaded, GetParam().spread);
    addSpread(calls, life.calls_loaded + 1, life.calls_prefilled, GetParam().spread);
    addSpread(calls, life.calls_prefilled + 1, life.calls, GetParam().spread);
    return calls;
  }

  FailLayer layer_;
};

TEST_P(DeviceLoss, ChangesNoTokenAndIsOneLine) {
  const Life quiet = live(0);
  ASSERT_EQ(quiet.error, "");
  ASSERT_EQ(quiet.tokens, kTokens);
  EXPECT_TRUE(quiet.lines.empty()) << quiet.lines.front();
  ASSERT_GT(quiet.calls_loaded, quiet.calls_opened);
  ASSERT_GT(quiet.calls, quiet.calls_prefilled);
  for (const int64_t call : callsToFail(quiet)) {
    const Life life = live(call);
    const std::string where = fmt::format("call {} of {} ({}; device open at {}, model loaded at {})", call, quiet.calls, life.failed,
                                          quiet.calls_opened, quiet.calls_loaded);
    if (call <= quiet.calls_opened && !life.error.empty()) {
      // A device that was asked for by name and does not open: nothing is there that could go on.
      EXPECT_NE(life.error.find(life.failed), std::string::npos) << where << ": " << life.error;
      EXPECT_TRUE(life.lines.empty()) << where << ": " << life.lines.front();
      continue;
    }
    EXPECT_EQ(life.error, "") << where;
    EXPECT_EQ(life.text, quiet.text) << where;
    EXPECT_EQ(life.tokens, quiet.tokens) << where;
    EXPECT_EQ(life.lines.size(), life.failed.empty() ? 0U : 1U) << where;
    if (!life.lines.empty()) std::printf("%s: %s\n", where.c_str(), life.lines.front().c_str());
  }
}

INSTANTIATE_TEST_SUITE_P(Pocket, DeviceLoss,
                         testing::Values(Case{FailCode::kLost}, Case{FailCode::kMemory}, Case{FailCode::kLost, 3, 2},
                                         Case{FailCode::kMemory, 3, 2}),
                         [](const auto& info) {
                           const std::string code = info.param.code == FailCode::kLost ? "Lost" : "Memory";
                           return code + (info.param.device_layers < 0 ? "" : "Divided");
                         });

}  // namespace
}  // namespace deepwell::test

int main(int argc, char** argv) {
  deepwell::test::FailLayer::enable();
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
