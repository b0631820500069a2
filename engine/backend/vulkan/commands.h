// Command buffers, submissions and the semaphores between them.
#pragma once

#include <span>

#include "engine/backend/vulkan/device.h"

namespace deepwell::vulkan {

// A timeline semaphore and a value of it; a null semaphore is none.
struct Signal {
  VkSemaphore semaphore = VK_NULL_HANDLE;
  uint64_t value = 0;
};

Result<VkSemaphore> makeTimeline(Device& device);
Status waitTimeline(Device& device, VkSemaphore semaphore, uint64_t value);

Result<VkCommandPool> makeCommandPool(Device& device, uint32_t family);
Result<VkCommandBuffer> allocateCommands(Device& device, VkCommandPool pool);

// `once`: submitted one time, then begun anew.
Status beginCommands(Device& device, VkCommandBuffer commands, bool once);
Status endCommands(Device& device, VkCommandBuffer commands);

Status submitCommands(Device& device, const Queue& queue, std::span<const VkCommandBuffer> commands, const Signal& wait,
                      const Signal& signal);

// What shaders wrote before is visible to the shaders that come behind.
void computeBarrier(Device& device, VkCommandBuffer commands);

// What shaders and copies wrote before is visible to all that comes behind, on the device and to the host.
void memoryBarrier(Device& device, VkCommandBuffer commands);

}  // namespace deepwell::vulkan
