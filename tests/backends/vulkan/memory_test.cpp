// Buffers, arenas, uploads and the KV cache's memory.
#include <cstring>
#include <numeric>

#include "engine/backend/vulkan/commands.h"
#include "engine/backend/vulkan/kv_memory.h"
#include "tests/backends/vulkan/open_device.h"

namespace deepwell::vulkan {
namespace {

TEST(Arena, PiecesAreAlignedApartAndFoundAgainAfterRewind) {
  PluginDeviceOptions options;
  options.largest_allocation = 65536;
  DEEPWELL_OPEN_DEVICE(device, options);
  Arena arena(*device, 4096, 65536);
  std::vector<std::pair<uint64_t, uint64_t>> taken;
  for (const uint64_t bytes : {1U, 300U, 4096U, 20000U, 65536U, 17U}) {
    const auto place = arena.take(bytes);
    ASSERT_TRUE(place) << place.error().message;
    const uint64_t begin = place->address.value();
    EXPECT_EQ(begin % 256, 0U);
    for (const auto& [from, to] : taken) EXPECT_TRUE(begin + bytes <= from || begin >= to);
    taken.emplace_back(begin, begin + bytes);
  }
  const size_t blocks = arena.blocks().size();
  arena.rewind();
  EXPECT_EQ(arena.take(1)->address.value(), taken[0].first);
  EXPECT_EQ(arena.blocks().size(), blocks);
  const auto large = arena.take(65537);
  ASSERT_FALSE(large);
  EXPECT_EQ(large.error().code, ErrorCode::kOutOfMemory);
}

TEST(Device, CountsWhatIsAllocated) {
  DEEPWELL_OPEN_DEVICE(device);
  const uint64_t before = device->freeBytes();
  EXPECT_LE(before, device->totalBytes());
  {
    const auto buffer = Buffer::make(*device, uint64_t{64} << 20, MemoryKind::kDevice);
    ASSERT_TRUE(buffer);
    EXPECT_LE(device->freeBytes(), before - (uint64_t{32} << 20));
  }
  EXPECT_GE(device->freeBytes(), before - (uint64_t{32} << 20));  // other programs use a GPU too
}

TEST(Device, AnUnknownNumberIsAnError) {
  PluginDeviceOptions options;
  options.index = 77;
  const auto device = Device::open(options);
  ASSERT_FALSE(device);
  EXPECT_EQ(device.error().code, ErrorCode::kDevice);
}

// More copies than the ring has slots, each with bytes of its own.
TEST(Uploader, EveryCopyArrives) {
  DEEPWELL_OPEN_DEVICE(device);
  auto uploader = Uploader::make(*device);
  ASSERT_TRUE(uploader);
  auto target = Buffer::make(*device, 4096, MemoryKind::kReadback);
  ASSERT_TRUE(target);
  const Place place{target->handle(), 0, target->address()};
  ASSERT_TRUE((*uploader)->clear(place, 4096));
  ASSERT_TRUE((*uploader)->finish());
  for (uint64_t i = 0; i < 15; ++i) {
    ASSERT_TRUE((*uploader)->copy(place, 256 * i, 256, [&](std::byte* to) { std::memset(to, static_cast<int>(i + 1), 256); }));
  }
  ASSERT_TRUE((*uploader)->finish());
  for (size_t i = 0; i < 4096; ++i) ASSERT_EQ(static_cast<int>(target->mapped()[i]), i < 15 * 256 ? static_cast<int>(i / 256) + 1 : 0);
}

// A page takes a third of the largest allocation: what does not fit the heap fails, and what was there stays.
TEST(KvMemory, AFailedGrowthLeavesThePages) {
  PluginDeviceOptions options;
  options.largest_allocation = 65536;
  DEEPWELL_OPEN_DEVICE(device, options);
  auto uploader = Uploader::make(*device);
  ASSERT_TRUE(uploader);
  KvMemory kv(*device, **uploader);
  ASSERT_TRUE(kv.reserve({1, 32, 32, KvType::kF16, 2}, 3));
  const uint64_t generation = kv.generation();
  const Address table = kv.table();
  const KvLayout large{400, 512, 512, KvType::kF32, 2};  // a page is larger than any allocation
  EXPECT_FALSE(kv.reserve(large, 1));
  ASSERT_TRUE(kv.reserve({1, 32, 32, KvType::kF16, 2}, 3));
  EXPECT_EQ(kv.pages(), 3);
  EXPECT_TRUE(kv.copy(0, 2));
  EXPECT_GT(kv.generation(), generation);
  EXPECT_EQ(kv.table(), table);
}

TEST(Arena, LargePiecesThatStayTakeNoMoreThanTheirOwnMemory) {
  DEEPWELL_OPEN_DEVICE(device);
  constexpr uint64_t kPiece = 34U << 20;  // seven of them in a block of 256 MiB would leave 18
  const uint64_t before = device->freeBytes();
  Arena arena(*device, 4U << 20, 256U << 20);
  for (int i = 0; i < 8; ++i) ASSERT_TRUE(arena.takeForGood(kPiece));
  EXPECT_GE(device->freeBytes() + 8 * kPiece + (uint64_t{16} << 20), before);
}

TEST(KvMemory, GrowsAndAnotherLayoutBeginsAnew) {
  DEEPWELL_OPEN_DEVICE(device);
  auto uploader = Uploader::make(*device);
  ASSERT_TRUE(uploader);
  KvMemory kv(*device, **uploader);
  KvLayout layout{3, 32, 32, KvType::kF16, 2};
  ASSERT_TRUE(kv.reserve(layout, 2));
  const uint64_t generation = kv.generation();
  const Address table = kv.table();
  EXPECT_EQ(kv.pages(), 2);
  ASSERT_TRUE(kv.reserve(layout, 5));
  EXPECT_EQ(kv.pages(), 5);
  EXPECT_GT(kv.generation(), generation) << "recordings name its memory";
  EXPECT_EQ(kv.table(), table);
  EXPECT_TRUE(kv.copy(0, 4));
  EXPECT_FALSE(kv.copy(0, 5));
  EXPECT_FALSE(kv.copy(-1, 0));
  const uint64_t grown = kv.generation();
  layout.layers = 4;
  ASSERT_TRUE(kv.reserve(layout, 1));
  EXPECT_EQ(kv.pages(), 1);
  EXPECT_GT(kv.generation(), grown);
}

}  // namespace
}  // namespace deepwell::vulkan
