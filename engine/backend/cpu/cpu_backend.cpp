#include <algorithm>
#include <new>
#include <system_error>

#include "engine/backend/cpu/ceilings.h"
#include "engine/backend/cpu/kv_cache.h"
#include "engine/backend/cpu/program.h"
#include "engine/backend/top_logits.h"
#include "engine/backend/weight_check.h"
#include "engine/base/system_memory.h"
#include "kernels/cpu/isa.h"

namespace deepwell {
namespace cpu {
namespace {

class CpuBackend final : public Backend {
 public:
  explicit CpuBackend(int threads) : pool_(threads), isa_(chosenIsa()) {}

  BackendInfo info() const override {
    std::string name = processorName();
    if (name.empty()) name = "CPU";
    return {"cpu", fmt::format("{}, {} thread{}, {}", name, pool_.size(), pool_.size() == 1 ? "" : "s", isaName(isa_))};
  }

  Status supports(const OpList& ops) const override {
    return checkWeights(ops, "CPU");
  }

  Status reserveKv(const KvLayout& layout, int32_t pages) override { return kv_.reserve(layout, pages); }
  Status copyKv(int32_t from, int32_t to, int32_t positions) override { return kv_.copy(from, to, positions); }

  Result<std::unique_ptr<Program>> prepare(const OpList& ops, int32_t max_rows) override {
    DEEPWELL_TRY(supports(ops));
    DEEPWELL_ASSIGN(std::unique_ptr<Program> program, CpuProgram::make(ops, max_rows, pool_, isa_));
    return program;
  }

  bool sharesBuffers() const override { return true; }
  Result<std::unique_ptr<Program>> prepareBeside(Program& other, const OpList& ops, int32_t max_rows) override {
    DEEPWELL_TRY(supports(ops));
    DEEPWELL_ASSIGN(std::unique_ptr<Program> program,
                    CpuProgram::make(ops, max_rows, pool_, isa_, &static_cast<CpuProgram&>(other)));
    return program;
  }

  Result<MachineCeilings> ceilings() override { return measureCeilings(pool_, isa_); }

  Status run(Program& program, const Step& step) override {
    if (step.tokens.empty()) return {};
    return static_cast<CpuProgram&>(program).run(step, kv_);
  }

  int32_t topLogits() const override { return kMostTopLogits; }
  Status readLogits(Program& program, int32_t row, std::span<float> out) override {
    return static_cast<CpuProgram&>(program).readLogits(row, out);
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
