// Speed of every matmul kernel of the registry that this processor can run, beside the memory bandwidth that the same
// number of threads gets in the same run.
//   memory_read    bytes read
//   cached         one row of activations, weights in the second-level cache: what a core can compute, in bytes of
//   weights stream         the same from memory, one and two threads: the speed of decode rows           the same with
//   rows as long as those of models, two threads, weights in huge pages or in a mapped file prefill        many rows of
//   activations: multiplications and additions (two a product)
#include <benchmark/benchmark.h>

#if defined(__linux__)
#include <sys/mman.h>
#include <unistd.h>
#endif

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <new>
#include <string>
#include <vector>

#include "kernels/cpu/registry.h"
#include "tests/kernels/random_weights.h"

namespace deepwell::cpu {
namespace {

constexpr int64_t kColumns = 2048;
constexpr int64_t kStreamBytes = 256 << 20;  // of weights: more than any cache
constexpr int64_t kCachedBytes = 384 << 10;
constexpr int32_t kTask = 128;  // outputs a call

struct Free {
  void operator()(std::byte* p) const { ::operator delete (p, std::align_val_t{64}); }
};
using Aligned = std::unique_ptr<std::byte, Free>;
Aligned allocate(int64_t bytes) {
  return Aligned(static_cast<std::byte*>(::operator new (static_cast<size_t>(bytes + 64), std::align_val_t{64})));
}

// Where weights lie: as `new` gives them, in huge pages if the system gives any, or in a file in the page cache.
enum class Pages { kPlain, kHuge, kFile };

struct Unmap {
  int64_t bytes = 0;
  void operator()(std::byte* p) const {
#if defined(__linux__)
    if (bytes > 0) return static_cast<void>(munmap(p, static_cast<size_t>(bytes)));
#endif
    Free()(p);
  }
};
using Weights = std::unique_ptr<std::byte, Unmap>;

Weights allocateWeights(int64_t bytes, [[maybe_unused]] Pages pages) {
#if defined(__linux__)
  constexpr int kReadWrite = PROT_READ | PROT_WRITE;
  const auto size = static_cast<size_t>(bytes);
  void* data = MAP_FAILED;
  if (pages == Pages::kHuge) {
    data = mmap(nullptr, size, kReadWrite, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (data != MAP_FAILED) (void)madvise(data, size, MADV_HUGEPAGE);
  } else if (pages == Pages::kFile) {
    std::FILE* file = std::tmpfile();
    if (file != nullptr && ftruncate(fileno(file), bytes) == 0)
      data = mmap(nullptr, size, kReadWrite, MAP_SHARED, fileno(file), 0);
    if (file != nullptr) (void)std::fclose(file);
  }
  if (data != MAP_FAILED) return {static_cast<std::byte*>(data), Unmap{bytes}};
  if (pages != Pages::kPlain) std::abort();
#endif
  return {allocate(bytes).release(), Unmap{}};
}

// Made by the first thread of a benchmark before the others pass its start.
template <class T>
std::unique_ptr<T> shared;

// First of `rows` for a thread, in steps of `step`.
int64_t shareStart(int64_t rows, int step, int thread, int threads) { return rows / step * thread / threads * step; }

void memoryRead(benchmark::State& state) {
  using Data = std::vector<uint64_t>;
  if (state.thread_index() == 0) shared<Data> = std::make_unique<Data>(kStreamBytes / 8, 1);
  for (auto _ : state) {
    const Data& data = *shared<Data>;
    const auto size = static_cast<int64_t>(data.size());
    const int64_t end = shareStart(size, 8, state.thread_index() + 1, state.threads());
    uint64_t sums[8] = {};
    for (int64_t i = shareStart(size, 8, state.thread_index(), state.threads()); i < end; i += 8) {
      for (int64_t k = 0; k < 8; ++k) sums[k] += data[static_cast<size_t>(i + k)];
    }
    for (const uint64_t sum : sums) benchmark::DoNotOptimize(sum);
  }
  state.SetBytesProcessed(state.iterations() * kStreamBytes / state.threads());
}

// Weights by repeating one random panel: the kernels' speed does not depend on the values.
struct Case {
  Case(const MatmulKernel& kernel, int64_t bytes, int32_t inputs, int64_t columns = kColumns,
       Pages pages = Pages::kPlain)
      : panel(test::randomWeights(kernel.weight, kTask, columns, 1)),
        rows(std::max<int64_t>(kTask, bytes / panel.row_bytes / kTask * kTask)),
        weights(allocateWeights(rows * panel.row_bytes, pages)),
        row_bytes(Q8Row::bytes(kernel.activation, columns)),
        input(allocate(inputs * row_bytes)) {
    for (int64_t r = 0; r < rows; r += kTask) {
      std::memcpy(weights.get() + r * panel.row_bytes, panel.bytes.data(), panel.bytes.size());
    }
    scales.resize(static_cast<size_t>(rows / 128 * panel.scale_cols), 0.001F);
    w = {.data = weights.get(),
         .row_bytes = panel.row_bytes,
         .rows = rows,
         .cols = columns,
         .scale_inv = scales.empty() ? nullptr : scales.data(),
         .scale_cols = panel.scale_cols};
    const std::vector<float> plain = test::randomFloats(static_cast<size_t>(columns), 2);
    const VectorKernels& vec = vectorKernels(kernel.isa);
    for (int32_t r = 0; r < inputs; ++r) {
      std::byte* to = input.get() + r * row_bytes;
      if (kernel.activation == ActivationType::kF32) std::memcpy(to, plain.data(), static_cast<size_t>(4 * columns));
      if (kernel.activation == ActivationType::kQ8_32) vec.quantise_q8_32(plain.data(), columns, to);
      if (kernel.activation == ActivationType::kQ8_256) vec.quantise_q8_256(plain.data(), columns, to);
    }
    x = {.base = input.get(), .row_bytes = row_bytes, .index = nullptr, .count = inputs, .cols = columns};
  }

  test::RandomWeights panel;
  int64_t rows;
  Weights weights;
  int64_t row_bytes;
  Aligned input;
  std::vector<float> scales;
  WeightRows w;
  ActivationRows x;
};

// What a thread needs for calls of `outputs` weight rows.
struct Worker {
  Worker(const MatmulKernel& kernel, int32_t inputs, int32_t task, int64_t columns = kColumns)
      : outputs(task),
        scratch(allocate(kernel.scratch_bytes(columns))),
        out(static_cast<size_t>(inputs) * static_cast<size_t>(task)) {}
  void run(const MatmulKernel& kernel, const Case& c, int64_t first, int64_t end) {
    for (int64_t r = first; r < end; r += outputs) kernel.run(c.w, r, outputs, c.x, out.data(), outputs, scratch.get());
    benchmark::DoNotOptimize(out.data());
  }
  int32_t outputs;
  Aligned scratch;
  std::vector<float> out;
};

void decode(benchmark::State& state, const MatmulKernel& kernel, int64_t bytes, int64_t columns = kColumns,
            Pages pages = Pages::kPlain) {
  if (state.thread_index() == 0) shared<Case> = std::make_unique<Case>(kernel, bytes, 1, columns, pages);
  Worker worker(kernel, 1, kTask, columns);
  int64_t rows = 0;
  for (auto _ : state) {
    const Case& c = *shared<Case>;
    const int64_t first = shareStart(c.rows, kTask, state.thread_index(), state.threads());
    const int64_t end = shareStart(c.rows, kTask, state.thread_index() + 1, state.threads());
    worker.run(kernel, c, first, end);
    rows += end - first;
  }
  state.SetBytesProcessed(rows * shared<Case>->w.row_bytes);
}

void prefill(benchmark::State& state, const MatmulKernel& kernel) {
  const auto inputs = static_cast<int32_t>(state.range(0));
  const Case c(kernel, 0, inputs);
  Worker worker(kernel, inputs, 32);
  for (auto _ : state) worker.run(kernel, c, 0, c.rows);
  state.counters["OP"] = benchmark::Counter(2.0 * static_cast<double>(c.rows * kColumns * inputs),
                                            benchmark::Counter::kIsIterationInvariantRate);
}

void addKernel(const MatmulKernel& kernel) {
  const std::string name = std::string(kernel.weight) + "/" + std::string(isaName(kernel.isa));
  const int64_t stream = kernel.isa == Isa::kScalar ? 8 << 20 : kStreamBytes;
  const auto add = [&](const char* group, auto body) {
    return benchmark::RegisterBenchmark((group + name).c_str(), body);
  };
  add("cached/", [&kernel](benchmark::State& s) { decode(s, kernel, kCachedBytes); });
  auto* from_memory = add("stream/", [&kernel, stream](benchmark::State& s) { decode(s, kernel, stream); });
  from_memory->Threads(1)->Threads(2)->UseRealTime();
  auto* many = add("prefill/", [&kernel](benchmark::State& s) { prefill(s, kernel); });
  for (const int rows : {2, 4, 8, 32, 256}) many->Arg(rows);
}

// Rows as long as those of models, for the types of their mixes.
void addRows(const MatmulKernel& kernel) {
  if (kernel.weight != "Q8_0" && kernel.weight != "Q5_0" && kernel.weight != "Q4_K" && kernel.weight != "Q6_K") return;
  for (const int64_t columns : {1408, 1536, 2048, 3584, 8960, 18944}) {
    if (columns % kernel.block_cols != 0) continue;
    for (const Pages pages : {Pages::kHuge, Pages::kFile}) {
      const std::string name = "rows/" + std::string(kernel.weight) + "/" + std::string(isaName(kernel.isa)) + "/" +
                               std::to_string(columns) + (pages == Pages::kHuge ? "/huge" : "/file");
      const auto body = [&kernel, columns, pages](benchmark::State& s) {
        decode(s, kernel, kStreamBytes, columns, pages);
      };
      benchmark::RegisterBenchmark(name.c_str(), body)->Threads(2)->UseRealTime();
    }
  }
}

int run(int argc, char** argv) {
  benchmark::RegisterBenchmark("memory_read", memoryRead)->Threads(1)->Threads(2)->UseRealTime();
  const auto available = availableIsas();
  for (const MatmulKernel& kernel : matmulKernels()) {
    if (std::ranges::count(available, kernel.isa) == 0) continue;
    addKernel(kernel);
    if (kernel.isa != Isa::kScalar) addRows(kernel);
  }
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}

}  // namespace
}  // namespace deepwell::cpu

int main(int argc, char** argv) { return deepwell::cpu::run(argc, argv); }
