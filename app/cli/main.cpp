// deepwell-cli: the engine without a window, for scripts. Exit codes: 0 done, 1 failed (one line on stderr), 2 usage.

#include <CLI/CLI.hpp>
#include <exception>
#include <iostream>

#include "app/cli/interrupt.h"
#include "app/cli/shared.h"
#include "engine/api/engine.h"

namespace {

using namespace deepwell::cli;

constexpr const char* kFooter =
    "PATH is a .gguf (of shards any one), a folder of safetensors, or \"pocket\" for the bundled model.\n"
    "Exit codes: 0 done, 1 failed (one line on stderr says what and where), 2 wrong usage.";

void addDeviceOptions(CLI::App& app, CommonOptions& common) {
  const auto choose = [&common](const std::string& words) {
    const auto choice = deepwell::parseDevice(words);
    if (!choice) throw CLI::ValidationError("--device", choice.error().message);
    common.device = *choice;
  };
  app.add_option_function<std::string>("--device", choose,
                                       "Where to compute: auto, cpu, vulkan, cuda, or one of several GPUs as in vulkan:1 (see "
                                       "`devices`); auto takes a GPU that has memory of its own, else the processor")
      ->type_name("DEVICE");
  app.add_option("--gpu-layers", common.gpu_layers, "Layers on the GPU, the others stay on the processor; -1: as many as fit")
      ->check(CLI::Range(-1, 1 << 20));
  app.add_option("--gpu-memory", common.gpu_memory_mib, "MiB of the GPU's memory to use at most; 0: what is free, less a margin")
      ->check(CLI::Range(uint64_t{0}, uint64_t{1} << 30U));
}

int parseAndRun(int argc, char** argv) {
  CLI::App app{"Deepwell without a window: runs, inspects and measures language models on this machine.",
               "deepwell-cli"};
  CommonOptions common;
  Run run;
  app.require_subcommand(1);
  app.fallthrough();
  app.set_version_flag("--version", "deepwell-cli " DEEPWELL_VERSION);
  app.footer(kFooter);
  addDeviceOptions(app, common);
  app.add_option("--threads", common.threads, "CPU threads, 0 for the physical cores")->check(CLI::Range(0, 4096));
  app.add_option("--kv", common.kv, "What the KV cache keeps a number in")->check(CLI::IsMember({"auto", "f32", "f16", "q8"}));
  app.add_flag_callback("--no-huge-pages", [&common] { common.huge_pages = false; },
                        "Leave the weights in the mapped file's small pages");
  addDevices(app, run);
  addInfo(app, common, run);
  addTokenize(app, run);
  addDetokenize(app, run);
  addRender(app, run);
  addLogits(app, common, run);
  addDequant(app, run);
  addQuantize(app, common, run);
  addChat(app, common, run);
  addBench(app, common, run);
  for (CLI::App* sub : app.get_subcommands({})) sub->fallthrough();
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& help) {
    return app.exit(help);
  } catch (const CLI::ParseError& error) {
    return usageError(error.what());
  }
  return run();
}

}  // namespace

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  const InterruptWatch watch;  // before any other thread starts
  deepwell::setWarningSink(takeWarning);
  try {
    const int code = parseAndRun(argc, argv);
    if (code == kDone) showWarnings();
    return code;
  } catch (const std::exception& error) {
    return failed({deepwell::ErrorCode::kInternal, error.what()});
  }
}
