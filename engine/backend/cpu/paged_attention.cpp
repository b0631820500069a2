#include "engine/backend/cpu/paged_attention.h"

#include <cmath>
#include <limits>

namespace deepwell::cpu {
namespace {

// Memory for results of single spans.
constexpr int64_t kSlotBytes = int64_t{8} << 20;
// A step of so few rows is cut by spans whatever it is.
constexpr int32_t kFewQueryRows = 16;
// A task takes spans one after the other, so that it can fetch the next one ahead: so many as leave each thread some tasks.
constexpr int32_t kTasksAThread = 16;
constexpr int32_t kMostRun = 8;

int32_t parts(int32_t count, int32_t most) { return (count + most - 1) / most; }

// Task `index` of `count` when threads take turns and each is to go through neighbours: what it fetched ahead is its own.
int64_t striped(int64_t index, int64_t count, int64_t threads) {
  const int64_t stripe = index % threads;
  return stripe * (count / threads) + std::min(stripe, count % threads) + index / threads;
}

}  // namespace

PagedAttention::PagedAttention(std::string_view kind, const Shape& shape, PlanNeeds& needs)
    : PlannedOp(kind), kernels_(attentionKernels(needs.isa)), shape_(shape), group_(shape.heads / shape.kv_heads) {
  q_offset_ = thread_.add(4 * kMaxQueries * shape.key_width);
  acc_offset_ = thread_.add(4 * kMaxQueries * shape.value_width);
  part_offset_ = thread_.add(4 * kMaxQueries * shape.value_width);
  score_offset_ = thread_.add(int64_t{4} * kMaxQueries * kSpanTokens);
  small_offset_ = thread_.add(int64_t{4} * kMaxQueries * 6);
}

void PagedAttention::finishPlan(PlanNeeds& needs) {
  Layout shared;
  slots_offset_ = shared.add(kSlotBytes);
  if (shape_.dear_queries) {
    const int64_t few = int64_t{std::min(needs.max_rows, kFewQueryRows)} * shape_.heads;
    shared_queries_ = std::max(few, int64_t{4} * needs.threads * kMaxQueries);
    shared_q_offset_ = shared.add(4 * shared_queries_ * shape_.key_width);
  }
  needs.needShared(shared);
  needs.needThread(thread_);
}

PagedAttention::Cut PagedAttention::cut(const StepContext& context) const {
  Cut c;
  int32_t block_rows = 1;
  int32_t spans = 1;
  for (const RowBlock& b : context.row_blocks) {
    block_rows = std::max(block_rows, b.count);
    spans = std::max(spans, (b.first_position + b.count - 1) / kSpanTokens + 1);
  }
  const int32_t most_heads = shape_.dear_queries ? std::max(1, kMaxQueries / block_rows) : kMaxQueries;
  c.head_parts = parts(group_, std::min(group_, most_heads));
  c.heads = parts(group_, c.head_parts);
  c.row_parts = parts(block_rows, std::max(1, kMaxQueries / c.heads));
  c.rows = parts(block_rows, c.row_parts);
  c.items = static_cast<int64_t>(context.row_blocks.size()) * shape_.kv_heads * c.head_parts * c.row_parts;
  const int64_t queries = int64_t{c.rows} * c.heads;
  c.slot_floats = queries * (shape_.value_width + 2);
  const int64_t slots = kSlotBytes / 4 / (c.slot_floats * std::max<int64_t>(1, c.items));
  const bool few = context.rows <= kFewQueryRows || c.items < 4 * context.threads();
  const bool fits = slots > 1 && (!shape_.dear_queries || c.items * queries <= shared_queries_);
  c.by_spans = few && fits && context.threads() > 1 && spans > 1;
  if (c.by_spans) {
    c.window = static_cast<int32_t>(std::min<int64_t>(spans - 1, slots - 1));
    c.windows = parts(spans - 1, c.window);
    const int64_t each = c.items * c.window / (int64_t{kTasksAThread} * context.threads());
    c.run = static_cast<int32_t>(std::clamp<int64_t>(each, 1, kMostRun));
  }
  return c;
}

int PagedAttention::stages(const StepContext& context) const {
  const Cut c = cut(context);
  return c.by_spans ? 1 + 2 * c.windows : 1;
}

int64_t PagedAttention::open(StepContext& context, int stage, int /*thread*/) {
  if (stage == 0) cut_ = cut(context);
  if (!cut_.by_spans) return cut_.items;
  if (stage == 0) return shape_.dear_queries ? cut_.items * cut_.heads : 0;
  if (stage % 2 == 1) return cut_.items * runsOf(stage);
  return cut_.items * cut_.heads;
}

// The first window has the first span too.
int32_t PagedAttention::runsOf(int stage) const { return parts(cut_.window + (stage == 1 ? 1 : 0), cut_.run); }

void PagedAttention::task(StepContext& context, int stage, int64_t index, int thread) {
  if (!cut_.by_spans) {
    // Late rows have most to do: they come first.
    const AttentionItem item = itemAt(context, cut_.items - 1 - index);
    if (item.queries() > 0) wholeItem(context, thread, item);
    return;
  }
  const int32_t window = (stage - 1) / 2;
  if (stage % 2 == 1) {
    const int64_t runs = runsOf(stage);
    const int64_t at = striped(index, cut_.items * runs, context.threads());
    const auto place = static_cast<int32_t>(at % runs) * cut_.run + (stage == 1 ? 0 : 1);
    someSpans(context, thread, at / runs, window, place);
    return;
  }
  const int64_t item_index = index / cut_.heads;
  const auto head = static_cast<int32_t>(index % cut_.heads);
  const AttentionItem item = itemAt(context, item_index);
  if (item.block.count == 0 || head >= item.heads) return;
  if (stage == 0) {
    makeQueries(context, thread, item, head, sharedQueries(context, item_index) + head * shape_.key_width,
                item.heads * shape_.key_width);
  } else {
    mergeHead(context, thread, item_index, head, window);
  }
}

// An item without rows or heads where the parts do not come out even.
AttentionItem PagedAttention::itemAt(const StepContext& context, int64_t index) const {
  const auto next = [&index](int64_t count) {
    const auto at = static_cast<int32_t>(index % count);
    index /= count;
    return at;
  };
  const int32_t head_part = next(cut_.head_parts);
  AttentionItem item;
  item.kv_head = next(shape_.kv_heads);
  const int32_t row = next(cut_.row_parts) * cut_.rows;
  item.block = context.row_blocks[static_cast<size_t>(index)];
  item.block.first_row += row;
  item.block.first_position += row;
  item.block.count = std::clamp(item.block.count - row, 0, cut_.rows);
  item.first_head = item.kv_head * group_ + head_part * cut_.heads;
  item.heads = std::clamp(group_ - head_part * cut_.heads, 0, cut_.heads);
  return item;
}

SpanResult PagedAttention::slot(const StepContext& context, int64_t item, int32_t index) const {
  auto* base = reinterpret_cast<float*>(context.shared + slots_offset_);
  base += (item * (cut_.window + 1) + index) * cut_.slot_floats;
  const int64_t queries = int64_t{cut_.rows} * cut_.heads;
  return {base, base + queries * shape_.value_width, base + queries * (shape_.value_width + 1)};
}

float* PagedAttention::sharedQueries(const StepContext& context, int64_t item) const {
  return reinterpret_cast<float*>(context.shared + shared_q_offset_) + item * cut_.rows * cut_.heads * shape_.key_width;
}

void PagedAttention::makeAllQueries(const StepContext& context, int thread, const AttentionItem& item, float* q) const {
  for (int32_t h = 0; h < item.heads; ++h) {
    makeQueries(context, thread, item, h, q + h * shape_.key_width, item.heads * shape_.key_width);
  }
}

void PagedAttention::wholeItem(const StepContext& context, int thread, const AttentionItem& item) const {
  std::byte* scratch = context.scratch(thread);
  auto* q = reinterpret_cast<float*>(scratch + q_offset_);
  auto* small = reinterpret_cast<float*>(scratch + small_offset_);
  const SpanResult all{reinterpret_cast<float*>(scratch + acc_offset_), small, small + kMaxQueries};
  const SpanResult part{reinterpret_cast<float*>(scratch + part_offset_), small + 2 * kMaxQueries, small + 3 * kMaxQueries};
  makeAllQueries(context, thread, item, q);
  attendSpan(context, thread, item, q, 0, item.spans() > 1, all);
  for (int32_t span = 1; span < item.spans(); ++span) {
    attendSpan(context, thread, item, q, span, span + 1 < item.spans(), part);
    const int32_t row = std::max(0, span * kSpanTokens - item.block.first_position);
    for (int32_t i = row * item.heads; i < item.queries(); ++i) mergeQuery(all, part, i);
  }
  for (int32_t i = 0; i < item.queries(); ++i) {
    context.vec->multiply(all.acc + i * shape_.value_width, 1.0F / all.sum[i], shape_.value_width);
  }
  for (int32_t h = 0; h < item.heads; ++h) {
    finishHead(context, thread, item, h, all.acc + h * shape_.value_width, item.heads * shape_.value_width);
  }
}

// Place 0 is span 0, which becomes the running result; places 1.. are the window's spans.
void PagedAttention::someSpans(const StepContext& context, int thread, int64_t item_index, int32_t window,
                               int32_t place) const {
  const AttentionItem item = itemAt(context, item_index);
  const int32_t first = window * cut_.window + place;
  const int32_t end = std::min(item.spans(), first + std::min(cut_.run, cut_.window + 1 - place));
  const int32_t queries = item.queries();
  if (queries == 0 || first >= end) return;
  std::byte* scratch = context.scratch(thread);
  auto* q = reinterpret_cast<float*>(scratch + q_offset_);
  if (shape_.dear_queries) {
    q = sharedQueries(context, item_index);
  } else {
    makeAllQueries(context, thread, item, q);
  }
  // Made here and copied: a slot's memory is last seen by another thread.
  auto* small = reinterpret_cast<float*>(scratch + small_offset_);
  const SpanResult made{reinterpret_cast<float*>(scratch + acc_offset_), small, small + kMaxQueries};
  for (int32_t span = first; span < end; ++span) {
    attendSpan(context, thread, item, q, span, span + 1 < item.spans(), made);
    const SpanResult to = slot(context, item_index, place + span - first);
    std::copy_n(made.acc, queries * shape_.value_width, to.acc);
    std::copy_n(made.maximum, queries, to.maximum);
    std::copy_n(made.sum, queries, to.sum);
  }
}

void PagedAttention::fetchHead(const SpanResult& part, const AttentionItem& item, int32_t head) const {
  for (int32_t i = head; i < item.queries(); i += item.heads) {
    __builtin_prefetch(part.maximum + i);
    __builtin_prefetch(part.sum + i);
    const float* acc = part.acc + i * shape_.value_width;
    for (int64_t k = 0; k < shape_.value_width; k += 16) __builtin_prefetch(acc + k);
  }
}

void PagedAttention::mergeHead(const StepContext& context, int thread, int64_t item_index, int32_t head,
                               int32_t window) const {
  const AttentionItem item = itemAt(context, item_index);
  const SpanResult all = slot(context, item_index, 0);
  const int32_t places = std::min(cut_.window, item.spans() - 1 - window * cut_.window);
  for (int32_t place = 1; place <= places; ++place) {
    const int32_t span = window * cut_.window + place;
    const SpanResult part = slot(context, item_index, place);
    // Another core's cache has them, far away perhaps.
    if (place < places) fetchHead(slot(context, item_index, place + 1), item, head);
    const int32_t row = std::max(0, span * kSpanTokens - item.block.first_position);
    for (int32_t r = row; r < item.block.count; ++r) mergeQuery(all, part, r * item.heads + head);
  }
  if (window + 1 < cut_.windows) return;
  for (int32_t r = 0; r < item.block.count; ++r) {
    const int32_t i = r * item.heads + head;
    context.vec->multiply(all.acc + i * shape_.value_width, 1.0F / all.sum[i], shape_.value_width);
  }
  finishHead(context, thread, item, head, all.acc + head * shape_.value_width, item.heads * shape_.value_width);
}

// Leaves alone the queries that see nothing of the span. `more`: the next span is likely this thread's next.
void PagedAttention::attendSpan(const StepContext& context, int thread, const AttentionItem& item, const float* q,
                                int32_t span, bool more, const SpanResult& out) const {
  std::byte* scratch = context.scratch(thread);
  auto* p = reinterpret_cast<float*>(scratch + score_offset_);
  auto* counts = reinterpret_cast<int32_t*>(scratch + small_offset_) + 4 * kMaxQueries;
  int32_t* visible = counts + kMaxQueries;  // positions of the span that a query sees
  const int32_t start = span * kSpanTokens;
  const int32_t pages = std::min(kSpanPages, (item.lastPosition() - start) / kPageTokens + 1);
  // The first query that sees a page.
  const auto firstOf = [&](int32_t page) {
    return std::max(0, start + page * kPageTokens - item.block.first_position) * item.heads;
  };
  const int32_t queries = item.queries();
  for (int32_t page = 0; page < pages; ++page) {
    const int32_t first = firstOf(page);
    const bool last = page + 1 == pages;
    const Next next{span * kSpanPages + (last ? 0 : page + 1), last};
    scores(context, item, span * kSpanPages + page, next, q + first * shape_.key_width, queries - first,
           p + first * kSpanTokens + page * kPageTokens);
  }
  for (int32_t row = firstOf(0) / item.heads, i = firstOf(0); row < item.block.count; ++row) {
    const int32_t seen = std::min(kSpanTokens, item.block.first_position + row - start + 1);
    for (const int32_t end = i + item.heads; i < end; ++i) {
      visible[i] = seen;
      out.maximum[i] = -std::numeric_limits<float>::infinity();
      out.sum[i] = 0.0F;
      context.vec->softmax_page(p + i * kSpanTokens, seen, out.maximum + i, out.sum + i);
      std::fill_n(out.acc + i * shape_.value_width, shape_.value_width, 0.0F);
    }
  }
  for (int32_t page = 0; page < pages; ++page) {
    const int32_t first = firstOf(page);
    for (int32_t i = first; i < queries; ++i) counts[i] = std::min(kPageTokens, visible[i] - page * kPageTokens);
    const bool last = page + 1 == pages;
    const Next next{!last || more ? span * kSpanPages + page + 1 : -1, !last};
    addValues(context, item, span * kSpanPages + page, next, p + first * kSpanTokens + page * kPageTokens, counts + first,
              queries - first, out.acc + first * shape_.value_width);
  }
}

void PagedAttention::mergeQuery(const SpanResult& into, const SpanResult& part, int32_t query) const {
  const float top = std::max(into.maximum[query], part.maximum[query]);
  const float factor = into.maximum[query] == top ? 1.0F : std::exp(into.maximum[query] - top);
  const float part_factor = part.maximum[query] == top ? 1.0F : std::exp(part.maximum[query] - top);
  into.maximum[query] = top;
  into.sum[query] = into.sum[query] * factor + part.sum[query] * part_factor;
  kernels_.merge(into.acc + query * shape_.value_width, factor, part.acc + query * shape_.value_width, part_factor,
                 shape_.value_width);
}

}  // namespace deepwell::cpu
