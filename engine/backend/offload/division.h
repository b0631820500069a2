// A model divided between a device and the host.
#pragma once

#include <functional>
#include <stop_token>

#include "engine/backend/offload/segments.h"
#include "engine/backend/placement.h"

namespace deepwell::offload {

// What a division has to keep to.
struct DivisionLimits {
  uint64_t limit_bytes = 0;  // as in PlacementRequest, with the three below
  uint64_t weight_limit_bytes = UINT64_MAX;
  int32_t layers = -1;
  PlacementMargin margin;
  KvLayout kv;
  int32_t pages = 0;
  int32_t max_rows = 0;      // of a step; 0: nobody said
};

struct Division {
  OpList ops;
  Placement placement;
  CacheSplit cache;
  uint64_t usable_bytes = 0;  // of the device, before anything was there

  // That of the list which one side runs.
  OpList opsOf(Side side) const;
  bool whole() const;  // all on the device
  // The cache's pages that the device has room for beside weights and activations.
  int32_t roomForPages(const KvLayout& kv) const;
};

// Asks the device for sizes, and whether it can run each call. Without a device all is the host's.
Division divide(const OpList& ops, const Backend* device, const DivisionLimits& limits,
                const std::function<Placement(const PlacementRequest&)>& plan);

// Whether two lists are passes of one model.
bool sameModel(const OpList& a, const OpList& b);

// Makes the weights of a list, which lie in mapped files, present in memory, if memory has room for them. Ends early with
// kCancelled.
Status bringIn(const OpList& ops, const WeightProgress& progress, const std::stop_token& stop);
// Their bytes; 0 if memory has no room for them.
uint64_t bytesToBringIn(const OpList& ops);

}  // namespace deepwell::offload
