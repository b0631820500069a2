#include "app/store/database.h"

#include <sqlite3.h>

#include "app/store/tokenizer.h"

namespace deepwell {

std::unique_ptr<SQLite::Database> openConnection(const std::filesystem::path& path, bool writable) {
  const int flags = writable ? SQLite::OPEN_READWRITE : SQLite::OPEN_READONLY;
  auto db = std::make_unique<SQLite::Database>(path.string(), flags, kBusyTimeoutMs);
  // A hostile file must not run SQL of its own through views or triggers that call functions with side effects.
  sqlite3_db_config(db->getHandle(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  registerTokenizer(*db);
  db->exec("PRAGMA trusted_schema = OFF");
  db->exec("PRAGMA foreign_keys = ON");
  db->exec("PRAGMA secure_delete = ON");  // what a person erased is not left in free pages
  return db;
}

void useLog(SQLite::Database& db) {
  // A file system without shared memory refuses WAL; the rollback journal that stays then is as safe.
  db.execAndGet("PRAGMA journal_mode = WAL");
}

void moveLogAtClose(SQLite::Database& db, bool on) {
  sqlite3_db_config(db.getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, on ? 0 : 1, nullptr);
}

void setDurability(SQLite::Database& db, Durability durability) {
  db.exec(durability == Durability::kKill ? "PRAGMA synchronous = NORMAL" : "PRAGMA synchronous = FULL");
}

bool cutLog(SQLite::Database& db) {
  db.setBusyTimeout(0);
  bool cut = false;
  try {
    cut = db.execAndGet("PRAGMA wal_checkpoint(TRUNCATE)").getInt() == 0;
  } catch (const SQLite::Exception& exception) {
    db.setBusyTimeout(kBusyTimeoutMs);
    const int code = exception.getErrorCode() & 0xFF;
    if (code != SQLITE_BUSY && code != SQLITE_LOCKED) throw;
  }
  db.setBusyTimeout(kBusyTimeoutMs);
  return cut;
}

Error errorOf(const std::filesystem::path& path, const SQLite::Exception& exception) {
  const std::string file = path.string();
  switch (exception.getErrorCode() & 0xFF) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return {ErrorCode::kCorruptFile, file + ": the chat history is damaged (" + exception.what() +
                                           "); start Deepwell again: it keeps the file and saves what can be read"};
    case SQLITE_NOMEM:
      return {ErrorCode::kOutOfMemory, file + ": not enough memory to read or write the history"};
    case SQLITE_INTERRUPT:
      return {ErrorCode::kCancelled, file + ": was given up"};
    case SQLITE_FULL:
      return {ErrorCode::kIo, file + ": the disk is full; free some space"};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {ErrorCode::kIo, file + ": another program keeps the history locked; close it and try again"};
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return {ErrorCode::kIo, file + ": no right to write; check the file's and its folder's owner and rights"};
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
      return {ErrorCode::kIo, file + ": cannot read or write the history (" + exception.what() + ")"};
    case SQLITE_TOOBIG:
    case SQLITE_CONSTRAINT:
      return {ErrorCode::kInvalidArgument, file + ": the history refuses this value (" + exception.what() + ")"};
    default:
      return {ErrorCode::kInternal, file + ": " + exception.what()};
  }
}

}  // namespace deepwell
