// What the writers write, the readers read; files appear whole or not at all.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>

#include <algorithm>
#include <fstream>

#include "engine/format/checkpoint.h"
#include "engine/format/gguf.h"
#include "engine/format/gguf_writer.h"
#include "engine/format/output_file.h"
#include "engine/format/output_folder.h"
#include "engine/format/safetensors.h"
#include "engine/format/safetensors_writer.h"
#include "tests/support/temp_folder.h"

namespace deepwell {
namespace {

namespace fs = std::filesystem;
using test::TempFolder;

std::span<const std::byte> bytesOf(const std::string& text) { return std::as_bytes(std::span(text)); }

size_t filesIn(const fs::path& folder) {
  return static_cast<size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator{}));
}

std::string readAll(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(GgufWriter, ReaderFindsEverything) {
  GgufWriter writer;
  writer.addString("general.architecture", "llama");
  writer.addU32("a.u32", 4000000000U);
  writer.addF32("a.f32", 0.25F);
  writer.addBool("a.bool", true);
  const std::vector<std::string> words = {"", "x", "\xE2\x96\x81\xff"};
  writer.addStrings("a.strings", words);
  const std::vector<int32_t> numbers = {-1, 0, 5};
  writer.addI32s("a.i32s", numbers);
  const std::vector<int64_t> vector_shape = {5};
  const std::vector<int64_t> cube_shape = {2, 3, 64};
  ASSERT_EQ(writer.addTensor("v", vector_shape, DType::kF32).value(), 0U);
  ASSERT_EQ(writer.addTensor("m", cube_shape, DType::kQ8_0).value(), 1U);
  std::string file = writer.head();
  ASSERT_EQ(file.size(), writer.dataOffset());
  ASSERT_EQ(writer.tensorOffset(1) % GgufWriter::kAlignment, 0U);
  file.resize(static_cast<size_t>(writer.fileBytes()));
  file[static_cast<size_t>(writer.dataOffset() + writer.tensorOffset(1))] = 'q';
  HeaderBudget budget(file.size());
  const auto parsed = parseGguf(bytesOf(file), &budget);
  ASSERT_TRUE(parsed) << parsed.error().message;
  EXPECT_EQ(std::get<uint64_t>(parsed->metadata.find("a.u32")->second), 4000000000U);
  EXPECT_EQ(std::get<double>(parsed->metadata.find("a.f32")->second), 0.25);
  EXPECT_EQ(std::get<bool>(parsed->metadata.find("a.bool")->second), true);
  EXPECT_EQ(std::get<GgufStrings>(parsed->metadata.find("a.strings")->second), words);
  EXPECT_EQ(std::get<std::vector<int64_t>>(parsed->metadata.find("a.i32s")->second), (std::vector<int64_t>{-1, 0, 5}));
  ASSERT_EQ(parsed->tensors.size(), 2U);
  const TensorView& cube = *std::find_if(parsed->tensors.begin(), parsed->tensors.end(), [](const TensorView& t) { return t.name == "m"; });
  EXPECT_EQ(cube.shape, cube_shape);
  EXPECT_EQ(cube.dtype, DType::kQ8_0);
  EXPECT_EQ(cube.data.size(), 2U * 3 * 2 * 34);
  EXPECT_EQ(static_cast<char>(cube.data.front()), 'q');
}

TEST(GgufWriter, RefusesWhatTheFormatCannotHold) {
  GgufWriter writer;
  const std::vector<int64_t> ragged = {4, 33};
  const std::vector<int64_t> deep = {1, 1, 1, 1, 32};
  EXPECT_FALSE(writer.addTensor("t", ragged, DType::kQ8_0));
  EXPECT_FALSE(writer.addTensor("t", deep, DType::kF32));
  EXPECT_FALSE(writer.addTensor("t", ragged, DType::kF8E4M3));
}

TEST(SafetensorsWriter, ReaderFindsEverything) {
  SafetensorsWriter writer;
  const std::vector<int64_t> shape = {3, 5};
  const std::vector<int64_t> scalar = {};
  ASSERT_TRUE(writer.addTensor("a.\"quoted\"\\\n", shape, DType::kF8E4M3));
  ASSERT_TRUE(writer.addTensor("b", scalar, DType::kF32));
  EXPECT_FALSE(writer.addTensor("c", shape, DType::kQ8_0));
  const std::string file = writer.head() + std::string(15, 'e') + std::string(4, '\0');
  HeaderBudget budget(file.size());
  const auto parsed = parseSafetensors(bytesOf(file), &budget);
  ASSERT_TRUE(parsed) << parsed.error().message;
  ASSERT_EQ(parsed->size(), 2U);
  EXPECT_EQ(parsed->front().name, "a.\"quoted\"\\\n");
  EXPECT_EQ(parsed->front().shape, shape);
  EXPECT_EQ(parsed->front().data.size(), 15U);
}

TEST(OutputFile, AppearsOnlyWhenCommitted) {
  const TempFolder folder;
  const fs::path path = folder.write("out", "old");
  {
    auto file = OutputFile::create(path, 8);
    ASSERT_TRUE(file) << file.error().message;
    ASSERT_TRUE(file->writeAt(4, "tail"));
    EXPECT_EQ(readAll(path), "old");
  }
  EXPECT_EQ(readAll(path), "old");
  EXPECT_EQ(filesIn(folder.path()), 1U);
  auto file = OutputFile::create(path, 8);
  ASSERT_TRUE(file && file->writeAt(4, "tail") && file->writeAt(0, "head") && file->commit());
  EXPECT_EQ(readAll(path), "headtail");
  EXPECT_EQ(filesIn(folder.path()), 1U);
}

TEST(OutputFile, NoRoomIsOneClearLine) {
  const TempFolder folder;
  // A limit on file sizes is as close to a full disk as a test can come.
  rlimit old{};
  getrlimit(RLIMIT_FSIZE, &old);
  const auto handler = signal(SIGXFSZ, SIG_IGN);
  rlimit small = old;
  small.rlim_cur = 1 << 16;
  setrlimit(RLIMIT_FSIZE, &small);
  const auto reserved = OutputFile::create(folder.path() / "out", 1 << 20);
  auto grown = OutputFile::create(folder.path() / "grown", 0);
  const Status written = grown->writeAt(0, std::string(1 << 20, 'x'));
  setrlimit(RLIMIT_FSIZE, &old);
  signal(SIGXFSZ, handler);
  ASSERT_FALSE(reserved);
  EXPECT_NE(reserved.error().message.find("out: the file system cannot hold"), std::string::npos) << reserved.error().message;
  ASSERT_FALSE(written);
  grown = OutputFile::create(folder.path() / "other", 0);  // drops the first
  EXPECT_EQ(filesIn(folder.path()), 1U);
}

TEST(OutputFile, FolderThatIsNotThere) {
  const auto file = OutputFile::create("/no/such/folder/out.gguf", 10);
  ASSERT_FALSE(file);
  EXPECT_NE(file.error().message.find("/no/such/folder/out.gguf"), std::string::npos);
}

TEST(OutputFolder, ReplacesAModelAndNothingElse) {
  const TempFolder place;
  const fs::path path = place.path() / "model";
  {
    auto folder = OutputFolder::create(path, false);
    ASSERT_TRUE(folder && folder->writeText("config.json", "{}") && folder->writeText("old.safetensors", "x"));
    EXPECT_FALSE(fs::exists(path));
    ASSERT_TRUE(folder->commit());
  }
  EXPECT_EQ(filesIn(path), 2U);
  EXPECT_FALSE(OutputFolder::create(path, false)) << "--force is needed";
  {
    auto folder = OutputFolder::create(path, true);
    ASSERT_TRUE(folder && folder->writeText("config.json", "{\"new\": 1}") && folder->commit());
  }
  EXPECT_EQ(filesIn(path), 1U);
  EXPECT_EQ(readAll(path / "config.json"), "{\"new\": 1}");
  EXPECT_EQ(filesIn(place.path()), 1U) << "the old one must be gone";
  fs::create_directory(path / "photos");
  EXPECT_FALSE(OutputFolder::create(path, true)) << "holds more than a model";
  place.write("plain", "text");
  EXPECT_FALSE(OutputFolder::create(place.path() / "plain", true)) << "a file";
}

}  // namespace
}  // namespace deepwell
