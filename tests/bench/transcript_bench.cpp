// How long the window's thread is held up while an answer streams in at 200 tokens a second: the real window, drawn by the
// software renderer without a display, on a scripted engine.
//   transcript_bench [--case NAME] [--seconds S] | --soak MINUTES
// QT_QPA_PLATFORM=offscreen and QT_QUICK_BACKEND=software are set unless they are. A stall is the time between two looks at
// the event loop that are meant to be 1 ms apart, frames included; on a machine with other work to do, read the
// processor's time beside it.
#include <QGuiApplication>
#include <QQuickStyle>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <functional>
#include <random>
#include <thread>

#include "app/program.h"
#include "app/style/desktop.h"
#include "tests/app/fake_engine.h"

using namespace deepwell;
using Clock = std::chrono::steady_clock;

namespace {

// Gaps between turns of the event loop, in milliseconds.
class Stalls : public QObject {
 public:
  void start() {
    gaps_.clear();
    cpu_.clear();
    last_cpu_ = threadMs();
    last_ = Clock::now();
    timer_ = startTimer(1, Qt::PreciseTimer);
  }
  void stop() { killTimer(timer_); }
  void report(const char* name) {
    std::sort(gaps_.begin(), gaps_.end());
    std::sort(cpu_.begin(), cpu_.end());
    const auto at = [this](double part) {
      return gaps_.empty() ? 0.0 : gaps_[std::min(gaps_.size() - 1, static_cast<size_t>(part * static_cast<double>(gaps_.size())))];
    };
    const auto over = [this](double ms) { return std::count_if(gaps_.begin(), gaps_.end(), [ms](double gap) { return gap > ms; }); };
    std::printf("%-34s %6zu turns  p50 %5.1f  p99 %5.1f  max %6.1f ms  over 16: %td  over 50: %td", name, gaps_.size(), at(0.5),
                at(0.99), gaps_.empty() ? 0.0 : gaps_.back(), over(16), over(50));
    if (!cpu_.empty())
      std::printf("  | processor p99 %5.1f  max %5.1f ms", cpu_[std::min(cpu_.size() - 1, cpu_.size() * 99 / 100)], cpu_.back());
    std::printf("\n");
    std::fflush(stdout);
  }

 protected:
  void timerEvent(QTimerEvent*) override {
    const Clock::time_point now = Clock::now();
    gaps_.push_back(std::chrono::duration<double, std::milli>(now - last_).count());
    last_ = now;
    const double cpu = threadMs();
    cpu_.push_back(cpu - last_cpu_);
    last_cpu_ = cpu;
  }

 private:
  static double threadMs() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
  }

  std::vector<double> gaps_;
  std::vector<double> cpu_;  // what this thread itself computed meanwhile: other programs do not show in it
  double last_cpu_ = 0;
  Clock::time_point last_;
  int timer_ = 0;
};

// Writes `text` at a pace, a token of about four characters at a time.
struct Pace {
  std::string text;
  std::string reasoning;
  double tokens_per_second = 200;
};

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

std::string words(size_t bytes, unsigned seed = 1) {
  std::mt19937 random(seed);
  std::string out;
  while (out.size() < bytes) {
    for (unsigned n = 2 + random() % 8; n > 0; --n) out += static_cast<char>('a' + random() % 26);
    out += random() % 40 == 0 ? ".\n\n" : " ";
  }
  return out;
}

std::string markdown(size_t bytes, unsigned seed = 1) {
  std::string out;
  for (unsigned part = seed; out.size() < bytes; ++part) {
    out += "## Part " + std::to_string(part) + "\n\n" + words(600, part) + "\n\n- one **bold** item\n- another `code` item\n\n";
    out += "```cpp\nint f(int x) {\n  // a comment\n  return x * " + std::to_string(part) + ";\n}\n```\n\n";
    out += "| a | b | c |\n|---|--:|---|\n| 1 | 2 | three |\n| 4 | 5 | six |\n\n";
  }
  return out;
}

std::string line(size_t bytes) {
  std::mt19937 random(7);
  std::string out;
  while (out.size() < bytes) out += static_cast<char>('a' + random() % 26);
  return out;
}

std::string table(int rows) {
  std::string out = "| number | name | value | note | sum |\n|---|---|--:|---|---|\n";
  for (int row = 0; row < rows; ++row)
    out += "| " + std::to_string(row) + " | name " + std::to_string(row * 7) + " | " + std::to_string(row * 13) + " | some words here | x |\n";
  return out;
}

size_t residentKib() {
  std::ifstream statm("/proc/self/statm");
  size_t total = 0, resident = 0;
  statm >> total >> resident;
  return resident * 4;
}

// A chat in the history with these answers.
qlonglong store(const QTemporaryDir& dir, const std::vector<std::string>& answers) {
  const auto history = ChatStore::open(std::filesystem::path(dir.path().toStdString()) / kChatDatabaseName);
  if (!history) return 0;
  const ChatId chat = (*history)->createChat("bench").value_or(0);
  for (const std::string& answer : answers) {
    if (!(*history)->appendMessage(chat, AfterLeaf(), ChatRole::kUser, "Question?")) return 0;
    const auto message = (*history)->beginAssistantMessage(chat, AfterLeaf(), "Paced");
    StreamDelta delta;
    delta.text = answer;
    if (!message || !(*history)->appendToMessage(*message, delta) || !(*history)->finishMessage(*message, MessageEnd())) return 0;
  }
  return chat;
}

