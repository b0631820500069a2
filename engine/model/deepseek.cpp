// DeepSeek V2 (arXiv 2405.04434), V3 and R1 (arXiv 2412.19437): multi-head latent attention, first layers dense, then
// shared and routed experts. The multi-token-prediction layer behind the last one is left alone.
#include <array>
#include <optional>

#include "engine/model/experts.h"
#include "engine/model/linear.h"
#include "engine/model/mla_weights.h"
#include "engine/model/model.h"
#include "engine/model/part_names.h"

namespace deepwell {
namespace {

using namespace parts;

constexpr GluNames kDenseGlu{kGate, kUp, kDown, kGateUp};
constexpr GluNames kShared{kSharedGate, kSharedUp, kSharedDown, kSharedGateUp};

struct DeepseekLayer {
  const float* attn_norm = nullptr;
  Linear q_a;  // or the whole q projection if there is no q LoRA
  const float* q_a_norm = nullptr;
  Weight q_b;
  Linear kv_a;
  const float* kv_a_norm = nullptr;
  MlaWeights kv_b;
  Linear o;
  const float* ffn_norm = nullptr;
  std::optional<Glu> dense;  // a dense layer, or the shared experts of a MoE layer
  Weight router;             // [experts, hidden]; rows == 0: a dense layer
  const float* router_bias = nullptr;
  ExpertWeights experts;

  bool isMoe() const { return router.rows > 0; }
};

// The activation buffers, used again by every layer.
struct Buffers {
  BufferId x, h, delta;          // [hidden] residual stream, normalised, last addition
  BufferId q_a, q_a_normed, q;   // [q_rank] twice, [heads * (nope + rope)]
  BufferId kv_a, attended;       // [kv_rank + rope], [heads * v_dim]
  BufferId ffn, shared;          // [ffn], [shared * moe ffn]
  BufferId router, routing;      // [experts], [2 * top_k]
};

class Deepseek final : public Model {
 public:
  Deepseek(std::shared_ptr<const Checkpoint> checkpoint, ModelConfig config)
      : Model(std::move(checkpoint), std::move(config)) {}

  Status load(std::stop_token stop);
  OpList forward() const override;

 private:
  Status loadAttention(WeightLoader& loader, int32_t index, DeepseekLayer& layer);
  Status loadMoe(WeightLoader& loader, int32_t index, DeepseekLayer& layer);
  Result<DeepseekLayer> loadLayer(WeightLoader& loader, int32_t index);

  Buffers makeBuffers(Recorder& r) const;
  void recordAttention(Recorder& r, const Buffers& b, const DeepseekLayer& layer, int32_t index) const;
  void recordFfn(Recorder& r, const Buffers& b, const DeepseekLayer& layer) const;

