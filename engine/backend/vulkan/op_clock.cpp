#include "engine/backend/vulkan/op_clock.h"

#include <utility>

namespace deepwell::vulkan {

Result<OpClock> OpClock::make(Device& device, uint32_t marks) {
  OpClock clock;
  clock.device_ = &device;
  clock.marks_ = marks;
  VkQueryPoolCreateInfo info{};
  info.sType = VK_STRUCTURE_TYPE_QUERY_POOL_CREATE_INFO;
  info.queryType = VK_QUERY_TYPE_TIMESTAMP;
  info.queryCount = marks;
  DEEPWELL_TRY(check(device.vk().vkCreateQueryPool(device.handle(), &info, nullptr, &clock.pool_), "vkCreateQueryPool"));
  return clock;
}

void OpClock::reset(VkCommandBuffer commands) const { device_->vk().vkCmdResetQueryPool(commands, pool_, 0, marks_); }

void OpClock::mark(VkCommandBuffer commands, uint32_t index) const {
  device_->vk().vkCmdWriteTimestamp(commands, VK_PIPELINE_STAGE_BOTTOM_OF_PIPE_BIT, pool_, index);
}

Result<std::vector<double>> OpClock::read(uint32_t first, uint32_t marks) const {
  std::vector<uint64_t> ticks(marks);
  const VkResult result =
      device_->vk().vkGetQueryPoolResults(device_->handle(), pool_, first, marks, ticks.size() * sizeof(uint64_t), ticks.data(),
                                          sizeof(uint64_t), VK_QUERY_RESULT_64_BIT | VK_QUERY_RESULT_WAIT_BIT);
  DEEPWELL_TRY(check(result, "vkGetQueryPoolResults"));
  std::vector<double> seconds;
  for (size_t i = 0; i + 1 < ticks.size(); ++i) {
    seconds.push_back(static_cast<double>(ticks[i + 1] - ticks[i]) * device_->tickSeconds());
  }
  return seconds;
}

void OpClock::swap(OpClock& other) noexcept {
  std::swap(device_, other.device_);
  std::swap(pool_, other.pool_);
  std::swap(marks_, other.marks_);
}

void OpClock::release() {
  if (device_ != nullptr) device_->vk().vkDestroyQueryPool(device_->handle(), pool_, nullptr);
  device_ = nullptr;
}

}  // namespace deepwell::vulkan
