// logits: the scores of every position, for comparisons with other programs.
#include <charconv>

#include "app/cli/interrupt.h"
#include "app/cli/npy.h"
#include "app/cli/shared.h"

namespace deepwell::cli {
namespace {

struct LogitsOptions {
  std::string path;
  std::vector<TokenId> tokens;
  std::string out;
  int32_t chunk = 0;
};

Status writeLogits(const LogitsOptions& options, const CommonOptions& common) {
  DEEPWELL_ASSIGN(const auto engine, load(options.path, common, interruptToken()));
  DEEPWELL_ASSIGN(const std::vector<float> values, engine->logits(options.tokens, options.chunk));
  const auto rows = static_cast<int64_t>(options.tokens.size());
  const int64_t shape[] = {rows, static_cast<int64_t>(values.size()) / rows};
  return writeNpy(options.out, shape, values);
}

}  // namespace

void addLogits(CLI::App& app, const CommonOptions& common, Run& run) {
  auto options = std::make_shared<LogitsOptions>();
  CLI::App* sub =
      app.add_subcommand("logits", "Write the logits of every position as .npy, float32 [tokens, vocabulary]");
  sub->add_option("PATH", options->path, "A model")->required();
  sub->add_option("--tokens", options->tokens, "Token ids: 1,2,3")->required()->delimiter(',');
  sub->add_option("--out", options->out, "The .npy file")->required();
  sub->add_option("--chunk", options->chunk, "Rows of one step, 0 for the default")->check(CLI::Range(0, 4096));
  sub->callback([options, &common, &run] {
    run = [options, &common] {
      const Status status = writeLogits(*options, common);
      return status ? kDone : failed(status.error());
    };
  });
}

}  // namespace deepwell::cli
