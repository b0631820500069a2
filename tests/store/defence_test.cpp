// What a hostile history file cannot do: no connection of the store trusts what stands in its schema, and none can change the schema
// by hand.
#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <algorithm>
#include <mutex>

#include "app/store/database.h"
#include "app/store/search_index.h"
#include "tests/store/store_fixture.h"

namespace deepwell {
namespace {

// While it lives, all connections of this process that are open.
class Connections {
 public:
  Connections() {
    instance() = this;
    sqlite3_auto_extension(entry());
  }
  ~Connections() {
    sqlite3_cancel_auto_extension(entry());
    instance() = nullptr;
  }
  Connections(const Connections&) = delete;
  Connections& operator=(const Connections&) = delete;

  std::vector<sqlite3*> open() {
    const std::lock_guard guard(mutex_);
    return open_;
  }

 private:
  using Entry = void (*)();

  static Connections*& instance() {
    static Connections* connections = nullptr;
    return connections;
  }
  static Entry entry() { return reinterpret_cast<Entry>(&opened); }
  static int opened(sqlite3* db, char**, const void*) {
    const std::lock_guard guard(instance()->mutex_);
    instance()->open_.push_back(db);
    return sqlite3_trace_v2(db, SQLITE_TRACE_CLOSE, [](unsigned, void*, void* closed, void*) {
      if (instance() == nullptr) return 0;
      const std::lock_guard closing(instance()->mutex_);
      std::erase(instance()->open_, static_cast<sqlite3*>(closed));
      return 0;
    }, nullptr);
  }

  std::mutex mutex_;
  std::vector<sqlite3*> open_;
};

int pragma(sqlite3* db, const char* question) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(db, question, -1, &statement, nullptr) != SQLITE_OK) return -1;
  const int answer = sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int(statement, 0) : -1;
  sqlite3_finalize(statement);
  return answer;
}

bool defensive(sqlite3* db) {
  int on = 0;
  sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, -1, &on);
  return on == 1;
}

std::string refusal(SQLite::Database& db, const std::string& sql) {
  try {
    db.exec(sql);
  } catch (const SQLite::Exception& exception) {
    return exception.what();
  }
  return "";
}

using DefenceTest = StoreTest;

TEST_F(DefenceTest, EveryConnectionIsGuarded) {
  Connections connections;
  ChatStore& store = open();
  const ChatId chat = must(store.createChat("t"));
  const auto writer = must(StreamWriter::start(store));
  writer->append(must(store.beginAssistantMessage(chat, AfterLeaf(), "m")), {"", "piece", 0, 1, 0});
  must(writer->flush());
  ASSERT_EQ(must(store.messages(chat)).size(), 1U);
  const std::vector<sqlite3*> open = connections.open();
  ASSERT_GE(open.size(), 4U) << "the store's, its readers' and the stream writer's";
  int writing = 0;
  for (sqlite3* db : open) {
    EXPECT_EQ(pragma(db, "PRAGMA trusted_schema"), 0);
    EXPECT_EQ(pragma(db, "PRAGMA secure_delete"), 1);
    EXPECT_EQ(pragma(db, "PRAGMA foreign_keys"), 1);
    EXPECT_TRUE(defensive(db));
    writing += sqlite3_db_readonly(db, "main") == 0 ? 1 : 0;
  }
  EXPECT_EQ(writing, 2) << "the store's and the stream writer's";
}

// What a person did is waited for, pieces of a stream are not, and its end is: 2 and 1 are SQLite's FULL and NORMAL. What that is
// worth after a power cut is for durability_test.
TEST_F(DefenceTest, WhoWaitsForTheDisk) {
  Connections connections;
  ChatStore& store = open();
  const auto writer = must(StreamWriter::start(store));
  const auto levels = [&] {
    std::vector<int> all;
    for (sqlite3* db : connections.open())
      if (sqlite3_db_readonly(db, "main") == 0) all.push_back(pragma(db, "PRAGMA synchronous"));
    std::ranges::sort(all);
    return all;
  };
  const ChatId chat = must(store.createChat("t"));
  for (int answer = 0; answer < 2; ++answer) {
    const MessageId id = must(store.beginAssistantMessage(chat, AfterLeaf(), "m"));
    writer->append(id, {"", "piece", 0, 1, 0});
    must(writer->flush());
    EXPECT_EQ(levels(), (std::vector{1, 2})) << "a piece";
    must(writer->finish(id, {}));
    EXPECT_EQ(levels(), (std::vector{2, 2})) << "the end";
  }
}

TEST_F(DefenceTest, TheSchemaCannotBeWritten) {
  open();
  store_.reset();
  const auto db = openConnection(path_, true);
  const auto refused = [&] {
    db->exec("PRAGMA writable_schema = ON");
    EXPECT_NE(refusal(*db, "UPDATE sqlite_master SET sql = sql || ' ' WHERE name = 'chats'"), "");
    EXPECT_NE(refusal(*db, "DELETE FROM message_search_data"), "") << "the search index's own tables";
    db->exec("PRAGMA journal_mode = OFF");
    EXPECT_NE(db->execAndGet("PRAGMA journal_mode").getString(), "off");
  };
  refused();
  // Emptying a damaged index lifts the guard for a moment.
  emptyIndex(*db);
  EXPECT_TRUE(defensive(db->getHandle()));
  refused();
}

// A trigger of the file's own may not reach a function or a table with effects outside of it.
TEST_F(DefenceTest, ATriggerOfTheFileCannotReachOut) {
  const ChatId chat = must(open().createChat("t"));
  store_.reset();
  {
    SQLite::Database hostile(path_.string(), SQLite::OPEN_READWRITE);
    hostile.exec("CREATE TRIGGER evil AFTER UPDATE ON chats BEGIN INSERT INTO chat_search(rowid, title) VALUES(99, 'planted'); END");
  }
  const auto db = openConnection(path_, true);
  EXPECT_NE(refusal(*db, "UPDATE chats SET title = 'x' WHERE id = " + std::to_string(chat)).find("unsafe"), std::string::npos);
}

}  // namespace
}  // namespace deepwell
