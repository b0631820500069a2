// Routed experts: rows are sorted by expert, each expert works on its rows, results are added per row in order of k.
#include <algorithm>
#include <vector>

#include "engine/backend/cpu/matmul_plan.h"

namespace deepwell::cpu {
namespace {

// (row, k) pairs worked on at a time: bounds the memory; results do not depend on it.
constexpr int32_t kMaxSlots = 8192;

// An expert with rows to work on: its slots are [first, first + count) of the sorted order.
struct ActiveExpert {
  int32_t expert = 0;
  int32_t first = 0;
  int32_t count = 0;
};

// Of each chunk of rows. A few rows are prepared, and their results added up, by the thread that opens the stage.
enum MoeStage : int { kPrepareInput, kGateUp, kPrepareHidden, kDown, kSum, kMoeStages };

// Outputs of a task: small enough that threads finish together when few experts have few rows.
constexpr int32_t kMostOutputs = 128;

// Rows that one thread prepares or adds up faster than several: those of one token's experts.
constexpr int32_t kFewRows = 8;

class MoeOp final : public PlannedOp {
 public:
  MoeOp(const op::Moe& call, PlanNeeds& needs) : PlannedOp("moe"), call_(call) {
    const ExpertWeights& experts = *call.experts;
    for (size_t e = 0; e < experts.gate.size(); ++e) {
      gate_.push_back(bindWeight(experts.gate[e], needs.isa));
      up_.push_back(bindWeight(experts.up[e], needs.isa));
      down_.push_back(bindWeight(experts.down[e], needs.isa));
    }
    ffn_ = static_cast<int32_t>(gate_[0].rows.rows);
    hidden_ = static_cast<int32_t>(gate_[0].rows.cols);
    chunk_rows_ = std::clamp(kMaxSlots / call.top_k, 1, needs.max_rows);
    slots_ = chunk_rows_ * call.top_k;
    planMemory(needs);
    order_.resize(static_cast<size_t>(slots_));
    place_.resize(static_cast<size_t>(slots_));
    row_of_.resize(static_cast<size_t>(slots_));
    counts_.resize(gate_.size() + 1);
    active_.reserve(gate_.size());
  }

  int stages(const StepContext& context) const override {
    return kMoeStages * ((context.rows + chunk_rows_ - 1) / chunk_rows_);
  }

  int64_t open(StepContext& context, int stage, int /*thread*/) override {
    first_ = stage / kMoeStages * chunk_rows_;
    const int32_t rows = chunkRows(context);
    const ActivationType type = gate_.front().activation();
    const int32_t outputs = std::min(taskOutputs(ffn_, rows, context.threads(), type), kMostOutputs);
    const auto active = [this] { return static_cast<int64_t>(active_.size()); };
    switch (stage % kMoeStages) {
      case kPrepareInput:
        sortByExpert(context, first_, rows);
        if (!in_rows_.quantised()) return 0;
        return shareRows(context, rows, [&](int32_t r) { prepareIn(context, r); });
      case kGateUp:
        unit_ = outputs;
        parts_ = (ffn_ + unit_ - 1) / unit_;
        return shares_.open(active() * parts_, context.threads(), manyRows(rows));
      case kPrepareHidden:
        if (!mid_rows_.quantised()) return 0;
        return shareRows(context, usedSlots(), [&](int32_t s) { prepareHidden(context, s); });
      case kDown:
        unit_ = outputs;
        parts_ = (hidden_ + unit_ - 1) / unit_;
        return shares_.open(active() * parts_, context.threads(), manyRows(rows));
      default: return shareRows(context, rows, [&](int32_t r) { sumRow(context, r); });
    }
  }

  void task(StepContext& context, int stage, int64_t index, int thread) override {
    const auto each = [&](int32_t rows, auto&& body) {
      const RowRange range = rowRange(rows, context.threads(), index);
      for (int32_t r = range.first; r < range.end; ++r) body(r);
    };
    switch (stage % kMoeStages) {
      case kPrepareInput: return each(chunkRows(context), [&](int32_t r) { prepareIn(context, r); });
      case kGateUp: return gateUp(context, thread, shares_.take(index, thread));
      case kPrepareHidden: return each(usedSlots(), [&](int32_t s) { prepareHidden(context, s); });
      case kDown: return down(context, thread, shares_.take(index, thread));
      default: return each(chunkRows(context), [&](int32_t r) { sumRow(context, r); });
    }
  }

