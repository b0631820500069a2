// Which tasks of a stage a thread does.
#pragma once

#include <atomic>
#include <cassert>
#include <cstdint>
#include <memory>

namespace deepwell::cpu {

// Deals neighbouring tasks to a thread, and what another has left when its own share is done. What a thread writes in
// one op it mostly uses in the next: with tasks dealt one by one, half the lines would have to come from another core.
class TaskShares {
 public:
  // Before a stage, by one thread. Not `neighbours`: tasks go as they come. Returns `tasks`.
  int64_t open(int64_t tasks, int threads, bool neighbours) {
    count_ = neighbours ? threads : 0;
    if (count_ > made_) {
      shares_ = std::make_unique<Share[]>(static_cast<size_t>(count_));
      made_ = count_;
    }
    for (int t = 0; t < count_; ++t) {
      Share& share = shares_[static_cast<size_t>(t)];
      share.next.store(tasks * t / count_, std::memory_order_relaxed);
      share.end = tasks * (t + 1) / count_;
    }
    step_ = neighbours ? 1 : threads;
    return tasks;
  }

  // The task to do when the pool hands out `index`. Each of the stage's tasks comes once: there are as many calls as
  // tasks, and a share found empty stays so.
  int64_t take(int64_t index, int thread) {
    if (count_ == 0) return index;
    for (int i = 0; i < count_; ++i) {
      Share& share = shares_[static_cast<size_t>((thread + i) % count_)];
      if (share.next.load(std::memory_order_relaxed) >= share.end) continue;
      const int64_t task = share.next.fetch_add(1, std::memory_order_relaxed);
      if (task < share.end) return task;
    }
    assert(false);
    return index;
  }

  // What a thread will probably do after `task`; there may be no such task.
  int64_t after(int64_t task) const { return task + step_; }

 private:
  struct alignas(64) Share {
    std::atomic<int64_t> next{0};
    int64_t end = 0;
  };
  std::unique_ptr<Share[]> shares_;
  int made_ = 0;   // shares there is room for
  int count_ = 0;  // shares of this stage, or 0
  int step_ = 1;
};

}  // namespace deepwell::cpu
