// Reading messages, and the writes to a streamed one, for ChatStore, StreamWriter, import and export, each on its own
// connection. All throw SQLite::Exception.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <string_view>
#include <vector>

#include "app/store/chat_store.h"
#include "app/store/chat_types.h"
#include "engine/base/result.h"

namespace deepwell {

// kNotFound: there is no such message.
Result<ChatMessage> readOneMessage(SQLite::Database& db, MessageId id);

// The branch that ends with `leaf`, first to last; empty: of the chat that is shown.
Result<std::vector<ChatMessage>> readBranch(SQLite::Database& db, ChatId chat, std::optional<MessageId> leaf = {});

// As ChatStore::beginning.
Result<ChatBeginning> readBeginning(SQLite::Database& db, ChatId chat, int chars);

struct NewMessage {
  ChatId chat;
  ChatRole role;
  MessageState state;
  std::string_view text;
  std::string_view model;
  std::string_view sampling;
};

// Adds it and makes it the leaf of the chat.
Result<MessageId> insertMessage(SQLite::Database& db, const NewMessage& message, const Place& place);

void insertAttachments(SQLite::Database& db, MessageId message, std::span<const Attachment> attachments);

// Adds a row of its own for the piece: the cost is that of the piece. kNotFound: there is no such message, or it does
// not stream.
Status writeDelta(SQLite::Database& db, MessageId id, const StreamDelta& delta);

// The message's row takes its pieces up, and `end` says how it ended. kNotFound: as above.
Status writeEnd(SQLite::Database& db, MessageId id, const MessageEnd& end);

// Messages in state `streaming` that a dead process left become `interrupted`, with all their pieces.
Status endDeadStreams(SQLite::Database& db);

}  // namespace deepwell
