// A file that appears whole or not at all: it is written under a temporary name in the same folder and takes its own
// name in commit(). Without commit() (an error, a stop) nothing is left behind.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>
#include <utility>

#include "engine/base/result.h"

namespace deepwell {

class OutputFile {
 public:
  // Creates the temporary file and reserves `bytes`, so that a disk too small is found before any work is done.
  static Result<OutputFile> create(const std::filesystem::path& path, uint64_t bytes);

  OutputFile(OutputFile&& other) noexcept
      : path_(std::move(other.path_)), temporary_(std::move(other.temporary_)), file_(std::exchange(other.file_, -1)) {}
  OutputFile& operator=(OutputFile&& other) noexcept;
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;
  ~OutputFile();

  // Any order, any thread, ranges that do not overlap.
  Status writeAt(uint64_t offset, std::span<const std::byte> bytes) const;
  Status writeAt(uint64_t offset, std::string_view text) const {
    return writeAt(offset, std::as_bytes(std::span(text.data(), text.size())));
  }

  // Everything on the disk, under its own name; an older file of this name is replaced.
  Status commit();

 private:
  OutputFile(std::filesystem::path path, std::filesystem::path temporary, int file)
      : path_(std::move(path)), temporary_(std::move(temporary)), file_(file) {}
  void discard();

  std::filesystem::path path_;
  std::filesystem::path temporary_;  // empty: nothing to remove
  int file_ = -1;
};

// "<folder>/.<name>.<pid>-<n>.part": a name beside `path` that no one uses.
std::filesystem::path temporaryBeside(const std::filesystem::path& path);

}  // namespace deepwell
