// ChatStore: folders, and which chat is in which.
#include "app/store/chat_store_impl.h"

namespace deepwell {
namespace {

Status oneFolder(int changed, FolderId id) {
  if (changed == 1) return {};
  return fail(ErrorCode::kNotFound, "folder {}: is not in the history", id);
}

}  // namespace

Result<std::vector<ChatFolder>> ChatStore::folders() {
  return impl_->read([&](SQLite::Database& db) -> Result<std::vector<ChatFolder>> {
    std::vector<ChatFolder> folders;
    SQLite::Statement rows(db, "SELECT id, name FROM folders ORDER BY name COLLATE NOCASE, id");
    while (rows.executeStep()) folders.push_back({rows.getColumn(0).getInt64(), rows.getColumn(1).getString()});
    return folders;
  });
}

Result<FolderId> ChatStore::createFolder(std::string_view name) {
  return impl_->change([&](SQLite::Database& db) -> Result<FolderId> {
    execute(db, "INSERT INTO folders(name, created) VALUES(?, ?)", name, unixNow());
    return db.getLastInsertRowid();
  });
}

Status ChatStore::renameFolder(FolderId id, std::string_view name) {
  return impl_->change([&](SQLite::Database& db) {
    return oneFolder(execute(db, "UPDATE folders SET name = ? WHERE id = ?", name, id), id);
  });
}

Status ChatStore::deleteFolder(FolderId id) {
  return impl_->change(
      [&](SQLite::Database& db) { return oneFolder(execute(db, "DELETE FROM folders WHERE id = ?", id), id); });
}

Status ChatStore::moveChats(std::span<const ChatId> ids, std::optional<FolderId> folder) {
  return impl_->change([&](SQLite::Database& db) -> Status {
    if (folder) {
      SQLite::Statement known = query(db, "SELECT 1 FROM folders WHERE id = ?", *folder);
      DEEPWELL_TRY(oneFolder(known.executeStep() ? 1 : 0, *folder));
    }
    return changeEach(db, ids, "UPDATE chats SET folder = ? WHERE id = ?", folder);
  });
}

}  // namespace deepwell
