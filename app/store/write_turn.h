// Who writes next, among the threads of this process: first come, first served. SQLite's own waiting (for other
// processes) polls and is not fair: a long import would starve a person's send.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>

namespace deepwell {

class WriteTurn {
 public:
  void lock() {
    std::unique_lock guard(mutex_);
    const uint64_t ticket = next_++;
    moved_.wait(guard, [&] { return serving_ == ticket; });
  }
  void unlock() {
    {
      const std::lock_guard guard(mutex_);
      ++serving_;
    }
    moved_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable moved_;
  uint64_t next_ = 0;     // the next ticket that is given out
  uint64_t serving_ = 0;  // the ticket whose turn it is
};

}  // namespace deepwell
