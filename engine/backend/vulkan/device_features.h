// What a device can do, as far as shaders and their recording care. Everything here is optional: each has a fallback.
#pragma once

#include <cstdint>

namespace deepwell::vulkan {

struct DeviceFeatures {
  bool subgroups = false;      // basic and arithmetic operations of subgroups, in compute shaders
  bool integer_dot = false;    // four 8-bit products in one instruction
  bool fast_integer_dot = false;  // and the device has an instruction for it
  bool cooperative_matrix = false;  // float16 in, float32 out, at subgroup scope (VK_KHR_cooperative_matrix), of the size below
  uint32_t matrix_rows = 16;
  uint32_t matrix_cols = 16;
  uint32_t matrix_depth = 16;
  uint32_t matrix_subgroup = 32;  // invocations of the subgroups that pipelines with such matrices ask for
  uint32_t shared_bytes = 16384;     // shared memory of a workgroup
  uint32_t max_invocations = 128;    // of a workgroup
  bool software = false;       // a processor plays the GPU
};

}  // namespace deepwell::vulkan
