#include "engine/backend/vulkan/uploader.h"

#include <limits>

#include "engine/backend/vulkan/commands.h"

namespace deepwell::vulkan {

Result<std::unique_ptr<Uploader>> Uploader::make(Device& device) {
  std::unique_ptr<Uploader> uploader(new Uploader(device));
  DEEPWELL_TRY(uploader->init());
  return uploader;
}

Uploader::~Uploader() {
  (void)device_.waitIdle();
  device_.vk().vkDestroySemaphore(device_.handle(), semaphore_, nullptr);
  device_.vk().vkDestroyCommandPool(device_.handle(), pool_, nullptr);
  device_.vk().vkDestroyCommandPool(device_.handle(), compute_pool_, nullptr);
}

Status Uploader::init() {
  DEEPWELL_ASSIGN(semaphore_, makeTimeline(device_));
  DEEPWELL_ASSIGN(pool_, makeCommandPool(device_, device_.transfer().family));
  DEEPWELL_ASSIGN(compute_pool_, makeCommandPool(device_, device_.compute().family));
  DEEPWELL_ASSIGN(compute_commands_, allocateCommands(device_, compute_pool_));
  for (Slot& slot : slots_) {
    DEEPWELL_ASSIGN(slot.commands, allocateCommands(device_, pool_));
  }
  return {};
}

Status Uploader::wait(uint64_t value) { return waitTimeline(device_, semaphore_, value); }

Status Uploader::finish() { return value_ == 0 ? Status{} : wait(value_); }

Result<Uploader::Slot*> Uploader::nextSlot() {
  Slot& slot = slots_[next_];
  next_ = (next_ + 1) % slots_.size();
  if (slot.value > 0) DEEPWELL_TRY(wait(slot.value));
  if (slot.staging.bytes() == 0) {
    DEEPWELL_ASSIGN(slot.staging, Buffer::make(device_, kSlotBytes, MemoryKind::kStaging));
  }
  return &slot;
}

Status Uploader::submit(Slot& slot, const std::function<void(VkCommandBuffer)>& record) {
  DEEPWELL_TRY(beginCommands(device_, slot.commands, true));
  record(slot.commands);
  DEEPWELL_TRY(endCommands(device_, slot.commands));
  const uint64_t value = value_ + 1;
  DEEPWELL_TRY(submitCommands(device_, device_.transfer(), {&slot.commands, 1}, {}, {semaphore_, value}));
  value_ = value;
  slot.value = value;
  return {};
}

Status Uploader::copy(const Place& to, uint64_t offset, uint64_t bytes, const std::function<void(std::byte*)>& fill) {
  DEEPWELL_ASSIGN(Slot* const slot, nextSlot());
  fill(slot->staging.mapped());
  return submit(*slot, [&](VkCommandBuffer commands) {
    const VkBufferCopy region{0, to.offset + offset, bytes};
    device_.vk().vkCmdCopyBuffer(commands, slot->staging.handle(), to.buffer, 1, &region);
  });
}

// Alone, since the semaphore's values must come in order.
Status Uploader::copyOnDevice(const Place& from, const Place& to, uint64_t bytes) {
  DEEPWELL_TRY(finish());
  DEEPWELL_TRY(beginCommands(device_, compute_commands_, true));
  memoryBarrier(device_, compute_commands_);
  const VkBufferCopy region{from.offset, to.offset, bytes};
  device_.vk().vkCmdCopyBuffer(compute_commands_, from.buffer, to.buffer, 1, &region);
  memoryBarrier(device_, compute_commands_);
  DEEPWELL_TRY(endCommands(device_, compute_commands_));
  DEEPWELL_TRY(submitCommands(device_, device_.compute(), {&compute_commands_, 1}, {}, {semaphore_, value_ + 1}));
  ++value_;
  return finish();
}

Status Uploader::clear(const Place& to, uint64_t bytes) {
  DEEPWELL_ASSIGN(Slot* const slot, nextSlot());
  return submit(*slot, [&](VkCommandBuffer commands) {
    device_.vk().vkCmdFillBuffer(commands, to.buffer, to.offset, (bytes + 3) / 4 * 4, 0);
  });
}

}  // namespace deepwell::vulkan
