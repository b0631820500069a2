// What is out of the bin for good: marked at once, so that nothing finds it any more, and erased from the file in small
// steps by ChatStore::eraseLeftovers().
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <filesystem>
#include <limits>

#include "engine/base/result.h"

namespace deepwell {

// In the place of the time in deleted_at. Imports that are not done yet use other negative numbers: see
// import_writer.h.
inline constexpr int64_t kPurged = std::numeric_limits<int64_t>::min();

// In the transaction that marks rows: there is something to erase, also after a restart.
void notePurged(SQLite::Database& db);
// The same where only the log still holds something.
void noteErased(SQLite::Database& db);

// Copies of the history that migrations have left beside it; with `damaged` those that salvage has kept too.
Status removeCopies(const std::filesystem::path& file, bool damaged);

}  // namespace deepwell
