#include "engine/backend/vulkan/cooperative_matrix.h"

#include <algorithm>
#include <vector>

#include "engine/backend/vulkan/instance.h"
#include "engine/backend/vulkan/shader_table.h"

namespace deepwell::vulkan {
namespace {

constexpr uint32_t kFloat16 = 0;
constexpr uint32_t kFloat32 = 1;
constexpr uint32_t kScopeSubgroup = 3;
constexpr uint32_t kVendorIntel = 0x8086;
using GetProperties = VkResult(VKAPI_PTR*)(VkPhysicalDevice, uint32_t*, CooperativeMatrixProperties*);

std::vector<CooperativeMatrixProperties> sizesOf(VkPhysicalDevice device) {
  const auto get = reinterpret_cast<GetProperties>(
      vkGetInstanceProcAddr(volkGetLoadedInstance(), "vkGetPhysicalDeviceCooperativeMatrixPropertiesKHR"));
  uint32_t count = 0;
  if (get == nullptr || get(device, &count, nullptr) != VK_SUCCESS) return {};
  std::vector<CooperativeMatrixProperties> sizes(count);
  if (get(device, &count, sizes.data()) != VK_SUCCESS) return {};
  sizes.resize(count);
  return sizes;
}

bool shadersCan(const CooperativeMatrixProperties& size) {
  const auto fits = [](uint32_t n) { return n == 8 || n == 16 || n == 32; };
  return size.AType == kFloat16 && size.BType == kFloat16 && size.CType == kFloat32 && size.ResultType == kFloat32 &&
         size.scope == kScopeSubgroup && size.saturatingAccumulation == VK_FALSE && fits(size.MSize) && fits(size.NSize) && fits(size.KSize);
}

// Subgroups of 32 where there is a choice. Intel's matrices want the smallest.
uint32_t subgroupFor(VkPhysicalDevice device) {
  VkPhysicalDeviceVulkan13Properties properties13{};
  properties13.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_3_PROPERTIES;
  VkPhysicalDeviceProperties2 all{};
  all.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PROPERTIES_2;
  all.pNext = &properties13;
  vkGetPhysicalDeviceProperties2(device, &all);
  if ((properties13.requiredSubgroupSizeStages & VK_SHADER_STAGE_COMPUTE_BIT) == 0) return 0;
  if (all.properties.vendorID == kVendorIntel) return properties13.minSubgroupSize;
  return std::clamp(32U, properties13.minSubgroupSize, properties13.maxSubgroupSize);
}

bool enabled(VkPhysicalDevice device) {
  CooperativeMatrixFeatures matrix;
  VkPhysicalDeviceVulkan13Features features13{};
  features13.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_3_FEATURES;
  features13.pNext = &matrix;
  VkPhysicalDeviceVulkan12Features features12{};
  features12.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_2_FEATURES;
  features12.pNext = &features13;
  VkPhysicalDeviceFeatures2 all{};
  all.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_FEATURES_2;
  all.pNext = &features12;
  vkGetPhysicalDeviceFeatures2(device, &all);
  return matrix.cooperativeMatrix != VK_FALSE && features12.shaderFloat16 != VK_FALSE && features12.vulkanMemoryModel != VK_FALSE &&
         features12.vulkanMemoryModelDeviceScope != VK_FALSE &&
         features13.subgroupSizeControl != VK_FALSE && features13.computeFullSubgroups != VK_FALSE;
}

}  // namespace

const CooperativeMatrixProperties* bestMatrix(const CooperativeMatrixProperties* sizes, size_t count) {
  const CooperativeMatrixProperties* best = nullptr;
  const auto work = [](const CooperativeMatrixProperties& size) { return size.MSize * size.NSize * size.KSize; };
  for (const CooperativeMatrixProperties* size = sizes; size != sizes + count; ++size) {
    if (shadersCan(*size) && (best == nullptr || work(*size) > work(*best))) best = size;
  }
  return best;
}

void findCooperativeMatrix(VkPhysicalDevice device, DeviceFeatures* features) {
  const auto needs = [](const ShaderCode& shader) { return (shader.needs & kNeedsCooperativeMatrix) != 0; };
  if (std::ranges::none_of(allShaders(), needs)) return;  // a glslc that cannot express them
  if (!hasExtension(device, kCooperativeMatrixExtension) || !enabled(device)) return;
  const std::vector<CooperativeMatrixProperties> sizes = sizesOf(device);
  const CooperativeMatrixProperties* size = bestMatrix(sizes.data(), sizes.size());
  const uint32_t subgroup = subgroupFor(device);
  if (size == nullptr || subgroup == 0) return;
  features->cooperative_matrix = true;
  features->matrix_rows = size->MSize;
  features->matrix_cols = size->NSize;
  features->matrix_depth = size->KSize;
  features->matrix_subgroup = subgroup;
}

}  // namespace deepwell::vulkan