  Ends ends_;
  std::vector<DeepseekLayer> layers_;
  Rope rope_;
};

Status Deepseek::loadAttention(WeightLoader& loader, int32_t index, DeepseekLayer& layer) {
  const ModelConfig& c = config_;
  const int64_t q_width = int64_t{c.heads} * (c.mla.nope + c.mla.rope);
  const bool q_lora = c.mla.q_rank > 0;
  const std::array parts = {LinearPart{q_lora ? kQA : kQ, q_lora ? c.mla.q_rank : q_width},
                            LinearPart{kKvA, int64_t{c.mla.kv_rank} + c.mla.rope}};
  DEEPWELL_ASSIGN(std::vector<Linear> down, loadLinears(loader, index, parts, c.hidden, {&kQAKvA, 1}));
  layer.q_a = std::move(down[0]);
  layer.kv_a = std::move(down[1]);
  if (q_lora) {
    DEEPWELL_ASSIGN(layer.q_a_norm, loader.vector(loader.layerName(index, kQANorm), c.mla.q_rank));
    DEEPWELL_ASSIGN(layer.q_b, loader.matrix(loader.layerName(index, kQB), q_width, c.mla.q_rank));
  }
  DEEPWELL_ASSIGN(layer.kv_a_norm, loader.vector(loader.layerName(index, kKvANorm), c.mla.kv_rank));
  DEEPWELL_ASSIGN(layer.kv_b, loadMlaWeights(loader, index, c));
  DEEPWELL_ASSIGN(layer.o, loadLinear(loader, index, kO, c.hidden, int64_t{c.heads} * c.mla.v_dim));
  return {};
}

Status Deepseek::loadMoe(WeightLoader& loader, int32_t index, DeepseekLayer& layer) {
  const MoeConfig& moe = config_.moe;
  DEEPWELL_ASSIGN(layer.router, loader.matrix(loader.layerName(index, kRouter), moe.experts, config_.hidden));
  // GGUF writes the bias as "exp_probs_b.bias", Hugging Face without a suffix.
  const bool gguf = checkpoint_->kind() == Checkpoint::Kind::kGguf;
  const std::string bias = loader.layerName(index, kRouterBias, gguf ? ".bias" : "");
  DEEPWELL_ASSIGN(layer.router_bias, loader.optionalVector(bias, moe.experts));
  if (moe.shared > 0) {
    DEEPWELL_ASSIGN(layer.dense, loadGlu(loader, index, kShared, config_.hidden, int64_t{moe.shared} * moe.ffn));
  }
  const uint64_t before = loader.matrixBytes();
  DEEPWELL_ASSIGN(layer.experts, loadExperts(loader, index, config_));
  const uint64_t routed = loader.matrixBytes() - before;
  const auto experts = static_cast<uint64_t>(moe.experts);
  active_bytes_ -= routed - routed / experts * static_cast<uint64_t>(moe.top_k);
  return {};
}

Result<DeepseekLayer> Deepseek::loadLayer(WeightLoader& loader, int32_t index) {
  DeepseekLayer layer;
  DEEPWELL_ASSIGN(layer.attn_norm, loader.vector(loader.layerName(index, kAttnNorm), config_.hidden));
  DEEPWELL_TRY(loadAttention(loader, index, layer));
  DEEPWELL_ASSIGN(layer.ffn_norm, loader.vector(loader.layerName(index, kFfnNorm), config_.hidden));
  if (config_.moe.isMoeLayer(index)) {
    DEEPWELL_TRY(loadMoe(loader, index, layer));
  } else {
    DEEPWELL_ASSIGN(layer.dense, loadGlu(loader, index, kDenseGlu, config_.hidden, config_.ffn));
  }
  return layer;
}

Status Deepseek::load(std::stop_token stop) {
  WeightLoader loader(*checkpoint_, store_);
  DEEPWELL_ASSIGN(ends_, loadEnds(loader));
  rope_ = makeRope(config_.rope, {});
  const uint64_t before = loader.matrixBytes();
  for (int32_t index = 0; index < config_.layers; ++index) {
    if (stop.stop_requested()) return fail(ErrorCode::kCancelled, "loading was cancelled");
    DEEPWELL_ASSIGN(DeepseekLayer layer, loadLayer(loader, index));
    layers_.push_back(std::move(layer));
  }
  active_bytes_ += loader.matrixBytes() - before;
  const int32_t width = config_.mla.kv_rank + config_.mla.rope;
  kv_ = {config_.layers, width, 0, kvTypeFor(layers_.front().kv_a.weight.dtype, int64_t{config_.layers} * width)};
  return {};
}

Buffers Deepseek::makeBuffers(Recorder& r) const {
  const ModelConfig& c = config_;
  Buffers b;
  b.x = r.buffer(c.hidden);
  b.h = r.buffer(c.hidden);
  b.delta = r.buffer(c.hidden);
  if (c.mla.q_rank > 0) {
    b.q_a = r.buffer(c.mla.q_rank);
    b.q_a_normed = r.buffer(c.mla.q_rank);
  }
  b.q = r.buffer(c.heads * (c.mla.nope + c.mla.rope));
  b.kv_a = r.buffer(c.mla.kv_rank + c.mla.rope);
  b.attended = r.buffer(c.heads * c.mla.v_dim);
  b.ffn = r.buffer(c.ffn);
  if (c.moe.experts > 0) {
    b.router = r.buffer(c.moe.experts);
    b.routing = r.buffer(2 * c.moe.top_k);
    if (c.moe.shared > 0) b.shared = r.buffer(c.moe.shared * c.moe.ffn);
  }
  return b;
}

void Deepseek::recordAttention(Recorder& r, const Buffers& b, const DeepseekLayer& layer, int32_t index) const {
  const ModelConfig& c = config_;
  const MlaConfig& mla = c.mla;
  const op::Matmul::Output kv_a{&layer.kv_a.weight, layer.kv_a.bias, b.kv_a};
  if (mla.q_rank > 0) {
    r.matmul({b.h, {{&layer.q_a.weight, layer.q_a.bias, b.q_a}, kv_a}});
    r.rmsNorm({b.q_a, layer.q_a_norm, c.mla_norm_eps, b.q_a_normed});
    r.matmul({b.q_a_normed, {{&layer.q_b, nullptr, b.q}}});
  } else {
    r.matmul({b.h, {{&layer.q_a.weight, layer.q_a.bias, b.q}, kv_a}});
  }
  r.mlaStore({b.q, b.kv_a, index, c.heads, mla.nope, mla.rope, mla.kv_rank, layer.kv_a_norm, c.mla_norm_eps, &rope_});
  r.mlaAttention({b.q, b.attended, index, c.heads, mla.nope, mla.rope, mla.kv_rank, mla.v_dim, &layer.kv_b,
                  c.attention_scale});
  r.matmul({b.attended, {{&layer.o.weight, layer.o.bias, b.delta}}});
}

// out = down(silu(gate in) * up in), or added to out.
void recordGlu(Recorder& r, BufferId in, const Glu& glu, BufferId inner, BufferId out, bool accumulate) {
  r.matmulGlu({in, &glu.gate.weight, &glu.up.weight, inner, glu.gate.bias, glu.up.bias});
  r.matmul({inner, {{&glu.down.weight, glu.down.bias, out, accumulate}}});
}

void Deepseek::recordFfn(Recorder& r, const Buffers& b, const DeepseekLayer& layer) const {
  const MoeConfig& moe = config_.moe;
  if (!layer.isMoe()) {
    recordGlu(r, b.h, *layer.dense, b.ffn, b.delta, false);
    return;
  }
  r.matmul({b.h, {{&layer.router, nullptr, b.router}}});
  r.route({b.router, b.routing, layer.router_bias, moe.experts, moe.top_k, moe.groups, moe.top_groups, moe.scoring,
           moe.group_score, moe.normalise, moe.scale, moe.masked_choice});
  r.moe({b.h, b.routing, b.delta, &layer.experts, moe.top_k});
  if (layer.dense) recordGlu(r, b.h, *layer.dense, b.shared, b.delta, true);
}

OpList Deepseek::forward() const {
  const ModelConfig& c = config_;
  Recorder r;
  const Buffers b = makeBuffers(r);
  r.embed({&ends_.embedding, b.x});
  for (int32_t index = 0; index < c.layers; ++index) {
    const DeepseekLayer& layer = layers_[static_cast<size_t>(index)];
    if (index == 0) {
      r.rmsNorm({b.x, layer.attn_norm, c.norm_eps, b.h});
    } else {
      r.addRmsNorm({b.x, b.delta, layer.attn_norm, c.norm_eps, b.h});
    }
    recordAttention(r, b, layer, index);
    r.addRmsNorm({b.x, b.delta, layer.ffn_norm, c.norm_eps, b.h});
    recordFfn(r, b, layer);
  }
  recordEnd(r, b.x, b.delta, ends_);
  return r.take();
}

}  // namespace

Result<std::unique_ptr<Model>> loadDeepseek(std::shared_ptr<const Checkpoint> checkpoint, ModelConfig config,
                                            std::stop_token stop) {
  auto model = std::make_unique<Deepseek>(std::move(checkpoint), std::move(config));
  DEEPWELL_TRY(model->load(stop));
  return std::unique_ptr<Model>(std::move(model));
}

}  // namespace deepwell
