#pragma once

#include <memory>

#include "engine/backend/plugin.h"

namespace deepwell::vulkan {

Result<std::unique_ptr<Backend>> makeVulkanBackend(const PluginDeviceOptions& options);

}  // namespace deepwell::vulkan
