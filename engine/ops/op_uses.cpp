#include "engine/ops/op_uses.h"

#include <type_traits>
#include <utility>

namespace deepwell {
namespace {

struct Uses {
  OpUses operator()(const op::Embed& c) const { return {{}, {c.out}}; }
  OpUses operator()(const op::RmsNorm& c) const { return {{c.in}, {c.out}}; }
  OpUses operator()(const op::AddRmsNorm& c) const { return {{c.residual, c.delta}, {c.residual, c.out}}; }
  OpUses operator()(const op::Add& c) const { return {{c.target, c.delta}, {c.target}}; }
  OpUses operator()(const op::Matmul& c) const {
    OpUses uses{{c.in}, {}};
    for (const op::Matmul::Output& output : c.outputs) {
      if (output.accumulate) uses.reads.push_back(output.out);
      uses.writes.push_back(output.out);
    }
    return uses;
  }
  OpUses operator()(const op::MatmulGlu& c) const { return {{c.in}, {c.out}}; }
  OpUses operator()(const op::RopeStore& c) const { return {{c.q, c.k, c.v}, {c.q, c.k}}; }
  OpUses operator()(const op::Attention& c) const { return {{c.q}, {c.out}}; }
  OpUses operator()(const op::MlaStore& c) const { return {{c.q, c.kv_a}, {c.q, c.kv_a}}; }
  OpUses operator()(const op::MlaAttention& c) const { return {{c.q}, {c.out}}; }
  OpUses operator()(const op::Route& c) const { return {{c.logits}, {c.out}}; }
  OpUses operator()(const op::Moe& c) const { return {{c.in, c.routing}, {c.out}}; }
  OpUses operator()(const op::SelectRows& c) const { return {{c.in}, {c.out}}; }
  OpUses operator()(const op::Logits& c) const { return {{c.in}, {}}; }
};

template <class Call>
constexpr bool kUsesCache = std::is_same_v<Call, op::RopeStore> || std::is_same_v<Call, op::Attention> ||
                            std::is_same_v<Call, op::MlaStore> || std::is_same_v<Call, op::MlaAttention>;

}  // namespace

OpUses usesOf(const OpCall& call) { return std::visit(Uses{}, call); }

int32_t cacheLayerOf(const OpCall& call) {
  return std::visit(
      [](const auto& c) {
        if constexpr (kUsesCache<std::decay_t<decltype(c)>>) return c.layer;
        return int32_t{-1};
      },
      call);
}

OpCall withCacheLayer(OpCall call, int32_t layer) {
  std::visit(
      [layer](auto& c) {
        if constexpr (kUsesCache<std::decay_t<decltype(c)>>) c.layer = layer;
      },
      call);
  return call;
}

}  // namespace deepwell
