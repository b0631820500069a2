// Ops that work on each row by itself: embed, norms, add, select.
#include <cstring>

#include "engine/backend/cpu/planner.h"

namespace deepwell::cpu {
namespace {

// Calls `body(context, row)` for each row of a buffer.
template <class Body>
class RowOp final : public PlannedOp {
 public:
  RowOp(std::string_view kind, BufferId rows_of, Body body) : PlannedOp(kind), rows_of_(rows_of), body_(std::move(body)) {}

  int stages(const StepContext& /*context*/) const override { return 1; }

  int64_t open(StepContext& context, int /*stage*/, int /*thread*/) override {
    return rowTasks(context.rowsOf(rows_of_), context.threads());
  }

  void task(StepContext& context, int /*stage*/, int64_t index, int /*thread*/) override {
    const RowRange range = rowRange(context.rowsOf(rows_of_), context.threads(), index);
    for (int32_t r = range.first; r < range.end; ++r) body_(context, r);
  }

 private:
  BufferId rows_of_;
  Body body_;
};

template <class Body>
std::unique_ptr<PlannedOp> rowOp(std::string_view kind, BufferId rows_of, Body body) {
  return std::make_unique<RowOp<Body>>(kind, rows_of, std::move(body));
}

}  // namespace

std::unique_ptr<PlannedOp> plan(const op::Embed& call, PlanNeeds& needs) {
  const WeightKernel table = bindWeight(*call.table, needs.isa);
  return rowOp("embed", call.out, [=](const StepContext& context, int64_t r) {
    widenRow(table, context.step->tokens[static_cast<size_t>(r)], context.row(call.out, r));
  });
}

std::unique_ptr<PlannedOp> plan(const op::RmsNorm& call, PlanNeeds& /*needs*/) {
  return rowOp("norm", call.out, [=](const StepContext& context, int64_t r) {
    context.vec->rms_norm(context.row(call.in, r), call.weight, call.eps, context.row(call.out, r),
                          context.width(call.out));
  });
}

std::unique_ptr<PlannedOp> plan(const op::AddRmsNorm& call, PlanNeeds& /*needs*/) {
  return rowOp("norm", call.out, [=](const StepContext& context, int64_t r) {
    float* residual = context.row(call.residual, r);
    const int32_t width = context.width(call.out);
    context.vec->add(residual, context.row(call.delta, r), width);
    context.vec->rms_norm(residual, call.weight, call.eps, context.row(call.out, r), width);
  });
}

std::unique_ptr<PlannedOp> plan(const op::Add& call, PlanNeeds& /*needs*/) {
  return rowOp("add", call.target, [=](const StepContext& context, int64_t r) {
    context.vec->add(context.row(call.target, r), context.row(call.delta, r), context.width(call.target));
  });
}

std::unique_ptr<PlannedOp> plan(const op::SelectRows& call, PlanNeeds& /*needs*/) {
  return rowOp("select", call.out, [=](const StepContext& context, int64_t r) {
    std::memcpy(context.row(call.out, r), context.row(call.in, context.step->logit_rows[static_cast<size_t>(r)]),
                sizeof(float) * static_cast<size_t>(context.width(call.out)));
  });
}

}  // namespace deepwell::cpu
