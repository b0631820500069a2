// Grouped-query attention.
#include <cstring>

#include "engine/backend/cpu/paged_attention.h"

namespace deepwell::cpu {
namespace {

class AttentionOp final : public PagedAttention {
 public:
  AttentionOp(const op::Attention& call, PlanNeeds& needs)
      : PagedAttention("attention", {call.heads, call.kv_heads, call.head_dim, call.head_dim, false}, needs), call_(call) {
    finishPlan(needs);
  }

 private:
  void makeQueries(const StepContext& context, int /*thread*/, const AttentionItem& item, int32_t head, float* q,
                   int64_t stride) const override {
    const int64_t at = int64_t{item.first_head + head} * call_.head_dim;
    for (int32_t r = 0; r < item.block.count; ++r) {
      std::memcpy(q + r * stride, context.row(call_.q, item.block.first_row + r) + at, headBytes());
    }
  }

  void finishHead(const StepContext& context, int /*thread*/, const AttentionItem& item, int32_t head, const float* acc,
                  int64_t stride) const override {
    const int64_t at = int64_t{item.first_head + head} * call_.head_dim;
    for (int32_t r = 0; r < item.block.count; ++r) {
      std::memcpy(context.row(call_.out, item.block.first_row + r) + at, acc + r * stride, headBytes());
    }
  }

  void scores(const StepContext& context, const AttentionItem& item, int32_t page, Next next, const float* q,
              int32_t count, float* out) const override {
    const KvHead kv = headOf(context, item, page);
    kernels_.of(context.kv->element()).scores(q, call_.head_dim, count, kv.keys, address(context, item, next), call_.head_dim,
                                              call_.scale, out, kSpanTokens);
    if (kv.key_scales != nullptr) kernels_.weigh(out, kSpanTokens, count, kv.key_scales);
  }

  void addValues(const StepContext& context, const AttentionItem& item, int32_t page, Next next, float* p,
                 const int32_t* counts, int32_t count, float* acc) const override {
    const KvHead kv = headOf(context, item, page);
    if (kv.value_scales != nullptr) kernels_.weigh(p, kSpanTokens, count, kv.value_scales);
    kernels_.of(context.kv->element()).values(p, kSpanTokens, counts, count, kv.values, address(context, item, next),
                                              call_.head_dim, call_.head_dim, acc, call_.head_dim);
  }

  KvHead headOf(const StepContext& context, const AttentionItem& item, int32_t page) const {
    const int32_t id = context.page(item.block.sequence, page * kPageTokens);
    return context.kv->head(id, call_.layer, item.kv_head, call_.head_dim);
  }

  const std::byte* address(const StepContext& context, const AttentionItem& item, Next next) const {
    if (next.page < 0) return nullptr;
    const KvHead kv = headOf(context, item, next.page);
    return next.values ? kv.values : kv.keys;
  }

  size_t headBytes() const { return sizeof(float) * static_cast<size_t>(call_.head_dim); }

  op::Attention call_;
};

}  // namespace

std::unique_ptr<PlannedOp> plan(const op::Attention& call, PlanNeeds& needs) {
  return std::make_unique<AttentionOp>(call, needs);
}

}  // namespace deepwell::cpu
