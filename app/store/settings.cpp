// ChatStore: settings.
#include "app/store/chat_store_impl.h"

namespace deepwell {

Result<std::optional<std::string>> ChatStore::setting(std::string_view key) {
  return impl_->read([&](SQLite::Database& db) -> Result<std::optional<std::string>> {
    SQLite::Statement row = query(db, "SELECT value FROM settings WHERE key = ?", key);
    if (!row.executeStep()) return std::optional<std::string>();
    return std::optional(row.getColumn(0).getString());
  });
}

Status ChatStore::setSetting(std::string_view key, std::string_view value) {
  return impl_->change([&](SQLite::Database& db) -> Status {
    execute(db, "INSERT INTO settings(key, value) VALUES(?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value",
            key, value);
    return {};
  });
}

}  // namespace deepwell
