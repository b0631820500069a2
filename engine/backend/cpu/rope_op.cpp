// Rotary embedding and what stores keys and values.
#include <cmath>
#include <cstring>

#include "engine/backend/cpu/kv_store.h"
#include "engine/backend/cpu/planner.h"

namespace deepwell::cpu {
namespace {

class RopeTableOp final : public PlannedOp {
 public:
  explicit RopeTableOp(const RopeTable& table) : PlannedOp("rope"), table_(table) {}

  int stages(const StepContext& /*context*/) const override { return 1; }

  int64_t open(StepContext& context, int /*stage*/, int /*thread*/) override {
    return rowTasks(context.rows, context.threads());
  }

  void task(StepContext& context, int /*stage*/, int64_t index, int /*thread*/) override {
    const Rope& rope = *table_.rope;
    const RowRange range = rowRange(context.rows, context.threads(), index);
    for (int32_t r = range.first; r < range.end; ++r) {
      float* cosines = table_.cosines(context, r);
      float* sines = table_.sines(context, r);
      const auto position = static_cast<float>(context.position[static_cast<size_t>(r)]);
      for (size_t i = 0; i < rope.inv_freq.size(); ++i) {
        // The angle is a float32 product, as in the reference; its cosine is taken exactly.
        const double angle = static_cast<double>(position * rope.inv_freq[i]);
        cosines[i] = static_cast<float>(std::cos(angle)) * rope.magnitude;
        sines[i] = static_cast<float>(std::sin(angle)) * rope.magnitude;
      }
    }
  }

 private:
  RopeTable table_;
};

// Rotates the first dim() elements of x.
void rotate(const Rope& rope, const float* cosines, const float* sines, float* x) {
  const int32_t half = rope.dim() / 2;
  const int32_t step = rope.interleaved ? 2 : 1;
  const int32_t apart = rope.interleaved ? 1 : half;
  for (int32_t i = 0; i < half; ++i) {
    float& a = x[i * step];
    float& b = x[i * step + apart];
    const float rotated = a * cosines[i] - b * sines[i];
    b = b * cosines[i] + a * sines[i];
    a = rotated;
  }
}

class RopeStoreOp final : public PlannedOp {
 public:
  RopeStoreOp(const op::RopeStore& call, const RopeTable& table, PlanNeeds& needs)
      : PlannedOp("rope"), call_(call), table_(table) {
    Layout thread;
    thread.add(kvStoreBytes(call.head_dim));
    needs.needThread(thread);
  }

  int stages(const StepContext& /*context*/) const override { return 1; }

  int64_t open(StepContext& context, int /*stage*/, int /*thread*/) override {
    return rowTasks(context.rows, context.threads());
  }

  void task(StepContext& context, int /*stage*/, int64_t index, int thread) override {
    const RowRange range = rowRange(context.rows, context.threads(), index);
    for (int32_t r = range.first; r < range.end; ++r) row(context, r, context.scratch(thread));
  }

 private:
  void row(const StepContext& context, int64_t r, std::byte* scratch) const {
    const int64_t dim = call_.head_dim;
    float* q = context.row(call_.q, r);
    float* k = context.row(call_.k, r);
    const float* v = context.row(call_.v, r);
    for (int32_t h = 0; h < call_.heads; ++h) normAndRotate(context, r, call_.q_norm, q + h * dim);
    const int32_t position = context.position[static_cast<size_t>(r)];
    const int32_t page = context.page(context.row_sequence[static_cast<size_t>(r)], position);
    const int32_t slot = position % kPageTokens;
    for (int32_t h = 0; h < call_.kv_heads; ++h) {
      normAndRotate(context, r, call_.k_norm, k + h * dim);
      const KvHead head = context.kv->head(page, call_.layer, h, dim);
      storeKey(context, k + h * dim, dim, head, slot, scratch);
      storeRow(context, v + h * dim, dim, head.values, head.value_scales, slot);
    }
  }

  void normAndRotate(const StepContext& context, int64_t r, const float* norm, float* head) const {
    if (norm != nullptr) context.vec->rms_norm(head, norm, call_.eps, head, call_.head_dim);
    rotate(*call_.rope, table_.cosines(context, r), table_.sines(context, r), head);
  }

  op::RopeStore call_;
  RopeTable table_;
};

class MlaStoreOp final : public PlannedOp {
 public:
  MlaStoreOp(const op::MlaStore& call, const RopeTable& table, PlanNeeds& needs)
      : PlannedOp("rope"), call_(call), table_(table) {
    Layout thread;
    thread.add(int64_t{4} * (call.rank + call.rope_dim));
    needs.needThread(thread);
  }

  int stages(const StepContext& /*context*/) const override { return 1; }

  int64_t open(StepContext& context, int /*stage*/, int /*thread*/) override {
    return rowTasks(context.rows, context.threads());
  }

  void task(StepContext& context, int /*stage*/, int64_t index, int thread) override {
    auto* latent = reinterpret_cast<float*>(context.scratch(thread));
    const RowRange range = rowRange(context.rows, context.threads(), index);
    for (int32_t r = range.first; r < range.end; ++r) row(context, r, latent);
  }

 private:
  void row(const StepContext& context, int64_t r, float* latent) const {
    const float* cosines = table_.cosines(context, r);
    const float* sines = table_.sines(context, r);
    float* q = context.row(call_.q, r);
    for (int32_t h = 0; h < call_.heads; ++h) {
      rotate(*call_.rope, cosines, sines, q + int64_t{h} * (call_.nope + call_.rope_dim) + call_.nope);
    }
    const float* kv_a = context.row(call_.kv_a, r);
    context.vec->rms_norm(kv_a, call_.kv_norm, call_.eps, latent, call_.rank);
    std::memcpy(latent + call_.rank, kv_a + call_.rank, sizeof(float) * static_cast<size_t>(call_.rope_dim));
    rotate(*call_.rope, cosines, sines, latent + call_.rank);
    const int32_t position = context.position[static_cast<size_t>(r)];
    const int32_t page = context.page(context.row_sequence[static_cast<size_t>(r)], position);
    const int64_t width = int64_t{call_.rank} + call_.rope_dim;
    const KvHead head = context.kv->head(page, call_.layer, 0, width);
    storeRow(context, latent, width, head.keys, head.key_scales, position % kPageTokens);
  }

  op::MlaStore call_;
  RopeTable table_;
};

}  // namespace

std::unique_ptr<PlannedOp> planRopeTable(const RopeTable& table) { return std::make_unique<RopeTableOp>(table); }

std::unique_ptr<PlannedOp> plan(const op::RopeStore& call, const RopeTable& table, PlanNeeds& needs) {
  return std::make_unique<RopeStoreOp>(call, table, needs);
}

std::unique_ptr<PlannedOp> plan(const op::MlaStore& call, const RopeTable& table, PlanNeeds& needs) {
  return std::make_unique<MlaStoreOp>(call, table, needs);
}

}  // namespace deepwell::cpu
