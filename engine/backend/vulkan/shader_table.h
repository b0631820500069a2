// The compiled shaders, as shaders/CMakeLists.txt lists them.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "engine/backend/vulkan/device_features.h"

namespace deepwell::vulkan {

// What a build of a shader needs of the device.
enum ShaderNeeds : uint32_t { kNeedsSubgroups = 1, kNeedsIntegerDot = 2, kNeedsCooperativeMatrix = 4 };

struct ShaderCode {
  std::string_view name;
  uint32_t needs = 0;  // of ShaderNeeds
  std::span<const uint32_t> words;
};

std::span<const ShaderCode> allShaders();

// The build of a shader that uses most of what the device has; null: there is no such shader.
const ShaderCode* findShader(std::string_view name, const DeviceFeatures& features);

}  // namespace deepwell::vulkan
