#include "app/desktop/places.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

namespace deepwell {
namespace {

QString stateHome() {
  const QString home = qEnvironmentVariable("XDG_STATE_HOME");
  return QDir::isAbsolutePath(home) ? home : QDir::homePath() + QStringLiteral("/.local/state");
}

bool makeFolder(const QString& path) {
  if (QFileInfo(path).isDir()) return true;
  if (!QDir().mkpath(path)) return false;
  QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
  return true;
}

// A copy that is complete or not there: the old file goes last.
void moveFile(const QString& from, const QString& to) {
  if (!QFile::exists(from) || QFile::exists(to)) return;
  if (QFile::rename(from, to)) return;  // Qt copies between file systems
  const QString part = to + QStringLiteral(".new");
  QFile::remove(part);
  if (QFile::copy(from, part) && QFile::rename(part, to)) QFile::remove(from);
}

}  // namespace

Places Places::below(const QString& dir) {
  const QString root = QDir(dir).absolutePath();
  return {root, root, root + QStringLiteral("/models"), root + QStringLiteral("/logs"), true};
}

Places Places::standard() {
  const QString name = QStringLiteral("/deepwell");
  const QString data = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + name;
  return {QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + name, data, data + QStringLiteral("/models"),
          stateHome() + name + QStringLiteral("/logs"), false};
}

bool Places::prepare(QString* problem) const {
  for (const QString& folder : {config, data, models, logs}) {
    if (makeFolder(folder)) continue;
    *problem = QCoreApplication::translate("Places", "%1: this folder cannot be made; check the rights of the one above it, or choose "
                                                     "another with --data DIR").arg(QDir::toNativeSeparators(folder));
    return false;
  }
  if (config != data) moveFile(data + QStringLiteral("/settings.ini"), settingsFile());
  return true;
}

}  // namespace deepwell
