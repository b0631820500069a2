#include "engine/backend/vulkan/pipelines.h"

#include "engine/backend/vulkan/spirv_info.h"

namespace deepwell::vulkan {
namespace {

Status checkInterface(const ShaderCode& shader, std::span<const uint32_t> constants, size_t push_bytes) {
  const SpirvInfo info = readSpirv(shader.words);
  if (info.push_bytes != push_bytes) {
    return fail(ErrorCode::kInternal, "shader {}: it takes {} bytes of push constants, the host pushes {}", shader.name,
                info.push_bytes, push_bytes);
  }
  if (constants.size() < info.constants) {
    return fail(ErrorCode::kInternal, "shader {}: it has {} specialisation constants, the host gives {}", shader.name,
                info.constants, constants.size());
  }
  return {};
}

}  // namespace

Result<std::unique_ptr<Pipelines>> Pipelines::make(Device& device, std::function<Status()> settle) {
  std::unique_ptr<Pipelines> pipelines(new Pipelines(device));
  pipelines->settle_ = std::move(settle);
  VkPushConstantRange range{VK_SHADER_STAGE_COMPUTE_BIT, 0, kPushBytes};
  VkPipelineLayoutCreateInfo info{};
  info.sType = VK_STRUCTURE_TYPE_PIPELINE_LAYOUT_CREATE_INFO;
  info.pushConstantRangeCount = 1;
  info.pPushConstantRanges = &range;
  const VolkDeviceTable& vk = device.vk();
  DEEPWELL_TRY(check(vk.vkCreatePipelineLayout(device.handle(), &info, nullptr, &pipelines->layout_), "vkCreatePipelineLayout"));
  VkPipelineCacheCreateInfo cache{};
  cache.sType = VK_STRUCTURE_TYPE_PIPELINE_CACHE_CREATE_INFO;
  DEEPWELL_TRY(check(vk.vkCreatePipelineCache(device.handle(), &cache, nullptr, &pipelines->cache_), "vkCreatePipelineCache"));
  return pipelines;
}

Pipelines::~Pipelines() {
  const VolkDeviceTable& vk = device_.vk();
  for (const auto& [key, pipeline] : pipelines_) vk.vkDestroyPipeline(device_.handle(), pipeline, nullptr);
  for (const auto& [shader, module] : modules_) vk.vkDestroyShaderModule(device_.handle(), module, nullptr);
  vk.vkDestroyPipelineCache(device_.handle(), cache_, nullptr);
  vk.vkDestroyPipelineLayout(device_.handle(), layout_, nullptr);
}

Result<VkPipeline> Pipelines::get(std::string_view name, std::span<const uint32_t> constants, size_t push_bytes) {
  const ShaderCode* shader = findShader(name, device_.features());
  if (shader == nullptr) return fail(ErrorCode::kInternal, "there is no shader {}", name);
  std::pair key(shader, std::vector<uint32_t>(constants.begin(), constants.end()));
  if (const auto found = pipelines_.find(key); found != pipelines_.end()) return found->second;
  DEEPWELL_TRY(checkInterface(*shader, constants, push_bytes));
  DEEPWELL_ASSIGN(const VkPipeline pipeline, create(*shader, constants));
  pipelines_.emplace(std::move(key), pipeline);
  return pipeline;
}

Result<VkShaderModule> Pipelines::moduleOf(const ShaderCode& shader) {
  VkShaderModule& module = modules_[&shader];
  if (module != VK_NULL_HANDLE) return module;
  VkShaderModuleCreateInfo info{};
  info.sType = VK_STRUCTURE_TYPE_SHADER_MODULE_CREATE_INFO;
  info.codeSize = shader.words.size_bytes();
  info.pCode = shader.words.data();
  DEEPWELL_TRY(check(device_.vk().vkCreateShaderModule(device_.handle(), &info, nullptr, &module), "vkCreateShaderModule"));
  return module;
}

Result<VkPipeline> Pipelines::create(const ShaderCode& shader, std::span<const uint32_t> constants) {
  if (settle_) DEEPWELL_TRY(settle_());
  DEEPWELL_ASSIGN(const VkShaderModule module, moduleOf(shader));
  std::vector<VkSpecializationMapEntry> entries;
  for (uint32_t i = 0; i < constants.size(); ++i) entries.push_back({i, 4 * i, 4});
  VkSpecializationInfo special{};
  special.mapEntryCount = static_cast<uint32_t>(entries.size());
  special.pMapEntries = entries.data();
  special.dataSize = constants.size_bytes();
  special.pData = constants.data();
  VkComputePipelineCreateInfo info{};
  info.sType = VK_STRUCTURE_TYPE_COMPUTE_PIPELINE_CREATE_INFO;
  info.stage.sType = VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_CREATE_INFO;
  info.stage.stage = VK_SHADER_STAGE_COMPUTE_BIT;
  info.stage.module = module;
  info.stage.pName = "main";
  info.stage.pSpecializationInfo = &special;
  info.layout = layout_;
  // Matrices belong to whole subgroups, whose number the shader computes from their size.
  VkPipelineShaderStageRequiredSubgroupSizeCreateInfo subgroup{};
  subgroup.sType = VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_REQUIRED_SUBGROUP_SIZE_CREATE_INFO;
  subgroup.requiredSubgroupSize = device_.features().matrix_subgroup;
  if ((shader.needs & kNeedsCooperativeMatrix) != 0) {
    info.stage.pNext = &subgroup;
    info.stage.flags = VK_PIPELINE_SHADER_STAGE_CREATE_REQUIRE_FULL_SUBGROUPS_BIT;
  }
  VkPipeline pipeline = VK_NULL_HANDLE;
  const VkResult result = device_.vk().vkCreateComputePipelines(device_.handle(), cache_, 1, &info, nullptr, &pipeline);
  DEEPWELL_TRY(check(result, fmt::format("vkCreateComputePipelines of {}", shader.name)));
  return pipeline;
}

}  // namespace deepwell::vulkan
