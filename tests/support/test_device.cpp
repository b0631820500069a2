#include "tests/support/test_device.h"

#include <atomic>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "engine/backend/plugins.h"

namespace deepwell::test {
namespace {

struct Shared {
  std::vector<std::shared_ptr<const void>> kept;
  std::shared_ptr<Backend> backend;  // null: CPU backends, made on demand
};

std::atomic<int> messages = 0;

Shared& shared() {
  static Shared instance;
  return instance;
}

std::string_view kind() {
  const char* set = std::getenv("DEEPWELL_TEST_DEVICE");
  return set != nullptr && *set != '\0' ? set : "cpu";
}

Result<std::unique_ptr<Backend>> makeVulkan(std::string_view kind) {
  PluginDeviceOptions options;
  if (kind == "vulkan-plain") {
    options.plain = true;
  } else if (kind == "vulkan-split") {
    options.largest_allocation = kSplitAllocation;
  } else if (kind != "vulkan") {
    return fail(ErrorCode::kInvalidArgument,
                "DEEPWELL_TEST_DEVICE is \"{}\": expected cpu, vulkan, vulkan-plain or vulkan-split", kind);
  }
  DEEPWELL_ASSIGN(BackendPlugin* const plugin, openPlugin("vulkan"));
  DEEPWELL_ASSIGN(const std::vector<PluginDevice> devices, plugin->devices());
  for (const PluginDevice& device : devices) {
    if (device.missing.empty()) return plugin->makeBackend(options);
    ++options.index;
  }
  if (devices.empty()) return fail(ErrorCode::kDevice, "no driver offers a Vulkan device");
  return fail(ErrorCode::kDevice, "{} cannot be used: {}", devices[0].name, devices[0].missing);
}

}  // namespace

Status openTestDevice() {
  if (kind() == "cpu") return {};
  DEEPWELL_ASSIGN(shared().backend, makeVulkan(kind()));
  return {};
}

Result<std::unique_ptr<Backend>> ownTestBackend(int threads) {
  return kind() == "cpu" ? makeCpuBackend(threads) : makeVulkan(kind());
}

void closeTestDevice() {
  shared().backend.reset();
  shared().kept.clear();
}

int takeValidationMessages() { return messages.exchange(0); }
void countValidationMessage() { ++messages; }

bool onCpu() { return shared().backend == nullptr; }

Result<std::shared_ptr<Backend>> testBackend(int threads) {
  if (shared().backend) return shared().backend;
  DEEPWELL_ASSIGN(std::shared_ptr<Backend> backend, makeCpuBackend(threads));
  return backend;
}

void keepForDevice(std::shared_ptr<const void> weights) {
  std::vector<std::shared_ptr<const void>>& kept = shared().kept;
  if (!onCpu() && (kept.empty() || kept.back() != weights)) kept.push_back(std::move(weights));
}

}  // namespace deepwell::test
