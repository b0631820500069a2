// A folder that is open, and files in it by name. Nothing outside of it is ever reached: every part of a path is opened below
// the one before, and symbolic links are refused.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

#include "engine/base/result.h"

namespace deepwell::fetch {

class FileDescriptor {
 public:
  FileDescriptor() = default;
  explicit FileDescriptor(int fd) : fd_(fd) {}
  FileDescriptor(FileDescriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~FileDescriptor();
  int get() const { return fd_; }
  explicit operator bool() const { return fd_ >= 0; }

 private:
  int fd_ = -1;
};

class Folder {
 public:
  // `path` is absolute and the user's choice: it may lead through links.
  static Result<Folder> open(const std::filesystem::path& path, bool create);

  // The folder `part` in it, not a link. kNotFound: it is not there and was not to be created.
  Result<Folder> below(std::string_view part, bool create) const;
  // The folder that `path` ("a/b/c.gguf") lies in, and its last part.
  Result<std::pair<Folder, std::string>> parentOf(std::string_view path, bool create) const;

  // A plain file, with one name only. kNotFound: it is not there (`flags` without O_CREAT).
  Result<FileDescriptor> openFile(std::string_view name, int flags) const;
  Result<std::string> readFile(std::string_view name, size_t most) const;
  // In its place at once, whatever happens.
  Status writeFile(std::string_view name, std::string_view bytes) const;
  // `replace` = false: an error if `to` is there.
  Status rename(std::string_view from, const Folder& to_folder, std::string_view to, bool replace) const;
  void remove(std::string_view name) const;
  void removeFolder(std::string_view name) const;  // if it is empty
  Status sync() const;  // names made or changed in it are on the disk
  uint64_t freeBytes() const;

  std::string shown(std::string_view name) const { return path_ + "/" + std::string(name); }  // for messages
  const std::string& path() const { return path_; }

 private:
  Folder(FileDescriptor fd, std::string path) : fd_(std::move(fd)), path_(std::move(path)) {}
  FileDescriptor fd_;
  std::string path_;
};

// Of errno; kNoSpace where the disk or the quota is full.
inline constexpr ErrorCode kNoSpace = ErrorCode::kOutOfMemory;
Failure systemError(const std::string& path, const char* what, int error);

// Bytes of the disk that an open file has.
uint64_t allocatedBytes(int fd);
// "1.5 GiB", as the window counts.
std::string sizeWords(uint64_t bytes);

// All of `bytes` at `at`.
Status writeAt(int fd, std::string_view bytes, uint64_t at, const std::string& path);

}  // namespace deepwell::fetch
