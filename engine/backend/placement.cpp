#include "engine/backend/placement.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "engine/backend/layer_map.h"
#include "engine/ops/op_uses.h"

namespace deepwell {
namespace {

using Part = LayerMap::Part;

// How much of each kind goes to the device.
struct Choice {
  int32_t layers = 0;         // the last ones
  int32_t expert_layers = 0;  // the last ones of those among them that have experts
  bool head = false;
  bool embedding = false;
};

// The table or head that a call reads whole, which may be one and the same.
const std::byte* sharedTable(const OpCall& call) {
  if (const auto* embed = std::get_if<op::Embed>(&call)) return embed->table->data;
  if (const auto* logits = std::get_if<op::Logits>(&call)) return logits->head->data;
  return nullptr;
}

class Planner {
 public:
  explicit Planner(const PlacementRequest& request)
      : request_(request), calls_(request.ops->calls), map_(mapLayers(*request.ops)) {
    for (const OpCall& call : calls_) expert_layers_ += std::holds_alternative<op::Moe>(call) ? 1 : 0;
  }

  Placement best() const;
  void describe(Placement& placement) const;

 private:
  uint64_t weightBytes(size_t i) const { return i < request_.weight_bytes.size() ? request_.weight_bytes[i] : 0; }
  bool canRun(size_t i) const { return i >= request_.device_can.size() || request_.device_can[i]; }
  int32_t expertsAmong(int32_t layers) const;
  bool wants(const Choice& choice, size_t i, int32_t experts_before) const;
  Placement make(const Choice& choice) const;
  std::optional<Choice> bestBase(int32_t least, int32_t most) const;
  int32_t splitLayers(const std::vector<bool>& on_device, const std::vector<bool>& layer_on_device) const;
  void alignCaches(std::vector<bool>& on_device) const;
  uint64_t deviceWeightBytes(const std::vector<bool>& on_device) const;
  int64_t activeBytes(const std::vector<bool>& on_device) const;
  int64_t crossingCost(const std::vector<bool>& on_device) const;
  std::vector<bool> smoothed(std::vector<bool> on_device) const;
  int64_t score(const std::vector<bool>& on_device) const { return activeBytes(on_device) - crossingCost(on_device); }
  bool fits(const Placement& placement) const;

