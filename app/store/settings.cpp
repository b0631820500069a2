// ChatStore: settings, and the drafts of composers.
#include "app/store/chat_store_impl.h"

namespace deepwell {

Result<std::optional<std::string>> ChatStore::setting(std::string_view key) {
  return impl_->read([&](SQLite::Database& db) -> Result<std::optional<std::string>> {
    SQLite::Statement row = query(db, "SELECT value FROM settings WHERE key = ?", key);
    if (!row.executeStep()) return std::optional<std::string>();
    return std::optional(row.getColumn(0).getString());
  });
}

Result<std::map<std::string, std::string>> ChatStore::settings() {
  return impl_->read([&](SQLite::Database& db) -> Result<std::map<std::string, std::string>> {
    std::map<std::string, std::string> all;
    SQLite::Statement rows(db, "SELECT key, value FROM settings");
    while (rows.executeStep()) all[rows.getColumn(0).getString()] = rows.getColumn(1).getString();
    return all;
  });
}

Status ChatStore::setSetting(std::string_view key, std::string_view value) {
  return impl_->change([&](SQLite::Database& db) -> Status {
    execute(db, "INSERT INTO settings(key, value) VALUES(?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value",
            key, value);
    return {};
  });
}

Status ChatStore::removeSetting(std::string_view key) {
  return impl_->change([&](SQLite::Database& db) -> Status {
    execute(db, "DELETE FROM settings WHERE key = ?", key);
    return {};
  });
}

Result<std::string> ChatStore::draft(ChatId chat) {
  return impl_->read([&](SQLite::Database& db) -> Result<std::string> {
    SQLite::Statement row = query(db, "SELECT text FROM drafts WHERE chat = ?", chat);
    return row.executeStep() ? row.getColumn(0).getString() : std::string();
  });
}

Status ChatStore::setDraft(ChatId chat, std::string_view text) {
  return impl_->change([&](SQLite::Database& db) -> Status {
    if (chat != 0) {
      SQLite::Statement known = query(db, "SELECT 1 FROM chats WHERE id = ?", chat);
      DEEPWELL_TRY(oneChat(known.executeStep() ? 1 : 0, chat));
    }
    if (text.empty())
      execute(db, "DELETE FROM drafts WHERE chat = ?", chat);
    else
      execute(db, "INSERT OR REPLACE INTO drafts(chat, changed, text) VALUES(?, ?, ?)", chat, unixNow(), text);
    return {};
  });
}

}  // namespace deepwell
