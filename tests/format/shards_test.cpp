// Models in several safetensors files: with an index, with a wrong one, without; and the other ways to name a folder.
#include <dirent.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "engine/format/checkpoint.h"
#include "tests/format/refusals.h"
#include "tests/support/safetensors_writer.h"
#include "tests/support/temp_folder.h"

namespace deepwell {
namespace {

using test::expectContains;
using test::oneTensor;
using test::refusal;
using test::TempFolder;

std::string shardName(int number, int count) { return fmt::format("model-{:05}-of-{:05}.safetensors", number, count); }

// Shard i holds "t<i>" with the value i; returns the index's entries.
std::string writeShards(const TempFolder& folder, int count) {
  std::string map;
  for (int i = 1; i <= count; ++i) {
    const std::string tensor = "t" + std::to_string(i);
    folder.write(shardName(i, count), oneTensor(tensor, static_cast<float>(i)));
    map += fmt::format("{}\"{}\":\"{}\"", map.empty() ? "" : ",", tensor, shardName(i, count));
  }
  return map;
}

void writeIndex(const TempFolder& folder, const std::string& map) {
  folder.write("model.safetensors.index.json", R"({"metadata":{"total_size":0},"weight_map":{)" + map + "}}");
}

void expectValues(const std::filesystem::path& path, int count) {
  const auto opened = Checkpoint::open(path);
  ASSERT_TRUE(opened) << opened.error().message;
  EXPECT_EQ((*opened)->tensors().size(), static_cast<size_t>(count));
  for (int i = 1; i <= count; ++i) {
    const TensorView* view = (*opened)->find("t" + std::to_string(i));
    ASSERT_NE(view, nullptr) << i;
    EXPECT_EQ(*dequantise(**opened, *view), std::vector<float>{static_cast<float>(i)});
  }
}

size_t openFileHandles() {
  size_t count = 0;
  DIR* folder = ::opendir("/proc/self/fd");
  if (folder == nullptr) return 0;
  while (::readdir(folder) != nullptr) ++count;
  ::closedir(folder);
  return count;
}

TEST(Shards, NoFileStaysOpen) {
  const TempFolder folder;
  writeIndex(folder, writeShards(folder, 163));
  const size_t before = openFileHandles();
  const auto opened = Checkpoint::open(folder.path());
  ASSERT_TRUE(opened) << opened.error().message;
  EXPECT_EQ((*opened)->files().size(), 163U);
  EXPECT_EQ(openFileHandles(), before);
}

TEST(Shards, EveryWayToNameTheFolder) {
  const TempFolder folder;
  writeIndex(folder, writeShards(folder, 3));
  folder.write("config.json", "{}");
  for (const char* name : {"", "model.safetensors.index.json", "config.json", "model-00001-of-00003.safetensors",
                           "model-00003-of-00003.safetensors"}) {
    SCOPED_TRACE(name);
    expectValues(folder.path() / name, 3);
  }
}

TEST(Shards, MissingOnesAreNamedAndCounted) {
  const TempFolder folder;
  writeIndex(folder, writeShards(folder, 4));
  std::filesystem::remove(folder.path() / shardName(2, 4));
  expectContains(refusal(folder.path()), shardName(2, 4) + ": this shard is missing (1 of the 4");
  std::filesystem::remove(folder.path() / shardName(4, 4));
  expectContains(refusal(folder.path()), shardName(2, 4) + ": this shard is missing (2 of the 4");
}

TEST(Shards, WithoutAnIndex) {
  const TempFolder folder;
  writeShards(folder, 3);
  expectValues(folder.path(), 3);
  expectValues(folder.path() / shardName(2, 3), 3);
  std::filesystem::remove(folder.path() / shardName(3, 3));
  expectContains(refusal(folder.path()), "expected " + shardName(3, 3) + " beside it");
  expectContains(refusal(folder.path() / shardName(1, 3)), "expected " + shardName(3, 3) + " beside it");
}

// DeepSeek-V3's files count with six digits.
TEST(Shards, SixDigits) {
  const TempFolder folder;
  folder.write("model-00001-of-000002.safetensors", oneTensor("t1", 1));
  expectContains(refusal(folder.path()), "expected model-00002-of-000002.safetensors beside it");
  folder.write("model-00002-of-000002.safetensors", oneTensor("t2", 2));
  expectValues(folder.path(), 2);
  expectValues(folder.path() / "model-00002-of-000002.safetensors", 2);
}

// The shards' own headers decide where a tensor lies; what the index promises beyond them is the loader's question.
TEST(Shards, StaleIndex) {
  const TempFolder folder;
  writeShards(folder, 2);
  writeIndex(folder, fmt::format(R"("t1":"{}","t2":"{}")", shardName(2, 2), shardName(1, 2)));
  expectValues(folder.path(), 2);
  writeIndex(folder, fmt::format(R"("t1":"{}","t2":"{}","t3":"{}")", shardName(1, 2), shardName(2, 2), shardName(2, 2)));
  expectValues(folder.path(), 2);
  writeIndex(folder, fmt::format(R"("t1":"{}","t2":"{}")", shardName(1, 2), shardName(3, 2)));
  expectContains(refusal(folder.path()), shardName(3, 2));
}

TEST(Shards, TruncatedOnesAreNamed) {
  const TempFolder folder;
  writeIndex(folder, writeShards(folder, 3));
  const std::string whole = oneTensor("t2", 2);
  for (size_t size = 0; size < whole.size(); size += 5) {
    folder.write(shardName(2, 3), whole.substr(0, size));
    expectContains(refusal(folder.path()), shardName(2, 3));
  }
}

}  // namespace
}  // namespace deepwell
