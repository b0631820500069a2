#pragma once

#include <cstdint>
#include <type_traits>

namespace deepwell::vulkan {

template <class T>
constexpr T ceilDiv(T a, std::type_identity_t<T> b) {
  return (a + b - 1) / b;
}

// Floats from one row of activations to the next; paddedWidth() of buffers.glsl.
constexpr uint32_t padded(int64_t width) { return static_cast<uint32_t>((width + 15) / 16 * 16); }

// The same in bytes.
constexpr uint64_t rowBytes(int64_t width) { return uint64_t{4} * padded(width); }

}  // namespace deepwell::vulkan
