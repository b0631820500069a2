// What can be read of a damaged history goes into a new file, and the damaged one is kept aside.
#pragma once

#include <filesystem>

#include "app/store/chat_store.h"

namespace deepwell {

// Puts a new history in the place of `path`, which is kept as "<path>.damaged-<time>" with its log, and fills in what
// is saved. The caller holds the history's lock and has no connection open. An error leaves `path` as it was.
Status salvageFile(const std::filesystem::path& path, ChatStore::Salvage& report);

// Ends a salvage that a kill stopped between its last two steps. Nothing to do otherwise.
Status finishSalvage(const std::filesystem::path& path);

// A mark beside the file: some query met damage. The next open checks all of the file, whatever its size, and makes the
// search index anew.
void markSuspect(const std::filesystem::path& path);
bool isSuspect(const std::filesystem::path& path);
void clearSuspect(const std::filesystem::path& path);

}  // namespace deepwell
