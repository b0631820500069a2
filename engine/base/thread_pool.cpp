#include "engine/base/thread_pool.h"

#include <sched.h>

#include <algorithm>
#include <cassert>
#include <chrono>
#include <fstream>
#include <set>
#include <string>

namespace deepwell {
namespace {

// The next stage is microseconds away during a step: spin this long before sleeping, which costs about as much.
constexpr auto kSpin = std::chrono::microseconds(50);

// Who slept is woken for new tasks at most this often: on a core that it has to share, each waking costs those who work
// more than it brings.
constexpr int64_t kWakeEvery = 200'000;  // ns

int64_t nanoseconds() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

// state_: epoch in the upper half, then the kind of what is open, then the tasks that are left.
constexpr uint64_t kTasks = (uint64_t{1} << 29) - 1;
constexpr uint64_t kStage = 0;
constexpr uint64_t kChainEnd = uint64_t{1} << 29;
constexpr uint64_t kBody = uint64_t{1} << 30;
constexpr uint64_t kStop = uint64_t{1} << 31;
constexpr uint64_t kEpoch = uint64_t{1} << 32;

uint64_t epochOf(uint64_t state) { return state >> 32; }

void pause() {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  asm volatile("yield");
#endif
}

// Whether ready() became true while spinning.
template <class Ready>
bool spinFor(Ready&& ready) {
  constexpr int kChecks = 32;  // between two looks at the clock
  for (int i = 0; i < kChecks; ++i) {
    if (ready()) return true;
    pause();
  }
  const auto end = std::chrono::steady_clock::now() + kSpin;
  do {
    for (int i = 0; i < kChecks; ++i) {
      if (ready()) return true;
      pause();
    }
  } while (std::chrono::steady_clock::now() < end);
  return ready();
}

}  // namespace

int physicalCores() {
  cpu_set_t allowed;
  CPU_ZERO(&allowed);
  if (sched_getaffinity(0, sizeof(allowed), &allowed) != 0)
    return static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  std::set<std::string> cores;
  int logical = 0;
  for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu) {
    if (!CPU_ISSET(cpu, &allowed)) continue;
    ++logical;
    std::ifstream file("/sys/devices/system/cpu/cpu" + std::to_string(cpu) + "/topology/thread_siblings_list");
    std::string siblings;
    if (std::getline(file, siblings)) cores.insert(siblings);
  }
  return std::max(1, cores.empty() ? logical : static_cast<int>(cores.size()));
}

ThreadPool::ThreadPool(int threads) : size_(threads > 0 ? threads : physicalCores()) {
  threads_.reserve(static_cast<size_t>(size_ - 1));
  for (int index = 1; index < size_; ++index) threads_.emplace_back([this, index] { work(index); });
}

ThreadPool::~ThreadPool() {
  publish(kStop, 0);
  for (std::thread& thread : threads_) thread.join();
}

// Only the thread that holds the chain (or the caller, between regions) publishes.
void ThreadPool::publish(uint64_t kind, uint32_t remaining) {
  const uint64_t epoch = state_.load(std::memory_order_relaxed) / kEpoch * kEpoch;
  state_.store(epoch + kEpoch + kind + remaining, std::memory_order_seq_cst);
  if (kind == kStage) {
    wakeForTasks();
  } else {
    wake();
  }
}

void ThreadPool::wakeForTasks() {
  if (asleep_.load(std::memory_order_seq_cst) == 0) return;
  const int64_t now = nanoseconds();
  if (now - last_wake_.load(std::memory_order_relaxed) < kWakeEvery) return;
  last_wake_.store(now, std::memory_order_relaxed);
  wake();
}

// After a change that sleepers wait for. Sequential consistency: either the sleeper sees the change or we see it asleep.
void ThreadPool::wake() {
  if (asleep_.load(std::memory_order_seq_cst) == 0) return;
  signal_.fetch_add(1, std::memory_order_release);
  signal_.notify_all();
}

// The state once its epoch is not `seen`.
uint64_t ThreadPool::waitForNew(uint64_t seen) {
  uint64_t state = 0;
  const auto changed = [&] {
    state = state_.load(std::memory_order_seq_cst);
    return epochOf(state) != seen;
  };
  while (!spinFor(changed)) {
    asleep_.fetch_add(1, std::memory_order_seq_cst);
    const uint32_t signal = signal_.load(std::memory_order_acquire);
    if (!changed()) signal_.wait(signal, std::memory_order_acquire);
    asleep_.fetch_sub(1, std::memory_order_relaxed);
  }
  return state;
}

