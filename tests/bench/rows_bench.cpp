// Speed of the kernels on rows of floats: every entry of the vector tables, of the attention tables and of the quantisers,
// for every instruction set that this processor has, on one thread and with rows in the cache. Bytes are those of the
// float32 rows a call reads, of attention those of the page; FLOP are two a product.
#include <benchmark/benchmark.h>

#include <cstring>
#include <functional>
#include <string>
#include <vector>

#include "kernels/cpu/attention/attention.h"
#include "kernels/cpu/quantise/quantise.h"
#include "kernels/cpu/registry.h"
#include "tests/kernels/random_weights.h"

namespace deepwell::cpu {
namespace {

constexpr int64_t kRow = 4096;   // elements of a row of activations
constexpr int32_t kHeadRows = 6;  // query heads that share a key head
constexpr int64_t kHead = 128;
constexpr int64_t kLatent = 576;

void add(const std::string& name, double bytes, double flop, std::function<void()> call) {
  benchmark::RegisterBenchmark(name.c_str(), [bytes, flop, call = std::move(call)](benchmark::State& state) {
    for (auto _ : state) {
      call();
      benchmark::ClobberMemory();
    }
    state.SetBytesProcessed(static_cast<int64_t>(static_cast<double>(state.iterations()) * bytes));
    if (flop > 0) state.counters["FLOP"] = benchmark::Counter(flop, benchmark::Counter::kIsIterationInvariantRate);
  });
}

// Shared by all entries, made once.
struct Data {
  std::vector<float> x = test::randomFloats(kRow, 1);
  std::vector<float> y = test::randomFloats(kRow, 2);
  std::vector<float> page = test::randomFloats(kPagePositions * kLatent, 3);
  std::vector<float> queries = test::randomFloats(16 * kLatent, 4);
  std::vector<float> scores = test::randomFloats(16 * kPagePositions, 5);
  std::vector<float> out = std::vector<float>(16 * kLatent);
  std::vector<uint16_t> half = std::vector<uint16_t>(kRow);
  std::vector<std::byte> bytes = std::vector<std::byte>(4 * kRow + 4096);
  std::vector<int32_t> counts = std::vector<int32_t>(16, kPagePositions);
};

Data& data() {
  static Data made;
  return made;
}

void addVector(Isa isa) {
  const VectorKernels& k = vectorKernels(isa);
  Data& d = data();
  float* out = d.out.data();
  const auto name = [isa](const char* kernel) { return "vector/" + std::string(kernel) + "/" + std::string(isaName(isa)); };
  const double row = 4.0 * kRow;
  add(name("rms_norm"), 2 * row, 0, [&k, &d, out] { k.rms_norm(d.x.data(), d.y.data(), 1e-6F, out, kRow); });
  add(name("add"), 2 * row, 0, [&k, &d, out] { k.add(out, d.y.data(), kRow); });
  add(name("add_scaled"), 2 * row, 0, [&k, &d, out] { k.add_scaled(out, 1e-3F, d.y.data(), kRow); });
  add(name("silu_mul"), 2 * row, 0, [&k, &d, out] { k.silu_mul(d.x.data(), d.y.data(), out, kRow); });
  add(name("multiply"), row, 0, [&k, out] { k.multiply(out, 1.0F, kRow); });
  add(name("half_to_float"), row / 2, 0, [&k, &d, out] { k.half_to_float(d.half.data(), out, kRow); });
  add(name("float_to_half"), row, 0, [&k, &d] { k.float_to_half(d.x.data(), d.half.data(), kRow); });
  add(name("quantise_q8_32"), row, 0, [&k, &d] { k.quantise_q8_32(d.x.data(), kRow, d.bytes.data()); });
  add(name("quantise_q8_256"), row, 0, [&k, &d] { k.quantise_q8_256(d.x.data(), kRow, d.bytes.data()); });
  add(name("softmax_page"), 4.0 * kPagePositions, 0, [&k, &d] {
    float maximum = 0, sum = 1;
    benchmark::DoNotOptimize(k.softmax_page(d.scores.data(), kPagePositions, &maximum, &sum));
  });
}

void addAttention(Isa isa) {
  constexpr const char* kElements[kKvElements] = {"f32", "f16", "q8"};
  constexpr double kBytes[kKvElements] = {4, 2, 1};
  constexpr int32_t kMlaRows = 16;
  Data& d = data();
  float* out = d.out.data();
  for (int e = 0; e < kKvElements; ++e) {
    const PageKernels& k = attentionKernels(isa).page[e];
    const auto* page = reinterpret_cast<const std::byte*>(d.page.data());
    const std::string tail = "/" + std::string(kElements[e]) + "/" + std::string(isaName(isa));
    const auto row_bytes = static_cast<int64_t>(kBytes[e]) * kLatent;
    const double head_flop = 2.0 * kHeadRows * kPagePositions * kHead, head_bytes = kBytes[e] * kPagePositions * kHead;
    add("attention/scores" + tail, head_bytes, head_flop, [&k, &d, page, out] {
      k.scores(d.queries.data(), kHead, kHeadRows, page, nullptr, kHead, 1, out, kPagePositions);
    });
    add("attention/values" + tail, head_bytes, head_flop, [&k, &d, page, out] {
      k.values(d.scores.data(), kPagePositions, d.counts.data(), kHeadRows, page, nullptr, kHead, kHead, out, kHead);
    });
    add("attention/row_scores" + tail, kBytes[e] * kPagePositions * kLatent, 2.0 * kMlaRows * kPagePositions * kLatent,
        [&k, &d, page, out, row_bytes] {
          k.row_scores(d.queries.data(), kLatent, kMlaRows, page, nullptr, row_bytes, kPagePositions, kLatent, 1, out,
                       kPagePositions);
        });
  }
  add("attention/merge/" + std::string(isaName(isa)), 8.0 * kLatent, 0,
      [isa, &d, out] { attentionKernels(isa).merge(out, 0.5F, d.x.data(), 0.5F, kLatent); });
}

bool addAll() {
  for (const Isa isa : availableIsas()) {
    addVector(isa);
    addAttention(isa);
    for (const Quantiser& quantiser : quantisers()) {
      if (quantiser.isa != isa) continue;
      add("quantise/" + std::string(quantiser.weight) + "/" + std::string(isaName(isa)), 4.0 * kRow, 0,
          [&quantiser] { quantiser.run(data().x.data(), kRow, data().bytes.data()); });
    }
  }
  return true;
}

const bool added = addAll();  // before main, which is in kernels_bench.cpp

}  // namespace
}  // namespace deepwell::cpu
