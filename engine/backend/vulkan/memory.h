// Buffers in the device's memory or the host's, and arenas of them.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/backend/vulkan/device.h"
#include "shaders/include/shared.h"

namespace deepwell::vulkan {

enum class MemoryKind : uint8_t {
  kDevice,    // the device's own; the host does not see it
  kShared,    // written by the host, read by shaders: device-local where the host can write there
  kStaging,   // the host's; source of copies
  kReadback,  // the host's, cached: target of copies
};

// A buffer with memory of its own. All but kDevice are mapped and coherent.
class Buffer {
 public:
  Buffer() = default;
  // At most Device::largestAllocation() bytes unless `kind` is of the host; fails with kOutOfMemory.
  static Result<Buffer> make(Device& device, uint64_t bytes, MemoryKind kind);
  ~Buffer() { release(); }
  Buffer(Buffer&& other) noexcept { swap(other); }
  Buffer& operator=(Buffer&& other) noexcept {
    swap(other);
    return *this;
  }
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;

  VkBuffer handle() const { return handle_; }
  Address address() const { return address_; }
  uint64_t bytes() const { return bytes_; }
  std::byte* mapped() const { return mapped_; }

 private:
  void swap(Buffer& other) noexcept;
  void release();
  Status allocate(MemoryKind kind);

  Device* device_ = nullptr;
  VkBuffer handle_ = VK_NULL_HANDLE;
  VkDeviceMemory memory_ = VK_NULL_HANDLE;
  Address address_;
  uint64_t bytes_ = 0;
  std::byte* mapped_ = nullptr;
  bool device_local_ = false;
};

// Where an arena put something.
struct Place {
  VkBuffer buffer = VK_NULL_HANDLE;
  uint64_t offset = 0;
  Address address;
};

// Gives out device memory, 256-byte aligned, from a few large buffers. Nothing is given back but all at once.
class Arena {
 public:
  // Blocks start at `first_block` bytes and double up to `largest_block`.
  Arena(Device& device, uint64_t first_block, uint64_t largest_block)
      : device_(&device), next_block_(first_block), largest_block_(largest_block) {}

  // No more than largest() at once.
  Result<Place> take(uint64_t bytes);
  // What is never given back, rewind() or not. Large pieces get memory of their own: at the end of a block they would leave gaps
  // of a quarter of it.
  Result<Place> takeForGood(uint64_t bytes);
  uint64_t largest() const { return device_->largestAllocation(); }

  // Everything is free again; the memory stays.
  void rewind() {
    block_ = 0;
    used_ = 0;
  }
  const std::vector<Buffer>& blocks() const { return blocks_; }

 private:
  Device* device_;
  uint64_t next_block_;
  uint64_t largest_block_;
  std::vector<Buffer> blocks_;
  std::vector<Buffer> own_;  // of large pieces
  size_t block_ = 0;   // the one that is being filled
  uint64_t used_ = 0;  // bytes of it
};

}  // namespace deepwell::vulkan
