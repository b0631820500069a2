// A Vulkan layer that passes all calls on but one, which fails: see fail_layer.h.
#include "tests/backends/vulkan/fail_layer.h"

#define VK_NO_PROTOTYPES
#include <vulkan/vk_layer.h>
#include <vulkan/vulkan.h>

#include <array>
#include <atomic>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <map>
#include <memory>
#include <mutex>

namespace deepwell::test {
namespace {

// Device and queue calls that may return VK_ERROR_OUT_OF_DEVICE_MEMORY; those of the second list also VK_ERROR_DEVICE_LOST.
#define DEEPWELL_MEMORY_CALLS(X)                                                                                          \
  X(vkAllocateMemory) X(vkMapMemory) X(vkFlushMappedMemoryRanges) X(vkInvalidateMappedMemoryRanges) X(vkBindBufferMemory) \
  X(vkBindBufferMemory2) X(vkBindImageMemory) X(vkCreateBuffer) X(vkCreateImage) X(vkCreateFence) X(vkResetFences)        \
  X(vkCreateSemaphore) X(vkSignalSemaphore) X(vkCreateEvent) X(vkSetEvent) X(vkResetEvent) X(vkCreateQueryPool)           \
  X(vkCreateShaderModule) X(vkCreatePipelineCache) X(vkGetPipelineCacheData) X(vkCreateComputePipelines)                  \
  X(vkCreatePipelineLayout) X(vkCreateDescriptorSetLayout) X(vkCreateDescriptorPool) X(vkAllocateDescriptorSets)          \
  X(vkCreateCommandPool) X(vkResetCommandPool) X(vkAllocateCommandBuffers) X(vkBeginCommandBuffer)                        \
  X(vkEndCommandBuffer) X(vkResetCommandBuffer)
#define DEEPWELL_LOST_CALLS(X)                                                                                            \
  X(vkQueueSubmit) X(vkQueueSubmit2) X(vkQueueWaitIdle) X(vkQueueBindSparse) X(vkDeviceWaitIdle) X(vkWaitForFences)       \
  X(vkGetFenceStatus) X(vkGetEventStatus) X(vkWaitSemaphores) X(vkGetSemaphoreCounterValue) X(vkGetQueryPoolResults)

enum Call : size_t {
#define X(name) k_##name,
  DEEPWELL_MEMORY_CALLS(X)
  kMemoryCalls,
  kBeforeLost = kMemoryCalls - 1,
  DEEPWELL_LOST_CALLS(X)
  kCalls
#undef X
};

constexpr std::array<const char*, kCalls> kNames = {
#define X(name) #name,
    DEEPWELL_MEMORY_CALLS(X) DEEPWELL_LOST_CALLS(X)
#undef X
};

// What is to fail, and what has been seen.
class Plan {
 public:
  Plan() {
    const char* call = std::getenv("DEEPWELL_FAIL_CALL");
    const char* code = std::getenv("DEEPWELL_FAIL_CODE");
    const char* report = std::getenv("DEEPWELL_FAIL_REPORT");
    if (report != nullptr) report_ = report;
    const bool memory = code != nullptr && std::strcmp(code, "memory") == 0;
    set(call != nullptr ? std::atoll(call) : 0, memory ? FailCode::kMemory : FailCode::kLost);
  }
  ~Plan() {
    if (!report_.empty()) std::ofstream(report_) << seen_ << ' ' << (failed_ != nullptr ? failed_ : "none") << '\n';
  }
  Plan(const Plan&) = delete;
  Plan& operator=(const Plan&) = delete;

  void set(int64_t number, FailCode code) {
    const std::lock_guard lock(mutex_);
    number_ = number;
    code_ = code;
    seen_ = 0;
    failed_ = nullptr;
  }
  // Counts a call; VK_SUCCESS lets it pass.
  VkResult count(const char* name, bool may_lose) {
    const std::lock_guard lock(mutex_);
    if (code_ == FailCode::kLost && !may_lose) return VK_SUCCESS;
    if (++seen_ != number_) return VK_SUCCESS;
    failed_ = name;
    return code_ == FailCode::kLost ? VK_ERROR_DEVICE_LOST : VK_ERROR_OUT_OF_DEVICE_MEMORY;
  }
  int64_t seen() const {
    const std::lock_guard lock(mutex_);
    return seen_;
  }
  const char* failed() const {
    const std::lock_guard lock(mutex_);
    return failed_;
  }

