// The Llama family: llama (arXiv 2302.13971, 2407.21783), qwen2 (q, k and v with bias), qwen3 (q and k normalised per
// head). Grouped-query attention and SwiGLU.
#include <array>

#include "engine/model/linear.h"
#include "engine/model/model.h"
#include "engine/model/part_names.h"

namespace deepwell {
namespace {

using namespace parts;

constexpr GluNames kLlamaGlu{kGate, kUp, kDown, kGateUp};

struct LlamaLayer {
  const float* attn_norm = nullptr;
  Linear q, k, v, o;
  const float* q_norm = nullptr;  // Qwen 3
  const float* k_norm = nullptr;
  const float* ffn_norm = nullptr;
  Glu glu;
};

class Llama final : public Model {
 public:
  Llama(std::shared_ptr<const Checkpoint> checkpoint, ModelConfig config)
      : Model(std::move(checkpoint), std::move(config)) {}

  Status load(std::stop_token stop);
  OpList forward() const override;

 private:
  Result<LlamaLayer> loadLayer(WeightLoader& loader, int32_t index);
  Status loadRope(WeightLoader& loader);

  Ends ends_;
  std::vector<LlamaLayer> layers_;
  Rope rope_;
};

Result<LlamaLayer> Llama::loadLayer(WeightLoader& loader, int32_t index) {
  const ModelConfig& c = config_;
  const int64_t q_width = int64_t{c.heads} * c.head_dim;
  const int64_t kv_width = int64_t{c.kv_heads} * c.head_dim;
  LlamaLayer layer;
  DEEPWELL_ASSIGN(layer.attn_norm, loader.vector(loader.layerName(index, kAttnNorm), c.hidden));
  const std::array parts = {LinearPart{kQ, q_width}, LinearPart{kK, kv_width}, LinearPart{kV, kv_width}};
  DEEPWELL_ASSIGN(std::vector<Linear> qkv, loadLinears(loader, index, parts, c.hidden, {&kQkv, 1}));
  layer.q = std::move(qkv[0]);
  layer.k = std::move(qkv[1]);
  layer.v = std::move(qkv[2]);
  DEEPWELL_ASSIGN(layer.o, loadLinear(loader, index, kO, c.hidden, q_width));
  if (c.architecture == Architecture::kQwen3) {
    DEEPWELL_ASSIGN(layer.q_norm, loader.vector(loader.layerName(index, kQNorm), c.head_dim));
    DEEPWELL_ASSIGN(layer.k_norm, loader.vector(loader.layerName(index, kKNorm), c.head_dim));
  }
  DEEPWELL_ASSIGN(layer.ffn_norm, loader.vector(loader.layerName(index, kFfnNorm), c.hidden));
  DEEPWELL_ASSIGN(layer.glu, loadGlu(loader, index, kLlamaGlu, c.hidden, c.ffn));
  return layer;
}

Status Llama::loadRope(WeightLoader& loader) {
  // Llama 3.1's frequency divisors, as GGUF keeps them.
  DEEPWELL_ASSIGN(const float* divisors, loader.optionalVector("rope_freqs.weight", config_.rope.dim / 2));
  const size_t count = divisors == nullptr ? 0 : static_cast<size_t>(config_.rope.dim / 2);
  rope_ = makeRope(config_.rope, {divisors, count});
  return {};
}

Status Llama::load(std::stop_token stop) {
  WeightLoader loader(*checkpoint_, store_);
  DEEPWELL_ASSIGN(ends_, loadEnds(loader));
  DEEPWELL_TRY(loadRope(loader));
  const uint64_t before = loader.matrixBytes();
  for (int32_t index = 0; index < config_.layers; ++index) {
    if (stop.stop_requested()) return fail(ErrorCode::kCancelled, "loading was cancelled");
    DEEPWELL_ASSIGN(LlamaLayer layer, loadLayer(loader, index));
    layers_.push_back(std::move(layer));
  }
  active_bytes_ += loader.matrixBytes() - before;
  const int32_t kv_width = config_.kv_heads * config_.head_dim;
  const KvType type = kvTypeFor(layers_.front().q.weight.dtype, int64_t{config_.layers} * 2 * kv_width);
  kv_ = {config_.layers, kv_width, kv_width, type, config_.kv_heads};
  return {};
}

OpList Llama::forward() const {
  const ModelConfig& c = config_;
  Recorder r;
  const BufferId x = r.buffer(c.hidden);
  const BufferId h = r.buffer(c.hidden);
  const BufferId q = r.buffer(c.heads * c.head_dim);
  const BufferId k = r.buffer(c.kv_heads * c.head_dim);
  const BufferId v = r.buffer(c.kv_heads * c.head_dim);
  const BufferId attended = r.buffer(c.heads * c.head_dim);
  const BufferId ffn = r.buffer(c.ffn);
  const BufferId delta = r.buffer(c.hidden);

  r.embed({&ends_.embedding, x});
  for (int32_t index = 0; index < c.layers; ++index) {
    const LlamaLayer& layer = layers_[static_cast<size_t>(index)];
    if (index == 0) {
      r.rmsNorm({x, layer.attn_norm, c.norm_eps, h});
    } else {
      r.addRmsNorm({x, delta, layer.attn_norm, c.norm_eps, h});
    }
    r.matmul({h, {{&layer.q.weight, layer.q.bias, q}, {&layer.k.weight, layer.k.bias, k}, {&layer.v.weight, layer.v.bias, v}}});
    r.ropeStore({q, k, v, index, c.heads, c.kv_heads, c.head_dim, &rope_, layer.q_norm, layer.k_norm, c.norm_eps});
    r.attention({q, attended, index, c.heads, c.kv_heads, c.head_dim, c.attention_scale});
    r.matmul({attended, {{&layer.o.weight, layer.o.bias, delta}}});
    r.addRmsNorm({x, delta, layer.ffn_norm, c.norm_eps, h});
    const Glu& glu = layer.glu;
    r.matmulGlu({h, &glu.gate.weight, &glu.up.weight, ffn, glu.gate.bias, glu.up.bias});
    r.matmul({ffn, {{&glu.down.weight, glu.down.bias, delta}}});
  }
  recordEnd(r, x, delta, ends_);
  return r.take();
}

}  // namespace

Result<std::unique_ptr<Model>> loadLlama(std::shared_ptr<const Checkpoint> checkpoint, ModelConfig config,
                                         std::stop_token stop) {
  auto model = std::make_unique<Llama>(std::move(checkpoint), std::move(config));
  DEEPWELL_TRY(model->load(stop));
  return std::unique_ptr<Model>(std::move(model));
}

}  // namespace deepwell
