// ChatStore: forgetting everything.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <vector>

#include "app/store/chat_store_impl.h"
#include "app/store/purge.h"

namespace deepwell {

namespace fs = std::filesystem;

namespace {

// Zeros over all of it, on the disk, as far as that goes: what counts is that the file is removed. Not where the file has
// another name too: that one is not ours to empty.
void overwrite(const fs::path& path) {
  const int fd = ::open(path.c_str(), O_WRONLY | O_NOFOLLOW | O_CLOEXEC);
  if (fd < 0) return;
  struct stat file {};
  const bool ours = fstat(fd, &file) == 0 && S_ISREG(file.st_mode) && file.st_nlink == 1;
  const std::vector<char> zeros(1U << 20);
  for (off_t left = ours ? file.st_size : 0; left > 0;) {
    const ssize_t wrote = ::write(fd, zeros.data(), std::min(zeros.size(), static_cast<size_t>(left)));
    if (wrote <= 0 && errno != EINTR) break;
    left -= std::max<ssize_t>(wrote, 0);
  }
  fdatasync(fd);
  close(fd);
}

}  // namespace

Status removeCopies(const fs::path& file, bool damaged) {
  const std::string stem = file.filename().string();
  std::error_code error;
  std::vector<fs::path> copies;
  for (const fs::directory_entry& entry : fs::directory_iterator(file.parent_path(), error)) {
    const std::string name = entry.path().filename().string();
    const bool backup = name.starts_with(stem + ".v") && name.ends_with(".bak");
    if (backup || (damaged && name.starts_with(stem + ".damaged-"))) copies.push_back(entry.path());
  }
  for (const fs::path& copy : copies) {
    overwrite(copy);
    if (!fs::remove(copy, error) && error)
      return fail(ErrorCode::kIo, "{}: this old copy of the history cannot be erased: {}", copy.string(),
                  error.message());
  }
  return {};
}

Result<int> ChatStore::eraseAllChats() {
  DEEPWELL_ASSIGN(const int count, impl_->run([&](SQLite::Database& db) -> Result<int> {
    const int chats = db.execAndGet("SELECT count(*) FROM chats").getInt();
    // A kill before the end: the next start empties the index. Taking the words of every message out of it one by one
    // would take minutes.
    markSuspect(path());
    {
      SQLite::Transaction transaction(db, SQLite::TransactionBehavior::IMMEDIATE);
      for (const char* table : {"chats", "folders", "drafts", "draft_files"})
        execute(db, (std::string("DELETE FROM ") + table).c_str());
      noteErased(db);  // what was erased stands in the log too
      transaction.commit();
    }
    emptyIndex(db);
    clearSuspect(path());
    cutLog(db);
    return chats;
  }));
  DEEPWELL_TRY(removeCopies(path(), true));
  return count;
}

}  // namespace deepwell
