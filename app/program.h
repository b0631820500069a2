// The parts behind the window, made in the order in which they need each other, and the window itself. The program, the
// tests and the tools that draw pictures all start here.
#pragma once

#include <QPointer>
#include <QQmlApplicationEngine>
#include <QQuickWindow>
#include <memory>

#include "app/chat/workspace.h"
#include "app/desktop/log_model.h"
#include "app/desktop/notifier.h"
#include "app/desktop/outside.h"
#include "app/desktop/places.h"
#include "app/fetch/helper.h"
#include "app/library/hub.h"
#include "app/library/library.h"
#include "app/privacy/page/privacy.h"
#include "app/settings/preferences.h"
#include "app/translations.h"

namespace deepwell {

// What only main() has, from before the sandbox.
struct Services {
  fetch::HelperLauncher start_helper;  // runs deepwell-fetch; empty: there are no downloads
  Outside::LinkOpener open_link;       // empty: links are not opened
  Outside::FolderOpener show_folder;   // empty: folders are shown over the session's bus only
  bool filtered = false;               // the kernel's filter should be in force: say so if it is not
  bool switched_off = false;           // by --no-sandbox
  QString filter_problem;              // why there is none, as far as it is known
  std::function<sandbox::Probe()> probe = &sandbox::probe;  // asks the kernel
};

class Program {
 public:
  // The folders of `places` are there.
  Program(const Places& places, std::unique_ptr<EngineLoader> loader, Services services = {});
  Program(const QString& data_dir, std::unique_ptr<EngineLoader> loader) : Program(Places::below(data_dir), std::move(loader)) {}
  ~Program();

  bool ok() const { return workspace_.ok(); }
  const Places& places() const { return places_; }
  Preferences& preferences() { return preferences_; }
  Workspace& workspace() { return workspace_; }
  Library& library() { return library_; }
  LogBook& log() { return log_; }  // for every part; nothing that a chat says
  Notifier& notifier() { return notifier_; }
  Hub& hub() { return hub_; }
  Privacy& privacy() { return privacy_; }

  // Opens the window; null: its QML could not be loaded.
  QQuickWindow* show();
  // Brings it to the front, as far as the desktop lets programs do that. `token`: as Instance::asked has it.
  void raise(const QString& token = {});
  QQuickWindow* window() const { return window_; }  // null before show()
  QQmlApplicationEngine& qml() { return qml_; }

 private:
  Privacy::Setup privacySetup();
  void keepLog();
  void notifyOfAnswers();
  void notifyOfDownloads();

  Places places_;
  Services services_;
  LogBook log_;
  LogModel logs_;
  Outside outside_;
  Preferences preferences_;
  Translations translations_;
  Workspace workspace_;
  Library library_;
  Hub hub_;
  Privacy privacy_;
  Notifier notifier_;
  QQmlApplicationEngine qml_;  // nothing that it shows may go before it
  QPointer<QQuickWindow> window_;
};

}  // namespace deepwell
