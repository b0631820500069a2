#include "app/store/search_index.h"

namespace deepwell {
namespace {

void run(SQLite::Database& db, const char* sql, int64_t id) {
  SQLite::Statement statement(db, sql);
  statement.bind(1, id);
  statement.exec();
}

}  // namespace

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

#define DEEPWELL_UNINDEX                                                                             \
  "INSERT INTO message_search(message_search, rowid, text, reasoning) SELECT 'delete', id, text, reasoning " \
  "FROM messages WHERE state <> 'streaming' AND "

void unindexMessage(SQLite::Database& db, MessageId id) { run(db, DEEPWELL_UNINDEX "id = ?", id); }
void unindexMessagesOf(SQLite::Database& db, ChatId id) { run(db, DEEPWELL_UNINDEX "chat = ?", id); }

}  // namespace deepwell
