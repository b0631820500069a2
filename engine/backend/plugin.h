// Backends that are libraries of their own (libdeepwell-vulkan.so), opened at run time: a machine without a driver runs the
// same build. Program and plugin come from one build; nothing else is promised between them.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/backend/backend.h"
#include "engine/base/log.h"

namespace deepwell {

// A device as a plugin sees it.
struct PluginDevice {
  std::string name;         // "AMD Radeon RX 7900 XTX (RADV NAVI31)"
  std::string driver;       // "radv 23.2.1, Vulkan 1.3.246"
  uint64_t total_bytes = 0; // device-local memory
  uint64_t free_bytes = 0;  // of it, what the driver says is free; total_bytes where it does not say
  enum class Kind : uint8_t { kDiscrete, kIntegrated, kSoftware, kOther } kind = Kind::kOther;
  std::string missing;      // what it lacks, for a person; empty: it can be used
};

struct PluginDeviceOptions {
  int32_t index = 0;              // into devices()
  uint64_t largest_allocation = 0;  // bytes; 0: what the device allows. Tests make it small.
  bool plain = false;             // use no optional feature of the device: tests of the fallbacks
};

class BackendPlugin {
 public:
  virtual ~BackendPlugin() = default;
  // Best first: discrete, integrated, others, software. Quick; asks the driver every time.
  virtual Result<std::vector<PluginDevice>> devices() = 0;
  virtual Result<std::unique_ptr<Backend>> makeBackend(const PluginDeviceOptions& options) = 0;
};

// The only symbol a plugin exports, by the name kPluginEntry. `build` is kPluginBuild of the program; a plugin of another build
// returns null. The plugin lives until the process ends. `log` takes its lines.
using PluginEntry = BackendPlugin* (*)(const char* build, LogSink log);
inline constexpr const char* kPluginEntry = "deepwellBackendPlugin";
inline constexpr const char* kPluginBuild = __VERSION__ " plugin 1";

}  // namespace deepwell
