// Speed of every matmul kernel of the registry that this processor can run, beside the memory bandwidth that the same
// number of threads gets in the same run.
//   memory_read    bytes read
//   cached         one row of activations, weights in the second-level cache: what a core can compute, in bytes of
//   weights stream         the same from memory, one and two threads: the speed of decode prefill        many rows of
//   activations: multiplications and additions (two a product)
#include <benchmark/benchmark.h>

#include <algorithm>
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
  Case(const MatmulKernel& kernel, int64_t bytes, int32_t inputs)
      : panel(test::randomWeights(kernel.weight, kTask, kColumns, 1)),
        rows(std::max<int64_t>(kTask, bytes / panel.row_bytes / kTask * kTask)),
        weights(allocate(rows * panel.row_bytes)),
        row_bytes(Q8Row::bytes(kernel.activation, kColumns)),
        input(allocate(inputs * row_bytes)) {
    for (int64_t r = 0; r < rows; r += kTask) {
      std::memcpy(weights.get() + r * panel.row_bytes, panel.bytes.data(), panel.bytes.size());
    }
    scales.resize(static_cast<size_t>(rows / 128 * panel.scale_cols), 0.001F);
    w = {.data = weights.get(),
         .row_bytes = panel.row_bytes,
         .rows = rows,
         .cols = kColumns,
         .scale_inv = scales.empty() ? nullptr : scales.data(),
         .scale_cols = panel.scale_cols};
    const std::vector<float> plain = test::randomFloats(kColumns, 2);
    const VectorKernels& vec = vectorKernels(kernel.isa);
    for (int32_t r = 0; r < inputs; ++r) {
      std::byte* to = input.get() + r * row_bytes;
      if (kernel.activation == ActivationType::kF32) std::memcpy(to, plain.data(), 4 * kColumns);
      if (kernel.activation == ActivationType::kQ8_32) vec.quantise_q8_32(plain.data(), kColumns, to);
      if (kernel.activation == ActivationType::kQ8_256) vec.quantise_q8_256(plain.data(), kColumns, to);
    }
    x = {.base = input.get(), .row_bytes = row_bytes, .index = nullptr, .count = inputs, .cols = kColumns};
  }

  test::RandomWeights panel;
  int64_t rows;
  Aligned weights;
  int64_t row_bytes;
  Aligned input;
  std::vector<float> scales;
  WeightRows w;
  ActivationRows x;
};

// What a thread needs for calls of `outputs` weight rows.
struct Worker {
  Worker(const MatmulKernel& kernel, int32_t inputs, int32_t task)
      : outputs(task),
        scratch(allocate(kernel.scratch_bytes(kColumns))),
        out(static_cast<size_t>(inputs) * static_cast<size_t>(task)) {}
  void run(const MatmulKernel& kernel, const Case& c, int64_t first, int64_t end) {
    for (int64_t r = first; r < end; r += outputs) kernel.run(c.w, r, outputs, c.x, out.data(), outputs, scratch.get());
    benchmark::DoNotOptimize(out.data());
  }
  int32_t outputs;
  Aligned scratch;
  std::vector<float> out;
};

void decode(benchmark::State& state, const MatmulKernel& kernel, int64_t bytes) {
  if (state.thread_index() == 0) shared<Case> = std::make_unique<Case>(kernel, bytes, 1);
  Worker worker(kernel, 1, kTask);
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

int run(int argc, char** argv) {
  benchmark::RegisterBenchmark("memory_read", memoryRead)->Threads(1)->Threads(2)->UseRealTime();
  const auto available = availableIsas();
  for (const MatmulKernel& kernel : matmulKernels()) {
    if (std::ranges::count(available, kernel.isa) != 0) addKernel(kernel);
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
