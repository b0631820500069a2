#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "engine/base/log.h"
#include "tests/support/test_device.h"

namespace deepwell::test {
namespace {

constexpr int kSkipped = 77;

int notThere(const std::string& why) {
  const bool required = std::getenv("DEEPWELL_TEST_DEVICE_REQUIRED") != nullptr;
  std::printf("%s: %s\n", required ? "FAILED" : "skipped", why.c_str());
  return required ? 1 : kSkipped;
}

// DEEPWELL_VULKAN_DEBUG asks the backend for the layers' messages; VK_INSTANCE_LAYERS loads them.
bool validationIsOn() { return std::getenv("DEEPWELL_VULKAN_DEBUG") != nullptr; }

bool validationLayerIsLoaded() {
  std::ifstream maps("/proc/self/maps");
  const std::string text{std::istreambuf_iterator<char>(maps), {}};
  return text.find("VkLayer_khronos_validation") != std::string::npos;
}

}  // namespace
}  // namespace deepwell::test

// What drivers keep until the process ends is not ours. (LeakSanitizer asks for this by name.)
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() {
  return "leak:libvulkan_\nleak:libvulkan.so\nleak:libLLVM\nleak:libVkLayer_\n";
}

int main(int argc, char** argv) {
  using namespace deepwell;
  testing::InitGoogleTest(&argc, argv);
  setLogSink([](LogLevel level, std::string_view line) {
    if (level < LogLevel::kWarning) return;
    std::fprintf(stderr, "%.*s\n", static_cast<int>(line.size()), line.data());
    if (line.starts_with("Vulkan validation:")) test::countValidationMessage();
  });
  if (const Status status = test::openTestDevice(); !status) return test::notThere(status.error().message);
  if (!test::onCpu()) std::printf("device: %s\n", (*test::testBackend())->info().device.c_str());
  const int result = RUN_ALL_TESTS();
  test::closeTestDevice();
  if (!test::validationIsOn()) return result;
  if (!test::validationLayerIsLoaded()) {
    return test::notThere("the Vulkan validation layers are not there (package vulkan-validationlayers)");
  }
  const int messages = test::takeValidationMessages();
  std::printf("%d messages of the validation layers\n", messages);
  return messages > 0 ? 1 : result;
}
