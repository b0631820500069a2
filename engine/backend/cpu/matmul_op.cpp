// Matmul, MatmulGlu and Logits: quantise the rows once, then tasks of output ranges.
#include <array>
#include <span>
#include <vector>

#include "engine/backend/cpu/matmul_plan.h"

namespace deepwell::cpu {
namespace {

struct Projection {
  WeightKernel weight;
  const float* bias = nullptr;
  BufferId out;  // not valid: Step::logits
  bool accumulate = false;
};

struct Target {
  float* data;
  int64_t stride;
};

// The rows of an op's input in the forms its kernels want: the op's first stage.
class MatmulInput {
 public:
  explicit MatmulInput(BufferId in) : in_(in) {}

  void plan(std::span<const WeightKernel* const> weights, const PlanNeeds& needs, Layout& shared) {
    for (const WeightKernel* w : weights) prepared_.need(w->activation(), w->rows.cols, needs.max_rows, shared);
  }

  // A few rows are quantised here and now.
  int64_t open(const StepContext& context, int32_t rows) const {
    if (!prepared_.quantised()) return 0;
    if (rows > kSerialRows) return rowTasks(rows, context.threads());
    for (int32_t r = 0; r < rows; ++r) prepare(context, r);
    return 0;
  }

  void task(const StepContext& context, int32_t rows, int64_t index) const {
    const RowRange range = rowRange(rows, context.threads(), index);
    for (int32_t r = range.first; r < range.end; ++r) prepare(context, r);
  }

  ActivationRows rows(const StepContext& context, const WeightKernel& weight, int32_t first, int32_t count) const {
    return prepared_.rows(weight.activation(), context.row(in_, 0), context.width(in_), context.shared, first, count);
  }

 private:
  void prepare(const StepContext& context, int64_t r) const {
    prepared_.prepareRow(*context.vec, context.row(in_, r), r, context.shared);
  }

  BufferId in_;
  PreparedRows prepared_;
};

enum MatmulStage : int { kPrepare, kMultiply, kMatmulStages };

class MatmulOp final : public PlannedOp {
 public:
  MatmulOp(std::string_view kind, BufferId in, std::vector<Projection> projections, PlanNeeds& needs)
      : PlannedOp(kind), in_(in), input_(in), projections_(std::move(projections)) {
    Layout shared;
    Layout thread;
    tile_offset_ = thread.add(4 * kTileFloats);
    int64_t scratch = 0;
    std::vector<const WeightKernel*> weights;
    for (const Projection& p : projections_) {
      weights.push_back(&p.weight);
      scratch = std::max(scratch, p.weight.scratchBytes());
    }
    input_.plan(weights, needs, shared);
    scratch_offset_ = thread.add(scratch);
    needs.needShared(shared);
    needs.needThread(thread);
  }

  int stages(const StepContext& /*context*/) const override { return kMatmulStages; }

  int64_t open(StepContext& context, int stage, int /*thread*/) override {
    const int32_t rows = context.rowsOf(in_);
    if (rows == 0) return 0;
    if (stage == kPrepare) return input_.open(context, rows);
    int64_t outputs = 0;
    for (const Projection& p : projections_) outputs += p.weight.rows.rows;
    unit_ = taskOutputs(outputs, rows, context.threads(), projections_.front().weight.activation());
    int64_t tasks = 0;
    for (const Projection& p : projections_) tasks += (p.weight.rows.rows + unit_ - 1) / unit_;
    return shares_.open(tasks, context.threads(), manyRows(rows));
  }

  void task(StepContext& context, int stage, int64_t index, int thread) override {
    const int32_t rows = context.rowsOf(in_);
    if (stage == kPrepare) return input_.task(context, rows, index);
    index = shares_.take(index, thread);
    for (const Projection& p : projections_) {
      const int64_t own = (p.weight.rows.rows + unit_ - 1) / unit_;
      if (index < own) return multiply(context, thread, p, index * unit_, rows);
      index -= own;
    }
  }

 private:
  void multiply(const StepContext& context, int thread, const Projection& p, int64_t first, int32_t rows) const {
    const int32_t unit = unit_;
    std::byte* scratch = context.scratch(thread);
    auto* tile = reinterpret_cast<float*>(scratch + tile_offset_);
    const auto count = static_cast<int32_t>(std::min<int64_t>(unit, p.weight.rows.rows - first));
    const int32_t block = kTileFloats / unit;
    const Target target = targetOf(context, p);
    for (int32_t r = 0; r < rows; r += block) {
      const int32_t n = std::min(block, rows - r);
      const ActivationRows x = input_.rows(context, p.weight, r, n);
      const std::byte* next = r + n < rows ? nullptr : p.weight.rowOrNull(shares_.after(first / unit) * unit);
      if (manyRows(n)) fetchForWriting(target.data + r * target.stride + first, target.stride, n, count);
      p.weight.run(first, count, x, tile, unit, scratch + scratch_offset_, next);
      for (int32_t i = 0; i < n; ++i) store(p, first, count, tile + i * unit, target.data + (r + i) * target.stride);
    }
  }

