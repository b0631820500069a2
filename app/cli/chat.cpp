// chat: one answer, streamed.
#include "app/cli/chat.h"

#include <random>

#include "app/cli/chat_output.h"
#include "app/cli/interrupt.h"
#include "app/cli/messages.h"

namespace deepwell::cli {
namespace {

constexpr const char* kFooter =
    "Text goes to stdout: the thinking between <think> and </think> (dimmed instead, if stdout is a terminal), then "
    "the\n"
    "answer. --json writes one event a line: {\"type\":\"reasoning\"|\"text\",\"text\":...}, now and then\n"
    "{\"type\":\"text_was_reasoning\"} (all text so far was thinking) or {\"type\":\"note\",\"text\":...}\n"
    "(the device failed, the answer goes on; also a line on stderr), and at the end\n"
    "{\"type\":\"done\",\"reason\":\"stop\"|\"length\"|\"cancelled\",\"usage\":{...},\"seed\":N}. Ctrl+C cancels.\n"
    "--batch reads lines {\"messages\":[...],\"seed\":N,\"max_tokens\":N} and writes, in their order, lines\n"
    "{\"index\":i,\"reasoning\":...,\"text\":...,\"reason\":...,\"usage\":{...}}. \"-\" reads stdin.";

Result<std::vector<Message>> collectMessages(const ChatOptions& options) {
  std::vector<Message> messages;
  if (!options.system.empty()) messages.push_back({"system", options.system, ""});
  if (!options.messages_file.empty()) {
    DEEPWELL_ASSIGN(const std::vector<Message> given, readMessages(options.messages_file));
    messages.insert(messages.end(), given.begin(), given.end());
  }
  if (!options.prompt.empty()) messages.push_back({"user", options.prompt, ""});
  return messages;
}

uint64_t randomSeed() {
  std::random_device device;
  return device() & 0x7FFFFFFFU;
}

Status answer(const ChatOptions& options, Engine& engine, std::vector<Message> messages) {
  const GenerateRequest request = makeRequest(options, engine.info(), std::move(messages));
  const auto session = engine.createSession();
  const auto output = makeChatOutput(options.json, request.sampling.seed);
  const auto done = session->generate(
      request, [&output](const Event& event) { output->event(event); }, interruptToken());
  output->end();
  if (!done) return tl::make_unexpected(done.error());
  return {};
}

int runChat(const ChatOptions& options, const CommonOptions& common) {
  const bool batch = !options.batch_file.empty();
  const bool single = !options.prompt.empty() || !options.messages_file.empty();
  if (batch == single) return usageError("chat: give -p, --messages or both; or --batch");
  std::vector<Message> messages;
  if (single) {
    auto collected = collectMessages(options);
    if (!collected) return failed(collected.error());
    messages = std::move(*collected);
  }
  const auto engine = load(options.path, common, interruptToken());
  if (!engine) return failed(engine.error());
  if (batch) return runBatch(options, **engine);
  const Status status = answer(options, **engine, std::move(messages));
  return status ? kDone : failed(status.error());
}

void addSampling(CLI::App& sub, ChatOptions& options) {
  const auto fraction = CLI::Range(0.0, 1.0);
  sub.add_option("--seed", options.seed, "Same seed, same answer; random if not given");
  sub.add_option("--temp", options.temperature, "Temperature, 0 for the most probable token")
      ->check(CLI::Range(0.0, 100.0));
  sub.add_option("--top-k", options.top_k, "0: off")->check(CLI::NonNegativeNumber);
  sub.add_option("--top-p", options.top_p, "1: off")->check(fraction);
  sub.add_option("--min-p", options.min_p, "0: off")->check(fraction);
  sub.add_option("--repetition-penalty", options.repetition_penalty, "1: off")->check(CLI::Range(0.01, 100.0));
  sub.add_option("--presence-penalty", options.presence_penalty, "0: off")->check(CLI::Range(-100.0, 100.0));
  sub.add_option("--frequency-penalty", options.frequency_penalty, "0: off")->check(CLI::Range(-100.0, 100.0));
}

}  // namespace

GenerateRequest makeRequest(const ChatOptions& options, const ModelInfo& info, std::vector<Message> messages) {
  GenerateRequest request;
  request.messages = std::move(messages);
  request.sampling = info.recommended;
  request.sampling.seed = options.seed ? *options.seed : randomSeed();
  SamplingParams& sampling = request.sampling;
  sampling.temperature = options.temperature.value_or(sampling.temperature);
  sampling.top_k = options.top_k.value_or(sampling.top_k);
  sampling.top_p = options.top_p.value_or(sampling.top_p);
  sampling.min_p = options.min_p.value_or(sampling.min_p);
  sampling.repetition_penalty = options.repetition_penalty.value_or(sampling.repetition_penalty);
  sampling.presence_penalty = options.presence_penalty.value_or(sampling.presence_penalty);
  sampling.frequency_penalty = options.frequency_penalty.value_or(sampling.frequency_penalty);
  request.max_tokens = options.max_tokens;
  request.think = !options.no_think;
  return request;
}

void addChat(CLI::App& app, const CommonOptions& common, Run& run) {
  auto options = std::make_shared<ChatOptions>();
  CLI::App* sub = app.add_subcommand("chat", "Answer a message, a conversation, or a file of them");
  sub->add_option("PATH", options->path, "A model")->required();
  sub->add_option("-p,--prompt", options->prompt, "The user's message (after those of --messages)");
  sub->add_option("--system", options->system, "A system prompt before everything");
  sub->add_option("--messages", options->messages_file, "JSON: an array of {\"role\", \"content\"}");
  sub->add_option("--batch", options->batch_file, "JSON lines: many conversations, one answer each");
  sub->add_option("--parallel", options->parallel, "Conversations of a batch at the same time")
      ->check(CLI::Range(1, 64));
  addSampling(*sub, *options);
  sub->add_option("--max-tokens", options->max_tokens,
                  "Tokens generated at most, thinking included; 0: to the context's end")
      ->check(CLI::NonNegativeNumber);
  sub->add_flag("--no-think", options->no_think, "Answer at once");
  sub->add_flag("--json", options->json, "Events as JSON lines");
  sub->footer(kFooter);
  sub->callback([options, &common, &run] { run = [options, &common] { return runChat(*options, common); }; });
}

}  // namespace deepwell::cli
