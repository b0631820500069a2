#include "app/fetch/download_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "app/fetch/names.h"
#include "app/fetch/partial_file.h"
#include "app/fetch/url.h"

namespace deepwell::fetch {
namespace {

// Bytes that are still to be written.
uint64_t missingOf(const Folder& root, const RemoteFile& file) {
  if (!checkPath(file.path)) return file.size;
  const auto parent = root.parentOf(file.path, false);
  if (!parent) return file.size;
  const auto& [folder, name] = *parent;
  struct stat is {};
  if (const auto whole = folder.openFile(name, O_RDONLY); whole && ::fstat(whole->get(), &is) == 0)
    return file.size - std::min(file.size, static_cast<uint64_t>(is.st_size));
  if (const auto part = folder.openFile(name + std::string(kPartialEnding), O_RDONLY)) return file.size - std::min(file.size, allocatedBytes(part->get()));
  return file.size;
}

bool cameFrom(const Folder& folder, const std::string& name, const RemoteFile& file) {
  const auto url = parseUrl(file.url);
  const auto receipt = readReceipt(folder, name);
  const auto there = folder.openFile(name, O_RDONLY);
  return url && receipt && there && receipt->url == withoutQuery(url->text) && (file.sha256.empty() || receipt->sha256 == file.sha256) &&
         receipt->written_ns != 0 && receipt->written_ns == writtenNs(there->get());
}

void removeReceipt(const Folder& folder, const std::string& name) {
  const auto receipts = folder.below(kReceiptFolder, false);
  if (receipts) receipts->remove(name + std::string(kReceiptEnding));
}

// Those above the file, up to `root`.
void removeEmptyAbove(const Folder& root, const std::string& path) {
  if (const auto parent = root.parentOf(path, false)) parent->first.removeFolder(kReceiptFolder);
  for (size_t end = path.rfind('/'); end != std::string::npos && end != 0; end = path.rfind('/', end - 1)) {
    if (const auto above = root.parentOf(std::string_view(path).substr(0, end), false)) above->first.removeFolder(above->second);
  }
}

}  // namespace

Status checkRoom(const Folder& root, const std::vector<RemoteFile>& files, uint64_t margin_bytes) {
  uint64_t missing = 0;
  for (const RemoteFile& file : files) {
    const uint64_t more = missingOf(root, file);
    missing = more > ~uint64_t{0} - missing ? ~uint64_t{0} : missing + more;
  }
  const uint64_t free = root.freeBytes();
  if (missing == 0 || (free >= margin_bytes && free - margin_bytes >= missing)) return {};
  return fail(kNoSpace, "{}: {} more are needed for this download, and the disk has {} free, of which {} are left alone; free some space, then resume",
              root.path(), sizeWords(missing), sizeWords(free), sizeWords(margin_bytes));
}

void eraseFiles(const std::filesystem::path& folder, const std::vector<RemoteFile>& files, bool finished) {
  const auto root = Folder::open(folder, false);
  if (!root) return;
  for (const RemoteFile& file : files) {
    if (!checkPath(file.path)) continue;
    const auto parent = root->parentOf(file.path, false);
    if (!parent) continue;
    const auto& [in, name] = *parent;
    erasePartial(in, name);
    if (!finished || !cameFrom(in, name, file)) continue;
    in.remove(name);
    removeReceipt(in, name);
  }
  if (!finished) return;
  for (const RemoteFile& file : files) {
    if (checkPath(file.path)) removeEmptyAbove(*root, file.path);
  }
  ::rmdir(folder.c_str());  // fails where anything is in it
}

}  // namespace deepwell::fetch