class Bench {
 public:
  explicit Bench(const QTemporaryDir& dir) : pace_(std::make_shared<Pace>()), program_(dir.path(), std::make_unique<PacedLoader>(pace_)) {
    program_.workspace().restore({});
    window_ = program_.show();
    wait([this] { return program_.workspace().engine()->ready(); }, 20000);
  }
  Workspace& workspace() { return program_.workspace(); }
  Conversation& chat() { return *workspace().current(); }
  Pace& pace() { return *pace_; }

  static void wait(const std::function<bool()>& done, int ms) { (void)QTest::qWaitFor(done, ms); }

  // Opens the chat (0: a new one), streams `text` into it for some seconds, and reports both.
  void run(const std::string& name, qlonglong chat_id, const std::string& text, double seconds, const std::string& reasoning = {}) {
    workspace().newChat();
    QTest::qWait(300);
    Stalls stalls;
    if (chat_id != 0) {
      stalls.start();
      workspace().openChat(chat_id);
      QTest::qWait(2500);
      stalls.stop();
      stalls.report((name + ", opening").c_str());
    }
    *pace_ = {text, reasoning, 200};
    stalls.start();
    chat().send(QStringLiteral("Go on."));
    wait([this] { return !chat().busy(); }, static_cast<int>(seconds * 1000));
    stalls.stop();
    stalls.report((name + ", streaming").c_str());
    chat().stop();
    wait([this] { return !chat().busy(); }, 10000);
  }

 private:
  std::shared_ptr<Pace> pace_;
  Program program_;
  QQuickWindow* window_ = nullptr;
};

void soak(double minutes) {
  const QTemporaryDir dir;
  Bench bench(dir);
  const auto begin = Clock::now();
  const auto elapsed = [&begin] { return std::chrono::duration<double>(Clock::now() - begin).count() / 60; };
  std::vector<std::pair<double, double>> samples;
  for (unsigned chat = 0; elapsed() < minutes; ++chat) {
    bench.workspace().newChat();
    bench.pace() = {markdown(12000, chat), words(3000, chat), 4000};
    bench.chat().send(QStringLiteral("Question %1").arg(chat));
    Bench::wait([&bench] { return !bench.chat().busy(); }, 120000);
    samples.emplace_back(elapsed(), static_cast<double>(residentKib()) / 1024);
    if (chat % 20 == 0) std::printf("%6.1f min  chat %5u  %7.1f MiB\n", samples.back().first, chat, samples.back().second), std::fflush(stdout);
  }
  // The first minute warms caches up.
  std::erase_if(samples, [&](const auto& sample) { return sample.first < std::min(1.0, minutes / 4); });
  if (samples.size() < 2) return;
  double low = samples[0].second, high = low;
  for (const auto& sample : samples) low = std::min(low, sample.second), high = std::max(high, sample.second);
  const double slope = (samples.back().second - samples.front().second) / (samples.back().first - samples.front().first);
  std::printf("resident: start %.1f MiB, end %.1f MiB, lowest %.1f, highest %.1f (%+.1f %%), slope %+.2f MiB/min, %zu chats\n",
              samples.front().second, samples.back().second, low, high, (high / samples.front().second - 1) * 100, slope, samples.size());
}

}  // namespace

int main(int argc, char** argv) {
  if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
  if (qEnvironmentVariableIsEmpty("QT_QUICK_BACKEND")) qputenv("QT_QUICK_BACKEND", "software");
  QQuickStyle::setStyle(QStringLiteral("Basic"));
  QGuiApplication app(argc, argv);
  QGuiApplication::setFont(Desktop::interfaceFont());
  const QStringList arguments = QGuiApplication::arguments();
  const auto value = [&arguments](const char* name) { return arguments.value(arguments.indexOf(QLatin1String(name)) + 1); };
  if (arguments.contains(QLatin1String("--soak"))) return soak(value("--soak").toDouble()), 0;
  const double seconds = arguments.contains(QLatin1String("--seconds")) ? value("--seconds").toDouble() : 12;
  const auto wanted = [&](const char* name) { return !arguments.contains(QLatin1String("--case")) || value("--case") == QLatin1String(name); };
  const QTemporaryDir dir;
  const auto stored = [&](const char* name, const std::vector<std::string>& answers) {
    return wanted(name) ? store(dir, answers) : 0;
  };
  std::vector<std::string> many;
  for (unsigned i = 0; wanted("messages") && i < 2500; ++i) many.push_back(markdown(900, i));
  const qlonglong ordinary = stored("ordinary", {markdown(3000)}), large = stored("large", {markdown(10'000'000)}),
                  one_line = stored("line", {line(1'000'000)}), rows = stored("table", {table(5000)}), all = stored("messages", many);
  Bench bench(dir);
  if (wanted("ordinary")) bench.run("ordinary chat", ordinary, markdown(40000), seconds, words(1600));
  if (wanted("large")) bench.run("10 MB message", large, markdown(40000), seconds);
  if (wanted("line")) bench.run("1 MB line", one_line, line(40000), seconds);
  if (wanted("table")) bench.run("5,000-row table", rows, table(5000), seconds);
  if (wanted("messages")) bench.run("5,000 messages", all, markdown(40000), seconds);
  return 0;
}
