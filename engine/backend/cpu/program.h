// An op list planned for the CPU, with its activation buffers and scratch.
#pragma once

#include <vector>

#include "engine/backend/backend.h"
#include "engine/backend/cpu/host_memory.h"
#include "engine/backend/cpu/op_notes.h"
#include "engine/backend/cpu/planner.h"

namespace deepwell::cpu {

class CpuProgram final : public Program {
 public:
  static Result<std::unique_ptr<CpuProgram>> make(const OpList& list, int32_t max_rows, ThreadPool& pool, Isa isa);

  Status run(const Step& step, const KvCache& kv);

 private:
  CpuProgram() = default;
  Status allocate(const OpList& list, const PlanNeeds& needs);
  Status check(const Step& step, const KvCache& kv) const;
  Status checkSequences(const Step& step, const KvCache& kv) const;
  void placeRows(const Step& step);

  int32_t max_rows_ = 0;
  int64_t vocabulary_in_ = 0;   // 0: no Embed
  int64_t vocabulary_out_ = 0;  // 0: no Logits
  bool uses_kv_ = false;
  OpList list_;                 // what the notes point to
  PlannedOps ops_;
  std::vector<OpNote> notes_;   // one an op
  StepContext context_;
  HostMemory arena_;
};

}  // namespace deepwell::cpu
