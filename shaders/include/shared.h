// Included by shaders and by the host: what a struct of push constants or of the step buffer is made of. Such structs use uint,
// int, float and Address only, Address members first, so that both languages lay them out alike (scalar layout).
#ifndef DEEPWELL_SHADERS_SHARED_H
#define DEEPWELL_SHADERS_SHARED_H

#ifdef __cplusplus

#include <cstdint>

namespace deepwell::vulkan {

using uint = uint32_t;

// Where something lies in device memory: the 64 bits of a buffer device address, low word first.
struct Address {
  uint32_t low = 0;
  uint32_t high = 0;
  uint64_t value() const { return uint64_t{high} << 32 | low; }
  static Address of(uint64_t value) { return {static_cast<uint32_t>(value), static_cast<uint32_t>(value >> 32)}; }
  bool operator==(const Address&) const = default;
};
inline Address operator+(Address a, uint64_t bytes) { return Address::of(a.value() + bytes); }

}  // namespace deepwell::vulkan

#define DEEPWELL_SHADER_NAMESPACE_BEGIN namespace deepwell::vulkan {
#define DEEPWELL_SHADER_NAMESPACE_END }

#else

#extension GL_EXT_buffer_reference : require
#extension GL_EXT_buffer_reference_uvec2 : require
#extension GL_EXT_scalar_block_layout : require
#extension GL_EXT_control_flow_attributes : require

#define Address uvec2
#define DEEPWELL_SHADER_NAMESPACE_BEGIN
#define DEEPWELL_SHADER_NAMESPACE_END

#endif

#endif
