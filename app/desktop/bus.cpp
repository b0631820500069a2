#include "app/desktop/bus.h"

#include <QFile>

namespace deepwell {
namespace {

const char* const kAddress = "DBUS_SESSION_BUS_ADDRESS";
const char* const kNone = "disabled:";  // no transport of that name: nothing is tried

}  // namespace

bool sessionHasBus() {
  // Without an address libdbus would try to start a bus of its own.
  if (qgetenv(kAddress) == kNone) return false;
  return !qEnvironmentVariableIsEmpty(kAddress) || QFile::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + QStringLiteral("/bus"));
}

void startNoBus() {
  if (!sessionHasBus()) qputenv(kAddress, kNone);
}

std::optional<QDBusConnection> sessionBus() {
  if (!sessionHasBus()) return std::nullopt;
  QDBusConnection bus = QDBusConnection::sessionBus();
  if (!bus.isConnected()) return std::nullopt;
  return bus;
}

}  // namespace deepwell