 private:
  mutable std::mutex mutex_;
  std::string report_;
  int64_t number_ = 0;  // these four: guarded by mutex_
  FailCode code_ = FailCode::kLost;
  int64_t seen_ = 0;
  const char* failed_ = nullptr;
};

Plan& plan() {
  static Plan one;
  return one;
}

struct Instance {
  VkInstance handle = VK_NULL_HANDLE;
  PFN_vkGetInstanceProcAddr next = nullptr;
};

struct Device {
  VkDevice handle = VK_NULL_HANDLE;
  PFN_vkGetDeviceProcAddr next = nullptr;
  std::array<PFN_vkVoidFunction, kCalls> calls{};
  std::atomic<bool> lost{false};
};

// Handles that belong together (a device, its queues and command buffers) begin with the same pointer.
template <class Handle>
void* keyOf(Handle handle) {
  return *reinterpret_cast<void**>(handle);
}

std::mutex& tableMutex() {
  static std::mutex mutex;
  return mutex;
}
std::map<void*, Instance>& instances() {
  static std::map<void*, Instance> all;  // guarded by tableMutex()
  return all;
}
std::map<void*, std::shared_ptr<Device>>& devices() {
  static std::map<void*, std::shared_ptr<Device>> all;  // guarded by tableMutex()
  return all;
}

template <class Handle>
Instance instanceOf(Handle handle) {
  const std::lock_guard lock(tableMutex());
  return instances().at(keyOf(handle));
}
template <class Handle>
std::shared_ptr<Device> deviceOf(Handle handle) {
  const std::lock_guard lock(tableMutex());
  return devices().at(keyOf(handle));
}

// A lost device has no work in flight: what the real one still does is waited for, since the program will free what it uses.
VkResult lose(Device& device) {
  if (!device.lost.exchange(true)) reinterpret_cast<PFN_vkDeviceWaitIdle>(device.calls[k_vkDeviceWaitIdle])(device.handle);
  return VK_ERROR_DEVICE_LOST;
}

template <size_t kCall, class Function>
struct Hook;
template <size_t kCall, class Handle, class... Args>
struct Hook<kCall, VkResult(VKAPI_PTR*)(Handle, Args...)> {
  static VKAPI_ATTR VkResult VKAPI_CALL call(Handle handle, Args... args) {
    const std::shared_ptr<Device> device = deviceOf(handle);
    constexpr bool kMayLose = kCall >= kMemoryCalls;
    const VkResult planned = plan().count(kNames[kCall], kMayLose);
    if (planned == VK_ERROR_DEVICE_LOST || (kMayLose && device->lost)) return lose(*device);
    if (planned != VK_SUCCESS) return planned;
    return reinterpret_cast<VkResult(VKAPI_PTR*)(Handle, Args...)>(device->calls[kCall])(handle, args...);
  }
};

VKAPI_ATTR void VKAPI_CALL destroyDevice(VkDevice handle, const VkAllocationCallbacks* allocator) {
  if (handle == VK_NULL_HANDLE) return;
  const auto device = deviceOf(handle);
  {
    const std::lock_guard lock(tableMutex());
    devices().erase(keyOf(handle));
  }
  reinterpret_cast<PFN_vkDestroyDevice>(device->next(handle, "vkDestroyDevice"))(handle, allocator);
}

PFN_vkVoidFunction hookOf(const char* name) {
#define X(vk) \
  if (std::strcmp(name, #vk) == 0) return reinterpret_cast<PFN_vkVoidFunction>(&Hook<k_##vk, PFN_##vk>::call);
  DEEPWELL_MEMORY_CALLS(X)
  DEEPWELL_LOST_CALLS(X)
#undef X
  if (std::strcmp(name, "vkDestroyDevice") == 0) return reinterpret_cast<PFN_vkVoidFunction>(&destroyDevice);
  return nullptr;
}

VKAPI_ATTR PFN_vkVoidFunction VKAPI_CALL getDeviceProcAddr(VkDevice handle, const char* name) {
  if (std::strcmp(name, "vkGetDeviceProcAddr") == 0) return reinterpret_cast<PFN_vkVoidFunction>(&getDeviceProcAddr);
  const PFN_vkVoidFunction real = deviceOf(handle)->next(handle, name);
  const PFN_vkVoidFunction hook = hookOf(name);
  return real != nullptr && hook != nullptr ? hook : real;
}

// The loader hands the chain of layers down in pNext; each takes its link and moves on to the next.
template <class Info, class Create>
Info* linkOf(const Create* create, VkStructureType type) {
  auto* info = reinterpret_cast<Info*>(const_cast<void*>(create->pNext));
  while (info != nullptr && !(info->sType == type && info->function == VK_LAYER_LINK_INFO)) {
    info = reinterpret_cast<Info*>(const_cast<void*>(info->pNext));
  }
  return info;
}

VKAPI_ATTR VkResult VKAPI_CALL createInstance(const VkInstanceCreateInfo* create, const VkAllocationCallbacks* allocator,
                                              VkInstance* out) {
  auto* link = linkOf<VkLayerInstanceCreateInfo>(create, VK_STRUCTURE_TYPE_LOADER_INSTANCE_CREATE_INFO);
  if (link == nullptr) return VK_ERROR_INITIALIZATION_FAILED;
  const PFN_vkGetInstanceProcAddr next = link->u.pLayerInfo->pfnNextGetInstanceProcAddr;
  link->u.pLayerInfo = link->u.pLayerInfo->pNext;
  const auto real = reinterpret_cast<PFN_vkCreateInstance>(next(VK_NULL_HANDLE, "vkCreateInstance"));
  const VkResult result = real(create, allocator, out);
  if (result != VK_SUCCESS) return result;
  const std::lock_guard lock(tableMutex());
  instances()[keyOf(*out)] = {*out, next};
  return result;
}

VKAPI_ATTR void VKAPI_CALL destroyInstance(VkInstance handle, const VkAllocationCallbacks* allocator) {
  if (handle == VK_NULL_HANDLE) return;
  const Instance instance = instanceOf(handle);
  {
    const std::lock_guard lock(tableMutex());
    instances().erase(keyOf(handle));
  }
  reinterpret_cast<PFN_vkDestroyInstance>(instance.next(handle, "vkDestroyInstance"))(handle, allocator);
}

VKAPI_ATTR VkResult VKAPI_CALL createDevice(VkPhysicalDevice physical, const VkDeviceCreateInfo* create,
                                            const VkAllocationCallbacks* allocator, VkDevice* out) {
  auto* link = linkOf<VkLayerDeviceCreateInfo>(create, VK_STRUCTURE_TYPE_LOADER_DEVICE_CREATE_INFO);
  if (link == nullptr) return VK_ERROR_INITIALIZATION_FAILED;
  const VkLayerDeviceLink next = *link->u.pLayerInfo;
  link->u.pLayerInfo = link->u.pLayerInfo->pNext;
  if (const VkResult planned = plan().count("vkCreateDevice", true); planned != VK_SUCCESS) return planned;
  const Instance instance = instanceOf(physical);
  const auto real = reinterpret_cast<PFN_vkCreateDevice>(next.pfnNextGetInstanceProcAddr(instance.handle, "vkCreateDevice"));
  const VkResult result = real(physical, create, allocator, out);
  if (result != VK_SUCCESS) return result;
  auto device = std::make_shared<Device>();
  device->handle = *out;
  device->next = next.pfnNextGetDeviceProcAddr;
  for (size_t call = 0; call < kCalls; ++call) device->calls[call] = device->next(*out, kNames[call]);
  const std::lock_guard lock(tableMutex());
  devices()[keyOf(*out)] = std::move(device);
  return result;
}

VKAPI_ATTR PFN_vkVoidFunction VKAPI_CALL getInstanceProcAddr(VkInstance handle, const char* name) {
  const auto is = [name](const char* other) { return std::strcmp(name, other) == 0; };
  if (is("vkGetInstanceProcAddr")) return reinterpret_cast<PFN_vkVoidFunction>(&getInstanceProcAddr);
  if (is("vkGetDeviceProcAddr")) return reinterpret_cast<PFN_vkVoidFunction>(&getDeviceProcAddr);
  if (is("vkCreateInstance")) return reinterpret_cast<PFN_vkVoidFunction>(&createInstance);
  if (is("vkDestroyInstance")) return reinterpret_cast<PFN_vkVoidFunction>(&destroyInstance);
  if (is("vkCreateDevice")) return reinterpret_cast<PFN_vkVoidFunction>(&createDevice);
  if (const PFN_vkVoidFunction hook = hookOf(name); hook != nullptr) return hook;
  return handle == VK_NULL_HANDLE ? nullptr : instanceOf(handle).next(handle, name);
}

}  // namespace
}  // namespace deepwell::test

#define DEEPWELL_EXPORT extern "C" __attribute__((visibility("default")))

DEEPWELL_EXPORT VkResult VKAPI_CALL vkNegotiateLoaderLayerInterfaceVersion(VkNegotiateLayerInterface* versions) {
  if (versions->loaderLayerInterfaceVersion < 2) return VK_ERROR_INITIALIZATION_FAILED;
  versions->loaderLayerInterfaceVersion = 2;
  versions->pfnGetInstanceProcAddr = &deepwell::test::getInstanceProcAddr;
  versions->pfnGetDeviceProcAddr = &deepwell::test::getDeviceProcAddr;
  versions->pfnGetPhysicalDeviceProcAddr = nullptr;
  return VK_SUCCESS;
}

DEEPWELL_EXPORT void deepwellFailAt(int64_t number, deepwell::test::FailCode code) { deepwell::test::plan().set(number, code); }
DEEPWELL_EXPORT int64_t deepwellFailCalls() { return deepwell::test::plan().seen(); }
DEEPWELL_EXPORT const char* deepwellFailedCall() { return deepwell::test::plan().failed(); }
