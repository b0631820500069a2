// How long the window's thread is held up while an answer streams in at 200 tokens a second, and whether its memory grows:
// the real window, drawn by the software renderer without a display, on a scripted engine. --help says how.
// A stall is the time between two looks at the event loop that are meant to be 1 ms apart, frames included; on a machine
// with other work to do, read the processor's time beside it.
#include <QGuiApplication>
#include <QQuickStyle>
#include <QTest>
#include <algorithm>
#include <cstdio>

#include "app/heap.h"
#include "app/style/desktop.h"
#include "tests/bench/paced_window.h"
#include "tests/bench/soak.h"

using namespace deepwell;
using Clock = std::chrono::steady_clock;

namespace {

constexpr const char* kHelp =
    "transcript_bench [--case ordinary|large|line|table|messages] [--seconds S]\n"
    "transcript_bench --soak MINUTES [--rate TOKENS_A_SECOND] [--chats N]\n"
    "  --soak: one answer after the other, each in a new chat, 200 tokens a second unless --rate says otherwise, until the time is\n"
    "  over or N chats are. Prints the memory once a minute (100 times with --chats), then what it was from the end of the warm-up on\n"
    "  (3 minutes, or 30 chats with --chats); ends with 1 if the resident memory left 95..105 % of the value then.\n"
    "QT_QPA_PLATFORM=offscreen and QT_QUICK_BACKEND=software are set unless they are.\n";

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

// Opens the chat (0: a new one), streams `text` into it for some seconds, and reports both.
void run(PacedWindow& bench, const std::string& name, qlonglong chat_id, const std::string& text, double seconds,
         const std::string& reasoning = {}) {
  bench.workspace().newChat();
  QTest::qWait(300);
  Stalls stalls;
  if (chat_id != 0) {
    stalls.start();
    bench.workspace().openChat(chat_id);
    QTest::qWait(2500);
    stalls.stop();
    stalls.report((name + ", opening").c_str());
  }
  bench.setPace({text, reasoning, 200});
  const auto idle = [&bench] { return !bench.chat().busy(); };
  stalls.start();
  bench.chat().send(QStringLiteral("Go on."));
  (void)PacedWindow::wait(idle, static_cast<int>(seconds * 1000));
  stalls.stop();
  stalls.report((name + ", streaming").c_str());
  bench.chat().stop();
  (void)PacedWindow::wait(idle, 10000);
}

}  // namespace

int main(int argc, char** argv) {
  keepHeapSmall();  // as the program does
  if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
  if (qEnvironmentVariableIsEmpty("QT_QUICK_BACKEND")) qputenv("QT_QUICK_BACKEND", "software");
  QQuickStyle::setStyle(QStringLiteral("Basic"));
  QGuiApplication app(argc, argv);
  QGuiApplication::setFont(Desktop::interfaceFont());
  const QStringList arguments = QGuiApplication::arguments();
  const auto given = [&arguments](const char* name) { return arguments.contains(QLatin1String(name)); };
  const auto value = [&arguments](const char* name) { return arguments.value(arguments.indexOf(QLatin1String(name)) + 1); };
  const auto number = [&](const char* name, double otherwise) { return given(name) ? value(name).toDouble() : otherwise; };
  if (given("--help")) return std::fputs(kHelp, stdout), 0;
  if (given("--soak")) return soak({number("--soak", 60), number("--rate", 200), static_cast<int>(number("--chats", 0))});
  const double seconds = number("--seconds", 12);
  const auto wanted = [&](const char* name) { return !given("--case") || value("--case") == QLatin1String(name); };
  const QTemporaryDir dir;
  const auto stored = [&](const char* name, const std::vector<std::string>& answers) {
    return wanted(name) ? storeChat(dir, answers) : 0;
  };
  std::vector<std::string> many;
  for (unsigned i = 0; wanted("messages") && i < 2500; ++i) many.push_back(benchMarkdown(900, i));
  const qlonglong ordinary = stored("ordinary", {benchMarkdown(3000)}), large = stored("large", {benchMarkdown(10'000'000)}),
                  one_line = stored("line", {benchLine(1'000'000)}), rows = stored("table", {benchTable(5000)}),
                  all = stored("messages", many);
  PacedWindow bench(dir);
  if (wanted("ordinary")) run(bench, "ordinary chat", ordinary, benchMarkdown(40000), seconds, benchWords(1600));
  if (wanted("large")) run(bench, "10 MB message", large, benchMarkdown(40000), seconds);
  if (wanted("line")) run(bench, "1 MB line", one_line, benchLine(40000), seconds);
  if (wanted("table")) run(bench, "5,000-row table", rows, benchTable(5000), seconds);
  if (wanted("messages")) run(bench, "5,000 messages", all, benchMarkdown(40000), seconds);
  return 0;
}
