// The parts behind the window, made in the order in which they need each other, and the window itself. The program, the
// tests and the tools that draw pictures all start here.
#pragma once

#include <QQmlApplicationEngine>
#include <QQuickWindow>
#include <memory>

#include "app/chat/workspace.h"
#include "app/settings/preferences.h"
#include "app/translations.h"

namespace deepwell {

class Program {
 public:
  // `data_dir` exists: settings, chats and logs are kept there.
  Program(const QString& data_dir, std::unique_ptr<EngineLoader> loader);
  ~Program();

  bool ok() const { return workspace_.ok(); }
  Preferences& preferences() { return preferences_; }
  Workspace& workspace() { return workspace_; }

  // Opens the window; null: its QML could not be loaded.
  QQuickWindow* show();
  QQmlApplicationEngine& qml() { return qml_; }

 private:
  Preferences preferences_;
  Workspace workspace_;
  QQmlApplicationEngine qml_;  // nothing that it shows may go before it
  Translations translations_;
};

}  // namespace deepwell
