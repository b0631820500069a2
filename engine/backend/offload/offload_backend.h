// A backend made of two: a device and the host's processor. A model that the device has no room for runs on both; where
// everything fits, its programs are the device's own and cost nothing more.
#pragma once

#include <functional>
#include <memory>

#include "engine/backend/backend.h"
#include "engine/backend/placement.h"

namespace deepwell {

// Opens the device; again after it was lost.
using BackendFactory = std::function<Result<std::unique_ptr<Backend>>()>;

struct OffloadOptions {
  uint64_t limit_bytes = 0;  // of device memory; 0: what is free less the margin
  int32_t layers = -1;       // that many layers on the device; -1: as many as fit
  PlacementMargin margin = {};
  std::function<Placement(const PlacementRequest&)> plan = planPlacement;  // tests cut where they like
};

// One model at a time. The cache must be known before anything is prepared; load() takes it from expect().
//
// Errors: what the device fails with for want of memory, or because it is gone, comes as kDevice; recover() then makes it again
// with half of the weights at most, and the next time goes on without it. kOutOfMemory is the host's.
Result<std::unique_ptr<Backend>> makeOffloadBackend(BackendFactory device, std::unique_ptr<Backend> host, OffloadOptions options = {});

}  // namespace deepwell
