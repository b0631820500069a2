// Connections that only read: as many as threads read at the same time, so that no reader waits for another, however
// long that takes. Some are kept open for the next ones.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>
#include <memory>
#include <mutex>
#include <vector>

namespace deepwell {

class Readers {
 public:
  // A connection for one thread, until it goes.
  class Lease {
   public:
    Lease(Readers& readers, std::unique_ptr<SQLite::Database> db) : readers_(readers), db_(std::move(db)) {}
    ~Lease() { readers_.giveBack(std::move(db_)); }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    SQLite::Database& db() { return *db_; }

   private:
    Readers& readers_;
    std::unique_ptr<SQLite::Database> db_;
  };

  // Opens the first ones. Throws SQLite::Exception, as take() does.
  void open(const std::filesystem::path& path);
  void close();  // with no lease out
  Lease take();

 private:
  void giveBack(std::unique_ptr<SQLite::Database> db);

  std::filesystem::path path_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<SQLite::Database>> idle_;  // the last one was used last: its cache is warm
};

}  // namespace deepwell
