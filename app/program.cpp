#include "app/program.h"

#include "app/bridge/engine_loader.h"

namespace deepwell {

Program::Program(const QString& data_dir, std::unique_ptr<EngineLoader> loader)
    : preferences_(data_dir + QStringLiteral("/settings.ini")), workspace_(data_dir, preferences_, std::move(loader)),
      translations_(preferences_, qml_) {}

Program::~Program() = default;

QQuickWindow* Program::show() {
  qml_.addImportPath(QStringLiteral(":/qt/qml"));
  qml_.setInitialProperties({{QStringLiteral("workspace"), QVariant::fromValue(&workspace_)}});
  qml_.load(QUrl(QStringLiteral("qrc:/qt/qml/Deepwell/Window/Main.qml")));
  return qml_.rootObjects().isEmpty() ? nullptr : qobject_cast<QQuickWindow*>(qml_.rootObjects().constFirst());
}

}  // namespace deepwell
