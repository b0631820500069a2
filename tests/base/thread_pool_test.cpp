#include "engine/base/thread_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <numeric>
#include <thread>
#include <vector>

namespace deepwell {
namespace {

class ThreadPoolTest : public testing::TestWithParam<int> {};

TEST_P(ThreadPoolTest, EveryIndexRunsOnceEveryTime) {
  ThreadPool pool(GetParam());
  ASSERT_EQ(pool.size(), GetParam());
  std::vector<int> calls(static_cast<size_t>(pool.size()), 0);  // plain ints: each thread has its own
  for (int round = 0; round < 200; ++round) pool.run([&](int index) { ++calls[static_cast<size_t>(index)]; });
  for (const int count : calls) EXPECT_EQ(count, 200);
}

TEST_P(ThreadPoolTest, CallerIsIndexZeroAndSeesWhatTheOthersWrote) {
  ThreadPool pool(GetParam());
  const std::thread::id caller = std::this_thread::get_id();
  for (int round = 0; round < 50; ++round) {
    std::vector<std::thread::id> threads(static_cast<size_t>(pool.size()));
    pool.run([&](int index) { threads[static_cast<size_t>(index)] = std::this_thread::get_id(); });
    EXPECT_EQ(threads[0], caller);
    for (size_t i = 1; i < threads.size(); ++i) EXPECT_NE(threads[i], caller);
  }
}

// Each thread writes its slot, passes the barrier and reads its neighbour's: wrong if the barrier lets one through.
TEST_P(ThreadPoolTest, BarrierSeparatesPhases) {
  ThreadPool pool(GetParam());
  const auto size = static_cast<size_t>(pool.size());
  std::vector<int> slots(size, -1);
  std::atomic<int> wrong{0};
  pool.run([&](int index) {
    const auto own = static_cast<size_t>(index);
    for (int phase = 0; phase < 100; ++phase) {
      slots[own] = phase;
      pool.barrier();
      if (slots[(own + 1) % size] != phase) wrong.fetch_add(1);
      pool.barrier();
    }
  });
  EXPECT_EQ(wrong.load(), 0);
}

// A chain of stages of many sizes: each task checks that the stage before is complete and that no other runs beside it.
class CountingChain final : public StageChain {
 public:
  CountingChain(std::vector<int64_t> counts, int threads)
      : counts_(std::move(counts)), threads_(threads), hits_(counts_.size()) {
    for (size_t s = 0; s < counts_.size(); ++s) hits_[s].resize(static_cast<size_t>(std::max<int64_t>(counts_[s], 0)));
  }

  int64_t open(int thread) override {
    EXPECT_LT(thread, threads_);
    if (opened_ > 0) checkComplete(opened_ - 1);
    if (opened_ == counts_.size()) return kEnd;
    return counts_[opened_++];
  }

  void task(int64_t index, int thread) override {
    EXPECT_LT(thread, threads_);
    ++hits_[opened_ - 1][static_cast<size_t>(index)];  // a plain int: twice the same task, or too late, is a race
    if (work) work(thread);
  }

  void checkComplete(size_t stage) const {
    for (const int hits : hits_[stage]) {
      if (hits != 1) ++const_cast<CountingChain*>(this)->wrong;
    }
  }

  int wrong = 0;
  std::function<void(int)> work;

 private:
  std::vector<int64_t> counts_;
  int threads_;
  std::vector<std::vector<int>> hits_;
  size_t opened_ = 0;
};

TEST_P(ThreadPoolTest, StagesRunInOrderEachTaskOnce) {
  ThreadPool pool(GetParam());
  for (int round = 0; round < 100; ++round) {
    CountingChain chain({3, 1, 0, 50, 1, 1, 0, 0, 7, 2, 200, 1}, GetParam());
    pool.runStages(chain);
    EXPECT_EQ(chain.wrong, 0);
  }
}

TEST_P(ThreadPoolTest, ChainsWithoutTasksEnd) {
  ThreadPool pool(GetParam());
  CountingChain nothing({}, GetParam());
  pool.runStages(nothing);
  CountingChain zeros({0, 0, 0}, GetParam());
  pool.runStages(zeros);
  CountingChain ones({1, 1, 1}, GetParam());
  pool.runStages(ones);
  EXPECT_EQ(nothing.wrong + zeros.wrong + ones.wrong, 0);
}

TEST_P(ThreadPoolTest, BodiesAndChainsAlternate) {
  ThreadPool pool(GetParam());
  std::vector<int> calls(static_cast<size_t>(pool.size()), 0);
  for (int round = 0; round < 100; ++round) {
    CountingChain chain({4, 9}, GetParam());
    pool.runStages(chain);
    EXPECT_EQ(chain.wrong, 0);
    pool.run([&](int index) {
      ++calls[static_cast<size_t>(index)];
      pool.barrier();
    });
  }
  for (const int count : calls) EXPECT_EQ(count, 100);
}

// Threads that slept are woken for a stage: with one task a thread that all wait for each other, every thread must come.
TEST_P(ThreadPoolTest, SleepersAreWokenForAStage) {
  ThreadPool pool(GetParam());
  for (int round = 0; round < 5; ++round) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));  // long enough for them to sleep; right either way
    CountingChain chain({GetParam()}, GetParam());
    std::atomic<int> inside{0};
    chain.work = [&](int) {
      inside.fetch_add(1);
      while (inside.load() < GetParam()) std::this_thread::yield();
    };
    pool.runStages(chain);
    EXPECT_EQ(chain.wrong, 0);
  }
}

// A thread that is held up (here: the caller, in its first task) holds up nothing but its task: the others do the rest.
TEST(ThreadPool, NobodyWaitsForAThreadWithoutATask) {
  ThreadPool pool(3);
  CountingChain chain({40}, 3);
  std::atomic<int> done_by_others{0};
  chain.work = [&](int thread) {
    if (thread != 0) {
      done_by_others.fetch_add(1);
      return;
    }
    while (done_by_others.load() < 39) std::this_thread::yield();  // would hang if tasks were dealt out in advance
  };
  pool.runStages(chain);
  EXPECT_EQ(chain.wrong, 0);
}

INSTANTIATE_TEST_SUITE_P(Sizes, ThreadPoolTest, testing::Values(1, 2, 3, 7));

// Regions that come long after each other find sleeping workers, and a pool may end without ever having run.
TEST(ThreadPool, SleepsAndEnds) {
  for (int i = 0; i < 20; ++i) const ThreadPool unused(3);
  ThreadPool pool(3);
  std::atomic<int> calls{0};
  pool.run([&](int) { calls.fetch_add(1); });
  std::vector<int> numbers(200000);
  std::iota(numbers.begin(), numbers.end(), 0);  // longer than the workers spin
  pool.run([&](int) { calls.fetch_add(1); });
  EXPECT_EQ(calls.load(), 6);
  EXPECT_EQ(numbers.back(), 199999);
}

TEST(ThreadPool, DefaultSizeIsTheCores) {
  EXPECT_GE(physicalCores(), 1);
  EXPECT_EQ(ThreadPool(0).size(), physicalCores());
}

}  // namespace
}  // namespace deepwell
