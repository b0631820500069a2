// Everything behind a window, with a scripted engine, in a data folder of its own.
#pragma once

#include <QSignalSpy>
#include <QTemporaryDir>

#include "app/chat/workspace.h"
#include "app/settings/preferences.h"
#include "tests/app/fake_engine.h"
#include "tests/app/patience.h"

namespace deepwell {

struct Bench {
  explicit Bench(const QString& dir, bool load = true)
      : script(std::make_shared<Script>()), preferences(dir + QStringLiteral("/settings.ini")) {
    auto owned = std::make_unique<FakeLoader>(script);
    loader = owned.get();
    workspace = std::make_unique<Workspace>(dir, preferences, std::move(owned));
    if (!load) return;
    QSignalSpy loaded(workspace->engine(), &EngineHost::loaded);
    workspace->restore({});
    if (loaded.isEmpty()) loaded.wait(60000);
  }
  Conversation& chat() { return *workspace->current(); }
  // A chat that was just opened is read on a thread.
  MessageItem& last() {
    if (!QTest::qWaitFor([this] { return chat().messages()->last() != nullptr; }, 60000)) qFatal("the chat has no message");
    return *chat().messages()->last();
  }

  std::shared_ptr<Script> script;
  FakeLoader* loader = nullptr;
  Preferences preferences;
  std::unique_ptr<Workspace> workspace;
};

}  // namespace deepwell
