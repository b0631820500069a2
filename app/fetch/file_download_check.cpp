// FileDownload: what is done with files on the disk: those that were there before, the partial one before and after it is fetched.
#include <sys/stat.h>
#include <fcntl.h>

#include "app/fetch/file_download.h"
#include "app/fetch/file_download_span.h"
#include "app/fetch/names.h"

namespace deepwell::fetch {
namespace {

constexpr int kMostRepairs = 3;

}  // namespace

void FileDownload::begin(const Folder& root) {
  const auto url = parseUrl(file_.url);
  if (!url) return fatal(url.error().message);
  origin_ = *url;
  if (const Status named = checkPath(file_.path); !named) return fatal(named.error().message);
  if (!file_.sha256.empty() && !isSha256(file_.sha256)) return fatal("its SHA-256 is not 64 hex digits");
  auto parent = root.parentOf(file_.path, true);
  if (!parent) return fatal(parent.error().message);
  folder_.emplace(std::move(parent->first));
  name_ = std::move(parent->second);
  auto existing = folder_->openFile(name_, O_RDONLY);
  if (existing) return beginExisting(std::move(*existing));
  if (existing.error().code != ErrorCode::kNotFound) return fatal(existing.error().message);
  openPartial();
}

void FileDownload::openPartial() {
  Journal wanted;
  wanted.url = withoutQuery(origin_->text);
  wanted.size = file_.size;
  wanted.chunk_bytes = options_.chunk_bytes;
  wanted.sha256 = file_.sha256;
  auto partial = PartialFile::open(std::move(*folder_), name_, std::move(wanted), options_.margin_bytes);
  if (!partial) {
    local(Failure(partial.error()));
    return;
  }
  partial_.emplace(std::move(*partial));
  state_ = State::kConnecting;
}

// A file is there under the final name.
void FileDownload::beginExisting(FileDescriptor fd) {
  struct stat is {};
  ::fstat(fd.get(), &is);
  const auto there = static_cast<uint64_t>(is.st_size);
  const uint64_t want = file_.size != 0 ? file_.size : there;
  if (!repair_ && there != want) {
    return fatal(fmt::format("another file of that name is there, of {} bytes instead of {}; repair it or move it away", there, want));
  }
  receipt_ = readReceipt(*folder_, name_);
  if (receipt_ && (receipt_->size != want || (!file_.sha256.empty() && receipt_->sha256 != file_.sha256))) receipt_.reset();
  if (file_.sha256.empty() && receipt_) file_.sha256 = receipt_->sha256;
  file_.size = want;
  if (file_.sha256.empty()) {  // nothing to compare it with but its size
    if (repair_ && there != want) return openPartial();
    state_ = State::kDone;
    return;
  }
  const bool untouched = receipt_ && receipt_->written_ns != 0 && receipt_->written_ns == writtenNs(fd.get());
  if (untouched && !repair_) {  // since it was fetched and checked
    state_ = State::kDone;
    return;
  }
  checked_fd_ = std::move(fd);
  check_ = std::make_unique<FileCheck>(checked_fd_.get(), folder_->shown(name_), want, repair_ && receipt_ ? &*receipt_ : nullptr);
  replace_ = repair_ && there != want;  // too long: its beginning may be right
  state_ = State::kChecking;
}

void FileDownload::checkDone() {
  if (!check_->error().empty()) return fatal(check_->error());
  const bool same = check_->complete() && !replace_ && check_->sha256() == file_.sha256;
  const std::vector<uint64_t> bad = check_->badChunks();
  check_.reset();
  const int64_t written_ns = writtenNs(checked_fd_.get());
  checked_fd_ = FileDescriptor();
  if (same) {
    if (receipt_) {  // the next time it need not be read
      receipt_->written_ns = written_ns;
      writeReceipt(*folder_, name_, *receipt_);
    }
    erasePartial(*folder_, name_);
    state_ = State::kDone;
    return;
  }
  if (!repair_) return fatal("a file of that name with other contents is there; repair it or move it away");
  replace_ = true;
  if (!receipt_) return openPartial();
  adopt_ = std::move(receipt_);
  for (const uint64_t chunk : bad) adopt_->chunks.erase(chunk);
  // Nothing or all of it good: the pieces do not say what is wrong.
  const bool useless = adopt_->chunks.empty() || (adopt_->chunks.size() == adopt_->count() && bad.empty());
  if (useless) {
    adopt_.reset();
    return openPartial();
  }
  adopt_->url = withoutQuery(origin_->text);
  state_ = State::kConnecting;
}

void FileDownload::beginVerify() {
  if (!local(partial_->flush())) return;
  by_chunks_ = file_.sha256.empty();
  check_ = std::make_unique<FileCheck>(partial_->fd(), partial_->shown(), partial_->journal().size, by_chunks_ ? &partial_->journal() : nullptr);
  state_ = State::kVerifying;
}

void FileDownload::verifyDone() {
  if (!check_->error().empty()) return fatal(check_->error());
  const std::string sha256 = check_->sha256();
  const std::vector<uint64_t> bad = check_->badChunks();
  const bool right = check_->complete() && (file_.sha256.empty() ? bad.empty() : sha256 == file_.sha256);
  const bool by_chunks = by_chunks_;
  check_.reset();
  if (right) {
    if (local(partial_->publish(sha256, replace_))) state_ = State::kDone;
    return;
  }
  if (!by_chunks) {  // which pieces are to blame?
    by_chunks_ = true;
    check_ = std::make_unique<FileCheck>(partial_->fd(), partial_->shown(), partial_->journal().size, &partial_->journal());
    return;
  }
  std::vector<uint64_t> again = bad;
  if (again.empty()) {  // all are as they came: those from before the file changed on the server are wrong
    const auto last = static_cast<uint32_t>(partial_->journal().sources.size() - 1);
    for (const auto& [chunk, record] : partial_->journal().chunks) {
      if (record.source != last) again.push_back(chunk);
    }
  }
  if (!again.empty() && ++repairs_ <= kMostRepairs) return fetchAgain(again);
  if (!bad.empty()) return fatal("the disk does not keep what is written to it: pieces that were right came back changed; check the disk");
  partial_->erase();
  const std::string host = origin_->origin.host;
  fatal(fmt::format("what {} sent is not the file that was asked for: its SHA-256 is {}, and {} was expected; nothing of it was kept", host,
                    sha256, file_.sha256));
}

void FileDownload::fetchAgain(const std::vector<uint64_t>& chunks) {
  for (const uint64_t chunk : chunks) partial_->dropChunk(chunk);
  headed_ = false;
  state_ = State::kConnecting;
  local(partial_->rewriteJournal());
}

}  // namespace deepwell::fetch
