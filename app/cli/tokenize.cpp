// tokenize and detokenize: one JSON value a line, both ways.
#include <iostream>

#include "app/cli/json_text.h"
#include "app/cli/shared.h"

namespace deepwell::cli {
namespace {

struct TokenizeOptions {
  std::string path;
  bool special = false;
};

using Codec = std::shared_ptr<const TextCodec>;

Result<std::string> tokenizeLine(const Codec& codec, const std::string& line, bool special) {
  DEEPWELL_ASSIGN(const std::string text, decodeJsonString(line));
  DEEPWELL_ASSIGN(const std::vector<TokenId> ids, codec->tokenize(text, special));
  return encodeIds(ids);
}

Result<std::string> detokenizeLine(const Codec& codec, const std::string& line) {
  DEEPWELL_ASSIGN(const std::vector<TokenId> ids, decodeIds(line));
  DEEPWELL_ASSIGN(const std::string text, codec->detokenize(ids));
  return encodeJsonString(text);
}

template <class Convert>
int convertLines(const std::string& path, Convert convert) {
  const auto codec = openTextCodec(path);
  if (!codec) return failed(codec.error());
  std::string line;
  for (size_t number = 1; std::getline(std::cin, line); ++number) {
    const Result<std::string> converted = convert(*codec, line);
    if (!converted) {
      std::cout.flush();
      return failed({converted.error().code, fmt::format("stdin, line {}: {}", number, converted.error().message)});
    }
    std::cout << *converted << '\n';
  }
  std::cout.flush();
  return std::cout ? kDone : failed({ErrorCode::kIo, "stdout: cannot be written"});
}

constexpr const char* kEscapes =
    "Bytes that are not UTF-8 stand in the JSON strings as \\udc80 to \\udcff (Python's surrogateescape), so the "
    "round\n"
    "trip is byte-exact.";

}  // namespace

void addTokenize(CLI::App& app, Run& run) {
  auto options = std::make_shared<TokenizeOptions>();
  CLI::App* sub =
      app.add_subcommand("tokenize", "Texts to token ids: a JSON string a line on stdin, a JSON array a line out");
  sub->add_option("PATH", options->path, "A model, a tokenizer.json or its folder")->required();
  sub->add_flag("--special", options->special, "Texts of special tokens (<|im_end|>) become these tokens");
  sub->footer(kEscapes);
  sub->callback([options, &run] {
    run = [options] {
      return convertLines(options->path, [&](const Codec& codec, const std::string& line) {
        return tokenizeLine(codec, line, options->special);
      });
    };
  });
}

void addDetokenize(CLI::App& app, Run& run) {
  auto options = std::make_shared<TokenizeOptions>();
  CLI::App* sub =
      app.add_subcommand("detokenize", "Token ids to texts: a JSON array a line on stdin, a JSON string a line out");
  sub->add_option("PATH", options->path, "A model, a tokenizer.json or its folder")->required();
  sub->footer(kEscapes);
  sub->callback([options, &run] { run = [options] { return convertLines(options->path, detokenizeLine); }; });
}

}  // namespace deepwell::cli
