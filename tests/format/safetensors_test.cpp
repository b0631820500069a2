#include <gtest/gtest.h>

#include <filesystem>

#include "engine/format/checkpoint.h"
#include "tests/format/refusals.h"
#include "tests/support/safetensors_writer.h"
#include "tests/support/temp_folder.h"

namespace deepwell {
namespace {

using test::expectRefused;
using test::safetensorsFile;
using test::SafetensorsWriter;

SafetensorsWriter smallSafetensors() {
  SafetensorsWriter writer;
  writer.addFloats("model.w", {2, 3}, {1, 2, 3, 4, 5, 6});
  writer.addFloats("model.b", {3}, {7, 8, 9});
  writer.tensor("scalar", "I64", {}, std::string("\x05\0\0\0\0\0\0\0", 8));
  return writer;
}

TEST(Safetensors, ReadsWhatTheWriterWrote) {
  const test::TempFolder folder;
  folder.write("model.safetensors", smallSafetensors().bytes());
  folder.write("config.json", "{}");
  const auto opened = Checkpoint::open(folder.path());
  ASSERT_TRUE(opened) << opened.error().message;
  const Checkpoint& checkpoint = **opened;
  EXPECT_EQ(checkpoint.kind(), Checkpoint::Kind::kSafetensors);
  ASSERT_EQ(checkpoint.tensors().size(), 3U);
  EXPECT_EQ(checkpoint.tensors()[0].name, "model.b");
  EXPECT_EQ(*dequantise(checkpoint, *checkpoint.find("model.w")), (std::vector<float>{1, 2, 3, 4, 5, 6}));
  EXPECT_EQ(checkpoint.find("scalar")->elements(), 1);
  EXPECT_EQ(*dequantise(checkpoint, *checkpoint.find("scalar")), std::vector<float>{5});
  EXPECT_TRUE(checkpoint.metadata().empty());
  EXPECT_EQ(*checkpoint.readSideFile("config.json"), "{}");
}

TEST(Safetensors, EscapedNamesMetadataPaddingAndUnknownFields) {
  const test::TempFolder folder;
  const std::string header =
      R"({"__metadata__":{"format":"pt"}, "a\"\u00e9" : {"new":[{"x":1}],"data_offsets":[0,4],"shape":[1],"dtype":"F32"}}   )";
  const auto path = folder.write("x.safetensors", safetensorsFile(header, std::string(4, '\0')));
  const auto opened = Checkpoint::open(path);
  ASSERT_TRUE(opened) << opened.error().message;
  EXPECT_NE((*opened)->find("a\"\xC3\xA9"), nullptr);
  EXPECT_EQ((*opened)->tensors().size(), 1U);
}

TEST(Safetensors, EveryTruncation) {
  const std::string bytes = smallSafetensors().bytes();
  const test::TempFolder folder;
  for (size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(Checkpoint::open(folder.write("x.safetensors", bytes.substr(0, size)))) << size;
  }
}

TEST(Safetensors, RefusesBrokenHeaders) {
  const std::string data(64, '\0');
  expectRefused("x.safetensors", "", {"empty"});
  expectRefused("x.safetensors", "1234", {"4 bytes"});
  for (const uint64_t length : {uint64_t{57}, uint64_t{1} << 30, ~uint64_t{0}}) {
    std::string bytes = safetensorsFile("", std::string(56, ' '));
    std::memcpy(bytes.data(), &length, sizeof(length));
    expectRefused("x.safetensors", bytes, {"header"});
  }
  for (const char* header : {"", " {}", "[]", "{", "}", "{\"a\"", "{\"a\":}", "{\"a\":1}", "{} x", "{}{}", "null",
                             "{\"a\":{\"dtype\":\"F32\"}", "{\"\xff\":1}"}) {
    expectRefused("x.safetensors", safetensorsFile(header, data), {});
  }
}

TEST(Safetensors, RefusesBrokenEntries) {
  const auto refuse = [](const std::string& entry, const std::vector<std::string>& parts) {
    expectRefused("x.safetensors", safetensorsFile("{\"t\":" + entry + "}", std::string(64, '\0')), parts);
  };
  refuse(R"({"dtype":"F32","shape":[4]})", {"\"t\"", "missing"});
  refuse(R"({"dtype":"F32","shape":[4],"shape":[4],"data_offsets":[0,16]})", {"\"t\"", "twice"});
  refuse(R"({"dtype":"F4_X","shape":[4],"data_offsets":[0,16]})", {"\"t\"", "F4_X"});
  refuse(R"({"dtype":7,"shape":[4],"data_offsets":[0,16]})", {"\"t\"", "dtype"});
  refuse(R"({"dtype":"F32","shape":[-4],"data_offsets":[0,16]})", {"\"t\"", "shape"});
  refuse(R"({"dtype":"F32","shape":[4.5],"data_offsets":[0,16]})", {"\"t\"", "shape"});
  refuse(R"({"dtype":"F32","shape":4,"data_offsets":[0,16]})", {"\"t\"", "shape"});
  refuse(R"({"dtype":"F32","shape":[1,1,1,1,1,1,1,1,4],"data_offsets":[0,16]})", {"\"t\"", "8 dimensions"});
  refuse(R"({"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,16]})", {"\"t\"", "2^63"});
  refuse(R"({"dtype":"F32","shape":[9223372036854775808],"data_offsets":[0,16]})", {"\"t\"", "shape"});
  refuse(R"({"dtype":"F64","shape":[4611686018427387904],"data_offsets":[0,16]})", {"\"t\"", "2^63"});
  refuse(R"({"dtype":"F32","shape":[4],"data_offsets":[0,12]})", {"\"t\"", "need 16"});
  refuse(R"({"dtype":"F32","shape":[17],"data_offsets":[0,68]})", {"\"t\"", "64 bytes"});
  refuse(R"({"dtype":"F32","shape":[4],"data_offsets":[16,0]})", {"\"t\""});
  refuse(R"({"dtype":"F32","shape":[4],"data_offsets":[18446744073709551600,0]})", {"\"t\""});
  refuse(R"({"dtype":"F32","shape":[4],"data_offsets":[0]})", {"\"t\"", "data_offsets"});
  refuse(R"({"dtype":"F32","shape":[4],"data_offsets":[0,8,16]})", {"\"t\"", "data_offsets"});
  refuse(R"({"dtype":"F32","shape":[4],"data_offsets":"x"})", {"\"t\"", "data_offsets"});
}

TEST(Safetensors, RefusesOverlapAndDuplicates) {
  const std::string data(64, '\0');
  const std::string entry = R"({"dtype":"F32","shape":[4],"data_offsets":[)";
  expectRefused("x.safetensors", safetensorsFile("{\"a\":" + entry + "0,16]},\"b\":" + entry + "12,28]}}", data), {"overlap"});
  expectRefused("x.safetensors", safetensorsFile("{\"a\":" + entry + "0,16]},\"b\":" + entry + "0,16]}}", data), {"overlap"});
  expectRefused("x.safetensors", safetensorsFile("{\"a\":" + entry + "0,16]},\"a\":" + entry + "16,32]}}", data), {"\"a\"", "twice"});
}

}  // namespace
}  // namespace deepwell
