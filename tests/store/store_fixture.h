// A folder of its own for every test, and short ways to open stores in it.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "app/store/chat_store.h"
#include "app/store/stream_writer.h"
#include "tests/store/known_text.h"
#include "tests/store/on_disk.h"

namespace deepwell {

class StoreTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (std::filesystem::temp_directory_path() / "deepwell-store-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
    path_ = folder_ / "data" / kChatDatabaseName;
  }
  void TearDown() override {
    store_.reset();
    std::error_code error;
    std::filesystem::remove_all(folder_, error);
  }

  // Opens store_ (again).
  ChatStore& open() {
    store_.reset();
    auto opened = ChatStore::open(path_);
    if (!opened) throw std::runtime_error(opened.error().message);
    store_ = std::move(*opened);
    return *store_;
  }

  std::filesystem::path folder_;
  std::filesystem::path path_;
  std::unique_ptr<ChatStore> store_;
};

// The value, or the test ends with the error's text.
template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message);
  return std::move(*result);
}
inline void must(const Status& status) {
  if (!status) throw std::runtime_error(status.error().message);
}

// Streams a piece into a message, or ends it, and waits until that is written.
inline void append(ChatStore& store, MessageId id, StreamDelta delta) {
  const auto writer = must(StreamWriter::start(store));
  writer->append(id, std::move(delta));
  must(writer->flush());
}
inline Status finish(ChatStore& store, MessageId id, MessageEnd end = {}) {
  return must(StreamWriter::start(store))->finish(id, std::move(end));
}

// The whole list.
inline std::vector<Chat> listed(ChatStore& store, ChatListQuery::Which which = ChatListQuery::Which::kActive) {
  ChatListQuery query;
  query.which = which;
  return must(store.listChats(query));
}

}  // namespace deepwell
