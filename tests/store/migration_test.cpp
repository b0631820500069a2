#include <SQLiteCpp/SQLiteCpp.h>

#include "tests/store/store_fixture.h"

namespace deepwell {
namespace {

// The tables of version 1 as they were, with rows: frozen, never to be made from the code of today.
constexpr const char* kVersion1File = R"sql(
CREATE TABLE chats(id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT NOT NULL DEFAULT '', created INTEGER NOT NULL,
  updated INTEGER NOT NULL, model_path TEXT NOT NULL DEFAULT '', model_name TEXT NOT NULL DEFAULT '',
  deleted_at INTEGER, leaf INTEGER REFERENCES messages(id) DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE messages(id INTEGER PRIMARY KEY AUTOINCREMENT, chat INTEGER NOT NULL REFERENCES chats(id) ON DELETE CASCADE,
  parent INTEGER REFERENCES messages(id) DEFERRABLE INITIALLY DEFERRED,
  role TEXT NOT NULL CHECK(role IN ('system', 'user', 'assistant')), reasoning TEXT NOT NULL DEFAULT '',
  text TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL CHECK(state IN ('streaming', 'finished', 'interrupted', 'cancelled', 'failed')),
  error TEXT NOT NULL DEFAULT '', model TEXT NOT NULL DEFAULT '', sampling TEXT NOT NULL DEFAULT '',
  prompt_tokens INTEGER NOT NULL DEFAULT 0, cached_tokens INTEGER NOT NULL DEFAULT 0,
  reasoning_tokens INTEGER NOT NULL DEFAULT 0, text_tokens INTEGER NOT NULL DEFAULT 0,
  prefill_seconds REAL NOT NULL DEFAULT 0, reasoning_seconds REAL NOT NULL DEFAULT 0,
  decode_seconds REAL NOT NULL DEFAULT 0, finish_reason TEXT NOT NULL DEFAULT '', created INTEGER NOT NULL,
  CHECK(parent < id));
CREATE INDEX messages_by_parent ON messages(chat, parent);
CREATE INDEX messages_streaming ON messages(id) WHERE state = 'streaming';
CREATE TABLE settings(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
PRAGMA application_id = 1147498615;
PRAGMA user_version = 1;
INSERT INTO chats(id, title, created, updated, leaf) VALUES(1, 'Old chat', 10, 20, NULL), (2, 'Binned', 5, 6, NULL);
UPDATE chats SET deleted_at = 7 WHERE id = 2;
INSERT INTO messages(id, chat, parent, role, text, state, created) VALUES(1, 1, NULL, 'user', 'ancient question', 'finished', 11);
INSERT INTO messages(id, chat, parent, role, reasoning, text, state, created)
  VALUES(2, 1, 1, 'assistant', 'old musing', 'ancient answer', 'finished', 12);
INSERT INTO messages(id, chat, parent, role, reasoning, state, created) VALUES(3, 1, 2, 'assistant', 'half', 'streaming', 13);
UPDATE chats SET leaf = 3 WHERE id = 1;
INSERT INTO settings VALUES('theme', 'dark');
)sql";

class MigrationTest : public StoreTest {
 protected:
  void write(const std::string& sql) {
    std::filesystem::create_directories(path_.parent_path());
    SQLite::Database db(path_.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    db.exec(sql);
  }
  int version(const std::filesystem::path& path) {
    SQLite::Database db(path.string(), SQLite::OPEN_READONLY);
    return db.execAndGet("PRAGMA user_version").getInt();
  }
};

TEST_F(MigrationTest, FromVersion1) {
  write(kVersion1File);
  ChatStore& store = open();
  const auto messages = must(store.messages(1));
  ASSERT_EQ(messages.size(), 3U);
  EXPECT_EQ(messages[1].reasoning, "old musing");
  EXPECT_TRUE(messages[1].reasoning_finished);
  EXPECT_EQ(messages[2].state, MessageState::kInterrupted);
  EXPECT_EQ(messages[2].reasoning, "half");
  EXPECT_FALSE(messages[2].reasoning_finished);
  EXPECT_EQ(must(store.setting("theme")), "dark");
  EXPECT_EQ(listed(store).size(), 1U);
  EXPECT_EQ(listed(store, ChatListQuery::Which::kDeleted).size(), 1U);
  EXPECT_EQ(must(store.search("ancient")).size(), 2U) << "old messages are in the new index";
  EXPECT_EQ(must(store.search("musing")).size(), 1U);
  EXPECT_EQ(must(store.search("half")).size(), 1U);
  EXPECT_EQ(must(store.search("old")).size(), 2U);
  must(store.deleteMessagesFrom(2));
  EXPECT_EQ(must(store.search("ancient")).size(), 1U);
  std::filesystem::path copy = path_;
  copy += ".v1.bak";
  EXPECT_EQ(version(copy), 1) << "a copy from before is kept";
  SQLite::Database before(copy.string(), SQLite::OPEN_READONLY);
  EXPECT_EQ(before.execAndGet("SELECT count(*) FROM messages").getInt(), 3);
}

TEST_F(MigrationTest, ReadOnlyDoesNotMigrate) {
  write(kVersion1File);
  const auto opened = ChatStore::open(path_, ChatStore::Access::kReadOnly);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::kUnsupported);
  EXPECT_EQ(version(path_), 1);
}

TEST_F(MigrationTest, RefusesANewerVersion) {
  open();
  store_.reset();
  write("PRAGMA user_version = 999");
  const auto opened = ChatStore::open(path_);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::kUnsupported);
  EXPECT_NE(opened.error().message.find("newer"), std::string::npos);
  EXPECT_NE(opened.error().message.find(path_.string()), std::string::npos);
  EXPECT_EQ(version(path_), 999);
}

TEST_F(MigrationTest, RefusesOtherDatabases) {
  write("CREATE TABLE cookies(a); INSERT INTO cookies VALUES(1)");
  const auto opened = ChatStore::open(path_);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::kCorruptFile);
  SQLite::Database db(path_.string(), SQLite::OPEN_READONLY);
  EXPECT_EQ(db.execAndGet("SELECT a FROM cookies").getInt(), 1);
}

// A kill while the tables are made leaves an empty file; a kill in a migration leaves the old version.
TEST_F(MigrationTest, EmptyFileIsNew) {
  std::filesystem::create_directories(path_.parent_path());
  FILE* file = fopen(path_.c_str(), "w");
  ASSERT_NE(file, nullptr);
  fclose(file);
  EXPECT_TRUE(listed(open()).empty());
}

}  // namespace
}  // namespace deepwell