 private:
  void planMemory(PlanNeeds& needs) {
    Layout shared;
    Layout thread;
    int64_t scratch = 0;
    for (size_t e = 0; e < gate_.size(); ++e) {
      in_rows_.need(gate_[e].activation(), hidden_, chunk_rows_, shared);
      in_rows_.need(up_[e].activation(), hidden_, chunk_rows_, shared);
      mid_rows_.need(down_[e].activation(), ffn_, slots_, shared);
      scratch = std::max({scratch, gate_[e].scratchBytes(), up_[e].scratchBytes(), down_[e].scratchBytes()});
    }
    mid_offset_ = shared.add(int64_t{4} * slots_ * ffn_);
    out_offset_ = shared.add(int64_t{4} * slots_ * hidden_);
    gate_offset_ = thread.add(4 * kTileFloats);
    up_offset_ = thread.add(4 * kTileFloats);
    scratch_offset_ = thread.add(scratch);
    needs.needShared(shared);
    needs.needThread(thread);
  }

  int32_t chunkRows(const StepContext& context) const { return std::min(chunk_rows_, context.rows - first_); }
  int32_t usedSlots() const { return active_.empty() ? 0 : active_.back().first + active_.back().count; }

  // Does a few rows at once and leaves none; otherwise the number of tasks that share them.
  template <class Body>
  static int64_t shareRows(const StepContext& context, int32_t rows, Body&& body) {
    if (rows > kFewRows) return rowTasks(rows, context.threads());
    for (int32_t r = 0; r < rows; ++r) body(r);
    return 0;
  }

  void prepareIn(const StepContext& context, int32_t r) const {
    in_rows_.prepareRow(*context.vec, context.row(call_.in, first_ + r), r, context.shared);
  }
  void prepareHidden(const StepContext& context, int32_t slot) const {
    const auto* mid = reinterpret_cast<const float*>(context.shared + mid_offset_);
    mid_rows_.prepareRow(*context.vec, mid + int64_t{slot} * ffn_, slot, context.shared);
  }

  // Counting sort of the chunk's (row, k) pairs by expert. Ids that name no expert are left out.
  void sortByExpert(const StepContext& context, int32_t first, int32_t rows) {
    std::fill(counts_.begin(), counts_.end(), 0);
    const int32_t top_k = call_.top_k;
    const auto experts = static_cast<float>(gate_.size());
    for (int32_t r = 0; r < rows; ++r) {
      const float* routing = context.row(call_.routing, first + r);
      for (int32_t k = 0; k < top_k; ++k) {
        const bool valid = routing[k] >= 0.0F && routing[k] < experts;
        order_[static_cast<size_t>(r * top_k + k)] = valid ? static_cast<int32_t>(routing[k]) : -1;
        if (valid) ++counts_[static_cast<size_t>(routing[k]) + 1];
      }
    }
    active_.clear();
    for (size_t e = 0; e < gate_.size(); ++e) {
      const int32_t count = counts_[e + 1];
      if (count > 0) active_.push_back({static_cast<int32_t>(e), counts_[e], count});
      counts_[e + 1] += counts_[e];
    }
    for (int32_t s = 0; s < rows * top_k; ++s) {
      const int32_t expert = order_[static_cast<size_t>(s)];
      const int32_t place = expert < 0 ? -1 : counts_[static_cast<size_t>(expert)]++;
      place_[static_cast<size_t>(s)] = place;
      if (place >= 0) row_of_[static_cast<size_t>(place)] = s / top_k;
    }
  }

  // Of a task of kGateUp or kDown.
  const ActiveExpert& expertOf(int64_t index) const { return active_[static_cast<size_t>(index / parts_)]; }
  int64_t outputOf(int64_t index) const { return index % parts_ * unit_; }
  const std::byte* nextRow(const std::vector<WeightKernel>& weights, int64_t index) const {
    if (index >= static_cast<int64_t>(active_.size()) * parts_) return nullptr;
    return weights[static_cast<size_t>(expertOf(index).expert)].rows.row(outputOf(index));
  }

