// ChatStore: erasing what was in the bin, to its last byte. A deleted row's pages are overwritten (secure_delete), but
// two things keep its words: the search index, which notes a deletion beside the words until its segments are merged to
// one, and the log, until it is moved into the file and cut. With a million messages that merge takes minutes, so all
// of it goes in steps of some milliseconds. (FTS5's own "secure-delete" needs a newer SQLite, and changes the file so
// that an older one cannot read it.)
#include "app/store/purge.h"

#include <sqlite3.h>

#include <chrono>
#include <condition_variable>
#include <mutex>

#include "app/store/chat_store_impl.h"
#include "app/store/search_index.h"

namespace deepwell {
namespace {

using Clock = std::chrono::steady_clock;

// What is left to do, in the table of settings: first the rows, then the index, then the log. None: nothing.
constexpr const char* kLeftKey = "history.left_to_erase";
constexpr const char* kRowsLeft = "rows";
constexpr const char* kIndexLeft = "index";
constexpr const char* kLogLeft = "log";

constexpr std::chrono::milliseconds kStep{10};
constexpr std::chrono::milliseconds kLogPause{200};  // while others read what stands in the log
constexpr int kPagesAtOnce = 64;                     // of the index: 4 KB each
constexpr const char* kIndexes[] = {"chat_search", "message_search"};

std::string left(SQLite::Database& db) {
  SQLite::Statement row = query(db, "SELECT value FROM settings WHERE key = ?", kLeftKey);
  return row.executeStep() ? row.getColumn(0).getString() : std::string();
}

void setLeft(SQLite::Database& db, const char* what) {
  execute(db, "INSERT OR REPLACE INTO settings(key, value) VALUES(?, ?)", kLeftKey, what);
}

std::vector<int64_t> ids(SQLite::Database& db, const char* sql, int64_t value) {
  std::vector<int64_t> found;
  SQLite::Statement rows = query(db, sql, value);
  while (rows.executeStep()) found.push_back(rows.getColumn(0).getInt64());
  return found;
}

// Newest first: a message goes after everything that follows it. False: the time was up.
bool eraseMessages(SQLite::Database& db, const std::vector<MessageId>& gone, Clock::time_point until) {
  for (const MessageId id : gone) {
    unindexMessage(db, id);
    execute(db, "DELETE FROM messages WHERE id = ?", id);
    if (Clock::now() >= until) return false;
  }
  return true;
}

// Some of the rows. True: all that were left.
bool eraseRows(SQLite::Database& db) {
  const auto until = Clock::now() + kStep;
  const auto messages = ids(db, "SELECT id FROM messages WHERE deleted_at = ? ORDER BY id DESC LIMIT 1000", kPurged);
  if (!eraseMessages(db, messages, until) || messages.size() == 1000) return false;
  for (;;) {
    const auto chats = ids(db, "SELECT id FROM chats WHERE deleted_at = ? LIMIT 1", kPurged);
    if (chats.empty()) return true;
    const ChatId chat = chats.front();
    const auto inside = ids(db, "SELECT id FROM messages WHERE chat = ? ORDER BY id DESC LIMIT 1000", chat);
    if (!eraseMessages(db, inside, until) || inside.size() == 1000) return false;
    unindexChat(db, chat);
    execute(db, "DELETE FROM chats WHERE id = ?", chat);
    if (Clock::now() >= until) return false;
  }
}

// Some of the merging of each index; `begin`: all segments of now become one. True: there was nothing to do.
bool mergeIndexes(SQLite::Database& db, bool begin) {
  bool done = true;
  for (const char* name : kIndexes) {
    const std::string sql = std::string("INSERT INTO ") + name + "(" + name + ", rank) VALUES('merge', ?)";
    const int before = sqlite3_total_changes(db.getHandle());
    execute(db, sql.c_str(), begin ? -kPagesAtOnce : kPagesAtOnce);
    done = done && sqlite3_total_changes(db.getHandle()) - before < 2;  // FTS5's sign
  }
  return done;
}

// One step of what can be done in a transaction. True: only the log is left, or nothing.
bool eraseStep(SQLite::Database& db) {
  const std::string now = left(db);
  if (now == kRowsLeft) {
    if (!eraseRows(db)) return false;
    mergeIndexes(db, true);
    setLeft(db, kIndexLeft);
    return false;
  }
  if (now == kIndexLeft && !mergeIndexes(db, false)) return false;
  if (now == kIndexLeft) setLeft(db, kLogLeft);
  return true;
}

// True: stop was asked for.
bool pause(std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any never;
  std::unique_lock lock(mutex);
  never.wait_for(lock, stop, kLogPause, [] { return false; });
  return stop.stop_requested();
}

}  // namespace

void notePurged(SQLite::Database& db) { setLeft(db, kRowsLeft); }
void noteErased(SQLite::Database& db) { setLeft(db, kLogLeft); }

Result<int> ChatStore::purgeDeleted(UnixMs before) {
  return impl_->change([&](SQLite::Database& db) -> Result<int> {
    const int chats = execute(
        db, "UPDATE chats SET deleted_at = ?, leaf = NULL WHERE deleted_at >= 0 AND deleted_at < ?", kPurged, before);
    const int messages =
        execute(db, "UPDATE messages SET deleted_at = ? WHERE deleted_at >= 0 AND deleted_at < ?", kPurged, before);
    if (chats + messages > 0) notePurged(db);
    return chats;
  });
}

Status ChatStore::purgeChats(std::span<const ChatId> ids) {
  return impl_->change([&](SQLite::Database& db) -> Status {
    DEEPWELL_TRY(changeEach(
        db, ids, "UPDATE chats SET deleted_at = ?, leaf = NULL WHERE id = ? AND deleted_at >= 0", kPurged));
    notePurged(db);
    return {};
  });
}

Status ChatStore::eraseLeftovers(std::stop_token stop) {
  const auto cancelled = [] { return fail(ErrorCode::kCancelled, "erasing was interrupted; it goes on later"); };
  for (;;) {
    DEEPWELL_ASSIGN(const std::string before,
                    impl_->read([](SQLite::Database& db) -> Result<std::string> { return left(db); }));
    if (before.empty()) return {};
    bool prepared = false;
    while (!prepared) {
      if (stop.stop_requested()) return cancelled();
      DEEPWELL_ASSIGN(prepared, impl_->change([](SQLite::Database& db) -> Result<bool> { return eraseStep(db); }));
    }
    DEEPWELL_ASSIGN(const bool cut, impl_->run([](SQLite::Database& db) -> Result<bool> { return cutLog(db); }));
    if (!cut) {
      if (pause(stop)) return cancelled();
      continue;
    }
    DEEPWELL_TRY(removeCopies(path(), false));
    // Unless something was purged meanwhile.
    DEEPWELL_TRY(impl_->change([](SQLite::Database& db) -> Status {
      execute(db, "DELETE FROM settings WHERE key = ? AND value = ?", kLeftKey, kLogLeft);
      return {};
    }));
  }
}

}  // namespace deepwell
