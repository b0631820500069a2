// A whole file, mapped read-only. If another program shortens the file while it is open, touching the lost pages
// raises SIGBUS: the price of mapping that every engine pays; replace model files by renaming, not in place.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <utility>

#include "engine/base/result.h"

namespace deepwell {

class MappedFile {
 public:
  // Regular, non-empty files only (a symbolic link to one is fine): a pipe or a device is an error, not a wait.
  static Result<MappedFile> open(const std::filesystem::path& path);

  MappedFile(MappedFile&& other) noexcept : bytes_(std::exchange(other.bytes_, {})) {}
  MappedFile& operator=(MappedFile&& other) noexcept {
    std::swap(bytes_, other.bytes_);
    return *this;
  }
  ~MappedFile();

  std::span<const std::byte> bytes() const { return bytes_; }

 private:
  explicit MappedFile(std::span<const std::byte> bytes) : bytes_(bytes) {}

  std::span<const std::byte> bytes_;  // page-aligned; empty only after a move
};

// The size of a regular file, or an error that says why it cannot be used.
Result<uint64_t> regularFileSize(const std::filesystem::path& path);

// Asks the kernel to read these mapped bytes ahead.
void readAhead(std::span<const std::byte> bytes);

// Waits until the mapped bytes are in memory and in the page tables: later reads do not fault.
void populatePages(std::span<const std::byte> bytes);

// Gives the memory of the whole pages among these mapped bytes back; they are read from the file again when needed. Not for
// bytes that were moved into huge pages: these would be lost.
void dropPages(std::span<const std::byte> bytes);

}  // namespace deepwell
