// How long the window's thread is held up while an answer streams in at 200 tokens a second, and whether its memory grows:
// the real window, drawn by the software renderer without a display, on a scripted engine. --help says how.
// A stall is the time between two looks at the event loop that are meant to be 1 ms apart, frames included; on a machine
// with other work to do, read the processor's time beside it.
#include <QGuiApplication>
#include <QQuickStyle>
#include <QTest>
#include <cstdio>

#include "app/heap.h"
#include "app/style/desktop.h"
#include "tests/bench/paced_window.h"
#include "tests/bench/soak.h"
#include "tests/bench/stalls.h"

using namespace deepwell;

namespace {

constexpr const char* kHelp =
    "transcript_bench [--case ordinary|large|line|table|messages] [--seconds S]\n"
    "transcript_bench --soak MINUTES [--rate TOKENS_A_SECOND] [--chats N]\n"
    "  --soak: one answer after the other, each in a new chat, 200 tokens a second unless --rate says otherwise, until the time is\n"
    "  over or N chats are. Prints the memory once a minute (100 times with --chats), then what it was from the end of the warm-up on\n"
    "  (3 minutes, or 30 chats with --chats); ends with 1 if the resident memory left 95..105 % of the value then.\n"
    "QT_QPA_PLATFORM=offscreen and QT_QUICK_BACKEND=software are set unless they are.\n";

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
