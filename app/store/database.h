// A connection to the history file, and SQLite's exceptions turned into Result.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <exception>
#include <filesystem>
#include <memory>
#include <new>
#include <string>

#include "engine/base/result.h"

namespace deepwell {

// How long a write waits for another connection's transaction before it fails.
inline constexpr int kBusyTimeoutMs = 10000;

// Opens an existing file and makes the settings of a connection. Throws SQLite::Exception.
std::unique_ptr<SQLite::Database> openConnection(const std::filesystem::path& path, bool writable);

// Commits are appended to a write-ahead log, in order. Only on a checked file.
void useLog(SQLite::Database& db);

// Whether the log is moved into the file when the last connection closes. Off while the file may be damaged: it is to
// be kept as it is.
void moveLogAtClose(SQLite::Database& db, bool on);

// What this connection's commits survive once they have returned. kKill: the end of the process in any way, as what was
// written is the system's; a power cut takes the last ones, those the system had not yet brought to the disk by itself.
// kPowerCut: flushed to the disk, this commit and with it all that came before, of any connection.
enum class Durability { kKill, kPowerCut };
void setDurability(SQLite::Database& db, Durability durability);

// Moves the log into the file and cuts it to nothing. False, at once: somebody reads what stands in it.
bool cutLog(SQLite::Database& db);

Error errorOf(const std::filesystem::path& path, const SQLite::Exception& exception);

// Runs `body` (which returns a Result or Status) and turns what it throws into an Error that names the file.
template <class Body>
auto guarded(const std::filesystem::path& path, Body&& body) -> decltype(body()) {
  try {
    return body();
  } catch (const SQLite::Exception& exception) {
    return Failure(errorOf(path, exception));
  } catch (const std::bad_alloc&) {
    return fail(ErrorCode::kOutOfMemory, "{}: not enough memory to read or write the history", path.string());
  } catch (const std::exception& exception) {
    return fail(ErrorCode::kInternal, "{}: {}", path.string(), exception.what());
  }
}

}  // namespace deepwell
