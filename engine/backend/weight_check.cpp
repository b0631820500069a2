#include "engine/backend/weight_check.h"

#include <limits>

namespace deepwell {
namespace {

using Visit = std::function<void(const Weight&)>;

struct WeightsOf {
  const Visit& visit;

  void operator()(const op::Embed& c) const { visit(*c.table); }
  void operator()(const op::Matmul& c) const {
    for (const op::Matmul::Output& output : c.outputs) visit(*output.weight);
  }
  void operator()(const op::MatmulGlu& c) const {
    visit(*c.gate);
    visit(*c.up);
  }
  void operator()(const op::MlaAttention& c) const {
    for (const Weight& w : c.weights->key) visit(w);
    for (const Weight& w : c.weights->value) visit(w);
  }
  void operator()(const op::Moe& c) const {
    for (const std::vector<Weight>* part : {&c.experts->gate, &c.experts->up, &c.experts->down}) {
      for (const Weight& w : *part) visit(w);
    }
  }
  void operator()(const op::Logits& c) const { visit(*c.head); }
  template <class Other>
  void operator()(const Other& /*call*/) const {}
};

Status checkScales(const Weight& weight) {
  const bool scales = weight.scale_inv != nullptr && weight.block_rows > 0 && weight.block_cols > 0 &&
                      weight.scale_cols >= (weight.cols + weight.block_cols - 1) / weight.block_cols;
  if (!scales) return fail(ErrorCode::kUnsupported, "{}: FP8 weights need block scales (scale_inv)", weight.name);
  return {};
}

Status checkWeight(const Weight& weight, std::string_view backend) {
  const DTypeInfo& type = dtypeInfo(weight.dtype);
  if (!type.weight) {
    return fail(ErrorCode::kUnsupported, "{}: the {} backend has no kernel for type {}", weight.name, backend, type.name);
  }
  constexpr int64_t kMost = std::numeric_limits<int32_t>::max();
  if (weight.rows <= 0 || weight.cols <= 0 || weight.rows > kMost || weight.cols > kMost || weight.data == nullptr) {
    return fail(ErrorCode::kUnsupported, "{}: a weight of {} x {} cannot be used", weight.name, weight.rows, weight.cols);
  }
  if (weight.cols % type.block_elements != 0) {
    return fail(ErrorCode::kUnsupported, "{}: {} columns, but type {} needs a multiple of {}", weight.name, weight.cols,
                type.name, type.block_elements);
  }
  const int64_t least = weight.cols / type.block_elements * type.block_bytes;
  if (weight.row_bytes < least) {
    return fail(ErrorCode::kUnsupported, "{}: rows of {} bytes, expected at least {}", weight.name, weight.row_bytes, least);
  }
  return weight.dtype == DType::kF8E4M3 ? checkScales(weight) : Status{};
}

Status checkExperts(const ExpertWeights& experts) {
  const size_t n = experts.gate.size();
  if (n == 0 || experts.up.size() != n || experts.down.size() != n) {
    return fail(ErrorCode::kUnsupported, "experts: {} gate, {} up and {} down weights", n, experts.up.size(),
                experts.down.size());
  }
  const Weight& first = experts.gate[0];
  for (size_t e = 0; e < n; ++e) {
    const bool fits = experts.gate[e].rows == first.rows && experts.gate[e].cols == first.cols &&
                      experts.up[e].rows == first.rows && experts.up[e].cols == first.cols &&
                      experts.down[e].rows == first.cols && experts.down[e].cols == first.rows;
    if (!fits) return fail(ErrorCode::kUnsupported, "{}: its shape differs from the other experts'", experts.gate[e].name);
  }
  return {};
}

}  // namespace

void forEachWeight(const OpCall& call, const Visit& visit) { std::visit(WeightsOf{visit}, call); }

Status checkWeights(const OpList& ops, std::string_view backend) {
  for (const OpCall& call : ops.calls) {
    Status status;
    forEachWeight(call, [&](const Weight& weight) {
      if (status) status = checkWeight(weight, backend);
    });
    DEEPWELL_TRY(status);
    if (const auto* moe = std::get_if<op::Moe>(&call)) DEEPWELL_TRY(checkExperts(*moe->experts));
  }
  return {};
}

}  // namespace deepwell
