// Where a model goes on a machine with a device that has memory of its own: a plan, made from numbers alone.
//
// What stays off the device is computed by the processor, from RAM. In this order things get a place on the device: whole
// layers with attention, norms, shared experts and their part of the KV cache, and the head; routed experts, layer by layer,
// once all the layers are there; the embedding table, of which a step reads only rows, where something is left. Layers
// that do not fit are the first ones, so that the stream of activations crosses over once.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/backend/backend.h"

namespace deepwell {

// Device memory that is left alone: for the desktop, other programs, and what drivers take besides.
struct PlacementMargin {
  uint64_t least_bytes = uint64_t{256} << 20;
  uint64_t percent = 5;  // of what is free

  uint64_t of(uint64_t free_bytes) const { return std::max(least_bytes, free_bytes / 100 * percent); }
};

struct PlacementRequest {
  const OpList* ops = nullptr;         // the whole forward pass
  std::vector<uint64_t> weight_bytes;  // device memory that each call's weights take
  std::vector<bool> device_can;        // by call; empty: everything
  KvLayout kv;                         // all layers
  int32_t pages = 0;                   // of the cache that have to fit
  uint64_t activation_bytes = 0;       // of the device's programs, if they are made of one piece
  bool shares_buffers = true;          // Backend::sharesBuffers(): else each piece takes that much

  uint64_t free_bytes = 0;
  PlacementMargin margin;
  uint64_t limit_bytes = 0;            // use no more than this; 0: no such limit
  uint64_t weight_limit_bytes = UINT64_MAX;
  int32_t layers = -1;                 // that many layers, whether they fit or not; -1: as many as fit
  // What it is worth to have one crossing less, in bytes of weights that the processor reads meanwhile (20 us).
  uint64_t crossing_bytes = uint64_t{1} << 20;

  uint64_t usableBytes() const;        // free less the margin, within the limit
};

struct Placement {
  std::vector<bool> on_device;     // by call
  int32_t layers = 0;              // of the model
  int32_t device_layers = 0;       // those whose attention and cache are on the device
  int32_t expert_layers = 0;       // with routed experts
  int32_t device_expert_layers = 0;  // whose routed experts are on the device
  int32_t split_layers = 0;          // on the device but for their routed experts
  bool head_on_device = false;
  bool embedding_on_device = false;
  int32_t refused_calls = 0;       // in RAM only because the device cannot run them
  uint64_t weight_bytes = 0;       // on the device, as are the next two
  uint64_t cache_bytes = 0;
  uint64_t activation_bytes = 0;

  uint64_t bytes() const { return weight_bytes + cache_bytes + activation_bytes; }
  bool usesDevice() const;
  // "all 28 layers on the GPU", "21 of 28 layers on the GPU, 7 in RAM", "all layers on the GPU; experts of 14 of 26 in RAM"
  std::string words() const;
};

Placement planPlacement(const PlacementRequest& request);

// Everything in RAM.
Placement placeOnHost(const OpList& ops);

// Fills in the numbers of a placement of which only on_device is given. Calls on one layer of the cache go where the
// first of them is; what the device cannot run goes to the host.
void describePlacement(const PlacementRequest& request, Placement& placement);

}  // namespace deepwell
