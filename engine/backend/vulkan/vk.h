// Vulkan's names, through volk: no link to the loader, so a machine without it runs the rest.
#pragma once

#ifndef VK_NO_PROTOTYPES
#define VK_NO_PROTOTYPES
#endif
#include <volk.h>

#include <string_view>

#include "engine/base/result.h"

namespace deepwell::vulkan {

// "VK_ERROR_DEVICE_LOST"; the number of one that is not known.
std::string resultName(VkResult result);

// kOutOfMemory for memory of the device or the host, kDevice for all else. `what` names the call.
Status check(VkResult result, std::string_view what);

}  // namespace deepwell::vulkan
