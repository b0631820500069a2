#include "app/store/schema.h"

#include <SQLiteCpp/Backup.h>

#include <cassert>
#include <string>
#include <system_error>

#include "app/store/migrations.h"

namespace deepwell {
namespace {

// Larger files are not read whole at every start; damage shows as an error where it is met.
constexpr std::uintmax_t kCheckedBytes = 64U << 20;

int pragma(SQLite::Database& db, const char* name) { return db.execAndGet(std::string("PRAGMA ") + name).getInt(); }

// Through SQLite's backup, which sees the WAL too; renamed when whole.
Status keepCopy(SQLite::Database& db, const std::filesystem::path& path, int version) {
  std::filesystem::path copy = path;
  copy += ".v" + std::to_string(version) + ".bak";
  std::filesystem::path unfinished = copy;
  unfinished += ".part";
  std::error_code error;
  std::filesystem::remove(unfinished, error);
  {
    SQLite::Database target(unfinished.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    SQLite::Backup backup(target, db);
    backup.executeStep(-1);
  }
  using std::filesystem::perms;
  std::filesystem::permissions(unfinished, perms::owner_read | perms::owner_write, error);
  std::filesystem::rename(unfinished, copy, error);
  if (error)
    return fail(ErrorCode::kIo, "{}: cannot keep a copy before the update of the history: {}", copy.string(),
                error.message());
  return {};
}

}  // namespace

Result<int> checkFile(SQLite::Database& db, const std::filesystem::path& path, bool thoroughly) {
  const int version = pragma(db, "user_version");
  const int application = pragma(db, "application_id");
  const int objects = db.execAndGet("SELECT count(*) FROM sqlite_master").getInt();
  if (version == 0 && application == 0 && objects == 0) return 0;
  if (application != kApplicationId || version < 1)
    return fail(ErrorCode::kCorruptFile, "{}: is a database, but not a chat history of Deepwell; move it away",
                path.string());
  if (version > kSchemaVersion)
    return fail(ErrorCode::kUnsupported,
                "{}: written by a newer Deepwell (history version {}, this one knows {}); update Deepwell",
                path.string(), version, kSchemaVersion);
  std::error_code error;
  const std::uintmax_t bytes = std::filesystem::file_size(path, error);
  if (!thoroughly && (error || bytes > kCheckedBytes)) return version;
  const std::string finding = db.execAndGet("PRAGMA quick_check(1)").getString();
  if (finding != "ok")
    return fail(ErrorCode::kCorruptFile, "{}: the chat history is damaged ({}); the file was left as it is",
                path.string(), finding);
  return version;
}

Status migrate(SQLite::Database& db, const std::filesystem::path& path, int from) {
  if (from == kSchemaVersion) return {};
  const auto scripts = migrationScripts();
  assert(scripts.size() == kSchemaVersion);
  if (from > 0) DEEPWELL_TRY(keepCopy(db, path, from));
  SQLite::Transaction transaction(db, SQLite::TransactionBehavior::IMMEDIATE);
  for (int version = from; version < kSchemaVersion; ++version) db.exec(scripts[static_cast<size_t>(version)]);
  db.exec("PRAGMA application_id = " + std::to_string(kApplicationId));
  db.exec("PRAGMA user_version = " + std::to_string(kSchemaVersion));
  transaction.commit();
  return {};
}

}  // namespace deepwell
