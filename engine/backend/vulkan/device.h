// A logical device: its queues, its functions, what it can do, and its memory.
#pragma once

#include <memory>
#include <mutex>

#include "engine/backend/plugin.h"
#include "engine/backend/vulkan/device_features.h"
#include "engine/backend/vulkan/vk.h"

namespace deepwell::vulkan {

struct Queue {
  VkQueue handle = VK_NULL_HANDLE;
  uint32_t family = 0;
};

class Device {
 public:
  static Result<std::unique_ptr<Device>> open(const PluginDeviceOptions& options);
  ~Device();
  Device(const Device&) = delete;
  Device& operator=(const Device&) = delete;

  VkDevice handle() const { return handle_; }
  const VolkDeviceTable& vk() const { return vk_; }
  const Queue& compute() const { return compute_; }
  const Queue& transfer() const { return transfer_; }  // the compute queue where there is no other
  // Until all queues have nothing left. Before what they worked with is destroyed: Mesa's software driver still touches a semaphore
  // after it has told that its value was reached.
  Status waitIdle() const { return check(vk_.vkDeviceWaitIdle(handle_), "vkDeviceWaitIdle"); }
  const DeviceFeatures& features() const { return features_; }
  const PluginDevice& summary() const { return summary_; }

  // Of one tick of the compute queue's timestamps; 0: it has none.
  double tickSeconds() const { return tick_seconds_; }

  // No allocation is larger, in bytes.
  uint64_t largestAllocation() const { return largest_allocation_; }
  // Of the device's own memory: all of it, and what can be allocated now.
  uint64_t totalBytes() const;
  uint64_t freeBytes() const;
  void countAllocation(int64_t bytes) { allocated_ += bytes; }

  // The memory type for `wanted` properties if `types` allows one, else for `needed`; -1: none.
  int memoryType(uint32_t types, VkMemoryPropertyFlags wanted, VkMemoryPropertyFlags needed) const;

 private:
  Device() = default;
  void chooseQueues();
  void chooseFeatures(bool plain);
  void chooseLimits(uint64_t largest_allocation);
  Status create();

  VkPhysicalDevice physical_ = VK_NULL_HANDLE;
  VkDevice handle_ = VK_NULL_HANDLE;
  VolkDeviceTable vk_{};
  Queue compute_;
  Queue transfer_;
  DeviceFeatures features_;
  PluginDevice summary_;
  VkPhysicalDeviceMemoryProperties memory_{};
  uint64_t largest_allocation_ = 0;
  double tick_seconds_ = 0;
  bool budget_known_ = false;
  int64_t allocated_ = 0;  // bytes of device-local memory
};

}  // namespace deepwell::vulkan
