// render: the prompt text that a chat template makes of messages.
#include <iostream>
#include <nlohmann/json.hpp>

#include "app/cli/files.h"
#include "app/cli/shared.h"

namespace deepwell::cli {
namespace {

struct RenderOptions {
  std::string path;
  std::string template_file;
  std::string messages_file;
  bool no_generation_prompt = false;
};

// The file holds an array of messages, or an object with "messages" and further variables of the template ("tools",
// "add_generation_prompt", ...). Texts are passed on unparsed, so that numbers keep their form.
Result<PromptRequest> readRequest(const RenderOptions& options) {
  DEEPWELL_ASSIGN(std::string text, readText(options.messages_file));
  nlohmann::ordered_json json = nlohmann::ordered_json::parse(text, nullptr, /*allow_exceptions=*/false);
  PromptRequest request;
  request.add_generation_prompt = !options.no_generation_prompt;
  if (json.is_array()) {
    request.messages_json = std::move(text);
    return request;
  }
  if (!json.is_object() || !json.contains("messages") || !json["messages"].is_array()) {
    return fail(ErrorCode::kInvalidArgument, "{}: expected a JSON array of messages, or an object with \"messages\"",
                options.messages_file);
  }
  request.messages_json = "[]";  // the variables bring them
  request.variables_json = std::move(text);
  if (options.no_generation_prompt && json.erase("add_generation_prompt") != 0) request.variables_json = json.dump();
  return request;
}

Result<std::string> renderPrompt(const RenderOptions& options) {
  DEEPWELL_ASSIGN(const PromptRequest request, readRequest(options));
  if (!options.template_file.empty()) return renderTemplateFile(options.template_file, request);
  DEEPWELL_ASSIGN(const auto codec, openTextCodec(options.path));
  return codec->render(request);
}

int runRender(const RenderOptions& options) {
  if (options.path.empty() == options.template_file.empty()) {
    return usageError("render: give either a model's PATH or --template");
  }
  const auto text = renderPrompt(options);
  if (!text) return failed(text.error());
  std::cout << *text << std::flush;
  return std::cout ? kDone : failed({ErrorCode::kIo, "stdout: cannot be written"});
}

}  // namespace

void addRender(CLI::App& app, Run& run) {
  auto options = std::make_shared<RenderOptions>();
  CLI::App* sub = app.add_subcommand("render", "Print the prompt text that a chat template makes of messages");
  sub->add_option("PATH", options->path, "A model, or a folder with its tokenizer files");
  sub->add_option("--template", options->template_file, "A .jinja file or a tokenizer_config.json instead of a model");
  sub->add_option("--messages", options->messages_file,
                  "JSON: messages, or {\"messages\": [...], \"tools\": [...], ...}")
      ->required();
  sub->add_flag("--no-generation-prompt", options->no_generation_prompt, "Do not open the assistant's turn");
  sub->footer(
      "The messages file is an array of messages, or an object: \"messages\" and any other variables of the template, for\n"
      "example \"tools\", \"documents\", \"enable_thinking\", \"add_generation_prompt\", \"date_string\", \"bos_token\".\n"
      "Special tokens otherwise come from the tokenizer_config.json beside the template; without one they are empty.\n"
      "\"-\" reads stdin.");
  sub->callback([options, &run] { run = [options] { return runRender(*options); }; });
}

}  // namespace deepwell::cli
