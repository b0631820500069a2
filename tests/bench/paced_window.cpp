#include "tests/bench/paced_window.h"

#include <QTest>
#include <random>
#include <thread>

#include "app/store/chat_store.h"
#include "tests/app/fake_engine.h"

namespace deepwell {
namespace {

using Clock = std::chrono::steady_clock;

class PacedSession : public Session {
 public:
  explicit PacedSession(std::shared_ptr<Pace> pace) : pace_(std::move(pace)) {}
  Result<Done> generate(const GenerateRequest&, const EventSink& sink, std::stop_token stop) override {
    const Pace pace = *pace_;
    Done done;
    const auto begin = Clock::now();
    int64_t tokens = 0;
    const auto play = [&](const std::string& text, auto make) {
      for (size_t at = 0; at < text.size() && !stop.stop_requested();) {
        size_t end = std::min(text.size(), at + 4);
        while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
        sink(make(text.substr(at, end - at)));
        at = end;
        std::this_thread::sleep_until(begin + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(
                                                  static_cast<double>(++tokens) / pace.tokens_per_second)));
      }
    };
    play(pace.reasoning, [](std::string piece) { return Event(ReasoningDelta{std::move(piece), 1}); });
    play(pace.text, [](std::string piece) { return Event(TextDelta{std::move(piece), 1}); });
    if (stop.stop_requested()) done.reason = FinishReason::kCancelled;
    done.usage.decode_seconds = 1;
    return done;
  }

 private:
  std::shared_ptr<Pace> pace_;
};

class PacedEngine : public FakeEngine {
 public:
  explicit PacedEngine(std::shared_ptr<Pace> pace) : FakeEngine(nullptr, "Paced"), pace_(std::move(pace)) {}
  ContextSize context() const override { return {1 << 28, 0}; }  // nothing is too long for it
  std::unique_ptr<Session> createSession() override { return std::make_unique<PacedSession>(pace_); }

 private:
  std::shared_ptr<Pace> pace_;
};

class PacedLoader : public FakeLoader {
 public:
  explicit PacedLoader(std::shared_ptr<Pace> pace) : FakeLoader(std::make_shared<Script>()), pace_(std::move(pace)) {}
  Result<std::shared_ptr<Engine>> load(const std::filesystem::path&, const EngineOptions&, const LoadSink&, std::stop_token) override {
    return std::make_shared<PacedEngine>(pace_);
  }

 private:
  std::shared_ptr<Pace> pace_;
};

}  // namespace

PacedWindow::PacedWindow(const QTemporaryDir& dir)
    : pace_(std::make_shared<Pace>()), program_(dir.path(), std::make_unique<PacedLoader>(pace_)) {
  program_.workspace().restore({});
  window_ = program_.show();
  wait([this] { return program_.workspace().engine()->ready(); }, 20000);
}

bool PacedWindow::wait(const std::function<bool()>& done, int ms) { return QTest::qWaitFor(done, ms); }

std::string benchWords(size_t bytes, unsigned seed) {
  std::mt19937 random(seed);
  std::string out;
  while (out.size() < bytes) {
    for (unsigned n = 2 + random() % 8; n > 0; --n) out += static_cast<char>('a' + random() % 26);
    out += random() % 40 == 0 ? ".\n\n" : " ";
  }
  return out;
}

std::string benchMarkdown(size_t bytes, unsigned seed) {
  std::string out;
  for (unsigned part = seed; out.size() < bytes; ++part) {
    out += "## Part " + std::to_string(part) + "\n\n" + benchWords(600, part) + "\n\n- one **bold** item\n- another `code` item\n\n";
    out += "```cpp\nint f(int x) {\n  // a comment\n  return x * " + std::to_string(part) + ";\n}\n```\n\n";
    out += "| a | b | c |\n|---|--:|---|\n| 1 | 2 | three |\n| 4 | 5 | six |\n\n";
  }
  return out;
}

std::string benchLine(size_t bytes) {
  std::mt19937 random(7);
  std::string out;
  while (out.size() < bytes) out += static_cast<char>('a' + random() % 26);
  return out;
}

std::string benchTable(int rows) {
  std::string out = "| number | name | value | note | sum |\n|---|---|--:|---|---|\n";
  for (int row = 0; row < rows; ++row)
    out += "| " + std::to_string(row) + " | name " + std::to_string(row * 7) + " | " + std::to_string(row * 13) + " | some words here | x |\n";
  return out;
}

qlonglong storeChat(const QTemporaryDir& dir, const std::vector<std::string>& answers) {
  const auto history = ChatStore::open(std::filesystem::path(dir.path().toStdString()) / kChatDatabaseName);
  if (!history) return 0;
  const ChatId chat = (*history)->createChat("bench").value_or(0);
  for (const std::string& answer : answers) {
    if (!(*history)->appendMessage(chat, AfterLeaf(), ChatRole::kUser, "Question?")) return 0;
    if (!(*history)->appendMessage(chat, AfterLeaf(), ChatRole::kAssistant, answer)) return 0;
  }
  return chat;
}

}  // namespace deepwell
