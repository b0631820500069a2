#include "engine/backend/cpu/ceilings.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstring>
#include <limits>

#include "engine/backend/cpu/host_memory.h"
#include "kernels/cpu/ceiling/ceiling.h"

namespace deepwell::cpu {
namespace {

constexpr int kPasses = 7;
constexpr int64_t kBytes = int64_t{1} << 30;  // more than any cache
constexpr int64_t kPage = 4096;

// Seconds of the fastest of some passes in which every thread runs body(thread).
template <class Body>
double fastest(ThreadPool& pool, Body&& body) {
  double best = std::numeric_limits<double>::max();
  for (int pass = 0; pass < kPasses; ++pass) {
    const auto begin = std::chrono::steady_clock::now();
    pool.run(body);
    best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
  }
  return best;
}

}  // namespace

Result<MachineCeilings> measureCeilings(ThreadPool& pool, Isa isa) {
  const CeilingKernels& kernels = ceilingKernels(isa);
  DEEPWELL_ASSIGN(const HostMemory memory, HostMemory::allocate(kBytes, "measuring the memory's speed"));
  const int64_t share = kBytes / pool.size() / kPage * kPage;
  std::atomic<uint64_t> sink{0};  // what the loops return has to be used
  pool.run([&](int thread) { std::memset(memory.data() + thread * share, thread + 1, static_cast<size_t>(share)); });
  double read = std::numeric_limits<double>::max();
  for (const auto loop : {kernels.read, kernels.read_ahead}) {
    read = std::min(read, fastest(pool, [&](int thread) {
                      sink.fetch_add(loop(memory.data() + thread * share, share), std::memory_order_relaxed);
                    }));
  }
  // About 20 ms a pass on any machine.
  int64_t rounds = 1000;
  const auto multiply = [&](int) {
    sink.fetch_add(static_cast<uint64_t>(kernels.multiply(rounds)), std::memory_order_relaxed);
  };
  double seconds = fastest(pool, multiply);
  rounds = std::clamp<int64_t>(static_cast<int64_t>(1000 * 0.02 / std::max(seconds, 1e-9)), 1000, 1'000'000'000);
  seconds = fastest(pool, multiply);
  const double operations = static_cast<double>(rounds) * static_cast<double>(kernels.round_operations);
  return MachineCeilings{static_cast<double>(share) * pool.size() / read * 1e-9,
                         operations * pool.size() / seconds * 1e-9};
}

}  // namespace deepwell::cpu
