// An op list planned for the CPU, with its activation buffers and scratch.
#pragma once

#include <vector>

#include "engine/backend/backend.h"
#include "engine/backend/cpu/host_memory.h"
#include "engine/backend/op_notes.h"
#include "engine/backend/cpu/planner.h"
#include "engine/backend/step_check.h"

namespace deepwell::cpu {

class CpuProgram final : public Program {
 public:
  static Result<std::unique_ptr<CpuProgram>> make(const OpList& list, int32_t max_rows, ThreadPool& pool, Isa isa);

  Status run(const Step& step, const KvCache& kv);

  // The first rows of a buffer; `elements` must be rows * width.
  Result<std::span<float>> buffer(BufferId id, int32_t rows, size_t elements);

 private:
  CpuProgram() = default;
  Status allocate(const OpList& list, const PlanNeeds& needs);
  void placeRows(const Step& step);

  int32_t max_rows_ = 0;
  StepLimits limits_;
  OpList list_;                 // what the notes point to
  PlannedOps ops_;
  std::vector<OpNote> notes_;   // one an op
  StepContext context_;
  HostMemory arena_;
};

}  // namespace deepwell::cpu
