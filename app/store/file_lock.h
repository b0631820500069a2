// An exclusive lock on a file that the kernel drops when the process dies (flock: per open file, so two locks inside
// one process exclude each other too).
#pragma once

#include <filesystem>

#include "engine/base/result.h"

namespace deepwell {

class FileLock {
 public:
  // Creates the file if needed, and writes the process id into it. Fails at once with kIo if it is held.
  static Result<FileLock> acquire(const std::filesystem::path& path);

  FileLock() = default;
  ~FileLock();
  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&& other) noexcept;

 private:
  int fd_ = -1;  // -1: holds nothing
};

}  // namespace deepwell
