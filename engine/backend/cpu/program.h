// An op list planned for the CPU, with its activation buffers and scratch.
#pragma once

#include <memory>
#include <vector>

#include "engine/backend/backend.h"
#include "engine/backend/cpu/host_memory.h"
#include "engine/backend/op_notes.h"
#include "engine/backend/cpu/planner.h"
#include "engine/backend/step_check.h"

namespace deepwell::cpu {

class CpuProgram final : public Program {
 public:
  // `beside`: a program in whose buffers this one works, or null.
  static Result<std::unique_ptr<CpuProgram>> make(const OpList& list, int32_t max_rows, ThreadPool& pool, Isa isa,
                                                  const CpuProgram* beside = nullptr);

  Status run(const Step& step, const KvCache& kv);

  // A row of the last step's logits, which had Step::top alone; `out` must have the vocabulary's size.
  Status readLogits(int32_t row, std::span<float> out) const;

  // The first rows of a buffer; `elements` must be rows * width.
  Result<std::span<float>> buffer(BufferId id, int32_t rows, size_t elements);

 private:
  CpuProgram() = default;
  Status allocate(const PlanNeeds& needs, const CpuProgram* beside);
  Status allocateBuffers(const CpuProgram* beside);
  Status allocateScratch(int64_t shared_bytes, const CpuProgram* beside);
  void placeRows(const Step& step);
  void runOps(const Step& step, const KvCache& kv);

  int32_t max_rows_ = 0;
  StepLimits limits_;
  OpList list_;                 // what the notes point to
  PlannedOps ops_;
  std::vector<OpNote> notes_;   // one an op
  StepContext context_;
  // Shared with programs that were made beside this one or it beside.
  std::shared_ptr<HostMemory> buffers_;
  std::shared_ptr<HostMemory> scratch_;
  int64_t shared_bytes_ = 0;    // of the scratch; each thread's part lies behind it
  HostMemory persistent_;
  std::vector<float> logits_;   // of the last step, if that had no room for them
};

}  // namespace deepwell::cpu
