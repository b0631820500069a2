#include "engine/backend/offload/segments.h"

#include <algorithm>
#include <set>

#include "engine/ops/op_uses.h"

namespace deepwell::offload {
namespace {

void cut(const OpList& ops, const std::vector<bool>& on_device, const CacheSplit& cache, std::vector<Segment>& list) {
  for (size_t i = 0; i < ops.calls.size(); ++i) {
    const Side side = on_device[i] ? Side::kDevice : Side::kHost;
    if (list.empty() || list.back().side != side) {
      list.emplace_back().side = side;
      list.back().ops.buffers = ops.buffers;
    }
    const int32_t layer = cacheLayerOf(ops.calls[i]);
    list.back().ops.calls.push_back(layer < 0 ? ops.calls[i] : withCacheLayer(ops.calls[i], cache.index[static_cast<size_t>(layer)]));
  }
}

void shareBuffers(Sharing sharing, std::vector<Segment>& list) {
  constexpr size_t kNone = static_cast<size_t>(-1);
  size_t first[2] = {kNone, kNone};
  for (size_t s = 0; s < list.size(); ++s) {
    const bool device = list[s].side == Side::kDevice;
    size_t& owner = first[device ? 1 : 0];
    if (owner == kNone || !(device ? sharing.device : sharing.host)) owner = s;
    list[s].beside = owner;
  }
}

// What a segment needs from before it, and what it leaves.
struct SegmentUses {
  std::set<int32_t> reads;  // before anything in it writes them
  std::set<int32_t> writes;
};

SegmentUses usesOf(const Segment& segment) {
  SegmentUses uses;
  for (const OpCall& call : segment.ops.calls) {
    const OpUses of_call = deepwell::usesOf(call);
    for (const BufferId id : of_call.reads) {
      if (!uses.writes.contains(id.index)) uses.reads.insert(id.index);
    }
    for (const BufferId id : of_call.writes) uses.writes.insert(id.index);
  }
  return uses;
}

// A buffer's content is in the memory of some owners of buffers at a time. What nothing has written yet came from outside and is
// everywhere.
struct Content {
  bool written = false;
  size_t source = 0;        // the segment that wrote it
  std::set<size_t> owners;
};

void planCarries(Segments& segments) {
  std::vector<Content> contents(segments.source.size());
  for (size_t s = 0; s < segments.list.size(); ++s) {
    Segment& segment = segments.list[s];
    const SegmentUses uses = usesOf(segment);
    for (const int32_t index : uses.reads) {
      Content& content = contents[static_cast<size_t>(index)];
      if (!content.written || !content.owners.insert(segment.beside).second) continue;
      segment.carries.push_back({BufferId{index}, content.source});
    }
    for (const int32_t index : uses.writes) contents[static_cast<size_t>(index)] = {true, s, {segment.beside}};
  }
  for (size_t b = 0; b < contents.size(); ++b) segments.source[b] = contents[b].source;
}

}  // namespace

CacheSplit splitCache(const OpList& ops, const std::vector<bool>& on_device) {
  std::vector<int8_t> side;  // by layer; -1: no call names it
  for (size_t i = 0; i < ops.calls.size(); ++i) {
    const int32_t layer = cacheLayerOf(ops.calls[i]);
    if (layer < 0) continue;
    side.resize(std::max(side.size(), static_cast<size_t>(layer) + 1), -1);
    side[static_cast<size_t>(layer)] = on_device[i] ? 1 : 0;
  }
  CacheSplit split;
  for (const int8_t of_layer : side) split.index.push_back(of_layer == 1 ? split.device_layers++ : split.host_layers++);
  return split;
}

Segments cutSegments(const OpList& ops, const std::vector<bool>& on_device, Sharing sharing) {
  const CacheSplit cache = splitCache(ops, on_device);
  Segments segments;
  segments.host_layers = cache.host_layers;
  segments.device_layers = cache.device_layers;
  segments.source.resize(ops.buffers.size(), 0);
  cut(ops, on_device, cache, segments.list);
  shareBuffers(sharing, segments.list);
  planCarries(segments);
  return segments;
}

}  // namespace deepwell::offload
