#include "app/store/search_index.h"

#include <sqlite3.h>

#include <string>

namespace deepwell {
namespace {

void run(SQLite::Database& db, const char* sql, int64_t id) {
  try {
    SQLite::Statement statement(db, sql);
    statement.bind(1, id);
    statement.exec();
  } catch (const SQLite::Exception& exception) {
    if (isDamage(exception)) throw IndexDamage(exception.what(), exception.getErrorCode());
    throw;
  }
}

struct Defended {
  SQLite::Database& db;
  ~Defended() { sqlite3_db_config(db.getHandle(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr); }
};

// FTS5 opens no index, not even to drop it, of which it cannot read the structure record. So the records are written as
// those of an empty index: 1, the totals, and 10, the structure (FTS5's source, "fts5_index.c").
void clearRecords(SQLite::Database& db, const std::string& name) {
  sqlite3_db_config(db.getHandle(), SQLITE_DBCONFIG_DEFENSIVE, 0, nullptr);
  const Defended again{db};
  for (const char* tail : {"_data", "_idx", "_docsize"}) db.exec("DELETE FROM " + name + tail);
  db.exec("INSERT INTO " + name + "_data(id, block) VALUES(1, x''), (10, x'00000000000000')");
}

}  // namespace

void rebuildIndex(SQLite::Database& db) {
  emptyIndex(db);
  SQLite::Transaction transaction(db, SQLite::TransactionBehavior::IMMEDIATE);
  db.exec("INSERT INTO chat_search(rowid, title) SELECT id, title FROM chats");
  db.exec(
      "INSERT INTO message_search(rowid, text, reasoning) SELECT id, text, reasoning FROM messages "
      "WHERE state <> 'streaming'");
  transaction.commit();
}

void emptyIndex(SQLite::Database& db) {
  SQLite::Transaction transaction(db, SQLite::TransactionBehavior::IMMEDIATE);
  for (const char* name : {"chat_search", "message_search"}) {
    SQLite::Statement row(db, "SELECT sql FROM sqlite_master WHERE name = ?");
    row.bind(1, name);
    if (!row.executeStep()) continue;
    const std::string create = row.getColumn(0).getString();
    row.reset();
    clearRecords(db, name);
    db.exec(std::string("DROP TABLE ") + name);
    db.exec(create);
  }
  transaction.commit();
}

bool isDamage(const SQLite::Exception& exception) {
  const int code = exception.getErrorCode() & 0xFF;
  return code == SQLITE_CORRUPT || code == SQLITE_NOMEM || code == SQLITE_ERROR || code == SQLITE_MISMATCH;
}

bool isIndexDamage(const SQLite::Exception& exception) {
  return exception.getExtendedErrorCode() == SQLITE_CORRUPT_VTAB ||
         dynamic_cast<const IndexDamage*>(&exception) != nullptr;
}

void indexChat(SQLite::Database& db, ChatId id) {
  run(db, "INSERT INTO chat_search(rowid, title) SELECT id, title FROM chats WHERE id = ?", id);
}

void unindexChat(SQLite::Database& db, ChatId id) {
  run(db, "INSERT INTO chat_search(chat_search, rowid, title) SELECT 'delete', id, title FROM chats WHERE id = ?", id);
}

void indexMessage(SQLite::Database& db, MessageId id) {
  run(db,
      "INSERT INTO message_search(rowid, text, reasoning) SELECT id, text, reasoning FROM messages "
      "WHERE id = ? AND state <> 'streaming'",
      id);
}

#define DEEPWELL_UNINDEX                                                                                     \
  "INSERT INTO message_search(message_search, rowid, text, reasoning) SELECT 'delete', id, text, reasoning " \
  "FROM messages WHERE state <> 'streaming' AND "

void unindexMessage(SQLite::Database& db, MessageId id) { run(db, DEEPWELL_UNINDEX "id = ?", id); }
void unindexMessagesOf(SQLite::Database& db, ChatId id) { run(db, DEEPWELL_UNINDEX "chat = ?", id); }

}  // namespace deepwell
