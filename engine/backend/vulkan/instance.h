// The Vulkan instance of the process and the devices that it sees.
#pragma once

#include <vector>

#include "engine/backend/plugin.h"
#include "engine/backend/vulkan/vk.h"

namespace deepwell::vulkan {

class Instance {
 public:
  // Made once; kept until the process ends. Fails if there is no loader or no driver.
  static Result<const Instance*> get();

  struct Candidate {
    VkPhysicalDevice handle = VK_NULL_HANDLE;
    PluginDevice summary;
  };
  // Best first: discrete, integrated, others, software; those that cannot be used say what is missing.
  Result<std::vector<Candidate>> devices() const;

 private:
  Instance() = default;
  static Result<Instance> make();

  VkInstance handle_ = VK_NULL_HANDLE;
};

// Free and total device-local memory of the largest heap, in bytes; `free` is `total` where the driver does not tell.
struct HeapBytes {
  uint64_t total = 0;
  uint64_t free = 0;
};
HeapBytes deviceHeap(VkPhysicalDevice device);

bool hasExtension(VkPhysicalDevice device, std::string_view name);

}  // namespace deepwell::vulkan
