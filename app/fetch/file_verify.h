// Whether a file on the disk is the hub's; no network.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "app/fetch/file_check.h"
#include "app/fetch/protocol.h"

namespace deepwell::fetch {

class FileVerify {
 public:
  explicit FileVerify(RemoteFile file) : file_(std::move(file)) {}

  void begin(const Folder& root);
  bool step();  // reads some MiB; true: done

  const std::string& error() const { return error_; }  // empty when done: it is right
  uint64_t bytesRead() const { return check_ ? check_->bytesRead() : 0; }
  uint64_t bytesTotal() const { return check_ ? check_->bytesTotal() : file_.size; }

 private:
  void judge();

  RemoteFile file_;
  FileDescriptor fd_;
  uint64_t there_ = 0;  // bytes
  std::optional<Journal> receipt_;
  std::unique_ptr<FileCheck> check_;
  std::string error_;
};

}  // namespace deepwell::fetch
