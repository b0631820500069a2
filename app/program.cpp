#include "app/program.h"

#include "app/bridge/engine_loader.h"

namespace deepwell {

Program::Program(const Places& places, std::unique_ptr<EngineLoader> loader, Services services)
    : places_(places), services_(std::move(services)), outside_(services_.open_link), preferences_(places.settingsFile()),
      workspace_(places.data, preferences_, std::move(loader)), library_(places.data, places.models, preferences_, *workspace_.engine()),
      translations_(preferences_, qml_) {
  QObject::connect(&outside_, &Outside::failed, &workspace_, &Workspace::setProblem);
  library_.setRevealer([this](const QString& path) { outside_.showFile(path); });
}

Program::~Program() = default;

QQuickWindow* Program::show() {
  qml_.addImportPath(QStringLiteral(":/qt/qml"));
  qml_.setInitialProperties({{QStringLiteral("workspace"), QVariant::fromValue(&workspace_)}});
  qml_.load(QUrl(QStringLiteral("qrc:/qt/qml/Deepwell/Window/Main.qml")));
  window_ = qml_.rootObjects().isEmpty() ? nullptr : qobject_cast<QQuickWindow*>(qml_.rootObjects().constFirst());
  return window_;
}

void Program::raise(const QString& token) {
  if (!window_) return;
  if (!token.isEmpty()) qputenv("XDG_ACTIVATION_TOKEN", token.toUtf8());  // where Qt looks for it
  if (window_->visibility() == QWindow::Minimized) window_->showNormal();
  window_->show();
  window_->raise();
  window_->requestActivate();
}

}  // namespace deepwell
