// What the subcommands share: the common options, exit codes and loading.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>

#include "engine/api/engine.h"

namespace deepwell::cli {

inline constexpr int kDone = 0;
inline constexpr int kFailed = 1;
inline constexpr int kUsage = 2;

struct CommonOptions {
  DeviceChoice device;
  int32_t gpu_layers = -1;     // -1: as many as fit
  uint64_t gpu_memory_mib = 0; // 0: what is free
  int threads = 0;  // 0: the physical cores
  std::string kv = "auto";
  bool huge_pages = true;
};

// A subcommand adds itself to `app`; when it is chosen it sets `run`, which main() calls and whose result is the exit
// code.
using Run = std::function<int()>;
void addDevices(CLI::App& app, Run& run);
void addInfo(CLI::App& app, const CommonOptions& common, Run& run);
void addTokenize(CLI::App& app, Run& run);
void addDetokenize(CLI::App& app, Run& run);
void addRender(CLI::App& app, Run& run);
void addLogits(CLI::App& app, const CommonOptions& common, Run& run);
void addDequant(CLI::App& app, Run& run);
void addQuantize(CLI::App& app, const CommonOptions& common, Run& run);
void addChat(CLI::App& app, const CommonOptions& common, Run& run);
void addBench(CLI::App& app, const CommonOptions& common, Run& run);

// "12.5 MiB".
std::string mebibytes(uint64_t bytes);

// What to do about a device that cannot be used, put behind the error.
Error deviceHint(Error error, const DeviceChoice& choice);

// Prints one line on stderr and returns kFailed or kUsage.
int failed(const Error& error);
int usageError(const std::string& message);

// Takes a warning of the engine: a line on stderr once a model is loaded or the command is done. A command that fails prints
// its one line only.
void takeWarning(std::string_view line);
void showWarnings();

// Prints "note: ..." on stderr: what a running answer has to say. The same words once only, however many answers run.
void showNote(const std::string& text);

// "AMD EPYC, 8 threads, AVX-512", and how the model is spread, where it is.
std::string placementWords(const ModelInfo& info);

// Loads a model, with a line of progress on stderr if that is a terminal, and then one that says what it runs on.
Result<std::shared_ptr<Engine>> load(const std::string& path, const CommonOptions& common, std::stop_token stop);

}  // namespace deepwell::cli
