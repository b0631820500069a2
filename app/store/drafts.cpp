// ChatStore: what stands in composers.
#include "app/store/chat_store_impl.h"

namespace deepwell {
namespace {

// Every chat has one, and 0, the new chat.
Status hasComposer(SQLite::Database& db, ChatId chat) {
  if (chat == 0) return {};
  SQLite::Statement known = query(db, "SELECT 1 FROM chats WHERE id = ?", chat);
  return oneChat(known.executeStep() ? 1 : 0, chat);
}

}  // namespace

Result<std::string> ChatStore::draft(ChatId chat) {
  return impl_->read([&](SQLite::Database& db) -> Result<std::string> {
    SQLite::Statement row = query(db, "SELECT text FROM drafts WHERE chat = ?", chat);
    return row.executeStep() ? row.getColumn(0).getString() : std::string();
  });
}

Status ChatStore::setDraft(ChatId chat, std::string_view text) {
  return impl_->change([&](SQLite::Database& db) -> Status {
    DEEPWELL_TRY(hasComposer(db, chat));
    if (text.empty())
      execute(db, "DELETE FROM drafts WHERE chat = ?", chat);
    else
      execute(db, "INSERT OR REPLACE INTO drafts(chat, changed, text) VALUES(?, ?, ?)", chat, unixNow(), text);
    return {};
  });
}

Result<std::vector<DraftFile>> ChatStore::draftFiles(ChatId chat) {
  return impl_->read([&](SQLite::Database& db) -> Result<std::vector<DraftFile>> {
    std::vector<DraftFile> files;
    SQLite::Statement rows =
        query(db, "SELECT name, kind, tokens, note, path, text FROM draft_files WHERE chat = ? ORDER BY id", chat);
    while (rows.executeStep()) {
      ColumnReader columns(rows);
      DraftFile& file = files.emplace_back();
      file.attachment.name = columns.text();
      file.attachment.kind = columns.text();
      file.attachment.tokens = columns.int32();
      file.note = columns.text();
      file.path = columns.text();
      file.attachment.text = columns.text();
    }
    return files;
  });
}

Status ChatStore::setDraftFiles(ChatId chat, std::span<const DraftFile> files) {
  return impl_->change([&](SQLite::Database& db) -> Status {
    DEEPWELL_TRY(hasComposer(db, chat));
    execute(db, "DELETE FROM draft_files WHERE chat = ?", chat);
    for (const DraftFile& file : files)
      execute(db, "INSERT INTO draft_files(chat, name, kind, tokens, note, path, text) VALUES(?, ?, ?, ?, ?, ?, ?)",
              chat, file.attachment.name, file.attachment.kind, file.attachment.tokens, file.note, file.path,
              file.attachment.text);
    return {};
  });
}

}  // namespace deepwell
