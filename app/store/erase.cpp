// ChatStore: forgetting everything.
#include "app/store/chat_store_impl.h"

namespace deepwell {
namespace {

namespace fs = std::filesystem;

// Copies that migrations and salvage have left beside the file.
Status removeCopies(const fs::path& file) {
  const std::string stem = file.filename().string();
  std::error_code error;
  std::vector<fs::path> copies;
  for (const fs::directory_entry& entry : fs::directory_iterator(file.parent_path(), error)) {
    const std::string name = entry.path().filename().string();
    const bool copy = (name.starts_with(stem + ".v") && name.ends_with(".bak")) || name.starts_with(stem + ".damaged-");
    if (copy) copies.push_back(entry.path());
  }
  for (const fs::path& copy : copies)
    if (!fs::remove(copy, error) && error)
      return fail(ErrorCode::kIo, "{}: this old copy of the history cannot be erased: {}", copy.string(), error.message());
  return {};
}

}  // namespace

Result<int> ChatStore::eraseAllChats() {
  DEEPWELL_TRY(impl_->change([&](SQLite::Database& db) -> Status {
    execute(db, "UPDATE chats SET deleted_at = ? WHERE deleted_at IS NULL", unixNow());
    execute(db, "DELETE FROM folders");
    execute(db, "DELETE FROM drafts");
    return {};
  }));
  DEEPWELL_ASSIGN(const int count, purgeDeleted(unixNow() + 1));
  DEEPWELL_TRY(removeCopies(path()));
  return count;
}

}  // namespace deepwell
