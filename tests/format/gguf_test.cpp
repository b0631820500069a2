#include <gtest/gtest.h>

#include <filesystem>

#include "engine/format/checkpoint.h"
#include "tests/format/refusals.h"
#include "tests/support/gguf_writer.h"
#include "tests/support/temp_folder.h"

namespace deepwell {
namespace {

using test::expectRefused;
using test::GgufWriter;
using test::kFormatGoldens;

Result<std::shared_ptr<const Checkpoint>> openBytes(const std::string& bytes) {
  const test::TempFolder folder;
  return Checkpoint::open(folder.write("x.gguf", bytes));
}

GgufWriter smallGguf() {
  GgufWriter writer;
  writer.addString("general.architecture", "llama");
  writer.addU32("llama.block_count", 2);
  writer.addStrings("tokens", {"a", "", "a longer string than fits in place"});
  writer.addFloats("w", {3, 2}, {1, 2, 3, 4, 5, 6});
  writer.addFloats("b", {3}, {7, 8, 9});
  return writer;
}

TEST(Gguf, ReadsWhatTheWriterWrote) {
  const test::TempFolder folder;
  const auto path = folder.write("x.gguf", smallGguf().bytes());
  const auto opened = Checkpoint::open(path);
  ASSERT_TRUE(opened) << opened.error().message;
  const Checkpoint& checkpoint = **opened;
  EXPECT_EQ(checkpoint.kind(), Checkpoint::Kind::kGguf);
  EXPECT_EQ(checkpoint.path(), path);
  EXPECT_EQ(checkpoint.files().size(), 1U);
  EXPECT_EQ(checkpoint.fileBytes(), std::filesystem::file_size(path));
  ASSERT_EQ(checkpoint.tensors().size(), 2U);
  EXPECT_EQ(checkpoint.tensors()[0].name, "b");  // sorted by name
  const TensorView* w = checkpoint.find("w");
  ASSERT_NE(w, nullptr);
  EXPECT_EQ(w->shape, (std::vector<int64_t>{2, 3}));
  EXPECT_EQ(w->elements(), 6);
  EXPECT_EQ(*dequantise(checkpoint, *w), (std::vector<float>{1, 2, 3, 4, 5, 6}));
  checkpoint.prefetch(w->data);
  EXPECT_EQ(checkpoint.find("nothing"), nullptr);
  EXPECT_EQ(checkpoint.metadataString("general.architecture"), "llama");
  EXPECT_EQ(checkpoint.metadataInt("llama.block_count"), 2);
  EXPECT_EQ(checkpoint.readSideFile("config.json").error().code, ErrorCode::kNotFound);
}

TEST(Gguf, MetadataOfEveryKind) {
  const auto opened = Checkpoint::open(kFormatGoldens / "types.gguf");
  ASSERT_TRUE(opened) << opened.error().message;
  const Checkpoint& file = **opened;
  EXPECT_EQ(file.metadataInt("test.u8"), 200);
  EXPECT_EQ(file.metadataInt("test.i8"), -100);
  EXPECT_EQ(file.metadataInt("test.u16"), 60000);
  EXPECT_EQ(file.metadataInt("test.i16"), -30000);
  EXPECT_EQ(file.metadataInt("test.u32"), 4000000000);
  EXPECT_EQ(file.metadataInt("test.i32"), -2000000000);
  EXPECT_EQ(file.metadataInt("test.u64"), std::nullopt);  // does not fit
  EXPECT_EQ(std::get<uint64_t>(file.metadata().at("test.u64")), uint64_t{1} << 63);
  EXPECT_EQ(file.metadataInt("test.i64"), -(int64_t{1} << 62));
  EXPECT_EQ(file.metadataFloat("test.f32"), static_cast<double>(0.1F));
  EXPECT_EQ(file.metadataFloat("test.f64"), 0.1);
  EXPECT_EQ(file.metadataFloat("test.i8"), -100.0);
  EXPECT_EQ(file.metadataInt("test.f64"), std::nullopt);
  EXPECT_EQ(file.metadataBool("test.yes"), true);
  EXPECT_EQ(file.metadataBool("test.u8"), std::nullopt);
  EXPECT_EQ(file.metadataString("test.text"), "a \xE6\xB7\xB1\xE3\x81\x84 well");
  EXPECT_EQ(file.metadataString("test.u8"), std::nullopt);
  EXPECT_EQ(file.metadataInt("test.nothing"), std::nullopt);
  EXPECT_EQ(std::get<std::vector<int64_t>>(file.metadata().at("test.ints")), (std::vector<int64_t>{1, -2, 3}));
  EXPECT_EQ(std::get<std::vector<double>>(file.metadata().at("test.floats")), (std::vector<double>{0.5, -1.5}));
  EXPECT_EQ(std::get<std::vector<bool>>(file.metadata().at("test.flags")), (std::vector<bool>{true, false, true}));
  EXPECT_EQ(std::get<GgufStrings>(file.metadata().at("test.words")),
            (std::vector<std::string>{"", "a", "a string longer than any small buffer"}));
}

TEST(Gguf, StringsStayInsideTheirBytes) {
  std::string bytes;
  for (const char* text : {"one", "two", "three"}) bytes += GgufWriter::text(text);
  const auto read = [](const std::string& from) {
    std::vector<std::string> found;
    for (const std::string_view text : GgufStrings(std::as_bytes(std::span(from)), 3)) found.emplace_back(text);
    return found;
  };
  EXPECT_EQ(read(bytes), (std::vector<std::string>{"one", "two", "three"}));
  // As if another program had changed the file since it was checked: whatever they are, there are three.
  EXPECT_EQ(read(bytes.substr(0, bytes.size() - 2)), (std::vector<std::string>{"one", "two", "thr"}));
  EXPECT_EQ(read(bytes.substr(0, 14)), (std::vector<std::string>{"one", "", ""}));
  EXPECT_EQ(read(""), (std::vector<std::string>(3)));
  bytes.replace(0, 8, GgufWriter::raw(~uint64_t{0}));
  const auto changed = read(bytes);
  ASSERT_EQ(changed.size(), 3U);
  EXPECT_EQ(changed[0].size(), bytes.size() - 8);
}

TEST(Gguf, HeadersThatWereDroppedAreReadAgain) {
  const std::vector<std::string> words(4000, "a word that takes some room in the header");
  GgufWriter writer = smallGguf();
  writer.addStrings("test.words", words);
  const auto opened = openBytes(writer.bytes());
  ASSERT_TRUE(opened) << opened.error().message;
  (*opened)->dropHeaders();
  EXPECT_EQ(std::get<GgufStrings>((*opened)->metadata().at("test.words")), words);
}

TEST(Gguf, Version2AndOtherAlignments) {
  GgufWriter old = smallGguf();
  old.version = 2;
  EXPECT_TRUE(openBytes(old.bytes()));
  GgufWriter wide;
  wide.alignment = 128;
  wide.addFloats("a", {1}, {1});
  wide.addFloats("b", {1}, {2});
  const auto opened = openBytes(wide.bytes());
  ASSERT_TRUE(opened) << opened.error().message;
  EXPECT_EQ(*dequantise(**opened, *(*opened)->find("b")), std::vector<float>{2});
}

// The format asks for a multiple of 8, ggml for a power of two: what either writes is read.
TEST(Gguf, OddAlignments) {
  for (const uint32_t good : {1U, 2U, 4U, 8U, 16U, 24U, 40U, 64U, 4096U, 65536U}) {
    SCOPED_TRACE(good);
    GgufWriter writer;
    writer.alignment = good;
    writer.addFloats("a", {3}, {1, 2, 3});
    writer.addFloats("b", {1}, {4});
    const auto opened = openBytes(writer.bytes());
    ASSERT_TRUE(opened) << opened.error().message;
    EXPECT_EQ(*dequantise(**opened, *(*opened)->find("a")), (std::vector<float>{1, 2, 3}));
    EXPECT_EQ(*dequantise(**opened, *(*opened)->find("b")), std::vector<float>{4});
  }
  for (const uint32_t bad : {0U, 3U, 12U, 33U, 0x80000000U, 0xFFFFFFF8U}) {
    GgufWriter writer;
    writer.addU32("general.alignment", bad);
    expectRefused("x.gguf", writer.bytes(), {"general.alignment", "multiple of 8"});
  }
  GgufWriter text;
  text.addString("general.alignment", "32");
  expectRefused("x.gguf", text.bytes(), {"general.alignment", "no number"});
}

TEST(Gguf, RefusesOtherVersions) {
  GgufWriter writer = smallGguf();
  writer.version = 1;
  expectRefused("x.gguf", writer.bytes(), {"version 1", "not supported"});
  writer.version = 4;
  expectRefused("x.gguf", writer.bytes(), {"version 4"});
  writer.version = 0x03000000;
  expectRefused("x.gguf", writer.bytes(), {"big-endian", "gguf-convert-endian"});
  writer.version = 0x02000000;
  expectRefused("x.gguf", writer.bytes(), {"big-endian", "convert"});
}

TEST(Gguf, RefusesOtherFiles) {
  expectRefused("x.gguf", "", {"empty"});
  expectRefused("x.gguf", "GGU", {"GGUF"});
  expectRefused("x.gguf", "GGUF", {"ends inside its header"});
  expectRefused("x.gguf", std::string(1000, 'x'), {"not a GGUF file"});
  const test::TempFolder folder;
  EXPECT_NE(Checkpoint::open(folder.write("m.bin", "PK\x03\x04....")).error().message.find("PyTorch"),
            std::string::npos);
  EXPECT_EQ(Checkpoint::open(folder.write("m.txt", "hello")).error().code, ErrorCode::kUnsupported);
  EXPECT_EQ(Checkpoint::open(folder.path() / "nothing.gguf").error().code, ErrorCode::kNotFound);
  EXPECT_FALSE(Checkpoint::open("/dev/zero"));
}

// Any prefix of a good file is an error, never a crash.
TEST(Gguf, EveryTruncation) {
  const std::string bytes = smallGguf().bytes();
  const test::TempFolder folder;
  for (size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(Checkpoint::open(folder.write("x.gguf", bytes.substr(0, size)))) << size;
  }
}

TEST(Gguf, RefusesHugeCounts) {
  for (const uint64_t count : {uint64_t{1} << 20, uint64_t{1} << 40, ~uint64_t{0}}) {
    GgufWriter many_tensors = smallGguf();
    many_tensors.tensor_count = count;
    expectRefused("x.gguf", many_tensors.bytes(), {"tensors, more than the file can hold"});
    GgufWriter many_pairs = smallGguf();
    many_pairs.pair_count = count;
    expectRefused("x.gguf", many_pairs.bytes(), {"metadata values, more than the file can hold"});
    GgufWriter long_array;
    long_array.pair("a", GgufWriter::kArray,
                    GgufWriter::raw<uint32_t>(GgufWriter::kString) + GgufWriter::raw<uint64_t>(count));
    expectRefused("x.gguf", long_array.bytes(), {"\"a\""});
    GgufWriter long_string;
    long_string.pair("s", GgufWriter::kString, GgufWriter::raw<uint64_t>(count));
    expectRefused("x.gguf", long_string.bytes(), {"\"s\""});
  }
}

TEST(Gguf, RefusesBrokenMetadata) {
  GgufWriter twice;
  twice.addU32("k", 1);
  twice.addU32("k", 2);
  expectRefused("x.gguf", twice.bytes(), {"\"k\"", "twice"});
  GgufWriter unknown;
  unknown.pair("k", 13, "12345678");
  expectRefused("x.gguf", unknown.bytes(), {"\"k\"", "13"});
  GgufWriter nested;
  nested.pair("k", GgufWriter::kArray, GgufWriter::raw<uint32_t>(GgufWriter::kArray) + GgufWriter::raw<uint64_t>(1));
  expectRefused("x.gguf", nested.bytes(), {"array of arrays"});
  GgufWriter element;
  element.pair("k", GgufWriter::kArray, GgufWriter::raw<uint32_t>(99) + GgufWriter::raw<uint64_t>(1));
  expectRefused("x.gguf", element.bytes(), {"99"});
  GgufWriter flag;
  flag.pair("k", GgufWriter::kBool, "\x02");
  expectRefused("x.gguf", flag.bytes(), {"truth value"});
  GgufWriter nameless;
  nameless.addU32("", 1);
  expectRefused("x.gguf", nameless.bytes(), {"key"});
  GgufWriter hostile;
  hostile.addU32("a\x1b[31m\n", 1);
  hostile.addU32("a\x1b[31m\n", 1);
  expectRefused("x.gguf", hostile.bytes(), {"a\\x1b[31m\\x0a"});
}

TEST(Gguf, RefusesBrokenTensors) {
  const std::string data(1024, '\0');
  const auto refuse = [&](const std::vector<uint64_t>& shape, uint32_t type, const std::vector<std::string>& parts) {
    GgufWriter writer;
    writer.tensor("blk.0.w", shape, type, data);
    expectRefused("x.gguf", writer.bytes(), parts);
  };
  refuse({4, 4}, 34, {"blk.0.w", "TQ1_0", "34", "cannot read"});
  refuse({4, 4}, 57, {"blk.0.w", "unknown", "57", "ik_llama.cpp"});
  refuse({4, 4}, 139, {"blk.0.w", "IQ4_K", "139", "forks such as ik_llama.cpp", "choose"});
  refuse({4, 4}, 202, {"blk.0.w", "Q4_0_R8", "202", "forks"});
  refuse({4, 4}, 31, {"blk.0.w", "Q4_0_4_4", "31", "removed"});
  refuse({4, 4}, 4, {"blk.0.w", "Q4_2", "removed", "newer"});
  refuse({1, 1, 1, 1, 1}, 0, {"blk.0.w", "5 dimensions"});
  refuse({0, 4}, 0, {"blk.0.w", "dimension of 0"});
  refuse({uint64_t{1} << 63}, 0, {"blk.0.w"});
  refuse({uint64_t{1} << 32, uint64_t{1} << 32}, 0, {"blk.0.w", "2^63"});
  refuse({uint64_t{1} << 30, uint64_t{1} << 30}, 0, {"blk.0.w", "bytes"});
  refuse({uint64_t{1} << 62}, 28, {"blk.0.w", "2^63"});
  refuse({257}, 0, {"blk.0.w", "1028 bytes"});
  refuse({128, 2}, 12, {"blk.0.w", "multiple of 256"});
  refuse({16}, 8, {"blk.0.w", "multiple of 32"});
}

TEST(Gguf, RefusesMisplacedTensors) {
  GgufWriter crooked;
  crooked.addFloats("a", {64}, std::vector<float>(64));
  crooked.tensorAt("b", {1}, 0, 4);
  expectRefused("x.gguf", crooked.bytes(), {"\"b\"", "alignment"});
  GgufWriter overlapping;
  overlapping.addFloats("a", {64}, std::vector<float>(64));
  overlapping.tensorAt("b", {1}, 0, 32);
  expectRefused("x.gguf", overlapping.bytes(), {"overlap", "\"a\"", "\"b\""});
  GgufWriter same_name;
  same_name.addFloats("a", {1}, {1});
  same_name.addFloats("a", {1}, {1});
  expectRefused("x.gguf", same_name.bytes(), {"\"a\"", "twice"});
  for (const uint64_t offset : {uint64_t{64}, uint64_t{1} << 40, ~uint64_t{0} - 31}) {
    GgufWriter outside;
    outside.addFloats("a", {1}, {1});
    outside.tensorAt("b", {1}, 0, offset);
    expectRefused("x.gguf", outside.bytes(), {"\"b\""});
  }
}

}  // namespace
}  // namespace deepwell
