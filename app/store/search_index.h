// Keeps chat_search and message_search beside the rows they are over. Our code does it, not triggers: those may not touch
// FTS5 where the file's schema is not trusted. An index over rows of another table has to be told what it held: so
// `unindex` comes before a row's texts or state change or the row goes, `index` after. All throw SQLite::Exception.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include "app/store/chat_types.h"

namespace deepwell {

void indexChat(SQLite::Database& db, ChatId id);
void unindexChat(SQLite::Database& db, ChatId id);

// Nothing for a message that streams.
void indexMessage(SQLite::Database& db, MessageId id);
void unindexMessage(SQLite::Database& db, MessageId id);
void unindexMessagesOf(SQLite::Database& db, ChatId id);

}  // namespace deepwell
