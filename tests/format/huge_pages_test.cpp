// Weights that move into huge pages while others read them.
#include "engine/format/huge_pages.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cstring>
#include <fstream>
#include <thread>

#include "tests/support/safetensors_writer.h"
#include "tests/support/temp_folder.h"

namespace deepwell {
namespace {

constexpr uint64_t kPlenty = uint64_t{1} << 40;
constexpr size_t kHugePage = size_t{2} << 20;

std::string pattern(size_t size, uint32_t seed) {
  std::string bytes(size, '\0');
  for (char& byte : bytes) byte = static_cast<char>((seed = seed * 1664525 + 1013904223) >> 24);
  return bytes;
}

// Bytes in huge pages among the mappings that begin inside [begin, end).
uint64_t hugeBytes(uintptr_t begin, uintptr_t end) {
  std::ifstream maps("/proc/self/smaps");
  uint64_t kib = 0;
  bool inside = false;
  for (std::string line; std::getline(maps, line);) {
    unsigned long long first = 0, last = 0, size = 0;
    if (std::sscanf(line.c_str(), "%llx-%llx ", &first, &last) == 2) inside = first >= begin && first < end;
    if (inside && std::sscanf(line.c_str(), "AnonHugePages: %llu kB", &size) == 1) kib += size;
  }
  return kib * 1024;
}

class HugePages : public testing::Test {
 protected:
  void SetUp() override {
    writeFile("a.safetensors", "x", x_);
    writeFile("b.safetensors", "y", y_);
    auto opened = Checkpoint::open(folder_.path());
    ASSERT_TRUE(opened) << opened.error().message;
    checkpoint_ = *opened;
  }

  void writeFile(const char* file, const char* tensor, const std::string& bytes) {
    test::SafetensorsWriter writer;
    writer.tensor(tensor, "U8", {static_cast<int64_t>(bytes.size())}, bytes);
    folder_.write(file, writer.bytes());
  }

  std::string_view bytesOf(const char* name) const {
    const auto data = checkpoint_->find(name)->data;
    return {reinterpret_cast<const char*>(data.data()), data.size()};
  }

  uint64_t total() const { return x_.size() + y_.size(); }

  const std::string x_ = pattern(5 * kHugePage + 12345, 1);
  const std::string y_ = pattern(3 * kHugePage + 77, 2);
  const test::TempFolder folder_;
  std::shared_ptr<const Checkpoint> checkpoint_;
};

TEST_F(HugePages, MoveKeepsAddressesAndContents) {
  const char* const before = bytesOf("x").data();
  HugePageMove move(checkpoint_, kPlenty);
  if (move.left() == 0) GTEST_SKIP() << "this system has no transparent huge pages";
  const uint64_t planned = move.left();
  EXPECT_GE(planned, 6 * kHugePage);  // all but the two ends of each file
  EXPECT_LE(planned, total());

  std::atomic<bool> stop{false};
  std::atomic<bool> right{true};
  std::thread reader([&] {
    do {
      right = right && bytesOf("x") == x_ && bytesOf("y") == y_;
    } while (!stop);
  });
  while (move.step()) {
  }
  stop = true;
  reader.join();
  EXPECT_TRUE(right);
  EXPECT_EQ(bytesOf("x").data(), before);
  EXPECT_EQ(bytesOf("x"), x_);
  EXPECT_EQ(bytesOf("y"), y_);
  EXPECT_EQ(move.left(), 0U);
  EXPECT_FALSE(move.step());
  if (move.moved() < planned) GTEST_SKIP() << "the system had no more huge pages: " << move.moved() << " bytes moved";
  const auto place = reinterpret_cast<uintptr_t>(before);
  EXPECT_GT(hugeBytes(place / kHugePage * kHugePage, place + x_.size()), 0U);
}

TEST_F(HugePages, NothingMovesWhereMemoryIsShort) {
  HugePageMove move(checkpoint_, 2 * total() - 2);
  EXPECT_EQ(move.left(), 0U);
  EXPECT_FALSE(move.step());
  EXPECT_EQ(move.moved(), 0U);
}

TEST(SmallHugePages, NothingMovesOfASmallFile) {
  const test::TempFolder folder;
  test::SafetensorsWriter writer;
  writer.addFloats("x", {3}, {1, 2, 3});
  folder.write("a.safetensors", writer.bytes());
  const auto opened = Checkpoint::open(folder.path());
  ASSERT_TRUE(opened);
  HugePageMove move(*opened, kPlenty);
  EXPECT_FALSE(move.step());
  EXPECT_EQ(*dequantise(**opened, *(*opened)->find("x")), (std::vector<float>{1, 2, 3}));
}

}  // namespace
}  // namespace deepwell
