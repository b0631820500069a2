// Which device a choice means, and a model on the fake plugin's.
#include "engine/runtime/devices.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "tests/support/temp_folder.h"

namespace deepwell::test {
namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

// While it lives, the fake plugin is the only one and offers `gpus`.
class FakeGpus {
 public:
  explicit FakeGpus(const char* gpus, const std::string& folder = DEEPWELL_TEST_PLUGINS "/good") {
    setenv("DEEPWELL_PLUGINS", folder.c_str(), 1);
    setenv("FAKE_GPUS", gpus, 1);
    setWarningSink([this](std::string_view line) { warnings_.emplace_back(line); });
  }
  ~FakeGpus() {
    setWarningSink({});
    unsetenv("DEEPWELL_PLUGINS");
    unsetenv("FAKE_GPUS");
  }
  const std::vector<std::string>& warnings() const { return warnings_; }

 private:
  std::vector<std::string> warnings_;
};

std::string chosen(const DeviceChoice& choice) {
  const auto device = findDevice(choice);
  return device ? device->name : "error: " + device.error().message;
}

TEST(Devices, WordsAreReadAndWritten) {
  for (const char* words : {"auto", "cpu", "vulkan", "cuda", "vulkan:0", "vulkan:12", "cuda:1"}) {
    const auto choice = parseDevice(words);
    ASSERT_TRUE(choice) << words;
    EXPECT_EQ(deviceWords(*choice), words);
  }
  for (const char* words : {"", "gpu", "vulkan:", "vulkan:-1", "vulkan:x", "vulkan:1x", "vulkan:99999999999", "cpu:0", "auto:0", "Vulkan"})
    EXPECT_FALSE(parseDevice(words)) << words;
}

TEST(Devices, AutomaticTakesTheFirstDiscreteOneThatIsUsable) {
  const auto automatic = [](const char* gpus) {
    const FakeGpus fake(gpus);
    return chosen({});
  };
  const std::string cpu = chosen(DeviceKind::kCpu);
  EXPECT_EQ(automatic("lacking shared discrete software"), "Fake discrete");
  EXPECT_EQ(automatic("shared software lacking"), cpu);
  EXPECT_EQ(automatic(""), cpu);
  EXPECT_EQ(automatic("noloader"), cpu);
}

TEST(Devices, AskedForByKindOrNumber) {
  const FakeGpus fake("lacking software discrete");
  EXPECT_EQ(chosen(DeviceKind::kVulkan), "Fake software") << "the first that can be used";
  EXPECT_EQ(chosen({DeviceKind::kVulkan, 2}), "Fake discrete");
  EXPECT_TRUE(has(chosen({DeviceKind::kVulkan, 0}), "16-bit storage"));
  const std::string none = chosen({DeviceKind::kVulkan, 3});
  EXPECT_TRUE(has(none, "vulkan:1 Fake software")) << none;
  EXPECT_TRUE(has(none, "vulkan:0 Fake lacking (cannot be used: it has no 16-bit storage)")) << none;
}

TEST(Devices, ErrorsSayWhatIsMissing) {
  const auto vulkan = [](const char* gpus) {
    const FakeGpus fake(gpus);
    return chosen(DeviceKind::kVulkan);
  };
  EXPECT_TRUE(has(vulkan(""), "driver")) << vulkan("");
  EXPECT_TRUE(has(vulkan("noloader"), "libvirtual.so.1")) << vulkan("noloader");
  EXPECT_TRUE(has(vulkan("lacking"), "16-bit storage")) << vulkan("lacking");
  const TempFolder empty;
  const FakeGpus fake("discrete", empty.path().string());
  EXPECT_TRUE(has(chosen(DeviceKind::kVulkan), empty.path().string())) << chosen(DeviceKind::kVulkan);
}

TEST(Devices, ListHasTheProcessorTheGpusAndWhatIsMissing) {
  {
    const FakeGpus fake("discrete shared software lacking");
    const DeviceList list = listDevices();
    ASSERT_EQ(list.devices.size(), 5U);
    EXPECT_TRUE(list.notes.empty());
    EXPECT_EQ(list.devices[0].kind, DeviceKind::kCpu);
    EXPECT_GT(list.devices[0].total_bytes, 0U);
    EXPECT_TRUE(list.devices[1].discrete && list.devices[1].usable());
    EXPECT_EQ(list.devices[1].free_bytes, 6ULL << 30U);
    EXPECT_EQ(list.devices[2].index, 1);
    EXPECT_FALSE(list.devices[2].discrete);
    EXPECT_TRUE(list.devices[3].software);
    EXPECT_EQ(list.devices[4].problem, "it has no 16-bit storage");
  }
  const FakeGpus fake("noloader");
  const DeviceList list = listDevices();
  EXPECT_EQ(list.devices.size(), 1U);
  ASSERT_EQ(list.notes.size(), 1U);
  EXPECT_TRUE(has(list.notes[0], "Vulkan: libvirtual.so.1")) << list.notes[0];
}

TEST(Devices, AModelIsLoadedToTheGpuWithProgress) {
  const FakeGpus fake("shared discrete");
  std::vector<uint64_t> totals;
  const auto progress = [&totals](const LoadProgress& now) { totals.push_back(now.bytes_total); };
  const auto engine = loadEngine("pocket", {}, progress, {});
  ASSERT_TRUE(engine) << engine.error().message;
  EXPECT_EQ((*engine)->info().placement.device, "Fake discrete");
  EXPECT_EQ((*engine)->info().placement.spread, "all 5 layers on the GPU");
  EXPECT_GE(std::count(totals.begin(), totals.end(), 4U), 4) << "the upload's, not the file's";
  const std::vector<TokenId> ids{1, 2, 3};
  EngineOptions on_cpu;
  on_cpu.device = DeviceKind::kCpu;
  const auto cpu = loadEngine("pocket", on_cpu, {}, {});
  ASSERT_TRUE(cpu);
  EXPECT_EQ(*(*engine)->logits(ids, 0), *(*cpu)->logits(ids, 0));
}

TEST(Devices, AutomaticGoesOnOnTheProcessorWithOneWarning) {
  const FakeGpus fake("failing");
  const auto engine = loadEngine("pocket", {}, {}, {});
  ASSERT_TRUE(engine) << engine.error().message;
  EXPECT_NE((*engine)->info().placement.device, "Fake failing");
  ASSERT_EQ(fake.warnings().size(), 1U);
  EXPECT_TRUE(has(fake.warnings()[0], "Fake failing") && has(fake.warnings()[0], "the device is lost")) << fake.warnings()[0];

  EngineOptions asked;
  asked.device = DeviceKind::kVulkan;
  const auto none = loadEngine("pocket", asked, {}, {});
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, ErrorCode::kDevice);
  EXPECT_TRUE(has(none.error().message, "Fake failing: the device is lost")) << none.error().message;
}

}  // namespace
}  // namespace deepwell::test
