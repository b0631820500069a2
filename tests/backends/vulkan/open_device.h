// A device for the tests of the backend's inside.
#pragma once

#include <gtest/gtest.h>

#include "engine/backend/vulkan/device.h"
#include "engine/backend/vulkan/instance.h"

namespace deepwell::vulkan::test {

// The device that DEEPWELL_TEST_DEVICE would take, or null and why.
inline std::unique_ptr<Device> openDevice(std::string& why, const PluginDeviceOptions& options = {}) {
  auto device = Device::open(options);
  if (device) return std::move(*device);
  why = device.error().message;
  return nullptr;
}

}  // namespace deepwell::vulkan::test

// In a test: `device`, or the test is skipped with the reason.
#define DEEPWELL_OPEN_DEVICE(device, ...)                                                  \
  std::string device##_missing;                                                            \
  const auto device = ::deepwell::vulkan::test::openDevice(device##_missing, ##__VA_ARGS__); \
  if (device == nullptr) GTEST_SKIP() << device##_missing
