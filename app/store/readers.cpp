#include "app/store/readers.h"

#include <utility>

#include "app/store/database.h"

namespace deepwell {
namespace {

constexpr size_t kFirst = 2;
constexpr size_t kMostIdle = 4;

}  // namespace

void Readers::open(const std::filesystem::path& path) {
  path_ = path;
  while (idle_.size() < kFirst) idle_.push_back(openConnection(path_, false));
}

void Readers::close() { idle_.clear(); }

Readers::Lease Readers::take() {
  {
    const std::lock_guard guard(mutex_);
    if (!idle_.empty()) {
      std::unique_ptr<SQLite::Database> db = std::move(idle_.back());
      idle_.pop_back();
      return {*this, std::move(db)};
    }
  }
  return {*this, openConnection(path_, false)};
}

void Readers::giveBack(std::unique_ptr<SQLite::Database> db) {
  const std::lock_guard guard(mutex_);
  if (idle_.size() < kMostIdle) idle_.push_back(std::move(db));
}

}  // namespace deepwell
