// Whether a device multiplies matrices by subgroups (VK_KHR_cooperative_matrix), and what its pipelines and its creation need for it.
// Debian 12's Vulkan headers are older than the extension: its structs are declared here.
#pragma once

#include "engine/backend/vulkan/device_features.h"
#include "engine/backend/vulkan/vk.h"

namespace deepwell::vulkan {

inline constexpr const char* kCooperativeMatrixExtension = "VK_KHR_cooperative_matrix";

// VkPhysicalDeviceCooperativeMatrixFeaturesKHR.
struct CooperativeMatrixFeatures {
  VkStructureType sType = static_cast<VkStructureType>(1000506000);
  void* pNext = nullptr;
  VkBool32 cooperativeMatrix = VK_FALSE;
  VkBool32 cooperativeMatrixRobustBufferAccess = VK_FALSE;
};

// VkCooperativeMatrixPropertiesKHR.
struct CooperativeMatrixProperties {
  VkStructureType sType = static_cast<VkStructureType>(1000506001);
  void* pNext = nullptr;
  uint32_t MSize = 0;
  uint32_t NSize = 0;
  uint32_t KSize = 0;
  uint32_t AType = 0;  // VkComponentTypeKHR: 0 float16, 1 float32
  uint32_t BType = 0;
  uint32_t CType = 0;
  uint32_t ResultType = 0;
  VkBool32 saturatingAccumulation = VK_FALSE;
  uint32_t scope = 0;  // VkScopeKHR: 3 subgroup
};

// Sets cooperative_matrix and what goes with it in `features` if the device (of Vulkan 1.3) has all that the shaders want: float16 in,
// float32 out, subgroups of a size that can be asked for, the Vulkan memory model.
void findCooperativeMatrix(VkPhysicalDevice device, DeviceFeatures* features);

// The largest of the sizes that the shaders can do, by product; null: none.
const CooperativeMatrixProperties* bestMatrix(const CooperativeMatrixProperties* sizes, size_t count);

}  // namespace deepwell::vulkan
