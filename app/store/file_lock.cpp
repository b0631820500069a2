#include "app/store/file_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

namespace deepwell {
namespace {

// The holder's process id as it wrote it, or "unknown".
std::string readHolder(int fd) {
  char buffer[32] = {};
  const ssize_t count = pread(fd, buffer, sizeof(buffer) - 1, 0);
  std::string holder(buffer, count > 0 ? static_cast<size_t>(count) : 0);
  while (!holder.empty() && holder.back() == '\n') holder.pop_back();
  return holder.empty() ? "unknown" : holder;
}

}  // namespace

Result<FileLock> FileLock::acquire(const std::filesystem::path& path) {
  FileLock lock;
  lock.fd_ = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock.fd_ < 0)
    return fail(ErrorCode::kIo, "{}: cannot create the lock file: {}", path.string(), std::strerror(errno));
  if (flock(lock.fd_, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK)
      return fail(ErrorCode::kIo, "{}: this file system cannot lock files ({}); choose another data folder",
                  path.string(), std::strerror(errno));
    return fail(ErrorCode::kIo, "{}: in use by another Deepwell (process {}); close it, or use its window",
                path.string(), readHolder(lock.fd_));
  }
  // The id is only for the message above: failing to write it does no harm.
  const std::string id = std::to_string(getpid()) + "\n";
  if (ftruncate(lock.fd_, 0) == 0 && pwrite(lock.fd_, id.data(), id.size(), 0) < 0) errno = 0;
  return lock;
}

FileLock::~FileLock() {
  if (fd_ >= 0) close(fd_);
}

FileLock::FileLock(FileLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}

}  // namespace deepwell
