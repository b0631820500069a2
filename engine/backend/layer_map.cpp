#include "engine/backend/layer_map.h"

#include <algorithm>
#include <variant>

#include "engine/ops/op_uses.h"

namespace deepwell {
namespace {

using Part = LayerMap::Part;

bool isNormOf(const OpCall& call, BufferId residual) {
  if (const auto* norm = std::get_if<op::RmsNorm>(&call)) return norm->in == residual;
  if (const auto* norm = std::get_if<op::AddRmsNorm>(&call)) return norm->residual == residual;
  return false;
}

void placeLayers(const OpList& ops, LayerMap& map) {
  BufferId residual;
  size_t begin = 0;  // of the layer whose keys come next
  int32_t current = -1;
  for (size_t i = 0; i < ops.calls.size(); ++i) {
    const OpCall& call = ops.calls[i];
    if (const auto* embed = std::get_if<op::Embed>(&call)) {
      residual = embed->out;
      begin = i + 1;
    }
    if (isNormOf(call, residual)) begin = i;
    const int32_t layer = cacheLayerOf(call);
    if (layer >= 0 && layer != current) {
      current = layer;
      for (size_t k = begin; k < i; ++k) map.places[k] = {Part::kLayer, layer};
    }
    if (current >= 0) map.places[i] = {Part::kLayer, current};
    map.layers = std::max(map.layers, current + 1);
  }
}

void placeEnd(const OpList& ops, LayerMap& map) {
  const auto select = std::find_if(ops.calls.begin(), ops.calls.end(),
                                   [](const OpCall& call) { return std::holds_alternative<op::SelectRows>(call); });
  if (select == ops.calls.end()) return;
  auto i = static_cast<size_t>(select - ops.calls.begin());
  if (i > 0 && std::holds_alternative<op::Add>(ops.calls[i - 1])) map.places[i - 1] = {Part::kSelect, -1};
  map.places[i] = {Part::kSelect, -1};
  for (++i; i < ops.calls.size(); ++i) map.places[i] = {Part::kHead, -1};
}

}  // namespace

LayerMap mapLayers(const OpList& ops) {
  LayerMap map;
  map.places.resize(ops.calls.size());
  placeLayers(ops, map);
  placeEnd(ops, map);
  return map;
}

}  // namespace deepwell
