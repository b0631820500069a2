// Expert choice. NaN counts as the lowest choice, ties go to the lower index.
#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/backend/cpu/planner.h"

namespace deepwell::cpu {
namespace {

constexpr float kLowest = -std::numeric_limits<float>::infinity();

float rank(float value) { return std::isnan(value) ? kLowest : value; }

void softmax(const float* logits, int32_t n, float* out) {
  float top = kLowest;
  for (int32_t i = 0; i < n; ++i) top = std::max(top, rank(logits[i]));
  float sum = 0;
  for (int32_t i = 0; i < n; ++i) {
    out[i] = std::exp(logits[i] - top);
    sum += out[i];
  }
  for (int32_t i = 0; i < n; ++i) out[i] /= sum;
}

// Marks the `count` best of values[0..n): chosen[i] becomes true. Calls found(i) from the best down.
template <class Found>
void selectTop(const float* values, int32_t n, int32_t count, bool* chosen, Found&& found) {
  std::fill_n(chosen, n, false);
  for (int32_t k = 0; k < count; ++k) {
    int32_t best = -1;
    for (int32_t i = 0; i < n; ++i) {
      if (!chosen[i] && (best < 0 || rank(values[i]) > rank(values[best]))) best = i;
    }
    chosen[best] = true;
    found(best);
  }
}

float groupScore(op::GroupScore how, const float* choice, int32_t size) {
  float first = kLowest;
  float second = kLowest;
  for (int32_t i = 0; i < size; ++i) {
    const float value = rank(choice[i]);
    if (value > first) {
      second = first;
      first = value;
    } else if (value > second) {
      second = value;
    }
  }
  if (how == op::GroupScore::kMax || size < 2) return first;
  return first + second;
}

class RouteOp final : public PlannedOp {
 public:
  RouteOp(const op::Route& call, PlanNeeds& needs) : PlannedOp("route"), call_(call) {
    Layout thread;
    scores_offset_ = thread.add(int64_t{4} * call.experts);
    choice_offset_ = thread.add(int64_t{4} * call.experts);
    group_offset_ = thread.add(int64_t{4} * call.groups);
    flags_offset_ = thread.add(call.experts + call.groups);
    needs.needThread(thread);
  }

  int stages(const StepContext& /*context*/) const override { return 1; }

  int64_t open(StepContext& context, int /*stage*/, int /*thread*/) override {
    return rowTasks(context.rowsOf(call_.out), context.threads());
  }

  void task(StepContext& context, int /*stage*/, int64_t index, int thread) override {
    const RowRange range = rowRange(context.rowsOf(call_.out), context.threads(), index);
    for (int32_t r = range.first; r < range.end; ++r) {
      route(context.row(call_.logits, r), context.row(call_.out, r), context.scratch(thread));
    }
  }

 private:
  void route(const float* logits, float* out, std::byte* scratch) const {
    auto* scores = reinterpret_cast<float*>(scratch + scores_offset_);
    auto* choice = reinterpret_cast<float*>(scratch + choice_offset_);
    auto* chosen = reinterpret_cast<bool*>(scratch + flags_offset_);
    if (call_.scoring == op::Scoring::kSoftmax) {
      softmax(logits, call_.experts, scores);
    } else {
      for (int32_t e = 0; e < call_.experts; ++e) scores[e] = 1.0F / (1.0F + std::exp(-logits[e]));
    }
    for (int32_t e = 0; e < call_.experts; ++e) choice[e] = scores[e] + (call_.bias != nullptr ? call_.bias[e] : 0.0F);
    if (call_.top_groups < call_.groups) maskGroups(choice, scratch);
    int32_t k = 0;
    float sum = 0;
    selectTop(choice, call_.experts, call_.top_k, chosen, [&](int32_t e) {
      out[k] = static_cast<float>(e);
      out[call_.top_k + k] = scores[e];
      sum += scores[e];
      ++k;
    });
    for (int32_t i = 0; i < call_.top_k; ++i) {
      float& weight = out[call_.top_k + i];
      if (call_.normalise) weight /= sum + 1e-20F;
      weight *= call_.scale;
    }
  }

  void maskGroups(float* choice, std::byte* scratch) const {
    auto* group = reinterpret_cast<float*>(scratch + group_offset_);
    auto* chosen = reinterpret_cast<bool*>(scratch + flags_offset_);
    const int32_t size = call_.experts / call_.groups;
    for (int32_t g = 0; g < call_.groups; ++g) group[g] = groupScore(call_.group_score, choice + g * size, size);
    selectTop(group, call_.groups, call_.top_groups, chosen, [](int32_t) {});
    for (int32_t g = 0; g < call_.groups; ++g) {
      if (!chosen[g]) std::fill_n(choice + g * size, size, call_.masked_choice);
    }
  }

  op::Route call_;
  int64_t scores_offset_ = 0;
  int64_t choice_offset_ = 0;
  int64_t group_offset_ = 0;
  int64_t flags_offset_ = 0;
};

}  // namespace

std::unique_ptr<PlannedOp> plan(const op::Route& call, PlanNeeds& needs) {
  return std::make_unique<RouteOp>(call, needs);
}

}  // namespace deepwell::cpu
