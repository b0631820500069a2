// devices: what a model can run on.
#include <fmt/format.h>

#include <iostream>
#include <nlohmann/json.hpp>

#include "app/cli/shared.h"

namespace deepwell::cli {
namespace {

using nlohmann::ordered_json;

std::string choiceWords(const DeviceSummary& device) { return deviceWords(DeviceChoice(device.kind, device.index)); }

const char* kindWords(const DeviceSummary& device) {
  if (device.kind == DeviceKind::kCpu) return "processor";
  if (device.software) return "software";
  return device.discrete ? "GPU" : "shares memory";
}

ordered_json toJson(const DeviceList& list) {
  ordered_json devices = ordered_json::array();
  for (const DeviceSummary& device : list.devices) {
    devices.push_back({{"device", choiceWords(device)},
                       {"name", device.name},
                       {"driver", device.driver},
                       {"discrete", device.discrete},
                       {"software", device.software},
                       {"total_bytes", device.total_bytes},
                       {"free_bytes", device.free_bytes},
                       {"usable", device.usable()},
                       {"problem", device.problem}});
  }
  return {{"devices", std::move(devices)}, {"notes", list.notes}};
}

std::string gibibytes(uint64_t bytes) { return fmt::format("{:.1f} GiB", static_cast<double>(bytes) / (1 << 30)); }

void print(const DeviceList& list) {
  std::cout << fmt::format("{:<9} {:<13} {:>10} {:>10}  {}\n", "--device", "kind", "free", "memory", "name");
  for (const DeviceSummary& device : list.devices) {
    std::cout << fmt::format("{:<9} {:<13} {:>10} {:>10}  {}", choiceWords(device), kindWords(device),
                             gibibytes(device.free_bytes), gibibytes(device.total_bytes), device.name);
    if (!device.driver.empty()) std::cout << ", " << device.driver;
    std::cout << "\n";
    if (!device.usable()) std::cout << fmt::format("{:<9} cannot be used: {}\n", "", device.problem);
  }
  for (const std::string& note : list.notes) std::cout << note << "\n";
  std::cout.flush();
}

int runDevices(bool json) {
  const DeviceList list = listDevices();
  if (json) {
    std::cout << toJson(list).dump(-1, ' ', false, ordered_json::error_handler_t::replace) << std::endl;
  } else {
    print(list);
  }
  return std::cout ? kDone : failed({ErrorCode::kIo, "stdout: cannot be written"});
}

}  // namespace

void addDevices(CLI::App& app, Run& run) {
  auto json = std::make_shared<bool>(false);
  CLI::App* sub = app.add_subcommand("devices", "List what a model can run on: the processor and the GPUs");
  sub->add_flag("--json", *json, "One JSON object");
  sub->callback([json, &run] { run = [json] { return runDevices(*json); }; });
}

}  // namespace deepwell::cli
