#include "app/desktop/bus.h"

#include <QFile>

namespace deepwell {

std::optional<QDBusConnection> sessionBus() {
  // Without an address libdbus would try to start a bus of its own.
  const bool known = !qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS") ||
                     QFile::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + QStringLiteral("/bus"));
  if (!known) return std::nullopt;
  QDBusConnection bus = QDBusConnection::sessionBus();
  if (!bus.isConnected()) return std::nullopt;
  return bus;
}

}  // namespace deepwell
