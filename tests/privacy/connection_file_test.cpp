#include "app/privacy/connection_file.h"

#include <gtest/gtest.h>

#include <fstream>
#include <limits>

namespace deepwell {
namespace {

namespace fs = std::filesystem;

fetch::Connection connection(uint64_t number, bool closed, uint64_t received = 0, int64_t opened_ms = 1'763'800'000'000) {
  fetch::Connection made;
  made.number = number;
  made.closed = closed;
  made.opened_ms = opened_ms;
  made.host = "huggingface.co";
  made.address = "18.164.174.118";
  made.port = 443;
  made.purpose = "download";
  made.bytes_received = received;
  made.bytes_sent = 10;
  return made;
}

std::string line(const fetch::Connection& made) { return fetch::writeLine(fetch::Event(made)) + "\n"; }

TEST(ConnectionFile, OpeningAndClosingAreOne) {
  const auto record = parseConnections(line(connection(1, false)) + line(connection(2, false)) + line(connection(1, true, 100)));
  ASSERT_EQ(record.connections.size(), 2U);
  EXPECT_EQ(record.connections[0].number, 2U);  // newest first
  EXPECT_FALSE(record.connections[0].closed);   // the helper was killed
  EXPECT_TRUE(record.connections[1].closed);
  EXPECT_EQ(record.bytes_received, 100U);
  EXPECT_EQ(record.bytes_sent, 20U);
  EXPECT_EQ(record.damaged_lines, 0U);
}

// Each helper counts from 1.
TEST(ConnectionFile, AnotherHelpersFirstConnectionIsAnother) {
  const auto record = parseConnections(line(connection(1, true, 5, 1000)) + line(connection(1, true, 7, 2000)));
  ASSERT_EQ(record.connections.size(), 2U);
  EXPECT_EQ(record.connections[0].opened_ms, 2000);
  EXPECT_EQ(record.bytes_received, 12U);
}

TEST(ConnectionFile, DamageIsCountedAndTheRestIsRead) {
  const auto record = parseConnections("garbage\n" + line(connection(1, true)) + "{}\n\n" + R"({"event":"response","id":1,"status":200,"body":"","error":""})" +
                                       "\n" + std::string(100000, 'x') + "\n" + line(connection(2, true)).substr(0, 40));
  EXPECT_EQ(record.connections.size(), 1U);
  EXPECT_EQ(record.damaged_lines, 5U);
}

TEST(ConnectionFile, TextsAreShortAndOfOneLine) {
  fetch::Connection evil = connection(1, true);
  evil.host = "a\nb\x1b[2J" + std::string(5000, 'c');
  evil.purpose = std::string(254, 'd') + "ä";
  const auto record = parseConnections(line(evil));
  ASSERT_EQ(record.connections.size(), 1U);
  EXPECT_EQ(record.connections[0].host.substr(0, 3), "a b");
  EXPECT_EQ(record.connections[0].host.find('\x1b'), std::string::npos);
  EXPECT_LE(record.connections[0].host.size(), 255U);
  EXPECT_EQ(record.connections[0].purpose, std::string(254, 'd'));  // no half characters
}

TEST(ConnectionFile, SumsDoNotWrap) {
  const uint64_t most = std::numeric_limits<uint64_t>::max();
  fetch::Connection first = connection(1, true);
  first.bytes_received = most / 2 + 10;
  fetch::Connection second = connection(2, true);
  second.bytes_received = most / 2 + 10;
  const auto record = parseConnections(line(first) + line(second));
  if (record.connections.size() == 2) {
    EXPECT_EQ(record.bytes_received, most);
  } else {
    EXPECT_EQ(record.damaged_lines, 2U);  // the protocol has refused such numbers
  }
}

class RecordOnDisk : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "connections-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    dir_ = pattern;
  }
  void TearDown() override { fs::remove_all(dir_); }
  fs::path file() const { return dir_ / "connections.jsonl"; }
  fs::path dir_;
};

TEST_F(RecordOnDisk, NoFileMeansNothingEver) {
  const auto record = readConnections(file());
  ASSERT_TRUE(record) << record.error().message;
  EXPECT_TRUE(record->connections.empty());
  EXPECT_TRUE(clearConnections(file()));
}

TEST_F(RecordOnDisk, OfALongOneTheEndIsRead) {
  std::ofstream out(file());
  for (uint64_t i = 1; i <= 1000; ++i) out << line(connection(i, true, 1));
  out.close();
  const auto all = readConnections(file());
  ASSERT_TRUE(all);
  EXPECT_EQ(all->connections.size(), 1000U);
  EXPECT_FALSE(all->older_left_out);
  const auto some = readConnections(file(), 5000);
  ASSERT_TRUE(some);
  EXPECT_TRUE(some->older_left_out);
  EXPECT_GT(some->connections.size(), 5U);
  EXPECT_LT(some->connections.size(), 100U);
  EXPECT_EQ(some->connections[0].number, 1000U);
  EXPECT_EQ(some->damaged_lines, 0U);  // half a line at the cut is not damage
}

