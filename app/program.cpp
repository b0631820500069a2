#include "app/program.h"

#include "app/bridge/engine_loader.h"
#include "app/desktop/file_dialogs.h"
#include "app/retelling.h"
#include "app/style/desktop.h"

namespace deepwell {

Program::Program(const Places& places, std::unique_ptr<EngineLoader> loader, Services services)
    : places_(places), services_(std::move(services)), log_(places.logs), logs_(log_), outside_(services_.open_link, services_.show_folder),
      preferences_(places.settingsFile()), translations_(preferences_), workspace_(places.data, preferences_, std::move(loader)),
      library_(places.data, places.models, preferences_, *workspace_.engine()),
      hub_(places.data, places.connectionsFile(), preferences_, library_, services_.start_helper), privacy_(privacySetup()) {
  translations_.setQml(&qml_);
  translations_.apply();  // before the translations of Qt itself, which the engine has just put there
  QObject::connect(&outside_, &Outside::failed, &workspace_, &Workspace::setProblem);
  QObject::connect(privacy_.connections(), &ConnectionList::cleared, &hub_, &Hub::forgetConnections);
  library_.setRevealer([this](const QString& path) { outside_.showFile(path); });
  QObject::connect(&translations_, &Translations::changed, &workspace_, [this] { tellAgain(*this); });
  workspace_.writtenWith()->setFinder([this](const QString& path, const QString& name) {
    library_.start();  // unless that was done
    return library_.installedPath(path, name);
  });
  QObject::connect(library_.installed(), &InstalledModel::entriesChanged, workspace_.writtenWith(), &WrittenWith::refresh);
  keepLog();
  notifyOfAnswers();
  notifyOfDownloads();
}

Program::~Program() = default;

Privacy::Setup Program::privacySetup() {
  Privacy::Setup setup;
  setup.places = places_;
  setup.expected = services_.filtered || services_.switched_off;
  setup.switched_off = services_.switched_off;
  setup.problem = services_.filter_problem;
  setup.probe = services_.probe;
  setup.models_folder = [this] { return library_.modelsFolder(); };
  setup.erase_history = [this](std::function<void(bool)> done) { workspace_.eraseHistory(std::move(done)); };
  return setup;
}

// Only what concerns the program itself: names of models and devices, errors. What is said in chats is not.
void Program::keepLog() {
  EngineHost* engine = workspace_.engine();
  const QString model = QStringLiteral("model");
  const auto note = [this](LogLine::Level level, const QString& source, const QString& text) {
    if (!text.isEmpty()) log_.add(level, source, text);
  };
  note(LogLine::kInfo, QStringLiteral("program"),
       QStringLiteral("Deepwell %1, Qt %2, data in %3").arg(QCoreApplication::applicationVersion(), QLatin1String(qVersion()), places_.data));
  note(privacy_.inForce() ? LogLine::kInfo : LogLine::kWarning, QStringLiteral("sandbox"),
       privacy_.inForce() ? QStringLiteral("the kernel refuses internet sockets") : QStringLiteral("not in force ") + privacy_.problem());
  QObject::connect(engine, &EngineHost::loadingChanged, &log_, [=] {
    if (engine->loading()) note(LogLine::kInfo, model, QStringLiteral("loading %1").arg(engine->loadingName()));
  });
  QObject::connect(engine, &EngineHost::loaded, &log_, [=](const QString& path) {
    note(LogLine::kInfo, model, QStringLiteral("loaded %1 (%2)").arg(path, engine->detail()));
  });
  QObject::connect(engine, &EngineHost::errorChanged, &log_, [=] { note(LogLine::kError, model, engine->error()); });
  QObject::connect(engine, &EngineHost::warningChanged, &log_, [=] { note(LogLine::kWarning, model, engine->warning()); });
  QObject::connect(&workspace_, &Workspace::problemChanged, &log_, [=, this] {
    note(LogLine::kWarning, QStringLiteral("history"), workspace_.problem());
  });
}

void Program::notifyOfAnswers() {
  QObject::connect(&workspace_, &Workspace::answerEnded, &notifier_, [this](qlonglong chat, qint64 took_ms, bool failed) {
    notifier_.setEnabled(preferences_.notifications());
    notifier_.answerEnded(chat, took_ms, failed);
  });
  QObject::connect(&notifier_, &Notifier::clicked, &workspace_, [this](qlonglong chat, const QString& token) {
    raise(token);
    workspace_.openChat(chat);
    if (window_) QMetaObject::invokeMethod(window_, "showChat");  // from the library
  });
}

void Program::notifyOfDownloads() {
  QObject::connect(&hub_, &Hub::arrived, &notifier_, [this](const QString& name) {
    notifier_.setEnabled(preferences_.notifications());
    notifier_.downloadEnded(name);
  });
  QObject::connect(&notifier_, &Notifier::downloadClicked, &hub_, [this](const QString& token) {
    raise(token);
    if (window_) QMetaObject::invokeMethod(window_, "showLibrary", Q_ARG(QString, QStringLiteral("downloads")));
  });
}

QQuickWindow* Program::show() {
  qml_.addImportPath(QStringLiteral(":/qt/qml"));
  qml_.setInitialProperties({{QStringLiteral("workspace"), QVariant::fromValue(&workspace_)}});
  qml_.load(QUrl(QStringLiteral("qrc:/qt/qml/Deepwell/Window/Main.qml")));
  translations_.apply();
  window_ = qml_.rootObjects().isEmpty() ? nullptr : qobject_cast<QQuickWindow*>(qml_.rootObjects().constFirst());
  notifier_.setWindow(window_);
  if (window_) colourQtsFileDialogs(*window_);
  return window_;
}

void Program::raise(const QString& token) {
  if (!window_) return;
  if (!token.isEmpty()) qputenv("XDG_ACTIVATION_TOKEN", token.toUtf8());  // where Qt looks for it
  Desktop::show(window_);
  window_->raise();
  window_->requestActivate();
}

}  // namespace deepwell
