#include "app/store/salvage.h"

#include <fcntl.h>
#include <unistd.h>

#include <chrono>
#include <ctime>

#include "app/store/chat_store_impl.h"
#include "app/store/damaged_file.h"
#include "app/store/message_rows.h"
#include "app/store/salvaged_rows.h"
#include "app/store/schema.h"
#include "app/store/search_index.h"

namespace deepwell {
namespace {

namespace fs = std::filesystem;

fs::path beside(const fs::path& path, const char* tail) {
  fs::path result = path;
  result += tail;
  return result;
}

// "chats.sqlite.damaged-20261122-164500", with a number behind it where that is taken.
fs::path freeName(const fs::path& path) {
  const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm utc{};
  gmtime_r(&now, &utc);
  char text[32];
  std::strftime(text, sizeof(text), ".damaged-%Y%m%d-%H%M%S", &utc);
  const fs::path name = beside(path, text);
  fs::path free = name;
  std::error_code error;
  for (int i = 2; fs::exists(free, error); ++i) free = beside(name, ("-" + std::to_string(i)).c_str());
  return free;
}

Status renamed(const fs::path& from, const fs::path& to) {
  std::error_code error;
  if (!fs::exists(from, error)) return {};
  fs::rename(from, to, error);
  if (error)
    return fail(ErrorCode::kIo, "{}: cannot be renamed to {}: {}", from.string(), to.filename().string(),
                error.message());
  return {};
}

void syncFolder(const fs::path& path) {
  const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return;
  fsync(fd);
  close(fd);
}

// The damaged files out of the way, the new one into their place. May be done again after a kill.
Status swap(const fs::path& path, const fs::path& kept) {
  std::error_code error;
  fs::remove(beside(path, "-shm"), error);
  DEEPWELL_TRY(renamed(beside(path, "-wal"), beside(kept, "-wal")));
  DEEPWELL_TRY(renamed(path, kept));
  DEEPWELL_TRY(renamed(beside(path, ".salvaged"), path));
  syncFolder(path);
  return {};
}

// All rows that are left, in a new file of one piece.
Status rebuild(const fs::path& path, const fs::path& fresh, ChatStore::Salvage& report) {
  DEEPWELL_ASSIGN(DamagedFile damaged, DamagedFile::open(path));
  const int file = ::open(fresh.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) return fail(ErrorCode::kIo, "{}: cannot be created to save the history into", fresh.string());
  close(file);
  return guarded(fresh, [&]() -> Status {
    const auto db = openConnection(fresh, true);
    DEEPWELL_TRY(migrate(*db, fresh, 0));
    db->exec("PRAGMA foreign_keys = OFF");
    {
      SQLite::Transaction transaction(*db, SQLite::TransactionBehavior::IMMEDIATE);
      SalvagedRows rows(*db);
      damaged.forEachRow([&](const SalvagedRow& row) { rows.take(row); });
      rows.joinUp();
      report.chats = db->execAndGet("SELECT count(*) FROM chats").getInt64();
      report.messages = db->execAndGet("SELECT count(*) FROM messages").getInt64();
      transaction.commit();
    }
    rebuildIndex(*db);
    return {};
  });
}

}  // namespace

Status salvageFile(const fs::path& path, ChatStore::Salvage& report) {
  const fs::path unfinished = beside(path, ".salvaging");
  std::error_code error;
  for (const char* tail : {"", "-journal", "-wal", "-shm"}) fs::remove(beside(unfinished, tail), error);
  if (const Status status = rebuild(path, unfinished, report); !status) {
    fs::remove(unfinished, error);
    return status;
  }
  DEEPWELL_TRY(renamed(unfinished, beside(path, ".salvaged")));
  syncFolder(path);
  report.kept_as = freeName(path);
  report.happened = true;
  return swap(path, report.kept_as);
}

Status finishSalvage(const fs::path& path) {
  std::error_code error;
  if (!fs::exists(beside(path, ".salvaged"), error)) return {};
  return swap(path, freeName(path));
}

void markSuspect(const fs::path& path) {
  const int fd = ::open(beside(path, ".suspect").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd >= 0) close(fd);
}

bool isSuspect(const fs::path& path) {
  std::error_code error;
  return fs::exists(beside(path, ".suspect"), error);
}

void clearSuspect(const fs::path& path) {
  std::error_code error;
  fs::remove(beside(path, ".suspect"), error);
}

}  // namespace deepwell