  static void store(const Projection& p, int64_t first, int32_t count, const float* tile, float* row) {
    const float* bias = p.bias != nullptr ? p.bias + first : nullptr;
    float* out = row + first;
    for (int32_t i = 0; i < count; ++i) {
      const float value = bias != nullptr ? tile[i] + bias[i] : tile[i];
      out[i] = p.accumulate ? out[i] + value : value;
    }
  }

  static Target targetOf(const StepContext& context, const Projection& p) {
    if (!p.out.valid()) return {context.step->logits.data(), p.weight.rows.rows};
    return {context.row(p.out, 0), context.width(p.out)};
  }

  BufferId in_;
  MatmulInput input_;
  std::vector<Projection> projections_;
  int32_t unit_ = 0;  // outputs of a task
  TaskShares shares_;
  int64_t tile_offset_ = 0;
  int64_t scratch_offset_ = 0;
};

class GluOp final : public PlannedOp {
 public:
  GluOp(const op::MatmulGlu& call, PlanNeeds& needs)
      : PlannedOp("matmul_glu"),
        call_(call),
        input_(call.in),
        gate_(bindWeight(*call.gate, needs.isa)),
        up_(bindWeight(*call.up, needs.isa)) {
    Layout shared;
    Layout thread;
    const std::array<const WeightKernel*, 2> weights = {&gate_, &up_};
    input_.plan(weights, needs, shared);
    gate_offset_ = thread.add(4 * kTileFloats);
    up_offset_ = thread.add(4 * kTileFloats);
    scratch_offset_ = thread.add(std::max(gate_.scratchBytes(), up_.scratchBytes()));
    needs.needShared(shared);
    needs.needThread(thread);
  }

  int stages(const StepContext& /*context*/) const override { return kMatmulStages; }

  int64_t open(StepContext& context, int stage, int /*thread*/) override {
    const int32_t rows = context.rowsOf(call_.in);
    if (rows == 0) return 0;
    if (stage == kPrepare) return input_.open(context, rows);
    unit_ = taskOutputs(gate_.rows.rows, rows, context.threads(), gate_.activation());
    return shares_.open((gate_.rows.rows + unit_ - 1) / unit_, context.threads(), manyRows(rows));
  }

  void task(StepContext& context, int stage, int64_t index, int thread) override {
    const int32_t rows = context.rowsOf(call_.in);
    if (stage == kPrepare) return input_.task(context, rows, index);
    multiply(context, thread, shares_.take(index, thread) * unit_, rows);
  }

 private:
  void multiply(const StepContext& context, int thread, int64_t first, int32_t rows) const {
    const int32_t unit = unit_;
    std::byte* scratch = context.scratch(thread);
    auto* gate = reinterpret_cast<float*>(scratch + gate_offset_);
    auto* up = reinterpret_cast<float*>(scratch + up_offset_);
    const auto count = static_cast<int32_t>(std::min<int64_t>(unit, gate_.rows.rows - first));
    const int32_t block = kTileFloats / unit;
    for (int32_t r = 0; r < rows; r += block) {
      const int32_t n = std::min(block, rows - r);
      std::byte* kernel_scratch = scratch + scratch_offset_;
      const bool last = r + n == rows;
      const std::byte* next = last ? gate_.rowOrNull(shares_.after(first / unit) * unit) : nullptr;
      if (manyRows(n)) fetchForWriting(context.row(call_.out, r) + first, context.width(call_.out), n, count);
      gate_.run(first, count, input_.rows(context, gate_, r, n), gate, unit, kernel_scratch, up_.rows.row(first));
      up_.run(first, count, input_.rows(context, up_, r, n), up, unit, kernel_scratch, next);
      for (int32_t i = 0; i < n; ++i) {
        addBias(call_.gate_bias, first, count, gate + i * unit);
        addBias(call_.up_bias, first, count, up + i * unit);
        context.vec->silu_mul(gate + i * unit, up + i * unit, context.row(call_.out, r + i) + first, count);
      }
    }
  }

  static void addBias(const float* bias, int64_t first, int32_t count, float* out) {
    if (bias == nullptr) return;
    for (int32_t i = 0; i < count; ++i) out[i] += bias[first + i];
  }

  op::MatmulGlu call_;
  MatmulInput input_;
  WeightKernel gate_;
  WeightKernel up_;
  int32_t unit_ = 0;  // outputs of a task
  TaskShares shares_;
  int64_t gate_offset_ = 0;
  int64_t up_offset_ = 0;
  int64_t scratch_offset_ = 0;
};

}  // namespace

std::unique_ptr<PlannedOp> plan(const op::Matmul& call, PlanNeeds& needs) {
  std::vector<Projection> projections;
  for (const op::Matmul::Output& output : call.outputs) {
    projections.push_back({bindWeight(*output.weight, needs.isa), output.bias, output.out, output.accumulate});
  }
  return std::make_unique<MatmulOp>("matmul", call.in, std::move(projections), needs);
}

std::unique_ptr<PlannedOp> plan(const op::MatmulGlu& call, PlanNeeds& needs) {
  return std::make_unique<GluOp>(call, needs);
}

std::unique_ptr<PlannedOp> plan(const op::Logits& call, PlanNeeds& needs) {
  std::vector<Projection> projections{{bindWeight(*call.head, needs.isa), nullptr, BufferId{}, false}};
  return std::make_unique<MatmulOp>("logits", call.in, std::move(projections), needs);
}

}  // namespace deepwell::cpu
