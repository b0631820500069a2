// Copies from the host into device memory through a ring of staging buffers: while one is copied the next is filled.
#pragma once

#include <array>
#include <functional>

#include "engine/backend/vulkan/memory.h"

namespace deepwell::vulkan {

class Uploader {
 public:
  static constexpr uint64_t kSlotBytes = uint64_t{8} << 20;

  static Result<std::unique_ptr<Uploader>> make(Device& device);
  ~Uploader();
  Uploader(const Uploader&) = delete;
  Uploader& operator=(const Uploader&) = delete;

  // At most kSlotBytes: `fill` writes them into staging memory, and they are copied to `to` + `offset` on the transfer queue.
  // Returns before the copy is done. Two copies to one place: finish() between.
  Status copy(const Place& to, uint64_t offset, uint64_t bytes, const std::function<void(std::byte*)>& fill);

  // From one place of the device to another, on the compute queue, behind all steps.
  Status copyOnDevice(const Place& from, const Place& to, uint64_t bytes);

  // Zeros.
  Status clear(const Place& to, uint64_t bytes);

  // A semaphore that has this value when all copies so far are done; whoever reads them on a queue waits for it.
  VkSemaphore semaphore() const { return semaphore_; }
  uint64_t value() const { return value_; }

  Status finish();  // waits for all copies

 private:
  explicit Uploader(Device& device) : device_(device) {}
  struct Slot {
    Buffer staging;
    VkCommandBuffer commands = VK_NULL_HANDLE;
    uint64_t value = 0;  // of the semaphore, when the slot is free again
  };
  Status init();
  Result<Slot*> nextSlot();
  Status submit(Slot& slot, const std::function<void(VkCommandBuffer)>& record);
  Status wait(uint64_t value);

  Device& device_;
  std::array<Slot, 4> slots_;
  size_t next_ = 0;
  VkCommandPool pool_ = VK_NULL_HANDLE;
  VkCommandPool compute_pool_ = VK_NULL_HANDLE;
  VkCommandBuffer compute_commands_ = VK_NULL_HANDLE;  // of copyOnDevice()
  VkSemaphore semaphore_ = VK_NULL_HANDLE;
  uint64_t value_ = 0;
};

}  // namespace deepwell::vulkan
