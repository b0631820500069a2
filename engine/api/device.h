// Where a model can run: the processor, and the GPUs that the plugins beside the program offer.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"

namespace deepwell {

enum class DeviceKind { kAuto, kCpu, kVulkan, kCuda };

// What a person asks for. kAuto: the first discrete GPU that can be used, else the processor; GPUs that share the
// processor's memory are only taken when asked for, because the processor reads that memory as fast.
struct DeviceChoice {
  static constexpr int32_t kFirstUsable = -1;

  DeviceChoice(DeviceKind device_kind = DeviceKind::kAuto, int32_t device_index = kFirstUsable)
      : kind(device_kind), index(device_index) {}

  DeviceKind kind;
  int32_t index;  // among the devices of its kind, as listDevices() has them; means nothing for kAuto and kCpu

  friend bool operator==(const DeviceChoice&, const DeviceChoice&) = default;
};

// "auto", "cpu", "vulkan", "vulkan:1", "cuda", "cuda:0"
Result<DeviceChoice> parseDevice(std::string_view words);
std::string deviceWords(const DeviceChoice& choice);  // the same back

struct DeviceSummary {
  DeviceKind kind = DeviceKind::kCpu;
  int32_t index = 0;  // among the devices of its kind
  std::string name;   // for a person: "AMD Radeon RX 7900 XTX (RADV NAVI31)"
  std::string driver; // of a GPU: "radv 23.2.1, Vulkan 1.3.246"
  uint64_t total_bytes = 0;  // memory; of a GPU its own
  uint64_t free_bytes = 0;   // an estimate
  bool discrete = false;     // a GPU with memory of its own
  bool software = false;     // a GPU's driver that computes on the processor
  std::string problem;       // why it cannot be used, for a person; empty: it can

  bool usable() const { return problem.empty(); }
};

struct DeviceList {
  std::vector<DeviceSummary> devices;  // the processor, then the GPUs: of each kind the best first
  std::vector<std::string> notes;      // why a kind has none, a line each
};

// Where a model lies.
struct ModelPlacement {
  std::string device;  // what it runs on, in words
  std::string spread;  // in words, where that is not one place: "20 of 28 layers on the GPU, the others in RAM"
  bool on_gpu = false; // it takes a GPU's memory

  friend bool operator==(const ModelPlacement&, const ModelPlacement&) = default;
};

// Asks the drivers, which may take a second: not on a thread that draws.
DeviceList listDevices();

// The device that `choice` means now. An error says what was found and what to do; kAuto never fails.
Result<DeviceSummary> findDevice(const DeviceChoice& choice);

}  // namespace deepwell
