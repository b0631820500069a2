// The session's D-Bus, if there is one: containers and bare window managers have none, and nothing may wait for it there.
#pragma once

#include <QDBusConnection>
#include <optional>

namespace deepwell {

// Whether there is one, by what the environment says.
bool sessionHasBus();

// To be called before QGuiApplication is made. Where there is no bus, Qt's accessibility would have one started (dbus-launch): inside of
// our sandbox, there to stay, and for every other program of the session.
void startNoBus();

// Empty: no bus is running. Never starts one.
std::optional<QDBusConnection> sessionBus();

}  // namespace deepwell
