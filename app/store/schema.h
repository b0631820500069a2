// The history's tables, by version (PRAGMA user_version). A version's script is never changed once released; a change
// of the tables is a new version at the end of the list in migrations.cpp.
//
//   chats     one row a chat; `leaf` is the last message of the branch that is shown, never one in the bin
//   messages  a forest: `parent` is the message before; always parent < id, so there are no cycles; with a message
//             everything after it is in the bin too
//   stream_chunks  what came in of a message in state `streaming`, to be added to its row in the order of ids; a flush
//             costs what is new. The row takes them up when the message ends, or at the next start
//   attachments  files given with a question; drafts, draft_files: what stands in a chat's composer, 0 the new chat's
//   folders, settings (key and value)
//   chat_search, message_search  FTS5 over titles, texts and thoughts, kept by search_index.h; rows in state
//             `streaming` are not in message_search (they would be indexed anew at every flush)
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>
#include <string_view>

#include "engine/base/result.h"

namespace deepwell {

inline constexpr int kSchemaVersion = 5;
inline constexpr int kApplicationId = 0x4465'7077;  // "Depw"

// kCorruptFile, with what was found.
Failure damagedHistory(const std::filesystem::path& path, std::string_view finding);

// Whether the header of a file that calls itself a history of ours has numbers that SQLite never wrote there. SQLite takes
// some of them for a form that it does not know, or for a file that may not be written, instead of for damage.
Status checkHeader(const std::filesystem::path& path);

// Looks at the file without changing it: is it a history of ours (or empty), sound, not newer? Returns its version, 0
// if it is empty. A large file is read whole only if `thoroughly`. Throws SQLite::Exception for a file that SQLite
// cannot read.
Result<int> checkFile(SQLite::Database& db, const std::filesystem::path& path, bool thoroughly);

// Brings the tables from version `from` to kSchemaVersion in one transaction; a copy of a file that has
// content is kept beside it first. Throws SQLite::Exception.
Status migrate(SQLite::Database& db, const std::filesystem::path& path, int from);

}  // namespace deepwell