TEST_F(RecordOnDisk, ClearingLeavesAppendersGoing) {
  std::ofstream out(file(), std::ios::app);
  out << line(connection(1, true)) << std::flush;
  ASSERT_TRUE(clearConnections(file()));
  EXPECT_TRUE(readConnections(file())->connections.empty());
  out << line(connection(2, true)) << std::flush;
  const auto record = readConnections(file());
  ASSERT_TRUE(record);
  ASSERT_EQ(record->connections.size(), 1U);
  EXPECT_EQ(record->connections[0].number, 2U);
  EXPECT_EQ(record->damaged_lines, 0U);
}

// What the page does every two seconds: only new lines are read, however long the record is.
TEST_F(RecordOnDisk, AGrowingOneIsReadOnceOnly) {
  std::ofstream out(file(), std::ios::app);
  for (uint64_t i = 1; i <= 15000; ++i) out << line(connection(i, true, 1));
  out << std::flush;
  ConnectionReader reader(file());
  auto record = reader.read();
  ASSERT_TRUE(record && *record);
  EXPECT_EQ((*record)->connections.size(), 15000U);
  EXPECT_EQ(reader.bytesRead(), fs::file_size(file()));
  record = reader.read();
  ASSERT_TRUE(record);
  EXPECT_FALSE(*record);  // nothing new

  const std::string opened = line(connection(15001, false));
  out << opened << opened.substr(0, 20) << std::flush;  // half a line is being written
  record = reader.read();
  ASSERT_TRUE(record && *record);
  EXPECT_EQ((*record)->connections.size(), 15001U);
  EXPECT_FALSE((*record)->connections[0].closed);
  EXPECT_EQ((*record)->damaged_lines, 0U);
  EXPECT_EQ(reader.bytesRead(), fs::file_size(file()));
  out << "\n" << line(connection(15001, true, 7)) << std::flush;
  record = reader.read();
  ASSERT_TRUE(record && *record);
  EXPECT_EQ((*record)->connections.size(), 15001U);
  EXPECT_TRUE((*record)->connections[0].closed);
  EXPECT_EQ((*record)->damaged_lines, 1U);
}

TEST_F(RecordOnDisk, OneThatWasEmptiedOrReplacedIsReadAnew) {
  std::ofstream out(file(), std::ios::app);
  out << line(connection(1, true)) << line(connection(2, true)) << std::flush;
  ConnectionReader reader(file());
  ASSERT_EQ((*reader.read())->connections.size(), 2U);
  ASSERT_TRUE(clearConnections(file()));
  EXPECT_TRUE((*reader.read())->connections.empty());
  // Emptied, and longer than before when it is looked at again.
  out << line(connection(3, true)) << std::flush;
  ASSERT_EQ((*reader.read())->connections.size(), 1U);
  ASSERT_TRUE(clearConnections(file()));
  for (uint64_t i = 4; i <= 8; ++i) out << line(connection(i, true));
  out << std::flush;
  const auto record = reader.read();
  ASSERT_TRUE(record && *record);
  EXPECT_EQ((*record)->connections.size(), 5U);
  EXPECT_EQ((*record)->damaged_lines, 0U);
  fs::remove(file());
  EXPECT_TRUE((*reader.read())->connections.empty());
}

TEST_F(RecordOnDisk, AnEndlessOneTakesNoEndlessMemory) {
  std::ofstream out(file(), std::ios::app);
  ConnectionReader reader(file());
  for (uint64_t i = 1; i <= 3 * kMaxRecordConnections; ++i) {
    out << line(connection(i, true, 1));
    if (i % kMaxRecordConnections == 0) {
      out << std::flush;
      ASSERT_TRUE(reader.read());
    }
  }
  out << line(connection(3 * kMaxRecordConnections, true, 9)) << std::flush;  // again: it replaces
  const auto record = reader.read();
  ASSERT_TRUE(record && *record);
  EXPECT_EQ((*record)->connections.size(), kMaxRecordConnections);
  EXPECT_EQ((*record)->connections[0].bytes_received, 9U);
  EXPECT_TRUE((*record)->older_left_out);
}

TEST_F(RecordOnDisk, AFolderInItsPlaceIsAnError) {
  fs::create_directory(file());
  const auto record = readConnections(file());
  if (!record) {
    EXPECT_NE(record.error().message.find(file().string()), std::string::npos);
  } else {
    EXPECT_TRUE(record->connections.empty());
  }
  EXPECT_FALSE(clearConnections(file()));
}

}  // namespace
}  // namespace deepwell
