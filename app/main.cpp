// The window's program.
#include <QCommandLineParser>
#include <QDir>
#include <QGuiApplication>
#include <QIcon>
#include <QQuickStyle>
#include <QQuickWindow>
#include <QStandardPaths>
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "app/bridge/engine_loader.h"
#include "app/program.h"
#include "app/style/desktop.h"

namespace {

struct Arguments {
  QString model;
  QString data_dir;
  QString device;
};

// --help and --version must work without a display, where QGuiApplication would give up.
bool asksForWordsOnly(int argc, char** argv) {
  return std::any_of(argv + 1, argv + argc, [](const char* argument) {
    const std::string_view text = argument;
    return text == "--help" || text == "-h" || text == "--help-all" || text == "--version" || text == "-v";
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

Arguments parseArguments(const QCoreApplication& app) {
  QCommandLineParser parser;
  parser.setApplicationDescription(QCoreApplication::translate("main", "Private, offline chat with reasoning models."));
  parser.addHelpOption();
  parser.addVersionOption();
  const QCommandLineOption data_dir(QStringLiteral("data-dir"),
                                    QCoreApplication::translate("main", "Keep chats and settings in DIR."),
                                    QStringLiteral("DIR"));
  parser.addOption(data_dir);
  const QCommandLineOption device(QStringLiteral("device"),
                                  QCoreApplication::translate("main", "Run the model on DEVICE this time: auto, cpu, vulkan, or one of "
                                                                      "several GPUs as in vulkan:1."),
                                  QStringLiteral("DEVICE"));
  parser.addOption(device);
  parser.addPositionalArgument(QStringLiteral("MODEL"),
                               QCoreApplication::translate("main", "A .gguf, a folder with safetensors, or \"pocket\"."),
                               QStringLiteral("[MODEL]"));
  parser.process(app);
  Arguments arguments;
  arguments.data_dir = parser.isSet(data_dir)
                           ? QDir(parser.value(data_dir)).absolutePath()
                           : QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
  arguments.device = parser.value(device);
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

}  // namespace

int main(int argc, char** argv) {
  QGuiApplication::setApplicationName(QStringLiteral("deepwell"));
  QGuiApplication::setApplicationDisplayName(QStringLiteral("Deepwell"));
  QGuiApplication::setApplicationVersion(QStringLiteral(DEEPWELL_VERSION));
  QGuiApplication::setDesktopFileName(QStringLiteral("deepwell"));
  if (asksForWordsOnly(argc, argv)) parseArguments(QCoreApplication(argc, argv));  // exits
  QGuiApplication app(argc, argv);
  const Arguments arguments = parseArguments(app);

  if (!qEnvironmentVariableIsSet("QT_QUICK_BACKEND") && !hasGpu())
    QQuickWindow::setGraphicsApi(QSGRendererInterface::Software);
  QQuickStyle::setStyle(QStringLiteral("Basic"));
  QGuiApplication::setFont(deepwell::Desktop::interfaceFont());
  QGuiApplication::setWindowIcon(QIcon(QStringLiteral(":/deepwell/icons/deepwell.svg")));

  QDir().mkpath(arguments.data_dir);
  deepwell::Program program(arguments.data_dir, deepwell::makeRuntimeLoader());
  if (!program.ok()) {
    std::fprintf(stderr, "deepwell: %s\n", qPrintable(program.workspace().problem()));
    return 1;
  }
  if (!arguments.device.isEmpty()) program.workspace().engine()->setDevice(arguments.device);
  program.workspace().restore(arguments.model);
  if (!program.show()) return 1;
  return QGuiApplication::exec();
}