void ThreadPool::work(int index) {
  uint64_t seen = 0;
  while (true) {
    const uint64_t state = waitForNew(seen);
    seen = epochOf(state);
    if ((state & kStop) != 0) return;
    if ((state & kBody) == 0) {
      takeTasks(state, index);
      continue;
    }
    call_.load(std::memory_order_relaxed)(context_.load(std::memory_order_relaxed), index);
    if (running_.fetch_sub(1, std::memory_order_seq_cst) == 1) wake();
  }
}

void ThreadPool::runErased(Call call, void* context) {
  if (size_ == 1) return call(context, 0);
  call_.store(call, std::memory_order_relaxed);
  context_.store(context, std::memory_order_relaxed);
  running_.store(size_ - 1, std::memory_order_relaxed);
  publish(kBody, 0);
  call(context, 0);
  const auto finished = [this] { return running_.load(std::memory_order_seq_cst) == 0; };
  while (!spinFor(finished)) {
    asleep_.fetch_add(1, std::memory_order_seq_cst);
    const uint32_t signal = signal_.load(std::memory_order_acquire);
    if (!finished()) signal_.wait(signal, std::memory_order_acquire);
    asleep_.fetch_sub(1, std::memory_order_relaxed);
  }
}

void ThreadPool::barrier() {
  if (size_ == 1) return;
  const uint32_t passed = passed_.load(std::memory_order_acquire);
  if (waiting_.fetch_add(1, std::memory_order_acq_rel) == size_ - 1) {
    waiting_.store(0, std::memory_order_relaxed);
    passed_.store(passed + 1, std::memory_order_release);
    passed_.notify_all();
    return;
  }
  const auto open = [&] { return passed_.load(std::memory_order_acquire) != passed; };
  while (!spinFor(open)) passed_.wait(passed, std::memory_order_acquire);
}

void ThreadPool::runStages(StageChain& chain) {
  if (size_ == 1) {
    for (int64_t count = chain.open(0); count != StageChain::kEnd; count = chain.open(0)) {
      for (int64_t i = 0; i < count; ++i) chain.task(i, 0);
    }
    return;
  }
  chain_.store(&chain, std::memory_order_relaxed);
  uint64_t seen = epochOf(state_.load(std::memory_order_relaxed));
  advance(chain, 0);
  while (true) {
    const uint64_t state = waitForNew(seen);
    if ((state & kChainEnd) != 0) return;
    seen = epochOf(state);
    takeTasks(state, 0);
  }
}

// Takes tasks of the stage that `state` shows until none is left; goes on to the next stage if all of them are done then.
void ThreadPool::takeTasks(uint64_t state, int thread) {
  const uint64_t epoch = epochOf(state);
  int64_t taken = 0;
  int64_t count = 0;
  StageChain* chain = nullptr;
  while (epochOf(state) == epoch && (state & kTasks) != 0) {
    count = count_.load(std::memory_order_relaxed);
    chain = chain_.load(std::memory_order_relaxed);
    const auto left = static_cast<int64_t>(state & kTasks);
    if (!state_.compare_exchange_weak(state, state - 1, std::memory_order_acquire, std::memory_order_acquire)) continue;
    if (left > 1) wakeForTasks();
    chain->task(count - left, thread);  // both are of this epoch, or the exchange would have failed
    ++taken;
    state = state_.load(std::memory_order_acquire);
  }
  // From here on, if others have tasks to report, nothing of the chain may be touched.
  if (taken > 0 && done_.fetch_add(taken, std::memory_order_acq_rel) + taken == count) advance(*chain, thread);
}

// Opens the next stage that is worth sharing; stages of one task are done on the spot.
void ThreadPool::advance(StageChain& chain, int thread) {
  while (true) {
    const int64_t count = chain.open(thread);
    if (count == StageChain::kEnd) return publish(kChainEnd, 0);
    if (count == 1) chain.task(0, thread);
    if (count <= 1) continue;
    assert(count <= static_cast<int64_t>(kTasks));
    done_.store(0, std::memory_order_relaxed);
    count_.store(count, std::memory_order_relaxed);
    return publish(kStage, static_cast<uint32_t>(count));
  }
}

}  // namespace deepwell
