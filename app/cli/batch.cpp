// chat --batch: many conversations, several at a time, answers in the order of the file.
#include <atomic>
#include <iostream>
#include <map>
#include <mutex>
#include <sstream>
#include <thread>

#include "app/cli/chat.h"
#include "app/cli/files.h"
#include "app/cli/interrupt.h"
#include "app/cli/messages.h"
#include "app/cli/usage_json.h"

namespace deepwell::cli {
namespace {

using nlohmann::ordered_json;

struct Answer {
  std::string reasoning;
  std::string text;

  void event(const Event& event) {
    if (const auto* delta = std::get_if<ReasoningDelta>(&event)) reasoning += delta->text;
    if (const auto* delta = std::get_if<TextDelta>(&event)) text += delta->text;
    if (const auto* notice = std::get_if<Notice>(&event)) showNote(notice->text);
    if (std::holds_alternative<TextWasReasoning>(event)) reasoning += std::exchange(text, {});
  }
};

Result<GenerateRequest> requestOf(const std::string& line, const ChatOptions& options, const ModelInfo& info) {
  const ordered_json json = ordered_json::parse(line, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object() || !json.contains("messages")) {
    return fail(ErrorCode::kInvalidArgument, "expected an object with \"messages\"");
  }
  DEEPWELL_ASSIGN(std::vector<Message> messages, parseMessages(json["messages"], "the line"));
  if (!options.system.empty()) messages.insert(messages.begin(), {"system", options.system, ""});
  GenerateRequest request = makeRequest(options, info, std::move(messages));
  if (json.contains("seed") && json["seed"].is_number_unsigned()) request.sampling.seed = json["seed"];
  if (json.contains("max_tokens") && json["max_tokens"].is_number_integer()) request.max_tokens = json["max_tokens"];
  return request;
}

Result<ordered_json> answerLine(const std::string& line, const ChatOptions& options, Engine& engine) {
  DEEPWELL_ASSIGN(const GenerateRequest request, requestOf(line, options, engine.info()));
  Answer answer;
  DEEPWELL_ASSIGN(const Done done,
                  engine.createSession()->generate(
                      request, [&answer](const Event& event) { answer.event(event); }, interruptToken()));
  return ordered_json{{"reasoning", answer.reasoning},
                      {"text", answer.text},
                      {"reason", finishReasonName(done.reason)},
                      {"usage", usageJson(done.usage)}};
}

// Prints lines in the order of their index, whatever the order in which they come.
class OrderedPrinter {
 public:
  void put(size_t index, std::string line) {
    const std::lock_guard lock(mutex_);
    waiting_.emplace(index, std::move(line));
    for (auto it = waiting_.find(next_); it != waiting_.end(); it = waiting_.find(next_)) {
      std::cout << it->second << std::flush;
      waiting_.erase(it);
      ++next_;
    }
  }

 private:
  std::mutex mutex_;
  std::map<size_t, std::string> waiting_;
  size_t next_ = 0;
};

std::vector<std::string> linesOf(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    if (line.find_first_not_of(" \t\r") != std::string::npos) lines.push_back(std::move(line));
  }
  return lines;
}

class Batch {
 public:
  Batch(const ChatOptions& options, Engine& engine, std::vector<std::string> lines)
      : options_(options), engine_(engine), lines_(std::move(lines)) {}

  size_t run() {  // the number of lines that failed
    std::vector<std::thread> workers;
    for (int i = 1; i < options_.parallel; ++i) workers.emplace_back([this] { work(); });
    work();
    for (std::thread& worker : workers) worker.join();
    return failures_;
  }
  size_t size() const { return lines_.size(); }

 private:
  void work() {
    for (size_t i = next_++; i < lines_.size() && !interruptToken().stop_requested(); i = next_++) {
      ordered_json out = {{"index", i}};
      const auto answer = answerLine(lines_[i], options_, engine_);
      if (answer) {
        out.update(*answer);
      } else {
        ++failures_;
        out["error"] = answer.error().message;
      }
      printer_.put(i, jsonLine(out));
    }
  }

  const ChatOptions& options_;
  Engine& engine_;
  const std::vector<std::string> lines_;
  OrderedPrinter printer_;
  std::atomic<size_t> next_ = 0;
  std::atomic<size_t> failures_ = 0;
};

}  // namespace

int runBatch(const ChatOptions& options, Engine& engine) {
  const auto text = readText(options.batch_file);
  if (!text) return failed(text.error());
  Batch batch(options, engine, linesOf(*text));
  const size_t failures = batch.run();
  if (failures == 0) return kDone;
  return failed({ErrorCode::kInvalidArgument, fmt::format("{}: {} of {} lines failed (see their \"error\")",
                                                          options.batch_file, failures, batch.size())});
}

}  // namespace deepwell::cli
