// The window with its library page open.
#pragma once

#include "tests/app/model_tree.h"
#include "tests/app/window_fixture.h"

namespace deepwell {

// On a home of its own.
struct LibraryWindow {
  explicit LibraryWindow(const TemporaryHome& home) : w(dataIn(home)) {}

  static QString dataIn(const TemporaryHome& home) {
    QDir().mkpath(home.path(QStringLiteral("data")));
    return home.path(QStringLiteral("data"));
  }
  bool opened() {
    if (!w.shown()) return false;
    w.loader->setDevices({{{DeviceKind::kCpu, 0, "CPU", "", 16ULL << 30U, 11ULL << 30U, false, false, ""}}, {}});
    w.key(Qt::Key_M, Qt::ControlModifier | Qt::ShiftModifier);
    return QTest::qWaitFor([this] { return w.program->library().scanned() && !w.program->library().scanning(); }, 60000);
  }
  Library& library() { return w.program->library(); }
  QVariant role(const QString& path, const char* name) { return library().find(path).value(QLatin1String(name)); }

  Window w;
};

}  // namespace deepwell
