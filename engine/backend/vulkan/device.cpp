#include "engine/backend/vulkan/device.h"

#include <algorithm>
#include <vector>

#include "engine/backend/vulkan/cooperative_matrix.h"
#include "engine/backend/vulkan/instance.h"

namespace deepwell::vulkan {
namespace {

// Offsets inside an allocation fit into 32 bits with room to spare.
constexpr uint64_t kMostAllocation = uint64_t{1} << 30;

std::vector<VkQueueFamilyProperties> queueFamilies(VkPhysicalDevice device) {
  uint32_t count = 0;
  vkGetPhysicalDeviceQueueFamilyProperties(device, &count, nullptr);
  std::vector<VkQueueFamilyProperties> families(count);
  vkGetPhysicalDeviceQueueFamilyProperties(device, &count, families.data());
  return families;
}

}  // namespace

Result<std::unique_ptr<Device>> Device::open(const PluginDeviceOptions& options) {
  DEEPWELL_ASSIGN(const Instance* instance, Instance::get());
  DEEPWELL_ASSIGN(const std::vector<Instance::Candidate> candidates, instance->devices());
  if (options.index < 0 || static_cast<size_t>(options.index) >= candidates.size()) {
    return fail(ErrorCode::kDevice, "there is no Vulkan device {}: {} found", options.index, candidates.size());
  }
  const Instance::Candidate& chosen = candidates[static_cast<size_t>(options.index)];
  if (!chosen.summary.missing.empty()) {
    return fail(ErrorCode::kDevice, "{} cannot be used: {}", chosen.summary.name, chosen.summary.missing);
  }
  std::unique_ptr<Device> device(new Device);
  device->physical_ = chosen.handle;
  device->summary_ = chosen.summary;
  device->budget_known_ = hasExtension(chosen.handle, VK_EXT_MEMORY_BUDGET_EXTENSION_NAME);
  vkGetPhysicalDeviceMemoryProperties(chosen.handle, &device->memory_);
  device->chooseQueues();
  device->chooseFeatures(options.plain);
  device->chooseLimits(options.largest_allocation);
  DEEPWELL_TRY(device->create());
  return device;
}

Device::~Device() {
  if (handle_ == VK_NULL_HANDLE) return;
  vk_.vkDeviceWaitIdle(handle_);
  vk_.vkDestroyDevice(handle_, nullptr);
}

// A family for compute (without graphics if there is one: it runs beside the desktop), and one for copies alone.
void Device::chooseQueues() {
  const std::vector<VkQueueFamilyProperties> families = queueFamilies(physical_);
  const auto find = [&](VkQueueFlags with, VkQueueFlags without) -> int {
    for (size_t i = 0; i < families.size(); ++i) {
      if ((families[i].queueFlags & with) == with && (families[i].queueFlags & without) == 0) return static_cast<int>(i);
    }
    return -1;
  };
  int compute = find(VK_QUEUE_COMPUTE_BIT, VK_QUEUE_GRAPHICS_BIT);
  if (compute < 0) compute = find(VK_QUEUE_COMPUTE_BIT, 0);
  constexpr VkQueueFlags kVideo = 0x20 | 0x40 | 0x100;  // decoding, encoding, optical flow: they can copy, but are no copy engines
  const int transfer = find(VK_QUEUE_TRANSFER_BIT, VK_QUEUE_COMPUTE_BIT | VK_QUEUE_GRAPHICS_BIT | kVideo);
  compute_.family = static_cast<uint32_t>(std::max(compute, 0));
  transfer_.family = transfer < 0 ? compute_.family : static_cast<uint32_t>(transfer);
  VkPhysicalDeviceProperties properties{};
  vkGetPhysicalDeviceProperties(physical_, &properties);
  const bool timed = families[compute_.family].timestampValidBits == 64;
  tick_seconds_ = timed ? static_cast<double>(properties.limits.timestampPeriod) * 1e-9 : 0;
}

void Device::chooseFeatures(bool plain) {
  VkPhysicalDeviceSubgroupProperties subgroup{};
  subgroup.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SUBGROUP_PROPERTIES;
  VkPhysicalDeviceProperties2 all{};
  all.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PROPERTIES_2;
  all.pNext = &subgroup;
  vkGetPhysicalDeviceProperties2(physical_, &all);
  const VkPhysicalDeviceLimits& limits = all.properties.limits;
  features_.shared_bytes = limits.maxComputeSharedMemorySize;
  features_.max_invocations = std::min(limits.maxComputeWorkGroupInvocations, limits.maxComputeWorkGroupSize[0]);
  features_.software = summary_.kind == PluginDevice::Kind::kSoftware;
  if (plain) return;
  constexpr VkSubgroupFeatureFlags kNeeded = VK_SUBGROUP_FEATURE_BASIC_BIT | VK_SUBGROUP_FEATURE_ARITHMETIC_BIT;
  features_.subgroups = (subgroup.supportedStages & VK_SHADER_STAGE_COMPUTE_BIT) != 0 &&
                        (subgroup.supportedOperations & kNeeded) == kNeeded;
  if (all.properties.apiVersion < VK_API_VERSION_1_3) return;
  VkPhysicalDeviceVulkan13Features features13{};
  features13.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_3_FEATURES;
  VkPhysicalDeviceFeatures2 features{};
  features.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_FEATURES_2;
  features.pNext = &features13;
  vkGetPhysicalDeviceFeatures2(physical_, &features);
  features_.integer_dot = features13.shaderIntegerDotProduct != VK_FALSE;
  VkPhysicalDeviceShaderIntegerDotProductProperties dot{};
  dot.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SHADER_INTEGER_DOT_PRODUCT_PROPERTIES;
  all.pNext = &dot;
  vkGetPhysicalDeviceProperties2(physical_, &all);
  findCooperativeMatrix(physical_, &features_);
  features_.fast_integer_dot = features_.integer_dot && dot.integerDotProduct4x8BitPackedSignedAccelerated != VK_FALSE;
}

void Device::chooseLimits(uint64_t largest_allocation) {
  VkPhysicalDeviceMaintenance3Properties limits{};
  limits.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MAINTENANCE_3_PROPERTIES;
  VkPhysicalDeviceProperties2 all{};
  all.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PROPERTIES_2;
  all.pNext = &limits;
  vkGetPhysicalDeviceProperties2(physical_, &all);
  largest_allocation_ = std::min<uint64_t>(kMostAllocation, limits.maxMemoryAllocationSize);
  if (largest_allocation > 0) largest_allocation_ = std::min(largest_allocation_, largest_allocation);
}

Status Device::create() {
  const float priority = 1.0F;
  std::vector<VkDeviceQueueCreateInfo> queues;
  for (const uint32_t family : {compute_.family, transfer_.family}) {
    if (!queues.empty() && queues[0].queueFamilyIndex == family) continue;
    VkDeviceQueueCreateInfo queue{};
    queue.sType = VK_STRUCTURE_TYPE_DEVICE_QUEUE_CREATE_INFO;
    queue.queueFamilyIndex = family;
    queue.queueCount = 1;
    queue.pQueuePriorities = &priority;
    queues.push_back(queue);
  }
  VkPhysicalDeviceVulkan13Features features13{};
  features13.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_3_FEATURES;
  features13.shaderIntegerDotProduct = features_.integer_dot ? VK_TRUE : VK_FALSE;
  VkPhysicalDeviceVulkan12Features features12{};
  features12.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_2_FEATURES;
  features12.bufferDeviceAddress = VK_TRUE;
  features12.timelineSemaphore = VK_TRUE;
  features12.scalarBlockLayout = VK_TRUE;
  if (features_.integer_dot) features12.pNext = &features13;
  std::vector<const char*> extensions;
  CooperativeMatrixFeatures matrix;
  if (features_.cooperative_matrix) {
    features12.pNext = &features13;
    features12.shaderFloat16 = VK_TRUE;
    features12.vulkanMemoryModel = VK_TRUE;
    features12.vulkanMemoryModelDeviceScope = VK_TRUE;  // atomics of other shaders have it
    features13.subgroupSizeControl = VK_TRUE;
    features13.computeFullSubgroups = VK_TRUE;
    features13.pNext = &matrix;
    matrix.cooperativeMatrix = VK_TRUE;
    extensions.push_back(kCooperativeMatrixExtension);
  }
  if (budget_known_) extensions.push_back(VK_EXT_MEMORY_BUDGET_EXTENSION_NAME);
  VkDeviceCreateInfo info{};
  info.sType = VK_STRUCTURE_TYPE_DEVICE_CREATE_INFO;
  info.pNext = &features12;
  info.queueCreateInfoCount = static_cast<uint32_t>(queues.size());
  info.pQueueCreateInfos = queues.data();
  info.enabledExtensionCount = static_cast<uint32_t>(extensions.size());
  info.ppEnabledExtensionNames = extensions.data();
  DEEPWELL_TRY(check(vkCreateDevice(physical_, &info, nullptr, &handle_), "vkCreateDevice"));
  volkLoadDeviceTable(&vk_, handle_);
  vk_.vkGetDeviceQueue(handle_, compute_.family, 0, &compute_.handle);
  vk_.vkGetDeviceQueue(handle_, transfer_.family, 0, &transfer_.handle);
  return {};
}

uint64_t Device::totalBytes() const { return deviceHeap(physical_).total; }

uint64_t Device::freeBytes() const {
  const HeapBytes heap = deviceHeap(physical_);
  if (budget_known_) return heap.free;
  const auto used = static_cast<uint64_t>(std::max<int64_t>(allocated_, 0));
  return heap.total > used ? heap.total - used : 0;
}

int Device::memoryType(uint32_t types, VkMemoryPropertyFlags wanted, VkMemoryPropertyFlags needed) const {
  for (const VkMemoryPropertyFlags flags : {wanted, needed}) {
    for (uint32_t i = 0; i < memory_.memoryTypeCount; ++i) {
      if ((types >> i & 1U) != 0 && (memory_.memoryTypes[i].propertyFlags & flags) == flags) return static_cast<int>(i);
    }
  }
  return -1;
}

}  // namespace deepwell::vulkan
