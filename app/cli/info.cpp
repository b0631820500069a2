// info: what a model is, without loading its weights.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <iostream>
#include <nlohmann/json.hpp>

#include "app/cli/shared.h"

namespace deepwell::cli {
namespace {

using nlohmann::ordered_json;

struct InfoOptions {
  std::string path;
  bool json = false;
  bool tensors = false;
};

ordered_json samplingJson(const SamplingParams& params) {
  return {{"temperature", params.temperature},
          {"top_k", params.top_k},
          {"top_p", params.top_p},
          {"min_p", params.min_p},
          {"repetition_penalty", params.repetition_penalty},
          {"presence_penalty", params.presence_penalty},
          {"frequency_penalty", params.frequency_penalty}};
}

ordered_json infoJson(const ModelInfo& info, const DeviceSummary& device, const std::vector<TensorSummary>& tensors) {
  ordered_json out = {{"path", info.path.string()},
                      {"name", info.name},
                      {"format", info.format},
                      {"architecture", info.architecture},
                      {"file_bytes", info.file_bytes},
                      {"parameters", info.parameters},
                      {"active_parameters", info.active_parameters},
                      {"layers", info.layers},
                      {"hidden", info.hidden},
                      {"heads", info.heads},
                      {"kv_heads", info.kv_heads},
                      {"vocab", info.vocab},
                      {"context", info.context},
                      {"experts", info.experts},
                      {"experts_per_token", info.experts_per_token},
                      {"mla", info.mla},
                      {"thinks", info.thinks},
                      {"device", device.name},
                      {"bytes_by_dtype", info.bytes_by_dtype},
                      {"recommended", samplingJson(info.recommended)}};
  ordered_json list = ordered_json::array();
  for (const TensorSummary& tensor : tensors) {
    list.push_back({{"name", tensor.name}, {"dtype", tensor.dtype}, {"shape", tensor.shape}, {"bytes", tensor.bytes}});
  }
  out["tensors"] = std::move(list);
  return out;
}

std::string count(uint64_t n) {
  if (n >= 1'000'000'000) return fmt::format("{:.2f} billion", static_cast<double>(n) / 1e9);
  return n >= 1'000'000 ? fmt::format("{:.1f} million", static_cast<double>(n) / 1e6) : fmt::format("{}", n);
}

void printInfo(const ModelInfo& info, const DeviceSummary& device, const std::vector<TensorSummary>& tensors, bool list) {
  std::cout << fmt::format("{}\n{}, {}, {}\n", info.name, info.format, info.architecture, mebibytes(info.file_bytes))
            << fmt::format("parameters  {} ({} for one token), {} tensors\n", count(info.parameters),
                           count(info.active_parameters), tensors.size())
            << fmt::format("layers {}, hidden {}, heads {}, kv heads {}{}, vocabulary {}, context {}\n", info.layers,
                           info.hidden, info.heads, info.kv_heads, info.mla ? " (MLA)" : "", info.vocab, info.context);
  if (info.experts > 0)
    std::cout << fmt::format("experts     {}, {} for one token\n", info.experts, info.experts_per_token);
  for (const auto& [dtype, bytes] : info.bytes_by_dtype)
    std::cout << fmt::format("{:<11} {}\n", dtype, mebibytes(bytes));
  std::cout << fmt::format("thinks      {}\n", info.thinks ? "yes" : "no");
  std::cout << fmt::format("runs on     {}\n", device.name);
  if (!list) return;
  for (const TensorSummary& tensor : tensors) {
    std::cout << fmt::format("{:<8} [{}] {}\n", tensor.dtype, fmt::join(tensor.shape, ", "), tensor.name);
  }
}

int runInfo(const InfoOptions& options, const CommonOptions& common) {
  const auto device = findDevice(common.device);
  if (!device) return failed(deviceHint(device.error(), common.device));
  const auto info = readModelInfo(options.path);
  if (!info) return failed(info.error());
  const auto tensors = readTensorList(options.path);
  if (!tensors) return failed(tensors.error());
  if (options.json) {
    std::cout << infoJson(*info, *device, *tensors).dump(-1, ' ', false, ordered_json::error_handler_t::replace) << std::endl;
  } else {
    printInfo(*info, *device, *tensors, options.tensors);
    std::cout.flush();
  }
  return std::cout ? kDone : failed({ErrorCode::kIo, "stdout: cannot be written"});
}

}  // namespace

void addInfo(CLI::App& app, const CommonOptions& common, Run& run) {
  auto options = std::make_shared<InfoOptions>();
  CLI::App* sub = app.add_subcommand("info", "Say what a model is, without loading its weights");
  sub->add_option("PATH", options->path, "A model")->required();
  sub->add_flag("--json", options->json, "One JSON object, with all tensors");
  sub->add_flag("--tensors", options->tensors, "List the tensors");
  sub->callback([options, &common, &run] { run = [options, &common] { return runInfo(*options, common); }; });
}

}  // namespace deepwell::cli
