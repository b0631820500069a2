#include "app/fetch/file_check.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace deepwell::fetch {
namespace {

constexpr size_t kBlock = 1U << 20;
constexpr int kBlocksAStep = 8;

}  // namespace

FileCheck::FileCheck(int fd, std::string path, uint64_t size, const Journal* journal)
    : fd_(fd), path_(std::move(path)), size_(size), journal_(journal), block_(kBlock, '\0') {
  ::posix_fadvise(fd, 0, 0, POSIX_FADV_SEQUENTIAL);
}

bool FileCheck::step() {
  for (int i = 0; i < kBlocksAStep; ++i) {
    if (at_ == size_) {
      complete_ = true;
      return true;
    }
    uint64_t want = std::min<uint64_t>(kBlock, size_ - at_);
    if (journal_ != nullptr) want = std::min(want, journal_->end(at_ / journal_->chunk_bytes) - at_);
    const ssize_t got = ::pread(fd_, block_.data(), static_cast<size_t>(want), static_cast<off_t>(at_));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) {
      error_ = systemError(path_, "the file cannot be read", errno).value().message;
      return true;
    }
    if (got == 0) {  // shorter than it should be: what is missing is bad
      if (journal_ != nullptr) {
        for (auto it = journal_->chunks.lower_bound(at_ / journal_->chunk_bytes); it != journal_->chunks.end(); ++it) bad_.push_back(it->first);
      }
      return true;
    }
    add(std::string_view(block_).substr(0, static_cast<size_t>(got)));
  }
  return false;
}

void FileCheck::add(std::string_view bytes) {
  whole_.add(bytes);
  const uint64_t chunk = journal_ == nullptr ? 0 : at_ / journal_->chunk_bytes;
  at_ += bytes.size();
  if (journal_ == nullptr) return;
  chunk_.add(bytes);
  if (at_ < journal_->end(chunk)) return;
  const auto record = journal_->chunks.find(chunk);
  if (record != journal_->chunks.end() && record->second.sha256 != chunk_.hex()) bad_.push_back(chunk);
  chunk_.reset();
}

}  // namespace deepwell::fetch
