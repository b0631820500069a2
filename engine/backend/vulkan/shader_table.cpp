#include "engine/backend/vulkan/shader_table.h"

#include <bit>

namespace deepwell::vulkan {
namespace {

// One array of words a build of a shader, and kShaders over them.
#include "shader_words.inc"

uint32_t abilities(const DeviceFeatures& features) {
  return (features.subgroups ? kNeedsSubgroups : 0U) | (features.integer_dot ? kNeedsIntegerDot : 0U) |
         (features.cooperative_matrix ? kNeedsCooperativeMatrix : 0U);
}

}  // namespace

std::span<const ShaderCode> allShaders() { return kShaders; }

const ShaderCode* findShader(std::string_view name, const DeviceFeatures& features) {
  const uint32_t able = abilities(features);
  const ShaderCode* best = nullptr;
  for (const ShaderCode& shader : kShaders) {
    if (shader.name != name || (shader.needs & ~able) != 0) continue;
    if (best == nullptr || std::popcount(shader.needs) > std::popcount(best->needs)) best = &shader;
  }
  return best;
}

}  // namespace deepwell::vulkan
