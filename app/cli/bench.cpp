// bench: medians of prefill and decode speed, and what each part of the model costs.
#include <fmt/format.h>

#include <iostream>
#include <nlohmann/json.hpp>

#include "app/cli/interrupt.h"
#include "app/cli/shared.h"

namespace deepwell::cli {
namespace {

struct Options {
  std::string path;
  BenchOptions bench;
  bool json = false;
};

nlohmann::ordered_json partsJson(const std::vector<BenchPart>& parts) {
  nlohmann::ordered_json out = nlohmann::ordered_json::array();
  for (const BenchPart& part : parts) {
    out.push_back({{"name", part.name}, {"token_ms", part.token_ms}, {"gbps", part.gbps}, {"gops", part.gops}});
  }
  return out;
}

nlohmann::ordered_json toJson(const BenchResult& result, const ModelInfo& info) {
  nlohmann::ordered_json out = {{"device", info.placement.device},
                                {"placement", info.placement.spread},
                                {"prefill_tps", result.prefill_tps},
                                {"decode_tps", result.decode_tps},
                                {"load_s", result.load_s},
                                {"peak_rss_mb", result.peak_rss_mb},
                                {"huge_page_gb", static_cast<double>(result.huge_page_bytes) * 1e-9},
                                {"weight_gbps", result.weight_gbps},
                                {"prefill_parts", partsJson(result.prefill_parts)},
                                {"decode_parts", partsJson(result.decode_parts)}};
  if (result.read_ceiling_gbps > 0) {
    out["read_ceiling_gbps"] = result.read_ceiling_gbps;
    out["int8_ceiling_gops"] = result.int8_ceiling_gops;
  }
  return out;
}

// One line a part; percentages are of the ceilings, where they were measured.
std::string partsTable(const char* title, const std::vector<BenchPart>& parts, const BenchResult& result) {
  if (parts.empty()) return {};
  const bool ceilings = result.read_ceiling_gbps > 0;
  const double all_ms = parts.back().token_ms;
  std::string out = fmt::format("\n{:<11} {:>11} {:>7} {:>9} {:>7} {:>10} {:>7}\n", title, "ms a token", "time", "GB/s",
                                ceilings ? "of max" : "", "GOP/s", ceilings ? "of max" : "");
  const auto percent = [&](double value, double most) {
    return ceilings ? fmt::format("{:.1f} %", 100 * value / most) : std::string();
  };
  for (const BenchPart& part : parts) {
    out += fmt::format("{:<11} {:>11.4f} {:>5.1f} % {:>9.2f} {:>7} {:>10.1f} {:>7}\n", part.name, part.token_ms,
                       100 * part.token_ms / all_ms, part.gbps, percent(part.gbps, result.read_ceiling_gbps), part.gops,
                       percent(part.gops, result.int8_ceiling_gops));
  }
  return out;
}

void print(const BenchResult& result, const ModelInfo& info, bool json) {
  if (json) {
    std::cout << toJson(result, info).dump() << std::endl;
    return;
  }
  std::cout << fmt::format("device      {}\n", placementWords(info))
            << fmt::format("prefill     {:10.1f} tokens/s\n", result.prefill_tps)
            << fmt::format("decode      {:10.1f} tokens/s\n", result.decode_tps)
            << fmt::format("weights     {:10.2f} GB/s read while decoding\n", result.weight_gbps)
            << fmt::format("load        {:10.2f} s\n", result.load_s)
            << fmt::format("peak memory {:10.1f} MiB\n", result.peak_rss_mb)
            << fmt::format("huge pages  {:10.2f} GB of the weights\n", static_cast<double>(result.huge_page_bytes) * 1e-9);
  if (result.read_ceiling_gbps > 0) {
    std::cout << fmt::format("memory      {:10.2f} GB/s read at most\n", result.read_ceiling_gbps)
              << fmt::format("arithmetic  {:10.1f} GOP/s of 8-bit multiply-adds at most\n", result.int8_ceiling_gops);
  }
  std::cout << partsTable("decode", result.decode_parts, result) << partsTable("prefill", result.prefill_parts, result)
            << std::flush;
}

int runBench(const Options& options, const CommonOptions& common) {
  const auto engine = load(options.path, common, interruptToken());
  if (!engine) return failed(engine.error());
  const auto result = (*engine)->bench(options.bench, interruptToken());
  if (!result) return failed(result.error());
  print(*result, (*engine)->info(), options.json);
  return kDone;
}

}  // namespace

void addBench(CLI::App& app, const CommonOptions& common, Run& run) {
  auto options = std::make_shared<Options>();
  CLI::App* sub = app.add_subcommand("bench", "Measure prefill and decode speed (medians of the runs)");
  sub->add_option("PATH", options->path, "A model")->required();
  sub->add_option("--prefill", options->bench.prefill, "Tokens of the prompt")->check(CLI::Range(0, 1 << 24));
  sub->add_option("--decode", options->bench.decode, "Tokens generated")->check(CLI::Range(0, 1 << 24));
  sub->add_option("--depth", options->bench.depth, "Tokens in the KV cache before")->check(CLI::Range(0, 1 << 24));
  sub->add_option("--repeat", options->bench.repeat, "Runs")->check(CLI::Range(1, 1000));
  sub->add_flag("--ceilings", options->bench.ceilings, "Also measure what the machine reads and multiplies at most");
  sub->add_flag("--json", options->json, "One JSON object");
  sub->callback([options, &common, &run] { run = [options, &common] { return runBench(*options, common); }; });
}

}  // namespace deepwell::cli
