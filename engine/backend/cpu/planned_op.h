// One op of a CPU program, and what it sees of a step.
#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <string_view>
#include <vector>

#include "engine/backend/backend.h"
#include "engine/backend/cpu/kv_cache.h"
#include "engine/backend/cpu/weight_kernel.h"
#include "engine/base/thread_pool.h"

namespace deepwell::cpu {

// Rows of one sequence that attention takes together.
struct RowBlock {
  int32_t sequence = 0;
  int32_t first_row = 0;
  int32_t count = 0;
  int32_t first_position = 0;
};
inline constexpr int32_t kRowBlock = 32;

// Everything an op may touch while a step runs. Shared by all threads; only what an op owns is written.
struct StepContext {
  const Step* step = nullptr;
  ThreadPool* pool = nullptr;
  const VectorKernels* vec = nullptr;
  const KvCache* kv = nullptr;
  int32_t rows = 0;
  int32_t logit_rows = 0;
  std::vector<RowBlock> row_blocks;   // in order of rows
  std::vector<int32_t> position;      // [rows]
  std::vector<int32_t> row_sequence;  // [rows]
  std::vector<float*> buffers;        // by BufferId
  std::vector<int32_t> widths;
  std::vector<RowSet> row_sets;
  std::byte* persistent = nullptr;  // what lives for the whole step
  std::byte* shared = nullptr;      // of the op that runs
  std::byte* thread_base = nullptr;
  int64_t thread_bytes = 0;

  int threads() const { return pool->size(); }
  float* row(BufferId id, int64_t r) const {
    const auto i = static_cast<size_t>(id.index);
    return buffers[i] + r * widths[i];
  }
  int32_t width(BufferId id) const { return widths[static_cast<size_t>(id.index)]; }
  int32_t rowsOf(BufferId id) const {
    return row_sets[static_cast<size_t>(id.index)] == RowSet::kStep ? rows : logit_rows;
  }
  std::byte* scratch(int thread) const { return thread_base + thread * thread_bytes; }
  // Where position p of row r's sequence lies.
  int32_t page(int32_t sequence, int32_t position_in_sequence) const {
    return step->sequences[static_cast<size_t>(sequence)].pages[static_cast<size_t>(position_in_sequence / kPageTokens)];
  }
};

// An op is a row of stages; the tasks of a stage do not depend on each other, and a stage starts when all before it is
// complete. Threads take tasks as they come (StageChain in engine/base/thread_pool.h), so a thread may get none.
class PlannedOp {
 public:
  explicit PlannedOp(std::string_view kind) : kind_(kind) {}
  virtual ~PlannedOp() = default;
  PlannedOp(const PlannedOp&) = delete;
  PlannedOp& operator=(const PlannedOp&) = delete;

  // Stages in this step. 0: the op has run() instead.
  virtual int stages(const StepContext& /*context*/) const { return 0; }

  // Begins a stage and returns the number of its tasks, 0 if there is nothing to do. One thread calls it while all others
  // wait: what is too small to share is done here.
  virtual int64_t open(StepContext& /*context*/, int /*stage*/, int /*thread*/) { return 0; }

  virtual void task(StepContext& /*context*/, int /*stage*/, int64_t /*index*/, int /*thread*/) {}

  // The older form: all threads of the pool call it, forEach() deals out work, and pool->barrier() goes between stages.
  // Every thread is waited for, so one that the system holds up holds up all.
  virtual void run(StepContext& /*context*/, int /*thread*/) {}

  // Before a step, by one thread.
  void reset() {
    for (auto& next : next_) next.store(0, std::memory_order_relaxed);
  }

  std::string_view kind() const { return kind_; }

 protected:
  // In run(): calls body(i) for each i < count, once over all threads. One `stage` (0..kStages-1) a use between resets.
  template <class Body>
  void forEach(int stage, int64_t count, Body&& body) {
    std::atomic<int64_t>& next = next_[static_cast<size_t>(stage)];
    while (true) {
      const int64_t i = next.fetch_add(1, std::memory_order_relaxed);
      if (i >= count) return;
      body(i);
    }
  }
  void resetStage(int stage) { next_[static_cast<size_t>(stage)].store(0, std::memory_order_relaxed); }

  static constexpr int kStages = 6;
  int64_t weight_bytes_ = 0;

 private:
  std::string_view kind_;
  std::array<std::atomic<int64_t>, kStages> next_{};
};

// How ops that work row by row share them: a few rows are one task, which one thread does while it is at it.
inline constexpr int32_t kSerialRows = 4;

struct RowRange {
  int32_t first = 0;
  int32_t end = 0;
};

inline int32_t rowsATask(int32_t rows, int threads) {
  return rows <= kSerialRows ? std::max(rows, 1) : std::max(1, rows / (threads * 8));
}
inline int64_t rowTasks(int32_t rows, int threads) {
  const int32_t each = rowsATask(rows, threads);
  return (rows + each - 1) / each;
}
inline RowRange rowRange(int32_t rows, int threads, int64_t task) {
  const int32_t each = rowsATask(rows, threads);
  const auto first = static_cast<int32_t>(task) * each;
  return {first, std::min(rows, first + each)};
}

// Gives out offsets inside a region, 64-byte aligned.
class Layout {
 public:
  int64_t add(int64_t bytes) {
    const int64_t offset = bytes_;
    bytes_ += (bytes + 63) / 64 * 64;
    return offset;
  }
  int64_t bytes() const { return bytes_; }

 private:
  int64_t bytes_ = 0;
};

}  // namespace deepwell::cpu
