// How long each op of a program takes on the device, by timestamps between them.
#pragma once

#include <vector>

#include "engine/backend/vulkan/device.h"

namespace deepwell::vulkan {

class OpClock {
 public:
  static Result<OpClock> make(Device& device, uint32_t marks);
  ~OpClock() { release(); }
  OpClock() = default;
  OpClock(OpClock&& other) noexcept { swap(other); }
  OpClock& operator=(OpClock&& other) noexcept {
    swap(other);
    return *this;
  }
  OpClock(const OpClock&) = delete;
  OpClock& operator=(const OpClock&) = delete;

  // Into command buffers: all marks are forgotten; the time when everything before is done.
  void reset(VkCommandBuffer commands) const;
  void mark(VkCommandBuffer commands, uint32_t index) const;

  // Seconds from mark i to mark i + 1, of commands that are complete.
  Result<std::vector<double>> read(uint32_t first, uint32_t marks) const;

 private:
  void swap(OpClock& other) noexcept;
  void release();

  Device* device_ = nullptr;
  VkQueryPool pool_ = VK_NULL_HANDLE;
  uint32_t marks_ = 0;
};

}  // namespace deepwell::vulkan
