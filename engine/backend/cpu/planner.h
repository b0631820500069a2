// Turns op calls into planned ops and sums up the memory they need.
#pragma once

#include <algorithm>
#include <memory>
#include <vector>

#include "engine/backend/cpu/planned_op.h"

namespace deepwell::cpu {

// What ops ask for while they are planned.
struct PlanNeeds {
  const OpList* list = nullptr;
  int32_t max_rows = 0;
  int threads = 1;
  Isa isa = Isa::kScalar;
  Layout persistent;
  int64_t shared_bytes = 0;
  int64_t thread_bytes = 0;

  int32_t width(BufferId id) const { return list->buffers[static_cast<size_t>(id.index)].width; }
  void needShared(const Layout& layout) { shared_bytes = std::max(shared_bytes, layout.bytes()); }
  void needThread(const Layout& layout) { thread_bytes = std::max(thread_bytes, layout.bytes()); }
};

using PlannedOps = std::vector<std::unique_ptr<PlannedOp>>;

// `calls` receives for each planned op the index of its call in the list, or -1.
PlannedOps planOps(const OpList& list, PlanNeeds& needs, std::vector<int32_t>& calls);

// One a kind, in the file of the kind.
std::unique_ptr<PlannedOp> plan(const op::Embed& call, PlanNeeds& needs);
std::unique_ptr<PlannedOp> plan(const op::RmsNorm& call, PlanNeeds& needs);
std::unique_ptr<PlannedOp> plan(const op::AddRmsNorm& call, PlanNeeds& needs);
std::unique_ptr<PlannedOp> plan(const op::Add& call, PlanNeeds& needs);
std::unique_ptr<PlannedOp> plan(const op::Matmul& call, PlanNeeds& needs);
std::unique_ptr<PlannedOp> plan(const op::MatmulGlu& call, PlanNeeds& needs);
std::unique_ptr<PlannedOp> plan(const op::Attention& call, PlanNeeds& needs);
std::unique_ptr<PlannedOp> plan(const op::MlaAttention& call, PlanNeeds& needs);
std::unique_ptr<PlannedOp> plan(const op::Route& call, PlanNeeds& needs);
std::unique_ptr<PlannedOp> plan(const op::Moe& call, PlanNeeds& needs);
std::unique_ptr<PlannedOp> plan(const op::SelectRows& call, PlanNeeds& needs);
std::unique_ptr<PlannedOp> plan(const op::Logits& call, PlanNeeds& needs);

// Cosines and sines of a step's positions for one Rope, in the persistent region: per row [dim/2] each.
struct RopeTable {
  const Rope* rope = nullptr;
  int64_t offset = 0;

  float* cosines(const StepContext& context, int64_t row) const {
    return reinterpret_cast<float*>(context.persistent + offset) + row * rope->dim();
  }
  float* sines(const StepContext& context, int64_t row) const { return cosines(context, row) + rope->dim() / 2; }
};
std::unique_ptr<PlannedOp> planRopeTable(const RopeTable& table);
std::unique_ptr<PlannedOp> plan(const op::RopeStore& call, const RopeTable& table, PlanNeeds& needs);
std::unique_ptr<PlannedOp> plan(const op::MlaStore& call, const RopeTable& table, PlanNeeds& needs);

}  // namespace deepwell::cpu
