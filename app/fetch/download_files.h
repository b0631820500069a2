// The files of a download on the disk: whether there is room for what is missing of them, and what a cancelled one leaves.
#pragma once

#include <filesystem>
#include <vector>

#include "app/fetch/folder.h"
#include "app/fetch/protocol.h"

namespace deepwell::fetch {

// kNoSpace: all that is missing and the margin are more than is free. Files of an unknown size count nothing.
Status checkRoom(const Folder& root, const std::vector<RemoteFile>& files, uint64_t margin_bytes);

// What was fetched of unfinished files goes. `finished`: whole ones too, where a receipt shows that they came from that address and
// nobody changed them since; then empty folders, `folder` itself too.
void eraseFiles(const std::filesystem::path& folder, const std::vector<RemoteFile>& files, bool finished);

}  // namespace deepwell::fetch