  const PlacementRequest& request_;
  const std::vector<OpCall>& calls_;
  LayerMap map_;
  int32_t expert_layers_ = 0;
};

// Layers with experts among the last ones.
int32_t Planner::expertsAmong(int32_t layers) const {
  int32_t count = 0;
  for (size_t i = 0; i < calls_.size(); ++i) {
    count += std::holds_alternative<op::Moe>(calls_[i]) && map_.places[i].layer >= map_.layers - layers ? 1 : 0;
  }
  return count;
}

bool Planner::wants(const Choice& choice, size_t i, int32_t experts_before) const {
  const LayerMap::Place& place = map_.places[i];
  switch (place.part) {
    case Part::kFront: return choice.embedding;
    case Part::kSelect: return choice.layers > 0;
    case Part::kHead: return choice.head;
    case Part::kLayer: break;
  }
  if (std::holds_alternative<op::Moe>(calls_[i])) return experts_before >= expert_layers_ - choice.expert_layers;
  return place.layer >= map_.layers - choice.layers;
}

// A layer's keys are stored where its attention reads them.
void Planner::alignCaches(std::vector<bool>& on_device) const {
  std::vector<int8_t> side(static_cast<size_t>(map_.layers), -1);
  for (const bool refused : {true, false}) {  // a call that the device cannot run decides
    for (size_t i = 0; i < calls_.size(); ++i) {
      const int32_t layer = cacheLayerOf(calls_[i]);
      if (layer < 0 || (refused && canRun(i))) continue;
      int8_t& chosen = side[static_cast<size_t>(layer)];
      if (chosen < 0) chosen = on_device[i] ? 1 : 0;
      on_device[i] = chosen == 1;
    }
  }
}

// A table that is the head too is there once.
uint64_t Planner::deviceWeightBytes(const std::vector<bool>& on_device) const {
  uint64_t bytes = 0;
  for (size_t i = 0; i < calls_.size(); ++i) {
    if (!on_device[i]) continue;
    bool again = false;
    for (size_t k = 0; sharedTable(calls_[i]) != nullptr && k < i; ++k) {
      again |= on_device[k] && sharedTable(calls_[k]) == sharedTable(calls_[i]);
    }
    if (!again) bytes += weightBytes(i);
  }
  return bytes;
}

// Pieces that a side's calls lie in.
int64_t pieces(const std::vector<bool>& on_device, bool device_only) {
  int64_t count = 0;
  for (size_t i = 0; i < on_device.size(); ++i) {
    const bool begins = i == 0 || on_device[i] != on_device[i - 1];
    count += begins && (on_device[i] || !device_only) ? 1 : 0;
  }
  return count;
}

// Bytes of weights that the device reads for one token.
int64_t Planner::activeBytes(const std::vector<bool>& on_device) const {
  uint64_t bytes = 0;
  for (size_t i = 0; i < calls_.size(); ++i) {
    if (!on_device[i] || std::holds_alternative<op::Embed>(calls_[i])) continue;
    uint64_t read = weightBytes(i);
    if (const auto* moe = std::get_if<op::Moe>(&calls_[i]); moe != nullptr && !moe->experts->gate.empty()) {
      read = read / moe->experts->gate.size() * static_cast<uint64_t>(moe->top_k);
    }
    bytes += read;
  }
  return static_cast<int64_t>(bytes);
}

// What crossing over costs, in the same measure.
int64_t Planner::crossingCost(const std::vector<bool>& on_device) const {
  return std::max<int64_t>(0, pieces(on_device, false) - 1) * static_cast<int64_t>(request_.crossing_bytes);
}

// The same as if the embedding and routed experts were where their neighbours are.
std::vector<bool> Planner::smoothed(std::vector<bool> on_device) const {
  for (size_t i = calls_.size(); i-- > 1;) {
    if (map_.places[i - 1].part == Part::kFront) on_device[i - 1] = on_device[i];
  }
  for (size_t i = 1; i < calls_.size(); ++i) {
    if (std::holds_alternative<op::Moe>(calls_[i])) on_device[i] = on_device[i - 1];
  }
  return on_device;
}

int32_t Planner::splitLayers(const std::vector<bool>& on_device, const std::vector<bool>& layer_on_device) const {
  int32_t count = 0;
  for (size_t i = 0; i < calls_.size(); ++i) {
    const int32_t layer = map_.places[i].layer;
    const bool on_host = std::holds_alternative<op::Moe>(calls_[i]) && !on_device[i];
    count += on_host && layer >= 0 && layer_on_device[static_cast<size_t>(layer)] ? 1 : 0;
  }
  return count;
}

void Planner::describe(Placement& placement) const {
  placement.on_device.resize(calls_.size(), false);
  placement.refused_calls = 0;
  for (size_t i = 0; i < calls_.size(); ++i) {
    if (!placement.on_device[i] || canRun(i)) continue;
    placement.on_device[i] = false;
    ++placement.refused_calls;
  }
  alignCaches(placement.on_device);
  placement.layers = map_.layers;
  placement.expert_layers = expert_layers_;
  placement.device_layers = placement.device_expert_layers = 0;
  placement.head_on_device = placement.embedding_on_device = false;
  std::vector<bool> counted(static_cast<size_t>(map_.layers), false);
  for (size_t i = 0; i < calls_.size(); ++i) {
    if (!placement.on_device[i]) continue;
    if (const int32_t layer = cacheLayerOf(calls_[i]); layer >= 0 && !counted[static_cast<size_t>(layer)]) {
      counted[static_cast<size_t>(layer)] = true;
      ++placement.device_layers;
    }
    placement.device_expert_layers += std::holds_alternative<op::Moe>(calls_[i]) ? 1 : 0;
    placement.head_on_device |= std::holds_alternative<op::Logits>(calls_[i]);
    placement.embedding_on_device |= std::holds_alternative<op::Embed>(calls_[i]);
  }
  placement.split_layers = splitLayers(placement.on_device, counted);
  placement.weight_bytes = deviceWeightBytes(placement.on_device);
  placement.cache_bytes = static_cast<uint64_t>(placement.device_layers) * static_cast<uint64_t>(request_.kv.layerBytes()) *
                          static_cast<uint64_t>(request_.pages);
  const int64_t programs = pieces(placement.on_device, true);
  const int64_t buffers = request_.shares_buffers ? std::min<int64_t>(1, programs) : programs;
  placement.activation_bytes = request_.activation_bytes * static_cast<uint64_t>(buffers);
}

bool Planner::fits(const Placement& placement) const {
  return placement.bytes() <= request_.usableBytes() && placement.weight_bytes <= request_.weight_limit_bytes;
}

Placement Planner::make(const Choice& choice) const {
  Placement placement;
  int32_t experts = 0;
  for (size_t i = 0; i < calls_.size(); ++i) {
    placement.on_device.push_back(wants(choice, i, experts));
    experts += std::holds_alternative<op::Moe>(calls_[i]) ? 1 : 0;
  }
  describe(placement);
  return placement;
}

// Layers and head, chosen as if there were nothing else.
std::optional<Choice> Planner::bestBase(int32_t least, int32_t most) const {
  std::optional<Choice> best;
  int64_t best_score = 0;
  for (int32_t layers = most; layers >= least; --layers) {
    for (const bool head : {true, false}) {
      const Choice choice{layers, 0, head, false};
      const Placement placement = make(choice);
      if (!fits(placement)) continue;
      const int64_t score_now = activeBytes(placement.on_device) - crossingCost(smoothed(placement.on_device));
      if (best && score_now <= best_score) continue;
      best = choice;
      best_score = score_now;
    }
  }
  return best;
}

// Then the experts that have room beside them, and the embedding table where that saves a crossing.
Placement Planner::best() const {
  if (request_.layers == 0) return make({});
  const bool fixed = request_.layers > 0;
  const int32_t most = fixed ? std::min(request_.layers, map_.layers) : map_.layers;
  const std::optional<Choice> base = bestBase(fixed ? most : 0, most);
  if (!base) return make({fixed ? most : 0, 0, false, false});  // as asked for, though it does not fit
  const int32_t experts = base->layers == most ? expertsAmong(most) : 0;
  Placement best = make(fixed ? *base : Choice{});
  int64_t best_score = score(best.on_device);
  for (int32_t more = experts; more >= 0; --more) {
    for (const bool embedding : {true, false}) {
      Placement placement = make({base->layers, more, base->head, embedding});
      const int64_t score_now = score(placement.on_device);
      if (!fits(placement) || (score_now < best_score || (score_now == best_score && best.usesDevice()))) continue;
      best = std::move(placement);
      best_score = score_now;
    }
  }
  return best;
}

}  // namespace

uint64_t PlacementRequest::usableBytes() const {
  const uint64_t kept = margin.of(free_bytes);
  const uint64_t usable = free_bytes > kept ? free_bytes - kept : 0;
  return limit_bytes > 0 ? std::min(usable, limit_bytes) : usable;
}

bool Placement::usesDevice() const { return std::find(on_device.begin(), on_device.end(), true) != on_device.end(); }

std::string Placement::words() const {
  const int32_t host_experts = expert_layers - device_expert_layers;
  std::string text;
  if (device_layers == layers) {
    text = split_layers > 0 ? "all layers on the GPU" : fmt::format("all {} layers on the GPU", layers);
  } else if (device_layers > 0) {
    text = fmt::format("{} of {} layers on the GPU, {} in RAM", device_layers, layers, layers - device_layers);
  } else {
    text = head_on_device ? "output layer on the GPU, all layers in RAM" : "all layers in RAM";
  }
  if (split_layers > 0) text += fmt::format("; experts of {} of {} in RAM", host_experts, expert_layers);
  if (device_layers > 0 && !head_on_device) text += "; output layer in RAM";
  if (refused_calls > 0) text += fmt::format("; {} operation{} that it lacks in RAM", refused_calls, refused_calls == 1 ? "" : "s");
  return text;
}

Placement planPlacement(const PlacementRequest& request) { return Planner(request).best(); }

Placement placeOnHost(const OpList& ops) {
  PlacementRequest request;
  request.ops = &ops;
  Placement placement;
  describePlacement(request, placement);
  return placement;
}

void describePlacement(const PlacementRequest& request, Placement& placement) { Planner(request).describe(placement); }

}  // namespace deepwell
