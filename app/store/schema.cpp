#include "app/store/schema.h"

#include <SQLiteCpp/Backup.h>

#include <array>
#include <cassert>
#include <fstream>
#include <string>
#include <string_view>
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

uint32_t big32(const unsigned char* p) { return uint32_t{p[0]} << 24 | uint32_t{p[1]} << 16 | uint32_t{p[2]} << 8 | p[3]; }

}  // namespace

Failure damagedHistory(const std::filesystem::path& path, std::string_view finding) {
  return fail(ErrorCode::kCorruptFile, "{}: the chat history is damaged ({}); the file was left as it is", path.string(),
              finding);
}

// "Database File Format", sqlite.org: 18 and 19 the versions for writing and reading (1 journal, 2 log), 44 the schema
// format (up to 4), 56 the text encoding (1 UTF-8), 68 the application's number.
Status checkHeader(const std::filesystem::path& path) {
  std::array<unsigned char, 100> header{};
  std::ifstream file(path, std::ios::binary);
  file.read(reinterpret_cast<char*>(header.data()), header.size());
  if (file.gcount() < static_cast<std::streamsize>(header.size()) || big32(&header[68]) != uint32_t{kApplicationId}) return {};
  const auto oneOf = [](uint32_t value, uint32_t most) { return value >= 1 && value <= most; };
  if (oneOf(header[18], 2) && oneOf(header[19], 2) && oneOf(big32(&header[44]), 4) && big32(&header[56]) == 1) return {};
  return damagedHistory(path, "its header has numbers that cannot be");
}

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
  if (finding != "ok") return damagedHistory(path, finding);
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
