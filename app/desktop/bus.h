// The session's D-Bus, if there is one: containers and bare window managers have none, and nothing may wait for it there.
#pragma once

#include <QDBusConnection>
#include <optional>

namespace deepwell {

// Empty: no bus is running. Never starts one.
std::optional<QDBusConnection> sessionBus();

}  // namespace deepwell
