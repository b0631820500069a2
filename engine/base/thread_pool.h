// A fixed team of threads that runs one parallel region at a time, as a CPU step needs.
//
// A region is either a body that every thread runs once (run), or a chain of stages whose tasks the threads take as they
// come (runStages). Of a stage nobody waits for a thread, only for tasks: one that the system keeps from running holds up
// no more than the task it is in. Who waits spins for about 50 µs and then sleeps.
#pragma once

#include <atomic>
#include <cstdint>
#include <thread>
#include <type_traits>
#include <vector>

namespace deepwell {

// What runStages() works through. Everything a task or open() wrote is seen by all that come after it in the chain.
class StageChain {
 public:
  static constexpr int64_t kEnd = -1;

  // The next stage: its number of tasks (0: nothing to do there), or kEnd. Called when all tasks before are done, by the
  // thread that did the last of them; what one thread does fastest is done in here.
  virtual int64_t open(int thread) = 0;

  // Task `index` of the stage that was opened last. Any order, any thread.
  virtual void task(int64_t index, int thread) = 0;

 protected:
  ~StageChain() = default;
};

class ThreadPool {
 public:
  // `threads` counts the caller; 0 takes the number of physical cores.
  explicit ThreadPool(int threads);
  ~ThreadPool();
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  int size() const { return size_; }

  // Calls body(thread_index) once on each of size() threads, the caller being index 0; returns when all are done.
  // Not reentrant; one caller at a time, here and in runStages().
  template <class Body>
  void run(Body&& body) {
    using Decayed = std::remove_reference_t<Body>;
    runErased([](void* context, int index) { (*static_cast<Decayed*>(context))(index); },
              const_cast<void*>(static_cast<const void*>(&body)));
  }

  // Waits until every thread of the running region has come here. Only inside run(); all threads must call it.
  void barrier();

  // Runs all stages of the chain, the caller being thread 0; returns when the chain is at its end.
  void runStages(StageChain& chain);

 private:
  using Call = void (*)(void* context, int index);

  void runErased(Call call, void* context);
  void work(int index);
  void takeTasks(uint64_t state, int thread);
  void advance(StageChain& chain, int thread);
  void publish(uint64_t kind, uint32_t remaining);
  uint64_t waitForNew(uint64_t seen);
  void wakeForTasks();
  void wake();

  int size_;
  std::vector<std::thread> threads_;

  // Epoch, kind and tasks left to take of the stage that is open (or of the body that runs). The epoch counts up with each
  // of them, so a thread that comes late cannot take a task of another stage than the one it has seen.
  alignas(64) std::atomic<uint64_t> state_{0};
  alignas(64) std::atomic<int64_t> done_{0};  // tasks of the open stage that are finished and reported
  alignas(64) std::atomic<int64_t> count_{0};  // tasks of the open stage; valid while one of them is left to take
  std::atomic<StageChain*> chain_{nullptr};
  std::atomic<Call> call_{nullptr};
  std::atomic<void*> context_{nullptr};
  std::atomic<int> running_{0};                // workers that have not finished the body
  std::atomic<int> waiting_{0};                // threads inside barrier()
  std::atomic<uint32_t> passed_{0};            // barriers passed
  alignas(64) std::atomic<int> asleep_{0};     // threads that wait for signal_
  std::atomic<uint32_t> signal_{0};
  std::atomic<int64_t> last_wake_{0};          // ns of the steady clock
};

// The number of physical cores this process may use, at least 1.
int physicalCores();

}  // namespace deepwell
