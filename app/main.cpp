// The window's program.
#include <QCommandLineParser>
#include <QDir>
#include <QGuiApplication>
#include <QIcon>
#include <QQuickStyle>
#include <QQuickWindow>
#include <QTemporaryDir>
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string_view>

#include "app/bridge/engine_loader.h"
#include "app/bridge/scripted_engine.h"
#include "app/desktop/bus.h"
#include "app/desktop/file_dialogs.h"
#include "app/desktop/instance.h"
#include "app/heap.h"
#include "app/program.h"
#include "app/sandbox/sandbox.h"
#include "app/style/desktop.h"

namespace {

struct Arguments {
  QString model;
  QString data_dir;  // empty: the usual places
  QString device;
  bool fake_engine = false;
};

bool anyArgument(int argc, char** argv, std::initializer_list<std::string_view> words) {
  return std::any_of(argv + 1, argv + argc, [&](const char* argument) {
    return std::find(words.begin(), words.end(), std::string_view(argument)) != words.end();
  });
}

// Without a GPU, OpenGL runs on the CPU and redraws the whole window every time, at the cost of the model's speed; Qt's
// own software renderer draws only what has changed.
bool hasGpu() {
#ifdef Q_OS_LINUX
  return !QDir(QStringLiteral("/dev/dri")).entryList({QStringLiteral("renderD*")}, QDir::System).isEmpty() ||
         QFile::exists(QStringLiteral("/dev/nvidia0")) || QFile::exists(QStringLiteral("/dev/dxg"));
#else
  return true;
#endif
}

QString words(const char* text) { return QCoreApplication::translate("main", text); }

Arguments parseArguments(const QCoreApplication& app) {
  QCommandLineParser parser;
  parser.setApplicationDescription(words(QT_TRANSLATE_NOOP("main", "Private, offline chat with reasoning models.")));
  parser.addHelpOption();
  parser.addVersionOption();
  const QCommandLineOption data({QStringLiteral("data"), QStringLiteral("data-dir")},
                                words(QT_TRANSLATE_NOOP("main", "Portable: keep chats, settings, models and logs below DIR.")),
                                QStringLiteral("DIR"));
  const QCommandLineOption device(QStringLiteral("device"),
                                  words(QT_TRANSLATE_NOOP("main", "Run the model on DEVICE this time: auto, cpu, vulkan, or one of "
                                                                  "several GPUs as in vulkan:1.")),
                                  QStringLiteral("DEVICE"));
  const QCommandLineOption fake(QStringLiteral("fake-engine"),
                                words(QT_TRANSLATE_NOOP("main", "For work on the window: answers come from a script, not from a model; "
                                                                "without --data, chats are thrown away at the end.")));
  const QCommandLineOption open(QStringLiteral("no-sandbox"),
                                words(QT_TRANSLATE_NOOP("main", "For debuggers: leave out the kernel's filter that keeps the window "
                                                                "off the network.")));
  for (const QCommandLineOption& option : {data, device, fake, open}) parser.addOption(option);
  parser.addPositionalArgument(QStringLiteral("MODEL"),
                               words(QT_TRANSLATE_NOOP("main", "A .gguf, a folder with safetensors, or \"pocket\".")),
                               QStringLiteral("[MODEL]"));
  parser.process(app);
  Arguments arguments;
  if (parser.isSet(data)) arguments.data_dir = QDir(parser.value(data)).absolutePath();
  arguments.device = parser.value(device);
  arguments.fake_engine = parser.isSet(fake);
  if (!arguments.device.isEmpty() && !deepwell::EngineHost::isDevice(arguments.device)) {
    std::fprintf(stderr, "deepwell: --device %s: expected auto, cpu, vulkan, or the number of a GPU as in vulkan:1\n",
                 qPrintable(arguments.device));
    std::exit(2);
  }
  if (!parser.positionalArguments().isEmpty()) {
    arguments.model = parser.positionalArguments().constFirst();
    if (arguments.model != QLatin1String("pocket")) arguments.model = QDir(arguments.model).absolutePath();
  }
  return arguments;
}

int complain(const QString& words) {
  std::fprintf(stderr, "deepwell: %s\n", qPrintable(words));
  return 1;
}

deepwell::Services servicesOf(const deepwell::sandbox::Sandbox& sandbox) {
  deepwell::Services services;
  if (auto* broker = sandbox.broker.get()) {
    services.start_helper = [broker] { return broker->startHelper(); };
    services.open_link = [broker](std::string_view link) { return broker->openLink(link); };
    services.show_folder = [broker](std::string_view folder) { return broker->showFolder(folder); };
  }
  services.filtered = !sandbox.switched_off;
  services.switched_off = sandbox.switched_off;
  services.filter_problem = QString::fromStdString(sandbox.filter_problem);
  return services;
}

// The window on its folders until it is closed.
int runWindow(const Arguments& arguments, const deepwell::Places& places, const deepwell::sandbox::Sandbox& sandbox) {
  deepwell::Instance instance(places.data);
  if (const auto claim = instance.claim(arguments.model); claim != deepwell::Instance::Claim::kFirst) {
    if (claim == deepwell::Instance::Claim::kHandedOver) return 0;
    return complain(QStringLiteral("another Deepwell has %1 open and does not answer; end it, or use another folder with --data DIR")
                        .arg(places.data));
  }
  // Caches of Qt and of graphics drivers too; the broker, and so the browser, keeps the usual ones.
  if (places.portable) qputenv("XDG_CACHE_HOME", QFile::encodeName(places.data + QStringLiteral("/cache")));
  // What the history has no room for in memory, pieces of chats, stays beside it and out of /var/tmp.
  qputenv("SQLITE_TMPDIR", QFile::encodeName(places.data));

  auto loader = arguments.fake_engine ? deepwell::makeScriptedLoader() : deepwell::makeRuntimeLoader();
  deepwell::Program program(places, std::move(loader), servicesOf(sandbox));
  program.log().catchQtMessages();
  if (!program.ok()) return complain(program.workspace().problem());
  QObject::connect(&instance, &deepwell::Instance::asked, &program.workspace(), [&program](const QString& model, const QString& token) {
    program.raise(token);
    program.workspace().engine()->load(model);
  });
  if (!arguments.device.isEmpty()) program.workspace().engine()->setDevice(arguments.device);
  program.workspace().restore(arguments.model);
  if (!program.show()) return 1;
  return QGuiApplication::exec();
}

}  // namespace

