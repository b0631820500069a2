#include <algorithm>
#include <new>
#include <system_error>

#include "engine/backend/cpu/ceilings.h"
#include "engine/backend/cpu/kv_cache.h"
#include "engine/backend/cpu/program.h"
#include "engine/base/system_memory.h"
#include "kernels/cpu/isa.h"

namespace deepwell {
namespace cpu {
namespace {

Status checkExperts(const ExpertWeights& experts) {
  const size_t n = experts.gate.size();
  if (n == 0 || experts.up.size() != n || experts.down.size() != n) {
    return fail(ErrorCode::kUnsupported, "experts: {} gate, {} up and {} down weights", n, experts.up.size(),
                experts.down.size());
  }
  for (size_t e = 0; e < n; ++e) {
    for (const Weight* w : {&experts.gate[e], &experts.up[e], &experts.down[e]}) DEEPWELL_TRY(checkWeight(*w));
    const Weight& first = experts.gate[0];
    const bool fits = experts.gate[e].rows == first.rows && experts.gate[e].cols == first.cols &&
                      experts.up[e].rows == first.rows && experts.up[e].cols == first.cols &&
                      experts.down[e].rows == first.cols && experts.down[e].cols == first.rows;
    if (!fits) return fail(ErrorCode::kUnsupported, "{}: its shape differs from the other experts'", experts.gate[e].name);
  }
  return {};
}

// Every weight that a call reads.
struct Supports {
  Status operator()(const op::Embed& c) const { return checkWeight(*c.table); }
  Status operator()(const op::Matmul& c) const {
    for (const op::Matmul::Output& output : c.outputs) DEEPWELL_TRY(checkWeight(*output.weight));
    return {};
  }
  Status operator()(const op::MatmulGlu& c) const {
    DEEPWELL_TRY(checkWeight(*c.gate));
    return checkWeight(*c.up);
  }
  Status operator()(const op::MlaAttention& c) const {
    for (const Weight& w : c.weights->key) DEEPWELL_TRY(checkWeight(w));
    for (const Weight& w : c.weights->value) DEEPWELL_TRY(checkWeight(w));
    return {};
  }
  Status operator()(const op::Moe& c) const { return checkExperts(*c.experts); }
  Status operator()(const op::Logits& c) const { return checkWeight(*c.head); }
  template <class Other>
  Status operator()(const Other& /*call*/) const {
    return {};
  }
};

class CpuBackend final : public Backend {
 public:
  explicit CpuBackend(int threads) : pool_(threads), isa_(chosenIsa()) {}

  BackendInfo info() const override {
    std::string name = processorName();
    if (name.empty()) name = "CPU";
    return {"cpu", fmt::format("{}, {} thread{}, {}", name, pool_.size(), pool_.size() == 1 ? "" : "s", isaName(isa_))};
  }

  Status supports(const OpList& ops) const override {
    for (const OpCall& call : ops.calls) DEEPWELL_TRY(std::visit(Supports{}, call));
    return {};
  }

  Status reserveKv(const KvLayout& layout, int32_t pages) override { return kv_.reserve(layout, pages); }
  Status copyKv(int32_t from, int32_t to, int32_t positions) override { return kv_.copy(from, to, positions); }

  Result<std::unique_ptr<Program>> prepare(const OpList& ops, int32_t max_rows) override {
    DEEPWELL_TRY(supports(ops));
    DEEPWELL_ASSIGN(std::unique_ptr<Program> program, CpuProgram::make(ops, max_rows, pool_, isa_));
    return program;
  }

  Result<MachineCeilings> ceilings() override { return measureCeilings(pool_, isa_); }

  Status run(Program& program, const Step& step) override {
    if (step.tokens.empty()) return {};
    return static_cast<CpuProgram&>(program).run(step, kv_);
  }

  BackendMemory memory() const override { return {true, physicalMemory(), availableMemory()}; }

  Status readBuffer(Program& program, BufferId buffer, int32_t rows, std::span<float> out) override {
    DEEPWELL_ASSIGN(const std::span<float> held, static_cast<CpuProgram&>(program).buffer(buffer, rows, out.size()));
    std::ranges::copy(held, out.begin());
    return {};
  }
  Status writeBuffer(Program& program, BufferId buffer, int32_t rows, std::span<const float> in) override {
    DEEPWELL_ASSIGN(const std::span<float> held, static_cast<CpuProgram&>(program).buffer(buffer, rows, in.size()));
    std::ranges::copy(in, held.begin());
    return {};
  }

 private:
  ThreadPool pool_;
  Isa isa_;
  KvCache kv_;
};

}  // namespace
}  // namespace cpu

Result<std::unique_ptr<Backend>> makeCpuBackend(int threads) {
  constexpr int kMostThreads = 1024;
  if (threads < 0 || threads > kMostThreads) {
    return fail(ErrorCode::kInvalidArgument, "{} threads: expected 0 (all cores) to {}", threads, kMostThreads);
  }
  if (const std::string missing = cpu::missingIsa(); !missing.empty()) {
    return fail(ErrorCode::kInvalidArgument, "{}", missing);
  }
  try {
    return std::make_unique<cpu::CpuBackend>(threads);
  } catch (const std::system_error& error) {
    return fail(ErrorCode::kOutOfMemory, "the CPU backend cannot start its threads: {}", error.what());
  }
}

}  // namespace deepwell
