#include "engine/backend/op_notes.h"

#include <algorithm>

namespace deepwell {
namespace {

using Indices = std::vector<size_t>;

// The list's calls by layer. A layer begins at the last norm of the residual stream (the buffer that Embed fills) before
// its keys are stored.
class Layers {
 public:
  explicit Layers(const OpList& list) : layer_(list.calls.size(), -1), stores_(list.calls.size(), 0) {
    BufferId residual = residualOfPiece(list);
    size_t begin = 0;
    size_t store = 0;
    int32_t current = -1;
    for (size_t i = 0; i < list.calls.size(); ++i) {
      const OpCall& call = list.calls[i];
      if (const auto* embed = std::get_if<op::Embed>(&call)) residual = embed->out;
      if (isNormOf(call, residual)) begin = i;
      int32_t layer = current;
      if (const auto* rope = std::get_if<op::RopeStore>(&call)) layer = rope->layer;
      if (const auto* mla = std::get_if<op::MlaStore>(&call)) layer = mla->layer;
      if (layer != current) {
        current = layer;
        store = i;
        for (size_t k = begin; k < i; ++k) place(k, layer, i);
      }
      if (current >= 0) place(i, current, store);
      if (std::holds_alternative<op::SelectRows>(call)) end_ = std::min(end_, i);
    }
    for (size_t i = end_; i < layer_.size(); ++i) layer_[i] = -1;
  }

  int32_t layer(size_t i) const { return layer_[i]; }
  bool beforeStore(size_t i) const { return layer_[i] >= 0 && i < stores_[i]; }

 private:
  // Where a list begins behind the embedding, its first addition shows the residual stream.
  static BufferId residualOfPiece(const OpList& list) {
    for (const OpCall& call : list.calls) {
      if (const auto* norm = std::get_if<op::AddRmsNorm>(&call)) return norm->residual;
    }
    return {};
  }
  static bool isNormOf(const OpCall& call, BufferId residual) {
    if (const auto* norm = std::get_if<op::RmsNorm>(&call)) return norm->in == residual;
    if (const auto* norm = std::get_if<op::AddRmsNorm>(&call)) return norm->residual == residual;
    return false;
  }
  void place(size_t i, int32_t layer, size_t store) {
    layer_[i] = layer;
    stores_[i] = store;
  }

  std::vector<int32_t> layer_;
  std::vector<size_t> stores_;  // where the keys of the call's layer are stored
  size_t end_ = static_cast<size_t>(-1);
};

// The part of call i; Matmul's depends on what is around it.
StepPart partOf(const OpList& list, const Layers& layers, size_t i) {
  const OpCall& call = list.calls[i];
  if (std::holds_alternative<op::Logits>(call)) return StepPart::kLogits;
  if (std::holds_alternative<op::MatmulGlu>(call)) return StepPart::kFfn;
  if (std::holds_alternative<op::Route>(call) || std::holds_alternative<op::Moe>(call)) return StepPart::kMoe;
  if (std::holds_alternative<op::RopeStore>(call) || std::holds_alternative<op::MlaStore>(call) ||
      std::holds_alternative<op::Attention>(call) || std::holds_alternative<op::MlaAttention>(call)) {
    return StepPart::kAttention;
  }
  const auto* matmul = std::get_if<op::Matmul>(&call);
  if (matmul == nullptr) return StepPart::kRest;
  if (layers.beforeStore(i)) return StepPart::kQkv;
  const OpCall* before = i > 0 ? &list.calls[i - 1] : nullptr;
  const OpCall* next = i + 1 < list.calls.size() ? &list.calls[i + 1] : nullptr;
  if (before != nullptr) {
    const auto* attention = std::get_if<op::Attention>(before);
    const auto* mla = std::get_if<op::MlaAttention>(before);
    if (attention != nullptr && attention->out == matmul->in) return StepPart::kOutput;
    if (mla != nullptr && mla->out == matmul->in) return StepPart::kOutput;
  }
  const auto* route = next != nullptr ? std::get_if<op::Route>(next) : nullptr;
  if (route != nullptr && matmul->outputs[0].out == route->logits) return StepPart::kMoe;
  return StepPart::kFfn;
}

std::string weightName(const OpCall& call) {
  if (const auto* c = std::get_if<op::Embed>(&call)) return c->table->name;
  if (const auto* c = std::get_if<op::Matmul>(&call)) return c->outputs[0].weight->name;
  if (const auto* c = std::get_if<op::MatmulGlu>(&call)) return c->gate->name;
  if (const auto* c = std::get_if<op::Moe>(&call)) return c->experts->gate[0].name;
  if (const auto* c = std::get_if<op::Logits>(&call)) return c->head->name;
  return {};
}

// Sums over rows of what attention looks at.
struct Seen {
  int64_t per_row = 0;       // positions, each row's own
  int64_t per_sequence = 0;  // positions, each sequence's once
};

Seen positionsSeen(const Step& step) {
  Seen seen;
  for (const StepSequence& s : step.sequences) {
    if (s.row_count == 0) continue;
    const int64_t end = int64_t{s.first_position} + s.row_count;
    seen.per_row += (end * (end + 1) - int64_t{s.first_position} * (s.first_position + 1)) / 2;
    seen.per_sequence += end;
  }
  return seen;
}

class Work {
 public:
  explicit Work(const StepView& view)
      : view_(view), step_(*view.step), rows_(static_cast<int64_t>(step_.tokens.size())), logit_rows_(static_cast<int64_t>(step_.logit_rows.size())) {}

