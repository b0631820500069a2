// The entry of libdeepwell-vulkan.so.
#include "engine/backend/plugin.h"

#include <string_view>

#include "engine/backend/vulkan/instance.h"
#include "engine/backend/vulkan/vulkan_backend.h"

namespace deepwell::vulkan {
namespace {

class VulkanPlugin final : public BackendPlugin {
 public:
  Result<std::vector<PluginDevice>> devices() override {
    DEEPWELL_ASSIGN(const Instance* instance, Instance::get());
    DEEPWELL_ASSIGN(const std::vector<Instance::Candidate> found, instance->devices());
    std::vector<PluginDevice> out;
    for (const Instance::Candidate& candidate : found) out.push_back(candidate.summary);
    return out;
  }

  Result<std::unique_ptr<Backend>> makeBackend(const PluginDeviceOptions& options) override { return makeVulkanBackend(options); }
};

}  // namespace
}  // namespace deepwell::vulkan

extern "C" __attribute__((visibility("default"))) deepwell::BackendPlugin* deepwellBackendPlugin(const char* build,
                                                                                                 deepwell::LogSink log) {
  if (build == nullptr || std::string_view(build) != deepwell::kPluginBuild) return nullptr;
  deepwell::setLogSink(std::move(log));
  static deepwell::vulkan::VulkanPlugin plugin;
  return &plugin;
}
