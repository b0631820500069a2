#include "engine/backend/vulkan/memory.h"

#include <algorithm>
#include <array>
#include <utility>

namespace deepwell::vulkan {
namespace {

constexpr uint64_t kAlignment = 256;

struct MemoryWish {
  VkMemoryPropertyFlags wanted;
  VkMemoryPropertyFlags needed;
};

MemoryWish wishOf(MemoryKind kind) {
  constexpr VkMemoryPropertyFlags kLocal = VK_MEMORY_PROPERTY_DEVICE_LOCAL_BIT;
  constexpr VkMemoryPropertyFlags kHost = VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT | VK_MEMORY_PROPERTY_HOST_COHERENT_BIT;
  switch (kind) {
    case MemoryKind::kDevice: return {kLocal, kLocal};
    case MemoryKind::kShared: return {kLocal | kHost, kHost};
    case MemoryKind::kStaging: return {kHost, kHost};
    case MemoryKind::kReadback: return {kHost | VK_MEMORY_PROPERTY_HOST_CACHED_BIT, kHost};
  }
  return {kHost, kHost};
}

}  // namespace

Result<Buffer> Buffer::make(Device& device, uint64_t bytes, MemoryKind kind) {
  if (kind == MemoryKind::kDevice && bytes > device.largestAllocation()) {
    return fail(ErrorCode::kOutOfMemory, "the GPU allows {} bytes in one piece, {} are needed", device.largestAllocation(), bytes);
  }
  Buffer buffer;
  buffer.device_ = &device;
  buffer.bytes_ = std::max<uint64_t>(bytes, 16);
  DEEPWELL_TRY(buffer.allocate(kind));
  return buffer;
}

Status Buffer::allocate(MemoryKind kind) {
  const VolkDeviceTable& vk = device_->vk();
  const std::array<uint32_t, 2> families = {device_->compute().family, device_->transfer().family};
  VkBufferCreateInfo info{};
  info.sType = VK_STRUCTURE_TYPE_BUFFER_CREATE_INFO;
  info.size = bytes_;
  info.usage = VK_BUFFER_USAGE_STORAGE_BUFFER_BIT | VK_BUFFER_USAGE_TRANSFER_SRC_BIT | VK_BUFFER_USAGE_TRANSFER_DST_BIT |
               VK_BUFFER_USAGE_SHADER_DEVICE_ADDRESS_BIT;
  if (families[0] != families[1]) {
    info.sharingMode = VK_SHARING_MODE_CONCURRENT;
    info.queueFamilyIndexCount = 2;
    info.pQueueFamilyIndices = families.data();
  }
  DEEPWELL_TRY(check(vk.vkCreateBuffer(device_->handle(), &info, nullptr, &handle_), "vkCreateBuffer"));
  VkMemoryRequirements needs{};
  vk.vkGetBufferMemoryRequirements(device_->handle(), handle_, &needs);
  const MemoryWish wish = wishOf(kind);
  const int type = device_->memoryType(needs.memoryTypeBits, wish.wanted, wish.needed);
  if (type < 0) return fail(ErrorCode::kDevice, "the GPU has no memory that fits a buffer");

  VkMemoryAllocateFlagsInfo flags{};
  flags.sType = VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_FLAGS_INFO;
  flags.flags = VK_MEMORY_ALLOCATE_DEVICE_ADDRESS_BIT;
  VkMemoryAllocateInfo allocate{};
  allocate.sType = VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_INFO;
  allocate.pNext = &flags;
  allocate.allocationSize = needs.size;
  allocate.memoryTypeIndex = static_cast<uint32_t>(type);
  VkResult result = vk.vkAllocateMemory(device_->handle(), &allocate, nullptr, &memory_);
  if (result == VK_ERROR_OUT_OF_DEVICE_MEMORY && wish.wanted != wish.needed) {  // the small heap that the host can write is full
    allocate.memoryTypeIndex = static_cast<uint32_t>(device_->memoryType(needs.memoryTypeBits, wish.needed, wish.needed));
    result = vk.vkAllocateMemory(device_->handle(), &allocate, nullptr, &memory_);
  }
  DEEPWELL_TRY(check(result, "vkAllocateMemory"));
  device_local_ = kind == MemoryKind::kDevice;
  if (device_local_) device_->countAllocation(static_cast<int64_t>(bytes_));
  DEEPWELL_TRY(check(vk.vkBindBufferMemory(device_->handle(), handle_, memory_, 0), "vkBindBufferMemory"));
  if (kind != MemoryKind::kDevice) {
    void* mapped = nullptr;
    DEEPWELL_TRY(check(vk.vkMapMemory(device_->handle(), memory_, 0, VK_WHOLE_SIZE, 0, &mapped), "vkMapMemory"));
    mapped_ = static_cast<std::byte*>(mapped);
  }
  VkBufferDeviceAddressInfo where{};
  where.sType = VK_STRUCTURE_TYPE_BUFFER_DEVICE_ADDRESS_INFO;
  where.buffer = handle_;
  address_ = Address::of(vk.vkGetBufferDeviceAddress(device_->handle(), &where));
  return {};
}

void Buffer::swap(Buffer& other) noexcept {
  std::swap(device_, other.device_);
  std::swap(handle_, other.handle_);
  std::swap(memory_, other.memory_);
  std::swap(address_, other.address_);
  std::swap(bytes_, other.bytes_);
  std::swap(mapped_, other.mapped_);
  std::swap(device_local_, other.device_local_);
}

void Buffer::release() {
  if (device_ == nullptr) return;
  const VolkDeviceTable& vk = device_->vk();
  vk.vkDestroyBuffer(device_->handle(), handle_, nullptr);
  vk.vkFreeMemory(device_->handle(), memory_, nullptr);
  if (device_local_) device_->countAllocation(-static_cast<int64_t>(bytes_));
  device_ = nullptr;
}

Result<Place> Arena::takeForGood(uint64_t bytes) {
  if (bytes <= largest_block_ / 8) return take(bytes);
  DEEPWELL_ASSIGN(Buffer own, Buffer::make(*device_, bytes, MemoryKind::kDevice));
  own_.push_back(std::move(own));
  return Place{own_.back().handle(), 0, own_.back().address()};
}

Result<Place> Arena::take(uint64_t bytes) {
  const uint64_t needed = (std::max<uint64_t>(bytes, 1) + kAlignment - 1) / kAlignment * kAlignment;
  while (block_ < blocks_.size() && used_ + needed > blocks_[block_].bytes()) {
    ++block_;
    used_ = 0;
  }
  if (block_ == blocks_.size()) {
    const uint64_t size = std::max(needed, std::min(next_block_, device_->largestAllocation()));
    DEEPWELL_ASSIGN(Buffer buffer, Buffer::make(*device_, size, MemoryKind::kDevice));
    blocks_.push_back(std::move(buffer));
    next_block_ = std::min(2 * next_block_, largest_block_);
  }
  const Buffer& block = blocks_[block_];
  const Place place{block.handle(), used_, block.address() + used_};
  used_ += needed;
  return place;
}

}  // namespace deepwell::vulkan
