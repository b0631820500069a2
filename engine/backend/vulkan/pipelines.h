// Compute pipelines by shader and specialisation constants, made on first use and kept. All have one layout: 128 bytes of push
// constants, no descriptors.
#pragma once

#include <functional>
#include <map>
#include <span>
#include <string_view>
#include <vector>

#include "engine/backend/vulkan/device.h"
#include "engine/backend/vulkan/shader_table.h"

namespace deepwell::vulkan {

class Pipelines {
 public:
  static constexpr uint32_t kPushBytes = 128;

  // `settle`: called before a pipeline is made, and leaves nothing running on the device. Mesa's software driver compiles on
  // the queue's context and races with what runs there; empty for all others.
  static Result<std::unique_ptr<Pipelines>> make(Device& device, std::function<Status()> settle);
  ~Pipelines();
  Pipelines(const Pipelines&) = delete;
  Pipelines& operator=(const Pipelines&) = delete;

  // `push_bytes`: what the host is going to push, which must be what the shader declares.
  Result<VkPipeline> get(std::string_view shader, std::span<const uint32_t> constants, size_t push_bytes);
  VkPipelineLayout layout() const { return layout_; }
  size_t size() const { return pipelines_.size(); }

 private:
  explicit Pipelines(Device& device) : device_(device) {}
  Result<VkPipeline> create(const ShaderCode& shader, std::span<const uint32_t> constants);
  Result<VkShaderModule> moduleOf(const ShaderCode& shader);

  Device& device_;
  std::function<Status()> settle_;
  VkPipelineLayout layout_ = VK_NULL_HANDLE;
  VkPipelineCache cache_ = VK_NULL_HANDLE;
  std::map<const ShaderCode*, VkShaderModule> modules_;
  std::map<std::pair<const ShaderCode*, std::vector<uint32_t>>, VkPipeline> pipelines_;
};

}  // namespace deepwell::vulkan
