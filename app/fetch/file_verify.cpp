#include "app/fetch/file_verify.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "app/fetch/names.h"
#include "app/fetch/partial_file.h"

namespace deepwell::fetch {
namespace {

double mebibytes(uint64_t bytes) { return static_cast<double>(bytes) / (1 << 20); }

}  // namespace

void FileVerify::begin(const Folder& root) {
  const auto refuse = [this](const std::string& why) { error_ = file_.path + ": " + why; };
  if (const Status named = checkPath(file_.path); !named) return refuse(named.error().message);
  const auto parent = root.parentOf(file_.path, false);
  if (!parent) return refuse(parent.error().message);
  auto fd = parent->first.openFile(parent->second, O_RDONLY);
  if (!fd) return refuse(fd.error().message);
  fd_ = std::move(*fd);
  struct stat is {};
  ::fstat(fd_.get(), &is);
  there_ = static_cast<uint64_t>(is.st_size);
  receipt_ = readReceipt(parent->first, parent->second);
  if (file_.size == 0) file_.size = receipt_ ? receipt_->size : there_;
  if (receipt_ && (receipt_->size != file_.size || (!file_.sha256.empty() && receipt_->sha256 != file_.sha256))) receipt_.reset();
  if (file_.sha256.empty() && receipt_) file_.sha256 = receipt_->sha256;
  if (!isSha256(file_.sha256)) return refuse("there is nothing to compare it with: neither the hub nor a download left its SHA-256");
  check_ = std::make_unique<FileCheck>(fd_.get(), parent->first.shown(parent->second), file_.size, receipt_ ? &*receipt_ : nullptr);
}

bool FileVerify::step() {
  if (!error_.empty()) return true;
  if (!check_->step()) return false;
  judge();
  return true;
}

void FileVerify::judge() {
  if (!check_->error().empty()) {
    error_ = check_->error();
    return;
  }
  if (check_->complete() && there_ == file_.size && check_->sha256() == file_.sha256) return;
  uint64_t bytes = file_.size;
  const size_t bad = check_->badChunks().size();
  const bool known = receipt_ && bad < receipt_->count() && (bad > 0 || there_ != file_.size);
  if (known) {
    bytes = 0;
    for (const uint64_t chunk : check_->badChunks()) bytes += receipt_->end(chunk) - receipt_->begin(chunk);
  }
  const std::string what = there_ == file_.size ? std::string("is damaged") : fmt::format("has {} bytes instead of {}", there_, file_.size);
  error_ = fmt::format("{} {}: a repair fetches {:.1f} of its {:.1f} MiB again", file_.path, what, mebibytes(bytes),
                       mebibytes(file_.size));
}

}  // namespace deepwell::fetch
