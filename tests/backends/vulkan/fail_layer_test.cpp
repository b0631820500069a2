// The layer that fails Vulkan calls: what it counts, and what it fails.
#include <fstream>

#include "tests/backends/vulkan/fail_layer_use.h"
#include "tests/backends/vulkan/open_device.h"
#include "tests/support/temp_folder.h"

namespace deepwell::vulkan {
namespace {

using deepwell::test::FailCode;
using deepwell::test::FailLayer;

class FailLayerTest : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(layer_.there()) << DEEPWELL_FAIL_LAYER_FOLDER;
    layer_.failAt(0, FailCode::kMemory);
    std::string why;
    device_ = test::openDevice(why);
    if (device_ == nullptr) GTEST_SKIP() << why;
    ASSERT_GT(layer_.calls(), 0) << "the loader has not taken the layer";  // vkCreateDevice
    VkFenceCreateInfo info{};
    info.sType = VK_STRUCTURE_TYPE_FENCE_CREATE_INFO;
    info.flags = VK_FENCE_CREATE_SIGNALED_BIT;
    ASSERT_EQ(device_->vk().vkCreateFence(device_->handle(), &info, nullptr, &fence_), VK_SUCCESS);
  }
  void TearDown() override {
    if (device_ == nullptr) return;
    layer_.failAt(0, FailCode::kMemory);
    device_->vk().vkDestroyFence(device_->handle(), fence_, nullptr);
  }

  // Calls that do not depend on each other.
  std::vector<VkResult> callAll() {
    const VolkDeviceTable& vk = device_->vk();
    VkDevice device = device_->handle();
    VkQueue queue = device_->compute().handle;
    std::vector<VkResult> results;
    results.push_back(createBuffer());
    results.push_back(vk.vkQueueSubmit(queue, 0, nullptr, VK_NULL_HANDLE));
    results.push_back(vk.vkWaitForFences(device, 1, &fence_, VK_TRUE, 0));
    results.push_back(vk.vkQueueWaitIdle(queue));
    results.push_back(vk.vkGetFenceStatus(device, fence_));
    results.push_back(vk.vkDeviceWaitIdle(device));
    return results;
  }
  VkResult createBuffer() {
    VkBufferCreateInfo info{};
    info.sType = VK_STRUCTURE_TYPE_BUFFER_CREATE_INFO;
    info.size = 64;
    info.usage = VK_BUFFER_USAGE_STORAGE_BUFFER_BIT;
    VkBuffer buffer = VK_NULL_HANDLE;
    const VkResult result = device_->vk().vkCreateBuffer(device_->handle(), &info, nullptr, &buffer);
    if (result == VK_SUCCESS) device_->vk().vkDestroyBuffer(device_->handle(), buffer, nullptr);
    return result;
  }

  static constexpr size_t kCalls = 6;
  static constexpr VkResult kMemory = VK_ERROR_OUT_OF_DEVICE_MEMORY;
  static constexpr VkResult kLost = VK_ERROR_DEVICE_LOST;

  FailLayer layer_;
  std::unique_ptr<Device> device_;
  VkFence fence_ = VK_NULL_HANDLE;
};

TEST_F(FailLayerTest, PassesAndCounts) {
  layer_.failAt(0, FailCode::kMemory);
  EXPECT_EQ(callAll(), std::vector<VkResult>(kCalls, VK_SUCCESS));
  EXPECT_EQ(layer_.calls(), static_cast<int64_t>(kCalls));
  layer_.failAt(0, FailCode::kLost);
  EXPECT_EQ(callAll(), std::vector<VkResult>(kCalls, VK_SUCCESS));
  EXPECT_EQ(layer_.calls(), static_cast<int64_t>(kCalls) - 1);  // a buffer is made on a lost device too
  EXPECT_EQ(layer_.failedCall(), "");
}

TEST_F(FailLayerTest, MemoryFailsOneCall) {
  for (size_t call = 0; call < kCalls; ++call) {
    layer_.failAt(static_cast<int64_t>(call) + 1, FailCode::kMemory);
    std::vector<VkResult> expected(kCalls, VK_SUCCESS);
    expected[call] = kMemory;
    EXPECT_EQ(callAll(), expected) << call;
  }
  EXPECT_EQ(layer_.failedCall(), "vkDeviceWaitIdle");
}

TEST_F(FailLayerTest, ALostDeviceStaysLost) {
  layer_.failAt(3, FailCode::kLost);
  EXPECT_EQ(callAll(), (std::vector<VkResult>{VK_SUCCESS, VK_SUCCESS, VK_SUCCESS, kLost, kLost, kLost}));
  EXPECT_EQ(layer_.failedCall(), "vkQueueWaitIdle");
  EXPECT_EQ(callAll(), (std::vector<VkResult>{VK_SUCCESS, kLost, kLost, kLost, kLost, kLost}));
  layer_.failAt(0, FailCode::kLost);
  EXPECT_EQ(callAll()[1], kLost);
  std::string why;
  const auto other = test::openDevice(why);
  ASSERT_NE(other, nullptr) << why;
  EXPECT_EQ(other->vk().vkDeviceWaitIdle(other->handle()), VK_SUCCESS);
  EXPECT_EQ(device_->vk().vkDeviceWaitIdle(device_->handle()), kLost);
}

TEST_F(FailLayerTest, ADeviceThatCannotBeMade) {
  layer_.failAt(1, FailCode::kLost);
  std::string why;
  EXPECT_EQ(test::openDevice(why), nullptr);
  EXPECT_NE(why.find("vkCreateDevice"), std::string::npos) << why;
  EXPECT_EQ(layer_.failedCall(), "vkCreateDevice");
}

// A process of its own, for the one below.
TEST(FailLayerChild, DISABLED_OpensADevice) {
  std::string why;
  EXPECT_NE(test::openDevice(why), nullptr) << why;
}

TEST_F(FailLayerTest, TheEnvironmentArmsIt) {
  const deepwell::test::TempFolder folder;
  const std::string report = (folder.path() / "report").string();
  const std::string program = std::filesystem::read_symlink("/proc/self/exe").string();
  const auto run = [&](const std::string& variables) {
    const std::string command = fmt::format("{} DEEPWELL_FAIL_REPORT='{}' '{}' --gtest_also_run_disabled_tests "
                                            "--gtest_filter=FailLayerChild.* >/dev/null", variables, report, program);
    const bool passed = std::system(command.c_str()) == 0;
    std::string line;
    std::getline(std::ifstream(report) >> std::ws, line);
    return std::pair(passed, line);
  };
  EXPECT_EQ(run("DEEPWELL_FAIL_CODE=lost"), std::pair(true, std::string("2 none")));  // made; idle before it goes
  EXPECT_EQ(run("DEEPWELL_FAIL_CODE=lost DEEPWELL_FAIL_CALL=2"), std::pair(true, std::string("2 vkDeviceWaitIdle")));
  EXPECT_EQ(run("DEEPWELL_FAIL_CODE=memory DEEPWELL_FAIL_CALL=1"), std::pair(false, std::string("1 vkCreateDevice")));
}

}  // namespace
}  // namespace deepwell::vulkan

int main(int argc, char** argv) {
  deepwell::test::FailLayer::enable();
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
