// How long the window's thread is held up by the page of the models where there are many: the real window, drawn by the
// software renderer without a display, on a scripted engine and files that are headers only.
//   library_bench [MODELS]      (3000)
// QT_QPA_PLATFORM=offscreen and QT_QUICK_BACKEND=software are set unless they are.
#include <QDir>
#include <QEventLoop>
#include <QGuiApplication>
#include <QQuickStyle>
#include <QTimer>
#include <functional>

#include "app/style/desktop.h"
#include "tests/app/model_tree.h"
#include "tests/app/window_fixture.h"
#include "tests/bench/stalls.h"

using namespace deepwell;

namespace {

constexpr int kSettleMs = 400;

// As QTest::qWait(), which sleeps 10 ms at a time and would be seen as stalls.
void run(int ms) {
  QEventLoop loop;
  QTimer::singleShot(ms, Qt::PreciseTimer, &loop, &QEventLoop::quit);
  loop.exec();
}

bool runUntil(const std::function<bool()>& done) {
  for (int i = 0; i < 12'000 && !done(); ++i) run(10);
  return done();
}

void makeModels(const TemporaryHome& home, int count) {
  static const char* const kNames[] = {"DeepSeek-R1-Distill-Qwen", "DeepSeek-R1-Distill-Llama", "Qwen3", "DeepSeek-V2-Lite"};
  static const char* const kQuantisations[] = {"Q4_K_M", "Q8_0", "IQ2_XXS", "Q6_K", "BF16"};
  for (int i = 0; i < count; ++i) {
    const QString name = QStringLiteral("%1-number-%2-%3.gguf").arg(QLatin1String(kNames[i % 4])).arg(i * 7919 % count, 5, 10, QLatin1Char('0')).arg(QLatin1String(kQuantisations[i % 5]));
    home.write(QStringLiteral("data/models/owner/repository-%1/%2").arg(i / 4, 4, 10, QLatin1Char('0')).arg(name), QByteArray(100 + i % 900, 'x'));
  }
}

class LibraryBench {
 public:
  explicit LibraryBench(const TemporaryHome& home) : w_(home.path(QStringLiteral("data"))) {}
  bool shown() {
    if (!w_.shown()) return false;
    w_.loader->setDevices({{{DeviceKind::kCpu, 0, "CPU", "", 16ULL << 30U, 11ULL << 30U, false, false, ""}}, {}});
    run(kSettleMs);
    return true;
  }
  void measure(const char* name, const std::function<void()>& act) {
    stalls_.start();
    act();
    run(kSettleMs);
    stalls_.stop();
    stalls_.report(name);
  }
  void open() {
    w_.key(Qt::Key_M, Qt::ControlModifier | Qt::ShiftModifier);
    waitForScan();
    std::printf("  %d models are listed\n", library().installed()->count());
  }
  void waitForScan() {
    if (!runUntil([this] { return library().scanned() && !library().scanning(); })) qFatal("the search for models does not end");
  }
  void rescan() {
    library().refresh();
    waitForScan();
  }
  // As a hand on the wheel, then on the End and Home keys.
  void scroll() {
    QQuickItem* list = w_.find("installedList");
    for (int step = 0; list && step < 120; ++step) {
      list->setProperty("contentY", list->property("contentY").toDouble() + 53);
      run(12);
    }
    for (const bool end : {true, false}) {
      if (list) QMetaObject::invokeMethod(list, end ? "positionViewAtEnd" : "positionViewAtBeginning");
      run(60);
    }
  }
  void filter() {
    for (const QChar c : QStringLiteral("llama q8")) {
      w_.key(static_cast<Qt::Key>(c.toUpper().unicode()));
      run(40);
    }
    for (int i = 0; i < 8; ++i) {
      w_.key(Qt::Key_Backspace);
      run(40);
    }
  }
  void order() {
    for (const char* order : {"size", "date", "name"}) {
      library().installed()->setOrder(QLatin1String(order));
      run(60);
    }
  }
  void load() {
    const QString path = library().installed()->index(0).data(InstalledModel::PathRole).toString();
    w_.workspace->engine()->load(path);
    if (!runUntil([&] { return w_.workspace->engine()->path() == path && w_.workspace->engine()->ready(); })) qFatal("%s does not load", qPrintable(path));
  }
  // To another page and back.
  void turn() {
    w_.key(Qt::Key_N, Qt::ControlModifier);
    run(200);
    w_.key(Qt::Key_M, Qt::ControlModifier | Qt::ShiftModifier);
  }

 private:
  Library& library() { return w_.program->library(); }

  Window w_;
  Stalls stalls_;
};

}  // namespace

int main(int argc, char** argv) {
  if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
  if (qEnvironmentVariableIsEmpty("QT_QUICK_BACKEND")) qputenv("QT_QUICK_BACKEND", "software");
  QQuickStyle::setStyle(QStringLiteral("Basic"));
  QGuiApplication app(argc, argv);
  QGuiApplication::setFont(Desktop::interfaceFont());
  const QStringList arguments = QGuiApplication::arguments();
  const int count = arguments.size() > 1 ? arguments[1].toInt() : 3000;
  const TemporaryHome home;
  makeModels(home, count);
  for (const char* time : {"first time", "again, headers known"}) {
    LibraryBench bench(home);
    if (!bench.shown()) return 1;
    std::printf("%d models, %s\n", count, time);
    bench.measure("  opening", [&] { bench.open(); });
    bench.measure("  away and back", [&] { bench.turn(); });
    bench.measure("  scrolling", [&] { bench.scroll(); });
    bench.measure("  filtering", [&] { bench.filter(); });
    bench.measure("  ordering", [&] { bench.order(); });
    bench.measure("  looking again", [&] { bench.rescan(); });
    bench.measure("  loading a model", [&] { bench.load(); });
  }
  return 0;
}
