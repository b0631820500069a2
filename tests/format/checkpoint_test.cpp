// Folders of safetensors: index, shards, side files.
#include "engine/format/checkpoint.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

#include "tests/format/refusals.h"
#include "tests/support/gguf_writer.h"
#include "tests/support/safetensors_writer.h"
#include "tests/support/temp_folder.h"

namespace deepwell {
namespace {

using test::kFormatGoldens;
using test::oneTensor;
using test::TempFolder;

TEST(Checkpoint, ShardedFolder) {
  const auto opened = Checkpoint::open(kFormatGoldens / "folder");
  ASSERT_TRUE(opened) << opened.error().message;
  const Checkpoint& checkpoint = **opened;
  EXPECT_EQ(checkpoint.files().size(), 3U);
  EXPECT_EQ(checkpoint.tensors().size(), 6U);
  EXPECT_EQ(*dequantise(checkpoint, *checkpoint.find("a")), (std::vector<float>{0, 1, 2, 3, 4, 5}));
  EXPECT_EQ(*dequantise(checkpoint, *checkpoint.find("b")), std::vector<float>{7.5F});
  EXPECT_EQ(*dequantise(checkpoint, *checkpoint.find("c")), (std::vector<float>{0, 1, 2, 3, 4}));
  EXPECT_EQ(*dequantise(checkpoint, *checkpoint.find("d")), (std::vector<float>{1, -2}));
  EXPECT_EQ(*dequantise(checkpoint, *checkpoint.find("e")), (std::vector<float>{1, 0}));
  EXPECT_TRUE(dequantise(checkpoint, *checkpoint.find("z"))->empty());
  EXPECT_EQ(checkpoint.find("c")->file, 1U);
  EXPECT_EQ(checkpoint.files()[1].filename(), "model-00002-of-00003.safetensors");
}

TEST(Checkpoint, FileOfAShardedFolderOpensTheFolder) {
  const auto opened = Checkpoint::open(kFormatGoldens / "folder" / "model-00002-of-00003.safetensors");
  ASSERT_TRUE(opened) << opened.error().message;
  EXPECT_EQ((*opened)->tensors().size(), 6U);
  EXPECT_TRUE((*opened)->readSideFile("config.json"));
}

TEST(Checkpoint, FolderWithoutIndex) {
  const TempFolder folder;
  folder.write("b.safetensors", oneTensor("x", 1));
  folder.write("a.safetensors", oneTensor("y", 2));
  auto opened = Checkpoint::open(folder.path());
  ASSERT_TRUE(opened) << opened.error().message;
  EXPECT_EQ((*opened)->files().size(), 2U);
  EXPECT_EQ(*dequantise(**opened, *(*opened)->find("x")), std::vector<float>{1});
  opened = Checkpoint::open(folder.path() / "a.safetensors");  // named: only this one
  ASSERT_TRUE(opened);
  EXPECT_EQ((*opened)->tensors().size(), 1U);
  folder.write("model.safetensors", oneTensor("z", 3));  // the standard name wins over others
  opened = Checkpoint::open(folder.path());
  ASSERT_TRUE(opened);
  EXPECT_EQ((*opened)->files().size(), 1U);
  EXPECT_NE((*opened)->find("z"), nullptr);
}

TEST(Checkpoint, TensorInTwoFiles) {
  const TempFolder folder;
  folder.write("b.safetensors", oneTensor("x", 1));
  folder.write("a.safetensors", oneTensor("x", 2));
  const auto opened = Checkpoint::open(folder.path());
  ASSERT_FALSE(opened);
  EXPECT_NE(opened.error().message.find("\"x\" occurs twice"), std::string::npos) << opened.error().message;
}

TEST(Checkpoint, ManyShards) {
  const TempFolder folder;
  std::string map;
  for (int i = 1; i <= 163; ++i) {
    const std::string name = fmt::format("model-{:05}-of-00163.safetensors", i);
    folder.write(name, oneTensor("layer." + std::to_string(i), static_cast<float>(i)));
    map += fmt::format("{}\"layer.{}\":\"{}\"", map.empty() ? "" : ",", i, name);
  }
  folder.write("model.safetensors.index.json", "{\"weight_map\":{" + map + "}}");
  const auto opened = Checkpoint::open(folder.path());
  ASSERT_TRUE(opened) << opened.error().message;
  EXPECT_EQ((*opened)->tensors().size(), 163U);
  EXPECT_EQ(*dequantise(**opened, *(*opened)->find("layer.77")), std::vector<float>{77});
  std::filesystem::remove(folder.path() / "model-00078-of-00163.safetensors");
  const auto missing = Checkpoint::open(folder.path());
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::kNotFound);
  EXPECT_NE(missing.error().message.find("model-00078-of-00163.safetensors"), std::string::npos);
}

// The folder has a good model.safetensors with tensor "x"; `index` must be refused.
void expectIndexRefused(const std::string& index, const std::string& part) {
  const TempFolder folder;
  folder.write("model.safetensors", oneTensor("x", 1));
  folder.write("model.safetensors.index.json", index);
  const auto opened = Checkpoint::open(folder.path());
  ASSERT_FALSE(opened) << index;
  EXPECT_NE(opened.error().message.find(part), std::string::npos) << opened.error().message;
}

TEST(Checkpoint, BrokenIndex) {
  expectIndexRefused("", "JSON");
  expectIndexRefused("[]", "JSON");
  expectIndexRefused("{}", "weight_map");
  expectIndexRefused(R"({"weight_map":{}})", "empty");
  expectIndexRefused(R"({"weight_map":[1]})", "weight_map");
  expectIndexRefused(R"({"weight_map":{"x":1}})", "weight_map");
  expectIndexRefused(R"({"weight_map":{"x":"model.safetensors")", "JSON");
  for (const char* name : {"../model.safetensors", "/etc/passwd", "a/b.safetensors", "..", ".", "", "a\\\\b"}) {
    expectIndexRefused(fmt::format(R"({{"weight_map":{{"x":"{}"}}}})", name), "plain name");
  }
  expectIndexRefused(R"({"weight_map":{"x":"a\u0000b"}})", "plain name");
}

TEST(Checkpoint, SideFilesArePlainNames) {
  const TempFolder folder;
  std::filesystem::create_directory(folder.path() / "model");
  folder.write("secret.json", "{}");
  folder.write("model/model.safetensors", oneTensor("x", 1));
  folder.write("model/tokenizer.json", std::string("{\0}", 3));
  std::filesystem::create_directory(folder.path() / "model" / "sub.json");
  const auto opened = Checkpoint::open(folder.path() / "model");
  ASSERT_TRUE(opened) << opened.error().message;
  EXPECT_EQ(*(*opened)->readSideFile("tokenizer.json"), std::string("{\0}", 3));
  EXPECT_EQ((*opened)->readSideFile("nothing.json").error().code, ErrorCode::kNotFound);
  for (const char* name : {"../secret.json", "/etc/passwd", "", ".", "..", "a/b"}) {
    EXPECT_EQ((*opened)->readSideFile(name).error().code, ErrorCode::kInvalidArgument) << name;
  }
  EXPECT_FALSE((*opened)->readSideFile("sub.json"));
}

TEST(Checkpoint, FoldersWithoutAModel) {
  const TempFolder folder;
  EXPECT_EQ(Checkpoint::open(folder.path()).error().code, ErrorCode::kNotFound);
  folder.write("m.gguf", test::GgufWriter().bytes());
  EXPECT_NE(Checkpoint::open(folder.path()).error().message.find("m.gguf"), std::string::npos);
}

// A pipe would make a plain open() wait forever.
TEST(Checkpoint, PipesAreRefused) {
  const TempFolder folder;
  const auto pipe = folder.path() / "x.gguf";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  EXPECT_FALSE(Checkpoint::open(pipe));
  std::filesystem::rename(pipe, folder.path() / "model.safetensors");
  EXPECT_FALSE(Checkpoint::open(folder.path()));
}

TEST(Checkpoint, SymbolicLinksWork) {
  const TempFolder blobs;
  const TempFolder folder;
  const auto blob = blobs.write("0123abc", oneTensor("x", 1));
  std::filesystem::create_symlink(blob, folder.path() / "model.safetensors");
  EXPECT_TRUE(Checkpoint::open(folder.path()));
}

}  // namespace
}  // namespace deepwell