  void gateUp(const StepContext& context, int thread, int64_t index) const {
    const ActiveExpert& active = expertOf(index);
    const int64_t first = outputOf(index);
    const int32_t unit = unit_;
    std::byte* scratch = context.scratch(thread);
    auto* gate = reinterpret_cast<float*>(scratch + gate_offset_);
    auto* up = reinterpret_cast<float*>(scratch + up_offset_);
    auto* mid = reinterpret_cast<float*>(context.shared + mid_offset_);
    const auto e = static_cast<size_t>(active.expert);
    const auto count = static_cast<int32_t>(std::min<int64_t>(unit, ffn_ - first));
    const int32_t block = kTileFloats / unit;
    const float* in = context.row(call_.in, first_);
    const int64_t stride = context.width(call_.in);
    for (int32_t s = 0; s < active.count; s += block) {
      const int32_t n = std::min(block, active.count - s);
      const int32_t slot = active.first + s;
      const auto rows = [&](const WeightKernel& w) {
        return in_rows_.rows(w.activation(), in, stride, context.shared, slot, n, row_of_.data());
      };
      const std::byte* next = s + n < active.count ? nullptr : nextRow(gate_, shares_.after(index));
      gate_[e].run(first, count, rows(gate_[e]), gate, unit, scratch + scratch_offset_, up_[e].rows.row(first));
      up_[e].run(first, count, rows(up_[e]), up, unit, scratch + scratch_offset_, next);
      for (int32_t i = 0; i < n; ++i) {
        context.vec->silu_mul(gate + i * unit, up + i * unit, mid + int64_t{slot + i} * ffn_ + first, count);
      }
    }
  }

  void down(const StepContext& context, int thread, int64_t index) const {
    const ActiveExpert& active = expertOf(index);
    const int64_t first = outputOf(index);
    auto* mid = reinterpret_cast<float*>(context.shared + mid_offset_);
    auto* out = reinterpret_cast<float*>(context.shared + out_offset_);
    const WeightKernel& w = down_[static_cast<size_t>(active.expert)];
    const auto count = static_cast<int32_t>(std::min<int64_t>(unit_, hidden_ - first));
    const ActivationRows x = mid_rows_.rows(w.activation(), mid, ffn_, context.shared, active.first, active.count);
    w.run(first, count, x, out + int64_t{active.first} * hidden_ + first, hidden_,
          context.scratch(thread) + scratch_offset_, nextRow(down_, shares_.after(index)));
  }

  void sumRow(const StepContext& context, int32_t r) const {
    const auto* out = reinterpret_cast<const float*>(context.shared + out_offset_);
    const float* weights = context.row(call_.routing, first_ + r) + call_.top_k;
    float* to = context.row(call_.out, first_ + r);
    std::fill_n(to, hidden_, 0.0F);
    for (int32_t k = 0; k < call_.top_k; ++k) {
      const int32_t place = place_[static_cast<size_t>(r * call_.top_k + k)];
      if (place >= 0) context.vec->add_scaled(to, weights[k], out + int64_t{place} * hidden_, hidden_);
    }
  }

  op::Moe call_;
  std::vector<WeightKernel> gate_, up_, down_;
  int32_t ffn_ = 0;
  int32_t hidden_ = 0;
  int32_t chunk_rows_ = 0;
  int32_t slots_ = 0;
  // Of the stage that runs:
  int32_t first_ = 0;  // row of the chunk
  int32_t unit_ = 0;   // outputs of a task
  int64_t parts_ = 1;  // tasks of an expert
  TaskShares shares_;
  PreparedRows in_rows_;
  PreparedRows mid_rows_;
  std::vector<int32_t> order_;   // [slot] expert of (row, k)
  std::vector<int32_t> place_;   // [slot] where it is in the sorted order
  std::vector<int32_t> row_of_;  // [sorted] row of the chunk
  std::vector<int32_t> counts_;
  std::vector<ActiveExpert> active_;
  int64_t mid_offset_ = 0;
  int64_t out_offset_ = 0;
  int64_t gate_offset_ = 0;
  int64_t up_offset_ = 0;
  int64_t scratch_offset_ = 0;
};

}  // namespace

std::unique_ptr<PlannedOp> plan(const op::Moe& call, PlanNeeds& needs) { return std::make_unique<MoeOp>(call, needs); }

}  // namespace deepwell::cpu
