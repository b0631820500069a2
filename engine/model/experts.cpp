#include "engine/model/experts.h"

#include "engine/model/part_names.h"

namespace deepwell {
namespace {

using namespace parts;

// A stacked tensor's name: GGUF ends it with ".weight", `transformers` does not.
std::string stackName(const WeightLoader& loader, int32_t layer, PartName part) {
  const std::string bare = loader.layerName(layer, part, "");
  return loader.has(bare) ? bare : bare + ".weight";
}

Result<ExpertWeights> loadSeparate(WeightLoader& loader, int32_t layer, const ModelConfig& config) {
  ExpertWeights experts;
  for (int32_t index = 0; index < config.moe.experts; ++index) {
    const auto name = [&](const char* hf, const char* gguf) {
      const std::string hf_name = fmt::format("mlp.experts.{}.{}", index, hf);
      const std::string gguf_name = fmt::format("{}.{}", gguf, index);
      return loader.layerName(layer, {hf_name, gguf_name});
    };
    const int64_t ffn = config.moe.ffn;
    const int64_t hidden = config.hidden;
    const std::string fused = name("gate_up_proj", "ffn_gate_up");
    if (loader.has(fused)) {
      DEEPWELL_ASSIGN(const Weight both, loader.matrix(fused, 2 * ffn, hidden));
      DEEPWELL_ASSIGN(Weight gate, loader.slice(both, 0, ffn));
      DEEPWELL_ASSIGN(Weight up, loader.slice(both, ffn, ffn));
      experts.gate.push_back(std::move(gate));
      experts.up.push_back(std::move(up));
    } else {
      DEEPWELL_ASSIGN(Weight gate, loader.matrix(name("gate_proj", "ffn_gate"), ffn, hidden));
      DEEPWELL_ASSIGN(Weight up, loader.matrix(name("up_proj", "ffn_up"), ffn, hidden));
      experts.gate.push_back(std::move(gate));
      experts.up.push_back(std::move(up));
    }
    DEEPWELL_ASSIGN(Weight down, loader.matrix(name("down_proj", "ffn_down"), hidden, ffn));
    experts.down.push_back(std::move(down));
  }
  return experts;
}

// The stacked tensors of a layer. Some writers put the inputs first ([experts, hidden, 2 * ffn]); all tensors of a file
// are turned alike, and at most one of them has a shape that does not tell.
struct Stacks {
  std::string down, fused, gate, up;
  Turned turned = Turned::kNo;
};

Stacks findStacks(const WeightLoader& loader, int32_t layer, const ModelConfig& config) {
  Stacks names{stackName(loader, layer, kExpertDown), stackName(loader, layer, kExpertGateUp),
               stackName(loader, layer, kExpertGate), stackName(loader, layer, kExpertUp)};
  const int64_t count = config.moe.experts;
  const int64_t ffn = config.moe.ffn;
  auto turned = loader.turnedIn(names.down, count, config.hidden, ffn);
  if (!turned) turned = loader.turnedIn(names.fused, count, 2 * ffn, config.hidden);
  names.turned = turned.value_or(Turned::kNo);
  return names;
}

}  // namespace

Result<ExpertWeights> loadExperts(WeightLoader& loader, int32_t layer, const ModelConfig& config) {
  const Stacks names = findStacks(loader, layer, config);
  if (!loader.has(names.down)) return loadSeparate(loader, layer, config);
  const int64_t count = config.moe.experts;
  const int64_t ffn = config.moe.ffn;
  const int64_t hidden = config.hidden;
  ExpertWeights experts;
  DEEPWELL_ASSIGN(experts.down, loader.stack(names.down, count, hidden, ffn, names.turned));
  if (!loader.has(names.fused)) {
    DEEPWELL_ASSIGN(experts.gate, loader.stack(names.gate, count, ffn, hidden, names.turned));
    DEEPWELL_ASSIGN(experts.up, loader.stack(names.up, count, ffn, hidden, names.turned));
    return experts;
  }
  DEEPWELL_ASSIGN(const std::vector<Weight> both, loader.stack(names.fused, count, 2 * ffn, hidden, names.turned));
  for (const Weight& weight : both) {
    DEEPWELL_ASSIGN(Weight gate, loader.slice(weight, 0, ffn));
    DEEPWELL_ASSIGN(Weight up, loader.slice(weight, ffn, ffn));
    experts.gate.push_back(std::move(gate));
    experts.up.push_back(std::move(up));
  }
  return experts;
}

}  // namespace deepwell
