#include "app/desktop/bus.h"

#include <QFile>

namespace deepwell {

bool sessionHasBus() {
  // Without an address libdbus would try to start a bus of its own.
  return !qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS") || QFile::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + QStringLiteral("/bus"));
}

std::optional<QDBusConnection> sessionBus() {
  if (!sessionHasBus()) return std::nullopt;
  QDBusConnection bus = QDBusConnection::sessionBus();
  if (!bus.isConnected()) return std::nullopt;
  return bus;
}

}  // namespace deepwell
