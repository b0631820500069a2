// A list of ops cut into pieces that two backends run in turn, and what has to be carried between them.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/ops/op_call.h"

namespace deepwell::offload {

enum class Side : uint8_t { kHost, kDevice };

// Before its segment runs, a buffer is read from segment `from`'s program and written to its own.
struct Carry {
  BufferId buffer;
  size_t from = 0;
};

struct Segment {
  Side side = Side::kHost;
  OpList ops;                  // all buffers of the whole list; layers as the side's cache counts them
  std::vector<Carry> carries;
  size_t beside = 0;           // the segment in whose buffers this one works, itself if it has its own
};

struct Segments {
  std::vector<Segment> list;
  std::vector<size_t> source;  // by buffer: the segment that has its last content
  int32_t host_layers = 0;     // of the KV cache
  int32_t device_layers = 0;
};

// Whether a side's programs share their buffers (Backend::sharesBuffers).
struct Sharing {
  bool host = false;
  bool device = false;
};

Segments cutSegments(const OpList& ops, const std::vector<bool>& on_device, Sharing sharing);

// The layers of the cache that either side has under `on_device`, which must not divide a layer.
struct CacheSplit {
  int32_t host_layers = 0;
  int32_t device_layers = 0;
  std::vector<int32_t> index;  // by layer: its number on its side
};
CacheSplit splitCache(const OpList& ops, const std::vector<bool>& on_device);

}  // namespace deepwell::offload
