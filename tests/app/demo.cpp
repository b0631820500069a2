// As deepwell --fake-engine --data DATA-DIR [MODEL], from the library of the tests.
#include <QGuiApplication>
#include <QQuickStyle>

#include "app/bridge/scripted_engine.h"
#include "app/program.h"
#include "app/style/desktop.h"

using namespace deepwell;

int main(int argc, char** argv) {
  QGuiApplication::setApplicationName(QStringLiteral("deepwell-demo"));
  QGuiApplication::setApplicationVersion(QStringLiteral("demo"));
  QGuiApplication app(argc, argv);
  if (argc < 2) return 2;
  QQuickStyle::setStyle(QStringLiteral("Basic"));
  QGuiApplication::setFont(Desktop::interfaceFont());
  const Places places = Places::below(QString::fromLocal8Bit(argv[1]));
  QString problem;
  if (!places.prepare(&problem)) return 1;
  Program program(places, makeScriptedLoader());
  program.workspace().restore(argc > 2 ? QString::fromLocal8Bit(argv[2]) : QString());
  return program.show() ? QGuiApplication::exec() : 1;
}
