// quantize: a model in other weight types, or a Hugging Face folder as GGUF.
#include <unistd.h>

#include <cstdio>
#include <iostream>

#include "app/cli/interrupt.h"
#include "app/cli/shared.h"
#include "engine/api/quantize.h"

namespace deepwell::cli {
namespace {

constexpr const char* kTypesHelp =
    "Types\n"
    "  auto                             the source's own types (FP8 becomes BF16): the folder as it is, as GGUF\n"
    "  F32 F16 BF16                     no quantisation\n"
    "  Q8_0 Q6_K Q5_K_M Q5_K_S          nearly as good as the original\n"
    "  Q4_K_M Q4_K_S IQ4_XS IQ4_NL      the usual choice: a quarter of F16's size\n"
    "  Q3_K_L Q3_K_M Q3_K_S IQ3_M IQ3_S IQ3_XS IQ3_XXS\n"
    "  Q2_K Q2_K_S IQ2_M IQ2_S          for models that do not fit otherwise\n"
    "  Q4_0 Q4_1 Q5_0 Q5_1              older types\n"
    "  MXFP4                            routed experts in MXFP4, the rest in Q8_0\n"
    "  FP8                              a safetensors folder in E4M3, 128x128 blocks, as DeepSeek-V3 is published";

struct QuantizeArguments {
  std::string in;
  std::string out;
  QuantizeOptions quantize;
};

// A line that is written over on a terminal; elsewhere one line every ten per cent.
class Progress {
 public:
  void operator()(const QuantizeProgress& progress) {
    if (progress.bytes_total == 0) return;
    const int percent = static_cast<int>(100.0 * static_cast<double>(progress.bytes_done) /
                                         static_cast<double>(progress.bytes_total));
    if (percent < shown_ + (terminal_ ? 1 : 10)) return;
    shown_ = percent;
    std::fprintf(stderr, terminal_ ? "\rquantizing %3d %%" : "quantizing %d %%\n", percent);
  }
  void finish() const {
    if (terminal_ && shown_ >= 0) std::fprintf(stderr, "\r                \r");
  }

 private:
  bool terminal_ = isatty(STDERR_FILENO) == 1;
  int shown_ = -1;
};

void printReport(const QuantizeArguments& options, const QuantizeReport& report) {
  std::cout << fmt::format("{}: {} from {}, {} tensors, {:.1f} s\n", options.out, mebibytes(report.out_bytes),
                           mebibytes(report.in_bytes), report.tensors, report.seconds);
  for (const auto& [dtype, bytes] : report.bytes_by_dtype) {
    std::cout << fmt::format("{:<11} {}\n", dtype, mebibytes(bytes));
  }
  std::cout.flush();
}

int runQuantize(const QuantizeArguments& options) {
  const auto in = resolveModelPath(options.in);
  if (!in) return failed(in.error());
  Progress progress;
  const auto report = quantizeModel(*in, options.out, options.quantize,
                                    [&](const QuantizeProgress& now) { progress(now); }, interruptToken());
  progress.finish();
  if (!report) return failed(report.error());
  for (const std::string& note : report->notes) std::fprintf(stderr, "note: %s\n", note.c_str());
  printReport(options, *report);
  return kDone;
}

}  // namespace

void addQuantize(CLI::App& app, const CommonOptions& common, Run& run) {
  auto options = std::make_shared<QuantizeArguments>();
  CLI::App* sub = app.add_subcommand("quantize", "Write a model in other weight types, or a safetensors folder as GGUF");
  sub->add_option("IN", options->in, "A safetensors folder or a GGUF file, best F32, F16 or BF16")->required();
  sub->add_option("OUT", options->out, "The .gguf file (for FP8 the folder) to write")->required();
  sub->add_option("--type", options->quantize.type, "What to write, see below")
      ->capture_default_str()
      ->check([](const std::string& type) {
        const Status known = checkQuantizeType(type);
        return known ? std::string() : known.error().message;
      });
  sub->add_flag("--force", options->quantize.force, "Replace OUT if it is there");
  sub->footer(kTypesHelp);
  sub->callback([options, &common, &run] {
    options->quantize.threads = common.threads;
    run = [options] { return runQuantize(*options); };
  });
}

}  // namespace deepwell::cli
