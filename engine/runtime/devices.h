// From what a person asks for to a backend: the plugins' devices, the choice among them, and the way back to the processor.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "engine/api/engine.h"
#include "engine/backend/backend.h"

namespace deepwell {

// Opens the device; again after it was lost.
using DeviceFactory = std::function<Result<std::unique_ptr<Backend>>()>;

struct ChosenDevice {
  DeviceSummary device;
  DeviceFactory make;  // empty: the processor
};

// What `choice` means on this machine. An error says what was found and what to do; kAuto never fails.
Result<ChosenDevice> chooseDevice(const DeviceChoice& choice);

// The rule behind it: the one of `devices` that is meant.
Result<DeviceSummary> pickDevice(const DeviceChoice& choice, const DeviceList& list);

ModelPlacement placementOf(const Backend& backend);

// The chosen device's backend. Where kAuto's GPU fails, the processor's, with a warning.
Result<std::unique_ptr<Backend>> makeBackend(const EngineOptions& options);

}  // namespace deepwell
