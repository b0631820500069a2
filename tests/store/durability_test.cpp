// What survives a power cut: a file system of our own under SQLite notes what was flushed to the disk, and the history
// is opened again with nothing but that.
#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <iterator>
#include <map>
#include <mutex>

#include "tests/store/store_fixture.h"

namespace deepwell {
namespace {

// The system's file system, but each file is copied to "<file>.flushed" when SQLite flushes it: after a power cut a
// disk holds at least that.
class FlushNotes {
 public:
  FlushNotes() {
    real_ = sqlite3_vfs_find(nullptr);
    vfs_ = *real_;
    vfs_.zName = "flush-notes";
    vfs_.pNext = nullptr;
    vfs_.xOpen = [](sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out) {
      return instance()->open(name, file, flags, out);
    };
    instance() = this;
    sqlite3_vfs_register(&vfs_, 1);
  }
  ~FlushNotes() {
    sqlite3_vfs_unregister(&vfs_);
    sqlite3_vfs_register(real_, 1);
  }
  int flushes() {
    const std::lock_guard guard(mutex_);
    return flushes_;
  }

 private:
  static FlushNotes*& instance() {
    static FlushNotes* notes = nullptr;
    return notes;
  }

  int open(const char* name, sqlite3_file* file, int flags, int* out) {
    const int rc = real_->xOpen(real_, name, file, flags, out);
    if (rc != SQLITE_OK || name == nullptr || file->pMethods == nullptr) return rc;
    const std::lock_guard guard(mutex_);
    names_[file] = name;
    auto& methods = methods_[file->pMethods];
    if (methods.xSync == nullptr) {
      methods = *file->pMethods;
      syncs_[&methods] = file->pMethods->xSync;
      methods.xSync = [](sqlite3_file* which, int how) { return instance()->sync(which, how); };
    }
    file->pMethods = &methods;
    return rc;
  }

  int sync(sqlite3_file* file, int how) {
    const std::lock_guard guard(mutex_);
    const int rc = syncs_[file->pMethods](file, how);
    ++flushes_;
    const std::string name = names_[file];
    std::error_code error;
    std::filesystem::copy_file(name, name + ".flushed", std::filesystem::copy_options::overwrite_existing, error);
    return rc;
  }

  sqlite3_vfs* real_ = nullptr;
  sqlite3_vfs vfs_{};
  std::mutex mutex_;
  int flushes_ = 0;
  std::map<sqlite3_file*, std::string> names_;
  std::map<const sqlite3_io_methods*, sqlite3_io_methods> methods_;
  std::map<const sqlite3_io_methods*, int (*)(sqlite3_file*, int)> syncs_;
};

class DurabilityTest : public StoreTest {
 protected:
  // The history as a power cut at this moment leaves it, with nothing that was not flushed.
  std::unique_ptr<ChatStore> afterPowerCut() {
    const auto copy = folder_ / "after" / kChatDatabaseName;
    std::filesystem::remove_all(copy.parent_path());
    std::filesystem::create_directories(copy.parent_path());
    for (const char* tail : {"", "-wal"}) {
      std::error_code error;
      std::filesystem::copy_file(path_.string() + tail + ".flushed", copy.string() + tail, error);
    }
    return must(ChatStore::open(copy));
  }
};

TEST_F(DurabilityTest, WhatAPowerCutLeaves) {
  FlushNotes notes;
  {
    ChatStore& store = open();
    StreamWriter::Options options;
    options.interval = std::chrono::hours(1);
    const auto writer = must(StreamWriter::start(store, options));
    const ChatId chat = must(store.createChat("t"));
    const MessageId question = must(store.appendMessage(chat, AfterLeaf(), ChatRole::kUser, "question"));
    EXPECT_EQ(must(afterPowerCut()->message(question)).text, "question") << "a sent message is on the disk";

    const MessageId id = must(store.beginAssistantMessage(chat, AfterLeaf(), "m"));
    const int before = notes.flushes();
    for (int i = 0; i < 20; ++i) {
      writer->append(id, {"", "piece ", 0, 1, 0});
      must(writer->flush());
    }
    EXPECT_EQ(notes.flushes(), before) << "streamed pieces do not wait for the disk";
    const ChatMessage cut = must(afterPowerCut()->message(id));
    EXPECT_EQ(cut.state, MessageState::kInterrupted) << "the message is there, its last pieces may not be";

    must(writer->finish(id, {}));
    EXPECT_GT(notes.flushes(), before);
    const ChatMessage whole = must(afterPowerCut()->message(id));
    EXPECT_EQ(whole.state, MessageState::kFinished) << "a finished answer is on the disk";
    EXPECT_EQ(whole.text.size(), 20 * 6U);

    // Pieces that were not waited for are on the disk with the next thing that is.
    const MessageId other = must(store.beginAssistantMessage(chat, AfterLeaf(), "m"));
    writer->append(other, {"", "piece", 0, 1, 0});
    must(writer->flush());
    must(store.setDraft(chat, "x"));
    EXPECT_EQ(must(afterPowerCut()->message(other)).text, "piece");
    must(writer->finish(other, {}));
  }
  store_.reset();
}

// A flush writes what is new, however long the message is already.
TEST_F(DurabilityTest, AFlushCostsWhatIsNew) {
  ChatStore& store = open();
  const ChatId chat = must(store.createChat("t"));
  const MessageId id = must(store.beginAssistantMessage(chat, AfterLeaf(), "m"));
  const auto logBytes = [&] { return std::filesystem::file_size(path_.string() + "-wal"); };
  const auto writer = must(StreamWriter::start(store));
  writer->append(id, {std::string(1'000'000, 'r'), std::string(2'000'000, 't'), 1, 1, 0});
  must(writer->flush());
  // A checkpoint starts the log anew, which would hide what is written: this keeps one from ending.
  SQLite::Database reader(path_.string(), SQLite::OPEN_READONLY);
  SQLite::Transaction snapshot(reader);
  reader.execAndGet("SELECT count(*) FROM chats");
  const auto before = logBytes();
  for (int i = 0; i < 20; ++i) {
    writer->append(id, {"", std::string(1000, 'x'), 0, 1, 0});
    must(writer->flush());
  }
  EXPECT_LT(logBytes() - before, 20 * 6 * 4200U) << "six pages a flush, not 3 MB";
  must(writer->finish(id, {}));
  EXPECT_EQ(must(store.message(id)).text.size(), 2'020'000U);
}

}  // namespace
}  // namespace deepwell