  OpWork operator()(const op::Embed& c) const { return {rows_ * c.table->row_bytes, 0}; }
  OpWork operator()(const op::Matmul& c) const {
    OpWork work;
    const int64_t rows = rowsOf(c.in);
    for (const op::Matmul::Output& output : c.outputs) add(work, *output.weight, rows);
    return work;
  }
  OpWork operator()(const op::MatmulGlu& c) const {
    OpWork work;
    add(work, *c.gate, rowsOf(c.in));
    add(work, *c.up, rowsOf(c.in));
    return work;
  }
  OpWork operator()(const op::Logits& c) const {
    OpWork work;
    add(work, *c.head, logit_rows_);
    return work;
  }
  OpWork operator()(const op::Attention& c) const {
    const Seen seen = positionsSeen(step_);
    return {seen.per_sequence * positionBytes(), 2 * seen.per_row * c.heads * c.head_dim};
  }
  OpWork operator()(const op::MlaAttention& c) const {
    const Seen seen = positionsSeen(step_);
    OpWork work{seen.per_sequence * positionBytes(), seen.per_row * c.heads * (2 * int64_t{c.rank} + c.rope_dim)};
    for (const Weight& w : c.weights->key) add(work, w, rows_);
    for (const Weight& w : c.weights->value) add(work, w, rows_);
    return work;
  }
  OpWork operator()(const op::Moe& c) const {
    OpWork work;
    const std::vector<int64_t> rows = rowsOfExperts(c);
    for (size_t e = 0; e < rows.size(); ++e) {
      for (const Weight* w : {&c.experts->gate[e], &c.experts->up[e], &c.experts->down[e]}) add(work, *w, rows[e]);
    }
    return work;
  }
  template <class Other>
  OpWork operator()(const Other& /*call*/) const {
    return {};
  }

 private:
  static void add(OpWork& work, const Weight& weight, int64_t rows) {
    if (rows == 0) return;
    work.bytes += weight.bytes();
    work.multiply_adds += rows * weight.rows * weight.cols;
  }
  int64_t rowsOf(BufferId id) const {
    return view_.list->buffers[static_cast<size_t>(id.index)].rows == RowSet::kStep ? rows_ : logit_rows_;
  }
  std::vector<int64_t> rowsOfExperts(const op::Moe& c) const {
    std::vector<int64_t> rows(c.experts->gate.size(), 0);
    for (int64_t r = 0; r < rows_; ++r) {
      const float* ids = view_.routing ? view_.routing(c.routing, r) : nullptr;
      for (int32_t k = 0; k < c.top_k; ++k) {
        const float id = ids != nullptr ? ids[k] : static_cast<float>((r * c.top_k + k) % static_cast<int64_t>(rows.size()));
        if (id >= 0.0F && id < static_cast<float>(rows.size())) ++rows[static_cast<size_t>(id)];
      }
    }
    return rows;
  }
  // Of one layer.
  int64_t positionBytes() const {
    const KvLayout& layout = *view_.kv;
    return layout.layers > 0 ? layout.pageBytes() / layout.layers / kPageTokens : 0;
  }

  const StepView& view_;
  const Step& step_;
  int64_t rows_;
  int64_t logit_rows_;
};

}  // namespace

std::vector<OpNote> noteOps(const OpList& list, const std::vector<int32_t>& calls) {
  const Layers layers(list);
  std::vector<OpNote> notes;
  for (const int32_t index : calls) {
    OpNote& note = notes.emplace_back();
    if (index < 0) continue;
    const auto i = static_cast<size_t>(index);
    note = {&list.calls[i], layers.layer(i), partOf(list, layers, i), weightName(list.calls[i])};
  }
  return notes;
}

OpWork workOf(const OpNote& note, const StepView& view) {
  if (note.call == nullptr) return {};
  return std::visit(Work(view), *note.call);
}

}  // namespace deepwell
