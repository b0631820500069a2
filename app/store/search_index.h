// Keeps chat_search and message_search beside the rows they are over. Our code does it, not triggers: those may not
// touch FTS5 where the file's schema is not trusted. An index over rows of another table has to be told what it held:
// so `unindex` comes before a row's texts or state change or the row goes, `index` after. All throw SQLite::Exception.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>

#include "app/store/chat_types.h"
#include "app/store/salvage.h"

namespace deepwell {

// Both indexes anew, from the rows; in transactions of its own.
void rebuildIndex(SQLite::Database& db);

void indexChat(SQLite::Database& db, ChatId id);
void unindexChat(SQLite::Database& db, ChatId id);

// Nothing for a message that streams.
void indexMessage(SQLite::Database& db, MessageId id);
void unindexMessage(SQLite::Database& db, MessageId id);
void unindexMessagesOf(SQLite::Database& db, ChatId id);

// Both made new and empty, in a transaction of its own: for an index that is damaged, until the next start makes it
// anew.
void emptyIndex(SQLite::Database& db);

// Thrown by the functions here where it is the index that fails.
class IndexDamage : public SQLite::Exception {
 public:
  using SQLite::Exception::Exception;
};

// FTS5 meets its own damage in more ways than one.
bool isDamage(const SQLite::Exception& exception);
bool isIndexDamage(const SQLite::Exception& exception);

// Runs body(), which changes rows in a transaction of its own. Nobody's message is refused because of the index: if
// that is damaged, it is emptied and body() runs again.
template <class Body>
auto despiteIndexDamage(SQLite::Database& db, const std::filesystem::path& path, Body&& body) {
  try {
    return body();
  } catch (const SQLite::Exception& exception) {
    if (!isIndexDamage(exception)) throw;
  }
  markSuspect(path);
  emptyIndex(db);
  return body();
}

}  // namespace deepwell
