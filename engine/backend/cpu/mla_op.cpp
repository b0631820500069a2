// Absorbed MLA: queries are taken into the latent space, attend over the latent cache, and come back by `value`.
#include <algorithm>
#include <cstring>
#include <vector>

#include "engine/backend/cpu/matmul_plan.h"
#include "engine/backend/cpu/paged_attention.h"

namespace deepwell::cpu {
namespace {

class MlaAttentionOp final : public PagedAttention {
 public:
  MlaAttentionOp(const op::MlaAttention& call, PlanNeeds& needs)
      : PagedAttention("mla", {call.heads, 1, int64_t{call.rank} + call.rope_dim, call.rank, true}, needs),
        call_(call),
        width_(int64_t{call.rank} + call.rope_dim) {
    Layout prepared;
    int64_t scratch = 0;
    for (const Weight& w : call.weights->key) add(key_, key_rows_, w, prepared, scratch, needs);
    for (const Weight& w : call.weights->value) add(value_, value_rows_, w, prepared, scratch, needs);
    prepared_offset_ = thread_.add(prepared.bytes());
    scratch_offset_ = thread_.add(scratch);
    finishPlan(needs);
  }

 private:
  void add(std::vector<WeightKernel>& list, PreparedRows& rows, const Weight& weight, Layout& prepared,
           int64_t& scratch, const PlanNeeds& needs) {
    list.push_back(bindWeight(weight, needs.isa));
    const WeightKernel& bound = list.back();
    rows.need(bound.activation(), bound.rows.cols, kRowBlock, prepared);
    scratch = std::max(scratch, bound.scratchBytes());
  }

  // out[r * out_stride ...] = weight · in row r, for the block's rows.
  void multiply(const StepContext& context, int thread, const WeightKernel& weight, const PreparedRows& prepared,
                const float* in, int64_t in_stride, int32_t rows, float* out, int64_t out_stride) const {
    std::byte* scratch = context.scratch(thread);
    std::byte* region = scratch + prepared_offset_;
    if (weight.activation() != ActivationType::kF32) {
      for (int32_t r = 0; r < rows; ++r) prepared.prepareRow(*context.vec, in + r * in_stride, r, region);
    }
    weight.run(0, static_cast<int32_t>(weight.rows.rows),
               prepared.rows(weight.activation(), in, in_stride, region, 0, rows), out, out_stride,
               scratch + scratch_offset_);
  }

  void makeQueries(const StepContext& context, int thread, const AttentionItem& item, int32_t head, float* q,
                   int64_t stride) const override {
    const int64_t head_width = int64_t{call_.nope} + call_.rope_dim;
    const int64_t in_stride = context.width(call_.q);
    const float* in = context.row(call_.q, item.block.first_row) + (item.first_head + head) * head_width;
    multiply(context, thread, key_[static_cast<size_t>(item.first_head + head)], key_rows_, in, in_stride,
             item.block.count, q, stride);
    for (int32_t r = 0; r < item.block.count; ++r) {
      std::memcpy(q + r * stride + call_.rank, in + r * in_stride + call_.nope,
                  sizeof(float) * static_cast<size_t>(call_.rope_dim));
    }
  }

  void finishHead(const StepContext& context, int thread, const AttentionItem& item, int32_t head, const float* acc,
                  int64_t stride) const override {
    const int32_t h = item.first_head + head;
    multiply(context, thread, value_[static_cast<size_t>(h)], value_rows_, acc, stride, item.block.count,
             context.row(call_.out, item.block.first_row) + int64_t{h} * call_.v_dim, context.width(call_.out));
  }

  void scores(const StepContext& context, const AttentionItem& item, int32_t page, Next next, const float* q,
              int32_t count, float* out) const override {
    const KvHead kv = latentOf(context, item, page);
    const int32_t positions = std::min(kPageTokens, item.lastPosition() - page * kPageTokens + 1);
    const PageKernels& kernels = kernels_.of(context.kv->element());
    // What comes after the last page are values, which are here already.
    const std::byte* coming = next.values ? nullptr : latentOf(context, item, next.page).keys;
    kernels.row_scores(q, width_, count, kv.keys, coming, width_, positions, width_, call_.scale, out, kSpanTokens);
  }

  void addValues(const StepContext& context, const AttentionItem& item, int32_t page, Next /*next*/, float* p,
                 const int32_t* counts, int32_t count, float* acc) const override {
    const KvHead kv = latentOf(context, item, page);
    kernels_.of(context.kv->element()).values(p, kSpanTokens, counts, count, kv.keys, nullptr, width_, call_.rank, acc,
                                              call_.rank);
  }

  KvHead latentOf(const StepContext& context, const AttentionItem& item, int32_t page) const {
    return context.kv->head(context.page(item.block.sequence, page * kPageTokens), call_.layer, 0, width_);
  }

  op::MlaAttention call_;
  int64_t width_;
  std::vector<WeightKernel> key_;
  std::vector<WeightKernel> value_;
  PreparedRows key_rows_;
  PreparedRows value_rows_;
  int64_t prepared_offset_ = 0;
  int64_t scratch_offset_ = 0;
};

}  // namespace

std::unique_ptr<PlannedOp> plan(const op::MlaAttention& call, PlanNeeds& needs) {
  return std::make_unique<MlaAttentionOp>(call, needs);
}

}  // namespace deepwell::cpu
