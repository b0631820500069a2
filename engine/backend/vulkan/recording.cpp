#include "engine/backend/vulkan/recording.h"

namespace deepwell::vulkan {

Result<Address> Recording::scratch(uint64_t bytes) {
  if (bytes > program_.workspace_->scratch.largest()) {
    return fail(ErrorCode::kOutOfMemory, "an op needs {} bytes at once, the GPU's largest allocation is {}", bytes,
                program_.workspace_->scratch.largest());
  }
  DEEPWELL_ASSIGN(const Place place, program_.workspace_->scratch.take(bytes));
  return place.address;
}

Status Recording::dispatchBytes(std::string_view shader, std::span<const uint32_t> constants, std::span<const std::byte> params,
                                Groups groups) {
  if (groups.x > kMostGroups || groups.y > kMostGroups || groups.z > kMostGroups) {
    return fail(ErrorCode::kUnsupported, "{}: a grid of {} x {} x {} workgroups; a GPU takes {} each way", shader, groups.x, groups.y,
                groups.z, kMostGroups);
  }
  if (groups.x == 0 || groups.y == 0 || groups.z == 0) return {};
  Pipelines& pipelines = *parts().pipelines;
  DEEPWELL_ASSIGN(const VkPipeline pipeline, pipelines.get(shader, constants, params.size()));
  const VolkDeviceTable& vk = parts().device->vk();
  vk.vkCmdBindPipeline(commands_, VK_PIPELINE_BIND_POINT_COMPUTE, pipeline);
  vk.vkCmdPushConstants(commands_, pipelines.layout(), VK_SHADER_STAGE_COMPUTE_BIT, 0, static_cast<uint32_t>(params.size()), params.data());
  vk.vkCmdDispatch(commands_, groups.x, groups.y, groups.z);
  return {};
}

}  // namespace deepwell::vulkan
