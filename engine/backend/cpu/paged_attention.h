// Attention over the pages of the KV cache: what grouped-query attention and MLA share.
//
// Keys are taken in spans of kSpanTokens positions. Inside a span a query's softmax is taken at once, against the span's
// own maximum; spans are merged in order. A query sees exactly the positions up to its own. So neither the rows and
// sequences beside it, nor where a prompt was cut, nor whether one task went through all spans of a query or many tasks took
// one each, change a bit. (arXiv 2205.14135; spans side by side: "Flash-Decoding")
#pragma once

#include "engine/backend/cpu/planner.h"
#include "kernels/cpu/attention/attention.h"

namespace deepwell::cpu {

inline constexpr int32_t kSpanPages = 4;
inline constexpr int32_t kSpanTokens = kSpanPages * kPageTokens;
// Most queries (rows times heads) of one task.
inline constexpr int32_t kMaxQueries = 128;

// Rows of one sequence and heads that share their keys.
struct AttentionItem {
  RowBlock block;
  int32_t kv_head = 0;
  int32_t first_head = 0;
  int32_t heads = 0;

  int32_t queries() const { return block.count * heads; }
  int32_t lastPosition() const { return block.first_position + block.count - 1; }
  int32_t spans() const { return lastPosition() / kSpanTokens + 1; }
};

// Queries after some spans, of the rows in order, all heads of a row together: Σ exp(score - maximum) * value and
// Σ exp(score - maximum).
struct SpanResult {
  float* acc = nullptr;      // [queries, value_width]
  float* maximum = nullptr;  // [queries]
  float* sum = nullptr;      // [queries]
};

class PagedAttention : public PlannedOp {
 public:
  int stages(const StepContext& context) const final;
  int64_t open(StepContext& context, int stage, int thread) final;
  void task(StepContext& context, int stage, int64_t index, int thread) final;

 protected:
  struct Shape {
    int32_t heads = 0;
    int32_t kv_heads = 0;
    int64_t key_width = 0;
    int64_t value_width = 0;
    // Whether queries are dear to make, so that tasks rather take fewer heads than fewer rows, and share them.
    bool dear_queries = false;
  };

  // What a task reads after a page: another page, its values or its keys; page < 0: nothing that is known.
  struct Next {
    int32_t page = -1;
    bool values = false;
  };

  // The op's own scratch is added to thread_; finishPlan() ends the constructor.
  PagedAttention(std::string_view kind, const Shape& shape, PlanNeeds& needs);
  void finishPlan(PlanNeeds& needs);

  // The queries of head item.first_head + head: row r at q[r * stride].
  virtual void makeQueries(const StepContext& context, int thread, const AttentionItem& item, int32_t head, float* q,
                           int64_t stride) const = 0;
  // Scores of all positions of a page: out[i * kSpanTokens + slot], i < count. `next` is read afterwards.
  virtual void scores(const StepContext& context, const AttentionItem& item, int32_t page, Next next, const float* q,
                      int32_t count, float* out) const = 0;
  // acc row i += Σ p[i * kSpanTokens + slot] * value, slot < counts[i]. May change p.
  virtual void addValues(const StepContext& context, const AttentionItem& item, int32_t page, Next next, float* p,
                         const int32_t* counts, int32_t count, float* acc) const = 0;
  // What attention gives for head item.first_head + head: row r at acc[r * stride].
  virtual void finishHead(const StepContext& context, int thread, const AttentionItem& item, int32_t head,
                          const float* acc, int64_t stride) const = 0;

  const AttentionKernels& kernels_;
  Layout thread_;

 private:
  // How a step is cut into tasks.
  struct Cut {
    int32_t row_parts = 1;  // of a row block
    int32_t rows = 1;       // of a part
    int32_t head_parts = 1;  // of the heads that share keys
    int32_t heads = 1;      // of a part
    int64_t items = 0;
    bool by_spans = false;  // tasks are spans of items
    int32_t run = 1;        // spans of a task
    int32_t window = 0;     // spans of an item that are in memory together, besides the first
    int32_t windows = 0;
    int64_t slot_floats = 0;  // of a SpanResult
  };

  Cut cut(const StepContext& context) const;
  int32_t runsOf(int stage) const;
  AttentionItem itemAt(const StepContext& context, int64_t index) const;
  SpanResult slot(const StepContext& context, int64_t item, int32_t index) const;
  float* sharedQueries(const StepContext& context, int64_t item) const;
  void wholeItem(const StepContext& context, int thread, const AttentionItem& item) const;
  void someSpans(const StepContext& context, int thread, int64_t item_index, int32_t window, int32_t place) const;
  void fetchHead(const SpanResult& part, const AttentionItem& item, int32_t head) const;
  void mergeHead(const StepContext& context, int thread, int64_t item_index, int32_t head, int32_t window) const;
  void attendSpan(const StepContext& context, int thread, const AttentionItem& item, const float* q, int32_t span,
                  bool more, const SpanResult& out) const;
  void makeAllQueries(const StepContext& context, int thread, const AttentionItem& item, float* q) const;
  void mergeQuery(const SpanResult& into, const SpanResult& part, int32_t query) const;

  Shape shape_;
  int32_t group_;
  int64_t q_offset_, acc_offset_, part_offset_, score_offset_, small_offset_;
  int64_t slots_offset_ = 0;
  int64_t shared_q_offset_ = 0;
  int64_t shared_queries_ = 0;  // room for so many
  Cut cut_;  // of the step that runs
};

}  // namespace deepwell::cpu
