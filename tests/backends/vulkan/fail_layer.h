// What a test can ask of the layer that fails Vulkan calls (fail_layer.cpp), by dlsym from the layer's file, or before the
// program starts by its environment:
//   VK_ADD_LAYER_PATH=<its folder> VK_INSTANCE_LAYERS=VK_LAYER_DEEPWELL_fail
//   DEEPWELL_FAIL_CALL=N        the Nth call fails, from 1; 0: none
//   DEEPWELL_FAIL_CODE=lost     VK_ERROR_DEVICE_LOST, or "memory": VK_ERROR_OUT_OF_DEVICE_MEMORY
//   DEEPWELL_FAIL_REPORT=FILE   at the program's end gets a line "CALLS NAME": the calls that were seen, and what failed or "none"
// Counted are, over all devices, the calls that may return the code, as the specification has it. After VK_ERROR_DEVICE_LOST
// every further one on that device fails in the same way; a device made later is whole.
#pragma once

#include <cstdint>

namespace deepwell::test {

enum class FailCode : int32_t { kLost, kMemory };

// Counts from 1 again and fails call `number`, 0: none. May be called at any time.
using FailAt = void (*)(int64_t number, FailCode code);
// Calls since then that may return the code.
using FailCalls = int64_t (*)();
// The call that failed since then, as "vkQueueSubmit", or null.
using FailedCall = const char* (*)();

inline constexpr const char* kFailLayer = "VK_LAYER_DEEPWELL_fail";
inline constexpr const char* kFailAt = "deepwellFailAt";
inline constexpr const char* kFailCalls = "deepwellFailCalls";
inline constexpr const char* kFailedCall = "deepwellFailedCall";

}  // namespace deepwell::test
