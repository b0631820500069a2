// Rotary embedding and what stores keys and values.
#include "engine/backend/vulkan/builder.h"
#include "engine/backend/vulkan/kv_pages.h"
#include "shaders/include/rope_params.h"

namespace deepwell::vulkan {
namespace {

Result<Address> frequencies(Builder& builder, const Rope& rope) {
  if (rope.inv_freq.empty()) return Address{};
  return builder.vector(rope.inv_freq.data(), static_cast<int64_t>(rope.inv_freq.size()));
}

// Each row is read, changed and written (q) or stored (k, v, the latent).
void countStore(Builder& builder, std::string_view shader, int32_t q_width, int32_t kv_width, const PositionBytes& position) {
  const auto rows = static_cast<uint64_t>(builder.maxRows());
  const auto floats = static_cast<uint64_t>(2 * q_width + kv_width) * sizeof(float);
  builder.count(shader, {.least = rows * (floats + position.needed), .moved = rows * (floats + position.stored)});
}

}  // namespace

Status record(Builder& builder, const op::RopeStore& call) {
  RopeStoreParams params{};
  params.step = builder.step();
  params.q = builder.buffer(call.q);
  params.k = builder.buffer(call.k);
  params.v = builder.buffer(call.v);
  const bool norm = call.q_norm != nullptr && call.k_norm != nullptr;
  if (!norm && (call.q_norm != nullptr || call.k_norm != nullptr)) {
    return fail(ErrorCode::kUnsupported, "rope: a norm of only q or only k");
  }
  if (norm) {
    DEEPWELL_ASSIGN(params.q_norm, builder.vector(call.q_norm, call.head_dim));
    DEEPWELL_ASSIGN(params.k_norm, builder.vector(call.k_norm, call.head_dim));
  }
  DEEPWELL_ASSIGN(params.inv_freq, frequencies(builder, *call.rope));
  DEEPWELL_ASSIGN(params.place, placeHeads(builder.kv(), call.layer, call.kv_heads, call.head_dim));
  params.heads = static_cast<uint32_t>(call.heads);
  params.kv_heads = static_cast<uint32_t>(call.kv_heads);
  params.magnitude = call.rope->magnitude;
  params.eps = call.eps;
  countStore(builder, "rope_store", call.heads * call.head_dim, 2 * call.kv_heads * call.head_dim,
             positionBytes(builder.kv(), call.kv_heads, call.head_dim, call.head_dim));
  const auto dim = static_cast<uint32_t>(call.head_dim);
  return builder.dispatch("rope_store", {64, dim, static_cast<uint32_t>(call.rope->dim()), call.rope->interleaved ? 1U : 0U,
                                         norm ? 1U : 0U, kvTypeConstant(builder.kv().type)},
                          params, {params.heads + 2 * params.kv_heads, static_cast<uint32_t>(builder.maxRows())});
}

Status record(Builder& builder, const op::MlaStore& call) {
  constexpr uint32_t kWorkgroup = 128;
  MlaStoreParams params{};
  params.step = builder.step();
  params.q = builder.buffer(call.q);
  params.kv_a = builder.buffer(call.kv_a);
  DEEPWELL_ASSIGN(params.kv_norm, builder.vector(call.kv_norm, call.rank));
  DEEPWELL_ASSIGN(params.inv_freq, frequencies(builder, *call.rope));
  DEEPWELL_ASSIGN(params.place, placeLatent(builder.kv(), call.layer, call.rank + call.rope_dim));
  params.heads = static_cast<uint32_t>(call.heads);
  params.nope = static_cast<uint32_t>(call.nope);
  params.magnitude = call.rope->magnitude;
  params.eps = call.eps;
  const auto rope_dim = static_cast<uint32_t>(call.rope_dim);
  countStore(builder, "mla_store", call.heads * call.rope_dim, call.rank + call.rope_dim,
             positionBytes(builder.kv(), 1, call.rank + call.rope_dim, 0));
  const uint32_t groups = 1 + (params.heads * rope_dim / 2 + kWorkgroup - 1) / kWorkgroup;
  return builder.dispatch("mla_store", {kWorkgroup, static_cast<uint32_t>(call.rank), rope_dim, call.rope->interleaved ? 1U : 0U,
                                        kvTypeConstant(builder.kv().type)},
                          params, {groups, static_cast<uint32_t>(builder.maxRows())});
}

}  // namespace deepwell::vulkan