int main(int argc, char** argv) {
  deepwell::keepHeapSmall();
  QGuiApplication::setApplicationName(QStringLiteral("deepwell"));
  QGuiApplication::setApplicationDisplayName(QStringLiteral("Deepwell"));
  QGuiApplication::setApplicationVersion(QStringLiteral(DEEPWELL_VERSION));
  QGuiApplication::setDesktopFileName(QStringLiteral("deepwell"));
  // These must work without a display, where QGuiApplication would give up.
  if (anyArgument(argc, argv, {"--help", "-h", "--help-all", "--version", "-v"})) parseArguments(QCoreApplication(argc, argv));  // exits

  // Before there is a second thread, a window or a connection.
  const bool filtered = !anyArgument(argc, argv, {"--no-sandbox"});
  const deepwell::sandbox::Sandbox sandbox = deepwell::sandbox::enter(filtered);
  const std::string display = deepwell::sandbox::displayProblem(filtered);
  if (!display.empty() && !anyArgument(argc, argv, {"-platform", "--platform"})) return complain(QString::fromStdString(display));

  deepwell::startNoBus();
  deepwell::useDesktopsFileDialogs();
  const QGuiApplication app(argc, argv);
  const Arguments arguments = parseArguments(app);
  if (!qEnvironmentVariableIsSet("QT_QUICK_BACKEND") && !hasGpu())
    QQuickWindow::setGraphicsApi(QSGRendererInterface::Software);
  QQuickStyle::setStyle(QStringLiteral("Basic"));
  QGuiApplication::setFont(deepwell::Desktop::interfaceFont());
  QGuiApplication::setWindowIcon(QIcon(QStringLiteral(":/deepwell/icons/deepwell.svg")));

  std::optional<QTemporaryDir> temporary;
  QString data_dir = arguments.data_dir;
  if (arguments.fake_engine && data_dir.isEmpty()) data_dir = temporary.emplace().path();
  const deepwell::Places places = data_dir.isEmpty() ? deepwell::Places::standard() : deepwell::Places::below(data_dir);
  QString problem;
  if (!places.prepare(&problem)) return complain(problem);
  return runWindow(arguments, places, sandbox);
}
