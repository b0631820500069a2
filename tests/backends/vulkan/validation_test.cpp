// That a wrong call is noticed: without this, silent layers would pass every test under them.
#include <cstdlib>

#include "tests/backends/vulkan/open_device.h"
#include "tests/support/test_device.h"

namespace deepwell::vulkan {
namespace {

TEST(Validation, AWrongCallIsReported) {
  if (std::getenv("DEEPWELL_VULKAN_DEBUG") == nullptr) GTEST_SKIP() << "the validation layers are off";
  DEEPWELL_OPEN_DEVICE(device);
  EXPECT_EQ(deepwell::test::takeValidationMessages(), 0);
  VkBufferCreateInfo info{};
  info.sType = VK_STRUCTURE_TYPE_BUFFER_CREATE_INFO;
  info.usage = VK_BUFFER_USAGE_TRANSFER_SRC_BIT;
  info.size = 0;  // not allowed
  VkBuffer buffer = VK_NULL_HANDLE;
  if (device->vk().vkCreateBuffer(device->handle(), &info, nullptr, &buffer) == VK_SUCCESS) {
    device->vk().vkDestroyBuffer(device->handle(), buffer, nullptr);
  }
  EXPECT_GT(deepwell::test::takeValidationMessages(), 0) << "a buffer of no bytes";
}

}  // namespace
}  // namespace deepwell::vulkan
