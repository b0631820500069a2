#include "engine/runtime/devices.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <mutex>
#include <utility>

#include "engine/backend/offload/offload_backend.h"
#include "engine/backend/plugins.h"
#include "engine/base/log.h"
#include "engine/base/system_memory.h"
#include "kernels/cpu/isa.h"

namespace deepwell {
namespace {

// In the order in which kAuto prefers them.
constexpr std::array kPluginKinds{DeviceKind::kCuda, DeviceKind::kVulkan};

const char* titleOf(DeviceKind kind) { return kind == DeviceKind::kCuda ? "CUDA" : "Vulkan"; }

// A plugin is called by one thread at a time.
std::mutex& pluginMutex() {
  static std::mutex mutex;
  return mutex;
}

DeviceSummary processor() {
  DeviceSummary out;
  out.name = cpu::processorName();
  if (out.name.empty()) out.name = "CPU";
  out.total_bytes = physicalMemory();
  out.free_bytes = availableMemory();
  return out;
}

DeviceSummary summary(DeviceKind kind, size_t index, const PluginDevice& device) {
  DeviceSummary out;
  out.kind = kind;
  out.index = static_cast<int32_t>(index);
  out.name = device.name;
  out.driver = device.driver;
  out.total_bytes = device.total_bytes;
  out.free_bytes = std::min(device.free_bytes, device.total_bytes);
  out.discrete = device.kind == PluginDevice::Kind::kDiscrete;
  out.software = device.kind == PluginDevice::Kind::kSoftware;
  out.problem = device.missing;
  return out;
}

Result<BackendPlugin*> pluginOf(DeviceKind kind) {
  auto plugin = openPlugin(deviceWords(kind));
  if (plugin || plugin.error().code != ErrorCode::kNotFound || kind != DeviceKind::kCuda) return plugin;
  return fail(ErrorCode::kNotFound, "this build has no CUDA backend: use Vulkan (--device vulkan)");
}

Result<std::vector<DeviceSummary>> pluginDevices(DeviceKind kind) {
  DEEPWELL_ASSIGN(BackendPlugin* const plugin, pluginOf(kind));
  const std::lock_guard lock(pluginMutex());
  DEEPWELL_ASSIGN(const std::vector<PluginDevice> devices, plugin->devices());
  if (devices.empty()) {
    return fail(ErrorCode::kDevice, "no device was found: install the GPU's {} driver{}", titleOf(kind),
                kind == DeviceKind::kVulkan ? " (mesa-vulkan-drivers for AMD and Intel, NVIDIA's own)" : "");
  }
  std::vector<DeviceSummary> out;
  for (size_t i = 0; i < devices.size(); ++i) out.push_back(summary(kind, i, devices[i]));
  return out;
}

void addKind(DeviceKind kind, DeviceList& list) {
  auto devices = pluginDevices(kind);
  if (devices) {
    std::move(devices->begin(), devices->end(), std::back_inserter(list.devices));
  } else {
    list.notes.push_back(fmt::format("{}: {}", titleOf(kind), devices.error().message));
  }
}

// "0: AMD Radeon ..., 1: llvmpipe (lacks ...)"
std::string found(DeviceKind kind, const DeviceList& list) {
  std::string out;
  for (const DeviceSummary& device : list.devices) {
    if (device.kind != kind) continue;
    out += fmt::format("{}{} {}", out.empty() ? "" : ", ", deviceWords({kind, device.index}), device.name);
    if (!device.usable()) out += fmt::format(" (cannot be used: {})", device.problem);
  }
  return out;
}

// False only where no GPU can be: then its drivers need not be asked, which costs a tenth of a second.
bool mayHaveGpu() {
#ifdef __linux__
  namespace fs = std::filesystem;
  if (const char* set = std::getenv("DEEPWELL_PLUGINS"); set != nullptr && *set != '\0') return true;
  std::error_code error;
  if (fs::exists("/dev/nvidiactl", error) || fs::exists("/dev/dxg", error)) return true;
  for (const fs::directory_entry& entry : fs::directory_iterator("/dev/dri", error)) {
    if (entry.path().filename().string().starts_with("renderD")) return true;
  }
  return false;
#else
  return true;
#endif
}

DeviceList devicesFor(DeviceKind wanted) {
  DeviceList list;
  list.devices.push_back(processor());
  for (const DeviceKind kind : kPluginKinds) {
    if (wanted == kind || (wanted == DeviceKind::kAuto && mayHaveGpu())) addKind(kind, list);
  }
  return list;
}

}  // namespace

DeviceList listDevices() {
  DeviceList list;
  list.devices.push_back(processor());
  for (const DeviceKind kind : kPluginKinds) {
    // A build without CUDA is no shortcoming of the machine.
    const auto plugin = pluginOf(kind);
    if (plugin || plugin.error().code != ErrorCode::kNotFound || kind == DeviceKind::kVulkan) addKind(kind, list);
  }
  return list;
}

Result<DeviceSummary> pickDevice(const DeviceChoice& choice, const DeviceList& list) {
  const auto& devices = list.devices;
  const auto first = [&devices](auto&& wanted) { return std::find_if(devices.begin(), devices.end(), wanted); };
  const auto is_cpu = [](const DeviceSummary& d) { return d.kind == DeviceKind::kCpu; };
  if (choice.kind == DeviceKind::kCpu) return *first(is_cpu);
  if (choice.kind == DeviceKind::kAuto) {
    const auto gpu = first([](const DeviceSummary& d) { return d.discrete && d.usable(); });
    return gpu != devices.end() ? *gpu : *first(is_cpu);
  }
  const std::string title = titleOf(choice.kind);
  const std::string there = found(choice.kind, list);
  if (there.empty()) {
    const std::string why = list.notes.empty() ? title + ": no device was found" : list.notes.front();
    return fail(ErrorCode::kDevice, "{}", why);
  }
  const auto device = first([&choice](const DeviceSummary& d) {
    return d.kind == choice.kind && (choice.index >= 0 ? d.index == choice.index : d.usable());
  });
  if (device == devices.end() && choice.index < 0)
    return fail(ErrorCode::kDevice, "{}: no device can be used. Found: {}. Update the GPU's driver", title, there);
  if (device == devices.end())
    return fail(ErrorCode::kDevice, "{} device {} is not there. Found: {}", title, choice.index, there);
  if (!device->usable())
    return fail(ErrorCode::kDevice, "{} cannot be used: {}. Update its driver", device->name, device->problem);
  return *device;
}

Result<DeviceSummary> findDevice(const DeviceChoice& choice) {
  const DeviceList list = devicesFor(choice.kind);
  if (choice.kind == DeviceKind::kAuto) {
    for (const std::string& note : list.notes) logLine(LogLevel::kInfo, note);
  }
  return pickDevice(choice, list);
}

Result<ChosenDevice> chooseDevice(const DeviceChoice& choice) {
  DEEPWELL_ASSIGN(DeviceSummary device, findDevice(choice));
  if (device.kind == DeviceKind::kCpu) return ChosenDevice{std::move(device), {}};
  DEEPWELL_ASSIGN(BackendPlugin* const plugin, pluginOf(device.kind));
  PluginDeviceOptions options;
  options.index = device.index;
  const DeviceFactory make = [plugin, options] {
    const std::lock_guard lock(pluginMutex());
    return plugin->makeBackend(options);
  };
  return ChosenDevice{std::move(device), make};
}

ModelPlacement placementOf(const Backend& backend) {
  BackendInfo info = backend.info();
  return {std::move(info.device), std::move(info.placement), !backend.memory().host};
}

Result<std::unique_ptr<Backend>> makeBackend(const EngineOptions& options) {
  DEEPWELL_ASSIGN(const ChosenDevice chosen, chooseDevice(options.device));
  DEEPWELL_ASSIGN(std::unique_ptr<Backend> host, makeCpuBackend(options.threads));
  if (!chosen.make) return host;
  OffloadOptions offload;
  offload.limit_bytes = options.device_memory;
  offload.layers = options.device_layers;
  auto backend = makeOffloadBackend(chosen.make, std::move(host), std::move(offload));
  if (backend) return backend;
  if (options.device.kind != DeviceKind::kAuto) return failWith(backend.error(), chosen.device.name);
  logLine(LogLevel::kWarning, fmt::format("{} cannot be used ({}): the model runs on the processor", chosen.device.name,
                                          backend.error().message));
  return makeCpuBackend(options.threads);
}

}  // namespace deepwell
