// Models in several GGUF files.
#include <gtest/gtest.h>

#include <filesystem>

#include "engine/format/checkpoint.h"
#include "tests/format/refusals.h"
#include "tests/support/gguf_writer.h"
#include "tests/support/temp_folder.h"

namespace deepwell {
namespace {

using test::expectContains;
using test::GgufWriter;
using test::kFormatGoldens;
using test::refusal;
using test::TempFolder;

// A shard with one tensor "t<number>" that holds its number; the first has the model's metadata.
struct ShardFile {
  uint16_t number = 0;  // from 0
  uint16_t count = 3;
  int32_t tensors = 3;  // of all shards
  bool empty = false;   // metadata only, as llama.cpp's --no-tensor-first-split writes it
  uint32_t version = 3;
};

std::string shardBytes(const ShardFile& shard) {
  GgufWriter writer;
  writer.version = shard.version;
  if (shard.number == 0) writer.addString("general.architecture", "llama");
  writer.pair("split.no", GgufWriter::kU16, GgufWriter::raw(shard.number));
  writer.pair("split.count", GgufWriter::kU16, GgufWriter::raw(shard.count));
  writer.pair("split.tensors.count", GgufWriter::kI32, GgufWriter::raw(shard.tensors));
  if (!shard.empty) {
    writer.addFloats("t" + std::to_string(shard.number), {1}, {static_cast<float>(shard.number)});
  }
  return writer.bytes();
}

std::string shardFile(int number, int count = 3) { return fmt::format("m-{:05}-of-{:05}.gguf", number, count); }

void writeSet(const TempFolder& folder) {
  for (uint16_t i = 0; i < 3; ++i) folder.write(shardFile(i + 1), shardBytes({.number = i}));
}

void expectWholeSet(const std::filesystem::path& path) {
  const auto opened = Checkpoint::open(path);
  ASSERT_TRUE(opened) << opened.error().message;
  ASSERT_EQ((*opened)->tensors().size(), 3U);
  for (int i = 0; i < 3; ++i) {
    const TensorView* view = (*opened)->find("t" + std::to_string(i));
    ASSERT_NE(view, nullptr);
    EXPECT_EQ(*dequantise(**opened, *view), std::vector<float>{static_cast<float>(i)});
  }
  EXPECT_EQ((*opened)->metadataString("general.architecture"), "llama");
  EXPECT_EQ((*opened)->files().size(), 3U);
}

TEST(Split, GoldenSetFromAnyOfItsFiles) {
  for (const char* name : {"split-00001-of-00003.gguf", "split-00002-of-00003.gguf", "split-00003-of-00003.gguf"}) {
    const auto opened = Checkpoint::open(kFormatGoldens / name);
    ASSERT_TRUE(opened) << opened.error().message;
    const Checkpoint& checkpoint = **opened;
    EXPECT_EQ(checkpoint.files().size(), 3U);
    ASSERT_EQ(checkpoint.tensors().size(), 5U);
    for (int i = 0; i < 5; ++i) {
      const TensorView* view = checkpoint.find("blk." + std::to_string(i) + ".weight");
      ASSERT_NE(view, nullptr);
      EXPECT_EQ(view->file, static_cast<uint32_t>(i / 2));
      const std::vector<float> expected(static_cast<size_t>(2 * (4 + i)), static_cast<float>(i));
      EXPECT_EQ(*dequantise(checkpoint, *view), expected);
    }
    EXPECT_EQ(checkpoint.metadataString("general.architecture"), "llama");
  }
}

TEST(Split, AnyShardMayBeNamed) {
  const TempFolder folder;
  writeSet(folder);
  for (int number = 1; number <= 3; ++number) expectWholeSet(folder.path() / shardFile(number));
  folder.write(shardFile(2), shardBytes({.number = 1, .version = 2}));
  expectWholeSet(folder.path() / shardFile(3));
}

// Named crosswise: what a file says of itself decides.
TEST(Split, RenamedAmongEachOther) {
  const TempFolder folder;
  folder.write(shardFile(1), shardBytes({.number = 2}));
  folder.write(shardFile(2), shardBytes({.number = 0}));
  folder.write(shardFile(3), shardBytes({.number = 1}));
  for (int number = 1; number <= 3; ++number) expectWholeSet(folder.path() / shardFile(number));
}

TEST(Split, FirstShardWithoutTensors) {
  const TempFolder folder;
  folder.write(shardFile(1, 2), shardBytes({.number = 0, .count = 2, .tensors = 1, .empty = true}));
  folder.write(shardFile(2, 2), shardBytes({.number = 1, .count = 2, .tensors = 1}));
  const auto opened = Checkpoint::open(folder.path() / shardFile(2, 2));
  ASSERT_TRUE(opened) << opened.error().message;
  EXPECT_EQ((*opened)->tensors().size(), 1U);
  EXPECT_EQ((*opened)->metadataString("general.architecture"), "llama");
}

TEST(Split, MissingShardIsNamed) {
  const TempFolder folder;
  writeSet(folder);
  std::filesystem::remove(folder.path() / shardFile(2));
  for (const int number : {1, 3}) {
    const auto path = folder.path() / shardFile(number);
    EXPECT_EQ(Checkpoint::open(path).error().code, ErrorCode::kNotFound);
    expectContains(refusal(path), "expected m-00002-of-00003.gguf beside it");
    expectContains(refusal(path), path.string());
  }
  std::filesystem::remove(folder.path() / shardFile(3));
  expectContains(refusal(folder.path() / shardFile(1)), "m-00002-of-00003.gguf and 1 more");
  expectContains(refusal(folder.path() / shardFile(1)), "2 of 3 shards");
}

TEST(Split, WrongCounts) {
  const TempFolder folder;
  writeSet(folder);
  folder.write(shardFile(2), shardBytes({.number = 1, .count = 5}));
  const std::string count = refusal(folder.path() / shardFile(1));
  expectContains(count, "one of 5 shards");
  expectContains(count, shardFile(2));
  folder.write(shardFile(2), shardBytes({.number = 0}));  // shard 1 twice
  expectContains(refusal(folder.path() / shardFile(1)), "both are shard 1");
  folder.write(shardFile(2), shardBytes({.number = 7}));
  expectContains(refusal(folder.path() / shardFile(1)), "shard 8 of 3");
  writeSet(folder);
  folder.write(shardFile(1), shardBytes({.number = 0, .tensors = 4}));
  expectContains(refusal(folder.path() / shardFile(3)), "hold 3 tensors together, by their metadata it should be 4");
}

TEST(Split, OneShardUnderAnotherName) {
  const TempFolder folder;
  expectContains(refusal(folder.write("model.gguf", shardBytes({.number = 0}))), "one of 3 shards, by its name one of 1");
  EXPECT_TRUE(Checkpoint::open(folder.write("one-00001-of-00001.gguf", shardBytes({.count = 1, .tensors = 1}))));
}

TEST(Split, TruncatedShardIsNamed) {
  const TempFolder folder;
  writeSet(folder);
  const std::string whole = shardBytes({.number = 2});
  for (size_t size = 0; size < whole.size(); size += 7) {
    folder.write(shardFile(3), whole.substr(0, size));
    expectContains(refusal(folder.path() / shardFile(1)), shardFile(3));
  }
}

TEST(Split, PiecesCutForTheDownload) {
  const TempFolder folder;
  for (const char* name : {"m.Q8_0.gguf.part1of2", "m.Q8_0.gguf-split-a"}) {
    expectContains(refusal(folder.write(name, shardBytes({.number = 0}))), "> m.Q8_0.gguf");
  }
}

}  // namespace
}  // namespace deepwell
