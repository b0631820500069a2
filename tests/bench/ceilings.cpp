// What this machine can do at most: bytes a second read from memory, and operations a second of 8-bit integer
// multiply-adds (two each) with the best instruction the compiler was told of. `ceilings THREADS` prints a JSON object.
#include <sys/mman.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <thread>
#include <utility>
#include <vector>

namespace {

#if defined(__AVX512VNNI__)
constexpr int kWidth = 64, kSums = 16;
#elif defined(__AVX2__)
constexpr int kWidth = 32, kSums = 10;
#else
constexpr int kWidth = 16, kSums = 4;
#endif
using Bytes [[gnu::vector_size(kWidth)]] = int8_t;
using Ints [[gnu::vector_size(kWidth)]] = int32_t;
using Words [[gnu::vector_size(kWidth)]] = uint64_t;

inline void multiplyAdd(Ints& sum, Bytes a, Bytes b) {
#if defined(__AVX512VNNI__)
  asm("vpdpbusd %2, %1, %0" : "+v"(sum) : "v"(a), "v"(b));
#elif defined(__AVXVNNI__)
  asm("%{vex%} vpdpbusd %2, %1, %0" : "+x"(sum) : "x"(a), "x"(b));
#elif defined(__AVX2__)
  Bytes pairs;
  asm volatile("vpmaddubsw %2, %1, %0" : "=x"(pairs) : "x"(a), "x"(b));
  asm("vpmaddwd %1, %0, %0" : "+x"(pairs) : "x"(b));
  sum += reinterpret_cast<Ints>(pairs);
#elif defined(__ARM_FEATURE_DOTPROD)
  asm("sdot %0.4s, %1.16b, %2.16b" : "+w"(sum) : "w"(a), "w"(b));
#else
  for (int i = 0; i < kWidth / 4; ++i) sum[i] += a[i] * b[i] + a[i + 4] * b[i + 4] + a[i + 8] * b[i + 8] + a[i + 12] * b[i + 12];
#endif
}

constexpr size_t kBytes = size_t{256} << 20;  // a thread reads: more than any cache
constexpr int64_t kSteps = 80'000'000 / kSums;

// Indices are written out (...) because an array that a loop walks would stay in memory instead of registers.
template <size_t... I>
void readAll(const Words* data, std::index_sequence<I...>) {
  Words sums[sizeof...(I)] = {};
  for (size_t i = 0; i < kBytes / kWidth; i += sizeof...(I)) ((sums[I] += data[i + I]), ...);
  Words sum = (sums[I] + ...);
  asm volatile("" : "+m"(sum));
}

template <size_t... I>
void multiplyAll(std::index_sequence<I...>) {
  Ints sums[sizeof...(I)] = {};
  Bytes a{}, b{};
  asm volatile("" : "+m"(a), "+m"(b));
  for (int64_t i = 0; i < kSteps; ++i) (multiplyAdd(sums[I], a, b), ...);
  Ints sum = (sums[I] + ...);
  asm volatile("" : "+m"(sum));
}

// In huge pages where the system gives them: what the memory can do, not what page tables leave of it.
Words* makeData(size_t bytes) {
  void* data = std::aligned_alloc(size_t{2} << 20, bytes);
  if (data == nullptr) std::exit(1);
  madvise(data, bytes, MADV_HUGEPAGE);
  return static_cast<Words*>(std::memset(data, 1, bytes));
}

// Seconds of the fastest of several passes in which all threads do `work`: noise only ever makes one slower.
template <typename Work>
double fastest(int threads, Work work) {
  double best = 1e9;
  for (int pass = 0; pass < 15; ++pass) {
    const auto begin = std::chrono::steady_clock::now();
    std::vector<std::thread> pool;
    for (int t = 1; t < threads; ++t) pool.emplace_back([&work, t] { work(t); });
    work(0);
    for (std::thread& thread : pool) thread.join();
    best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
  }
  return best;
}

}  // namespace

int main(int argc, char** argv) {
  const int threads = argc > 1 ? std::max(1, std::atoi(argv[1])) : 1;
  const Words* data = makeData(static_cast<size_t>(threads) * kBytes);
  const double read = fastest(threads, [&](int t) { readAll(data + static_cast<size_t>(t) * (kBytes / kWidth), std::make_index_sequence<8>()); });
  const double multiply = fastest(threads, [](int) { multiplyAll(std::make_index_sequence<kSums>()); });
  const double operations = 2.0 * kWidth * kSums * static_cast<double>(kSteps);
  std::printf("{\"read_gbps\": %.2f, \"int8_gops\": %.1f}\n", threads * static_cast<double>(kBytes) / read * 1e-9,
              threads * operations / multiply * 1e-9);
}
