// Puts imported chats into the history: all of them, or none. They are written in small transactions, between which a
// person's messages and streams go on, and stay marked as nobody's (a negative time in the bin) until the last one
// shows all of them at once. What an import that was given up or killed has left is purged, at the latest when the
// history is opened the next time.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "app/store/chat_store_impl.h"
#include "app/store/imported_chat.h"

namespace deepwell {

class ImportWriter {
 public:
  ImportWriter(SQLite::Database& db, WriteTurn& turn);
  ~ImportWriter();  // purges what was not shown
  ImportWriter(const ImportWriter&) = delete;
  ImportWriter& operator=(const ImportWriter&) = delete;

  enum class Known { kNew, kSame, kOlder };  // the history has it already: as it is, or an older state of it
  Known lookUp(const ImportedChat& chat);  // also among those of this import: two that differ are two chats

  // All throw SQLite::Exception.
  void add(ImportedChat chat);
  void show();

 private:
  void commit();
  MessageId addMessage(ChatId chat, std::optional<MessageId> parent, const ChatMessage& message, UnixMs time);

  SQLite::Database& db_;
  WriteTurn& turn_;
  int64_t mark_;                                         // of this import: negative, in chats.deleted_at
  std::vector<std::pair<ChatId, std::string>> folders_;  // of chats that go into one
  std::vector<ImportedChat> waiting_;
  std::set<std::pair<std::string, size_t>> seen_;  // origins, and hashes of what was said
  size_t waiting_bytes_ = 0;
  bool shown_ = false;
};

// Chats that imports have left unfinished. Throws SQLite::Exception.
void purgeUnfinishedImports(SQLite::Database& db);

}  // namespace deepwell
