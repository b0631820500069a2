#include "app/cli/chat_output.h"

#include <unistd.h>

#include <iostream>

#include "app/cli/shared.h"
#include "app/cli/usage_json.h"

namespace deepwell::cli {
namespace {

using nlohmann::ordered_json;

class JsonOutput final : public ChatOutput {
 public:
  explicit JsonOutput(uint64_t seed) : seed_(seed) {}

  void event(const Event& event) override {
    if (const auto* reasoning = std::get_if<ReasoningDelta>(&event)) {
      piece("reasoning", reasoning->text);
    } else if (const auto* text = std::get_if<TextDelta>(&event)) {
      piece("text", text->text);
    } else if (std::holds_alternative<TextWasReasoning>(event)) {
      write({{"type", "text_was_reasoning"}});
    } else if (const auto* notice = std::get_if<Notice>(&event)) {
      piece("note", notice->text);
      showNote(notice->text);
    } else if (const auto* done = std::get_if<Done>(&event)) {
      write({{"type", "done"},
             {"reason", finishReasonName(done->reason)},
             {"usage", usageJson(done->usage)},
             {"seed", seed_}});
    }
  }

 private:
  static void piece(const char* type, const std::string& text) {
    if (!text.empty()) write({{"type", type}, {"text", text}});
  }
  static void write(const ordered_json& json) { std::cout << jsonLine(json) << std::flush; }

  uint64_t seed_;
};

// The thinking, then the answer. On a terminal the thinking is dim; elsewhere it stands between its tags.
class TextOutput final : public ChatOutput {
 public:
  explicit TextOutput(bool terminal) : terminal_(terminal) {}

  void event(const Event& event) override {
    if (const auto* reasoning = std::get_if<ReasoningDelta>(&event)) {
      if (!reasoning->text.empty()) write(reasoning->text, true);
    } else if (const auto* text = std::get_if<TextDelta>(&event)) {
      if (!text->text.empty()) write(text->text, false);
    } else if (std::holds_alternative<TextWasReasoning>(event)) {
      thinking_ = true;  // it has been printed as an answer; the end of the thinking is still marked
    } else if (const auto* notice = std::get_if<Notice>(&event)) {
      if (terminal_ && wrote_) std::cout << std::endl;  // a line of its own
      showNote(notice->text);
    }
  }

  void end() override {
    if (thinking_) leaveThinking(false);
    if (wrote_) std::cout << '\n';
    std::cout.flush();
  }

 private:
  void write(const std::string& text, bool thinking) {
    if (thinking && !thinking_) std::cout << (terminal_ ? "\x1b[2m" : "<think>\n");
    if (!thinking && thinking_) leaveThinking(true);
    thinking_ = thinking;
    wrote_ = true;
    std::cout << text << std::flush;
  }

  void leaveThinking(bool answer_follows) {
    std::cout << (terminal_ ? "\x1b[0m" : "\n</think>") << (answer_follows ? "\n\n" : "");
  }

  bool terminal_;
  bool thinking_ = false;
  bool wrote_ = false;
};

}  // namespace

std::unique_ptr<ChatOutput> makeChatOutput(bool json, uint64_t seed) {
  if (json) return std::make_unique<JsonOutput>(seed);
  return std::make_unique<TextOutput>(isatty(STDOUT_FILENO) == 1);
}

}  // namespace deepwell::cli
