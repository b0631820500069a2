// Reads a file a step at a time and compares it with what it should be: the SHA-256 of the whole, and of each chunk.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/fetch/folder.h"
#include "app/fetch/journal.h"
#include "app/fetch/sha256.h"

namespace deepwell::fetch {

class FileCheck {
 public:
  // `journal`: whose chunks are compared too; null: the whole only. Both must outlive the check.
  FileCheck(int fd, std::string path, uint64_t size, const Journal* journal);

  // Reads some MiB. True: done, or failed.
  bool step();

  uint64_t bytesRead() const { return at_; }
  uint64_t bytesTotal() const { return size_; }
  const std::string& error() const { return error_; }  // reading failed

  std::string sha256() const { return whole_.hex(); }            // of what is there, if that was `size` bytes
  bool complete() const { return complete_; }                    // it had at least `size` bytes
  const std::vector<uint64_t>& badChunks() const { return bad_; }  // of those in the journal

 private:
  void add(std::string_view bytes);

  int fd_;
  std::string path_;
  uint64_t size_;
  const Journal* journal_;
  Sha256 whole_;
  Sha256 chunk_;
  uint64_t at_ = 0;
  bool complete_ = false;
  std::string error_;
  std::vector<uint64_t> bad_;
  std::string block_;
};

}  // namespace deepwell::fetch
