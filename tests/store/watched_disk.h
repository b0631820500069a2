// While it lives, the system's file system with a look at every read of SQLite's from a file, on the thread that reads:
// of connections that are opened meanwhile.
#pragma once

#include <sqlite3.h>

#include <functional>
#include <map>
#include <mutex>
#include <utility>

namespace deepwell {

class WatchedDisk {
 public:
  using OnRead = std::function<void()>;

  explicit WatchedDisk(OnRead on_read) : on_read_(std::move(on_read)) {
    real_ = sqlite3_vfs_find(nullptr);
    vfs_ = *real_;
    vfs_.zName = "watched";
    vfs_.pNext = nullptr;
    vfs_.pAppData = real_->pAppData;
    vfs_.xOpen = [](sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out) {
      return instance()->open(name, file, flags, out);
    };
    instance() = this;
    sqlite3_vfs_register(&vfs_, 1);
  }
  // All connections are closed by then.
  ~WatchedDisk() {
    sqlite3_vfs_unregister(&vfs_);
    sqlite3_vfs_register(real_, 1);
  }
  WatchedDisk(const WatchedDisk&) = delete;
  WatchedDisk& operator=(const WatchedDisk&) = delete;

 private:
  using Read = int (*)(sqlite3_file*, void*, int, sqlite3_int64);

  static WatchedDisk*& instance() {
    static WatchedDisk* disk = nullptr;
    return disk;
  }

  // A table of methods of ours for each of the system's.
  int open(const char* name, sqlite3_file* file, int flags, int* out) {
    const int rc = real_->xOpen(real_, name, file, flags, out);
    if (rc != SQLITE_OK || file->pMethods == nullptr) return rc;
    const std::lock_guard guard(mutex_);
    sqlite3_io_methods& methods = methods_[file->pMethods];
    if (methods.xRead == nullptr) {
      methods = *file->pMethods;
      reads_[&methods] = file->pMethods->xRead;
      methods.xRead = [](sqlite3_file* which, void* to, int bytes, sqlite3_int64 at) {
        return instance()->read(which, to, bytes, at);
      };
    }
    file->pMethods = &methods;
    return rc;
  }

  int read(sqlite3_file* file, void* to, int bytes, sqlite3_int64 at) {
    Read real = nullptr;
    {
      const std::lock_guard guard(mutex_);
      real = reads_[file->pMethods];
    }
    on_read_();
    return real(file, to, bytes, at);
  }

  OnRead on_read_;
  sqlite3_vfs* real_ = nullptr;
  sqlite3_vfs vfs_{};
  std::mutex mutex_;
  std::map<const sqlite3_io_methods*, sqlite3_io_methods> methods_;
  std::map<const sqlite3_io_methods*, Read> reads_;
};

}  // namespace deepwell
