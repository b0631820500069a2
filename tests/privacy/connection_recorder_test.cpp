#include "app/privacy/connection_recorder.h"

#include <gtest/gtest.h>

#include <fstream>

#include "app/privacy/connection_file.h"

namespace deepwell {
namespace {

namespace fs = std::filesystem;

fetch::Connection connection(uint64_t number) {
  fetch::Connection made;
  made.number = number;
  made.opened_ms = 1'763'800'000'000;
  made.host = "huggingface.co";
  made.purpose = "search";
  return made;
}

class ConnectionRecorderTest : public testing::Test {
 protected:
  void SetUp() override { fs::create_directories(folder_); }
  void TearDown() override { fs::remove_all(folder_); }

  const fs::path folder_ = fs::path(testing::TempDir()) / ("recorder-" + std::to_string(getpid()));
  const fs::path file_ = folder_ / "connections.jsonl";
};

TEST_F(ConnectionRecorderTest, AFileOfTheOwnersOnly) {
  ConnectionRecorder recorder(file_);
  ASSERT_TRUE(recorder.ready());
  EXPECT_EQ(fs::file_size(file_), 0U);  // what is set aside for it does not show
  EXPECT_EQ(fs::status(file_).permissions() & fs::perms::all, fs::perms::owner_read | fs::perms::owner_write);
  ASSERT_TRUE(recorder.add(connection(1)));
  ASSERT_TRUE(recorder.add(connection(2)));
  const auto record = readConnections(file_);
  ASSERT_TRUE(record);
  EXPECT_EQ(record->connections.size(), 2U);
  EXPECT_FALSE(record->incomplete);
}

TEST_F(ConnectionRecorderTest, WhereItCannotBeOpenedItSaysSoFirst) {
  fs::create_directory(file_);
  ConnectionRecorder recorder(file_);
  const Status ready = recorder.ready();
  ASSERT_FALSE(ready);
  EXPECT_NE(ready.error().message.find(file_.string()), std::string::npos);
  EXPECT_FALSE(canRecord(file_));
  fs::remove(file_);
  EXPECT_TRUE(canRecord(file_));
  EXPECT_FALSE(fs::exists(file_));
  EXPECT_TRUE(recorder.ready());
}

// The disk is full while something connects: said, marked, and written when there is room again.
TEST_F(ConnectionRecorderTest, WhatCouldNotBeWrittenIsNotForgotten) {
  fs::create_symlink("/dev/full", file_);
  {
    ConnectionRecorder recorder(file_);
    EXPECT_FALSE(recorder.add(connection(1)));
    EXPECT_FALSE(recorder.ready());
    fs::remove(file_);
    EXPECT_TRUE(readConnections(file_)->incomplete);
    EXPECT_TRUE(recorder.ready());
    EXPECT_FALSE(readConnections(file_)->incomplete);
    EXPECT_EQ(readConnections(file_)->connections.size(), 1U);
    fs::remove(file_);
    fs::create_symlink("/dev/full", file_);
    EXPECT_FALSE(recorder.add(connection(2)));
  }
  // The program has ended meanwhile: the next one knows.
  fs::remove(file_);
  EXPECT_TRUE(readConnections(file_)->incomplete);
  ConnectionRecorder next(file_);
  EXPECT_TRUE(next.ready());
  EXPECT_TRUE(next.add(connection(3)));
  EXPECT_TRUE(readConnections(file_)->incomplete);
  EXPECT_TRUE(clearConnections(file_));
  EXPECT_FALSE(readConnections(file_)->incomplete);
}

// More than is kept: what is lost is lost, and the mark says so also when the rest was written.
TEST_F(ConnectionRecorderTest, WhatWasTooMuchIsMissedForGood) {
  fs::create_symlink("/dev/full", file_);
  ConnectionRecorder recorder(file_);
  fetch::Connection large = connection(1);
  large.purpose = std::string(10'000, 'x');
  for (uint64_t i = 0; i < 500; ++i) {
    large.number = i;
    EXPECT_FALSE(recorder.add(large));
  }
  fs::remove(file_);
  ASSERT_TRUE(recorder.ready());
  const auto record = readConnections(file_);
  EXPECT_GT(record->connections.size(), 300U);
  EXPECT_LT(record->connections.size(), 500U);
  EXPECT_TRUE(record->incomplete);
  ASSERT_TRUE(recorder.add(connection(501)));
  EXPECT_TRUE(readConnections(file_)->incomplete);
  ASSERT_TRUE(clearConnections(file_));
  ASSERT_TRUE(recorder.add(connection(502)));
  EXPECT_FALSE(readConnections(file_)->incomplete);
}

TEST_F(ConnectionRecorderTest, WhatIsForgottenDoesNotComeBack) {
  fs::create_symlink("/dev/full", file_);
  ConnectionRecorder recorder(file_);
  EXPECT_FALSE(recorder.add(connection(1)));
  // Emptying fails: the mark stays, for it is still true.
  EXPECT_FALSE(clearConnections(file_));
  EXPECT_TRUE(fs::exists(incompleteMark(file_)));
  fs::remove(file_);
  ASSERT_TRUE(clearConnections(file_));
  recorder.forget();
  ASSERT_TRUE(recorder.ready());
  ASSERT_TRUE(recorder.add(connection(2)));
  const auto record = readConnections(file_);
  ASSERT_EQ(record->connections.size(), 1U);
  EXPECT_EQ(record->connections[0].number, 2U);
  EXPECT_FALSE(record->incomplete);
}

}  // namespace
}  // namespace deepwell
