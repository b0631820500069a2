#include "app/cli/shared.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <mutex>
#include <set>
#include <vector>

namespace deepwell::cli {
namespace {

void printLine(const std::string& message) {
  std::string line = "deepwell-cli: " + message;
  std::replace(line.begin(), line.end(), '\n', ' ');
  std::fflush(stdout);
  std::fprintf(stderr, "%s\n", line.c_str());
}

// Warnings of the engine that have not been shown, and whether they are held back.
struct Warnings {
  std::mutex mutex;
  std::vector<std::string> held;
  bool shown = false;
  std::set<std::string> notes;  // those printed
};

Warnings& warnings() {
  static Warnings all;
  return all;
}

void showProgress(const LoadProgress& progress, bool terminal, int& shown) {
  if (!terminal || progress.bytes_total == 0) return;
  const int percent = static_cast<int>(100.0 * static_cast<double>(progress.bytes_done) /
                                       static_cast<double>(progress.bytes_total));
  if (percent == shown) return;
  shown = percent;
  std::fprintf(stderr, "\rloading %3d %%", percent);
}

}  // namespace

void takeWarning(std::string_view line) {
  Warnings& all = warnings();
  const std::lock_guard lock(all.mutex);
  std::string message = fmt::format("warning: {}", line);
  if (all.shown) {
    printLine(message);
  } else {
    all.held.push_back(std::move(message));
  }
}

void showWarnings() {
  Warnings& all = warnings();
  const std::lock_guard lock(all.mutex);
  all.shown = true;
  for (const std::string& message : all.held) printLine(message);
  all.held.clear();
}

void showNote(const std::string& text) {
  Warnings& all = warnings();
  const std::lock_guard lock(all.mutex);
  if (all.notes.insert(text).second) printLine("note: " + text);
}

int failed(const Error& error) {
  printLine(error.message);
  return kFailed;
}

Error deviceHint(Error error, const DeviceChoice& choice) {
  if (error.code != ErrorCode::kDevice || choice.kind == DeviceKind::kCpu) return error;
  error.message += " (`deepwell-cli devices` lists what there is; --device cpu always works)";
  return error;
}

int usageError(const std::string& message) {
  printLine(message + " (see --help)");
  return kUsage;
}

std::string mebibytes(uint64_t bytes) { return fmt::format("{:.1f} MiB", static_cast<double>(bytes) / (1 << 20)); }

std::string placementWords(const ModelInfo& info) {
  const ModelPlacement& at = info.placement;
  return at.spread.empty() ? at.device : fmt::format("{}: {}", at.device, at.spread);
}

Result<std::shared_ptr<Engine>> load(const std::string& path, const CommonOptions& common, std::stop_token stop) {
  EngineOptions options;
  options.threads = common.threads;
  options.device = common.device;
  options.device_layers = common.gpu_layers;
  options.device_memory = common.gpu_memory_mib << 20U;
  DEEPWELL_ASSIGN(options.kv, parseKvPrecision(common.kv));
  options.huge_pages = common.huge_pages;
  const bool terminal = isatty(STDERR_FILENO) == 1;
  int shown = -1;
  auto engine = loadEngine(
      path, options, [&](const LoadProgress& progress) { showProgress(progress, terminal, shown); }, std::move(stop));
  if (shown >= 0) std::fprintf(stderr, "\r              \r");
  if (!engine) return tl::make_unexpected(deviceHint(engine.error(), common.device));
  showWarnings();
  if (terminal) std::fprintf(stderr, "%s\n", placementWords((*engine)->info()).c_str());
  return engine;
}

}  // namespace deepwell::cli
