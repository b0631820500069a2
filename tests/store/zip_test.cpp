// Exports that come packed: the chats of a ZIP archive, and archives that lie.
#include <zlib.h>

#include <algorithm>
#include <fstream>

#include "app/store/transfer.h"
#include "app/store/zip_file.h"
#include "tests/store/store_fixture.h"

namespace deepwell {
namespace {

struct Packed {
  std::string name;
  std::string content;
  int method = Z_DEFLATED;  // 0: stored
  int flags = 0;
};

void put(std::string& out, uint64_t value, int bytes) {
  for (int i = 0; i < bytes; ++i, value >>= 8U) out += static_cast<char>(value & 0xFFU);
}

std::string deflated(const std::string& text) {
  z_stream stream{};
  EXPECT_EQ(deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string out(deflateBound(&stream, text.size()), '\0');
  std::string in = text;
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

// `wide`: with the fields of ZIP64, as archives of over 4 GB have them.
std::string zipOf(const std::vector<Packed>& files, bool wide = false) {
  std::string zip;
  std::string directory;
  for (const Packed& file : files) {
    const std::string data = file.method == 0 ? file.content : deflated(file.content);
    std::string common;  // what both headers have
    put(common, static_cast<uint64_t>(file.flags), 2);
    put(common, static_cast<uint64_t>(file.method), 2);
    put(common, 0, 4);
    put(common, crc32(0, reinterpret_cast<const Bytef*>(file.content.data()), static_cast<uInt>(file.content.size())), 4);
    put(common, wide ? 0xFFFFFFFF : data.size(), 4);
    put(common, wide ? 0xFFFFFFFF : file.content.size(), 4);
    put(common, file.name.size(), 2);
    std::string extra;
    if (wide) {
      put(extra, 1, 2);
      put(extra, 24, 2);
      for (const uint64_t value : {uint64_t{file.content.size()}, uint64_t{data.size()}, uint64_t{zip.size()}}) put(extra, value, 8);
    }
    put(common, extra.size(), 2);
    directory += std::string("PK\1\2\24\0\24\0", 8) + common;
    put(directory, 0, 10);
    put(directory, wide ? 0xFFFFFFFF : zip.size(), 4);
    directory += file.name + extra;
    zip += std::string("PK\3\4\24\0", 6) + common + file.name + extra + data;
  }
  const uint64_t at = zip.size();
  zip += directory;
  if (wide) {
    const uint64_t record = zip.size();
    zip += "PK\6\6";
    for (const auto& [value, bytes] : {std::pair<uint64_t, int>{44, 8}, {45, 2}, {45, 2}, {0, 4}, {0, 4}, {files.size(), 8}, {files.size(), 8}, {directory.size(), 8}, {at, 8}})
      put(zip, value, bytes);
    zip += "PK\6\7";
    put(zip, 0, 4);
    put(zip, record, 8);
    put(zip, 1, 4);
  }
  zip += "PK\5\6";
  put(zip, 0, 4);
  put(zip, files.size(), 2);
  put(zip, files.size(), 2);
  put(zip, wide ? 0xFFFFFFFF : directory.size(), 4);
  put(zip, wide ? 0xFFFFFFFF : at, 4);
  put(zip, 0, 2);
  return zip;
}

std::string chatOf(const std::string& words) { return R"([{"title":")" + words + R"(","messages":[{"role":"user","content":")" + words + "\"}]}]"; }

class ZipTest : public StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    open();
  }
  Result<ImportReport> import(const std::string& bytes) {
    const auto file = folder_ / "export.zip";
    std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
    return importChats(*store_, file);
  }
  std::vector<std::string> titles() {
    std::vector<std::string> all;
    for (const Chat& chat : listed(*store_)) all.push_back(chat.title);
    std::sort(all.begin(), all.end());
    return all;
  }
};

TEST_F(ZipTest, ChatsAreFound) {
  must(import(zipOf({{"user.json", "{\"id\":1}"}, {"conversations.json", chatOf("packed")}, {"chat.html", "<html>"}})));
  EXPECT_EQ(titles(), std::vector<std::string>{"packed"});
  // In pieces, in folders, stored, and beside other chats that are not wanted then.
  must(import(zipOf({{"a/conversations-000.json", chatOf("piece 0"), 0}, {"a/conversations-001.json", chatOf("piece 1")}, {"a/shared.json", chatOf("shared")},
                     {"__MACOSX/a/._conversations-000.json", "\x05\x16"}})));
  EXPECT_EQ(titles(), (std::vector<std::string>{"packed", "piece 0", "piece 1"}));
  // No such name: all JSON files, of which some hold no chats.
  must(import(zipOf({{"../../../evil.json", chatOf("evil name")}, {"settings.json", "{}"}, {"broken.json", "nothing"}, {"notes.txt", "x"}})));
  EXPECT_EQ(titles().size(), 4U);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "../../../evil.json"));
  must(import(zipOf({{"conversations.json", chatOf("wide")}}, true)));
  EXPECT_EQ(titles().size(), 5U);
}

TEST_F(ZipTest, RefusedInWords) {
  const std::string json = chatOf("x");
  const std::vector<std::pair<std::string, std::string>> archives = {
      {zipOf({}), "without a JSON file"},
      {zipOf({{"sea.jpg", "x"}}), "without a JSON file"},
      {zipOf({{"conversations.json", json, Z_DEFLATED, 1}}), "password"},
      {zipOf({{"conversations.json", "nothing"}}), "not JSON"},
      {zipOf({{"conversations.json", "[]"}}), "holds no chats"},
      {"PK\3\4 and no more", "no end"},
  };
  for (const auto& [bytes, words] : archives) {
    const auto report = import(bytes);
    ASSERT_FALSE(report) << words;
    EXPECT_NE(report.error().message.find(words), std::string::npos) << report.error().message;
    EXPECT_NE(report.error().message.find("export.zip"), std::string::npos) << report.error().message;
  }
  EXPECT_TRUE(titles().empty());
  std::string odd = zipOf({{"conversations.json", json, 0}});
  for (size_t at = odd.find("PK\1\2"); at != std::string::npos; at = odd.find("PK\1\2", at + 1)) odd[at + 10] = 14;  // LZMA
  EXPECT_EQ(import(odd).error().code, ErrorCode::kUnsupported);
}

// What a small archive unpacks to is bounded, wherever in it the chats stand.
TEST_F(ZipTest, BombsAreGivenUp) {
  const std::string bomb = "[" + std::string(size_t{200} << 20, ' ') + chatOf("late").substr(1);
  const auto report = import(zipOf({{"conversations.json", bomb}}));
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, ErrorCode::kUnsupported);
  EXPECT_TRUE(titles().empty());
}

// Cut anywhere, or with any byte changed: an error in words, or the chats; never half of them.
TEST_F(ZipTest, DamageIsNoticed) {
  const std::string good = zipOf({{"conversations.json", chatOf("a b c d")}});
  for (size_t cut = 0; cut < good.size(); ++cut) EXPECT_FALSE(import(good.substr(0, cut))) << cut;
  EXPECT_TRUE(titles().empty());
  std::string changed = good;
  const auto content = [&changed]() -> Result<std::string> {
    const ReadAt file = [&changed](uint64_t at, char* buffer, size_t count) -> size_t {
      return at >= changed.size() ? 0 : changed.copy(buffer, count, at);
    };
    DEEPWELL_ASSIGN(const auto entries, zipEntries(file, changed.size(), "zip"));
    if (entries.size() != 1) return fail(ErrorCode::kCorruptFile, "no entry");
    DEEPWELL_ASSIGN(const auto stream, ZipStream::open(file, changed.size(), entries[0], "zip"));
    std::string all;
    char buffer[7];
    while (const size_t count = stream->read(buffer, sizeof buffer)) all.append(buffer, count);
    DEEPWELL_TRY(stream->status());
    return all;
  };
  EXPECT_EQ(must(content()), chatOf("a b c d"));
  for (size_t at = 0; at < good.size(); ++at)
    for (const int change : {1, 0x80, 0xFF}) {
      changed = good;
      changed[at] = static_cast<char>(changed[at] ^ change);
      const auto found = content();
      if (found) {
        EXPECT_EQ(*found, chatOf("a b c d")) << at;
      }
    }
}

}  // namespace
}  // namespace deepwell
