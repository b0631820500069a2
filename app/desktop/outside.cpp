#include "app/desktop/outside.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusServiceWatcher>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QUrl>

#include "app/desktop/bus.h"
#include "app/sandbox/link.h"
#include "app/words/error_text.h"

namespace deepwell {
namespace {

Outside* g_outside = nullptr;
const QString kTrays = QStringLiteral("org.kde.StatusNotifierWatcher");

}  // namespace

Outside::Outside(LinkOpener open_link, FolderOpener show_folder, QObject* parent)
    : QObject(parent), open_link_(std::move(open_link)), show_folder_(std::move(show_folder)) {
  g_outside = this;
  watchTray();
}

Outside::~Outside() {
  if (g_outside == this) g_outside = nullptr;
}

Outside* Outside::create(QQmlEngine*, QJSEngine*) {
  Q_ASSERT_X(g_outside, "Outside", "made before the QML engine");
  QJSEngine::setObjectOwnership(g_outside, QJSEngine::CppOwnership);
  return g_outside;
}

// Desktops start and end their tray as they please.
void Outside::watchTray() {
  const auto bus = sessionBus();
  if (!bus) return;
  auto* watcher = new QDBusServiceWatcher(kTrays, *bus, QDBusServiceWatcher::WatchForOwnerChange, this);
  connect(watcher, &QDBusServiceWatcher::serviceOwnerChanged, this,
          [this](const QString&, const QString&, const QString& owner) { setTrayAvailable(!owner.isEmpty()); });
  QDBusMessage call = QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.DBus"), QStringLiteral("/org/freedesktop/DBus"),
                                                     QStringLiteral("org.freedesktop.DBus"), QStringLiteral("NameHasOwner"));
  call << kTrays;
  auto* asked = new QDBusPendingCallWatcher(bus->asyncCall(call), this);
  connect(asked, &QDBusPendingCallWatcher::finished, this, [this, asked] {
    const QDBusPendingReply<bool> there = *asked;
    setTrayAvailable(!there.isError() && there.value());
    asked->deleteLater();
  });
}

void Outside::setTrayAvailable(bool available) {
  if (std::exchange(tray_available_, available) != available) emit trayChanged();
}

QString Outside::linkAddress(const QString& link) {
  const QByteArray address = QUrl(link.trimmed(), QUrl::TolerantMode).toEncoded(QUrl::FullyEncoded);
  return sandbox::checkLink({address.constData(), static_cast<size_t>(address.size())}) ? QString::fromLatin1(address) : QString();
}

void Outside::openLink(const QString& link) {
  const std::string address = linkAddress(link).toStdString();
  if (address.empty()) return emit failed(tr("Only links that begin with http:// or https:// are opened."));
  const Status status = open_link_ ? open_link_(address) : fail(ErrorCode::kUnsupported, "there is no browser here");
  if (!status) emit failed(tr("The link was not opened: %1").arg(errorText(status.error())));
}

void Outside::showFolder(const QString& path) { show(QStringLiteral("ShowFolders"), path, path); }

void Outside::showFile(const QString& path) { show(QStringLiteral("ShowItems"), path, QFileInfo(path).absolutePath()); }

// The file manager is asked over D-Bus, which starts it outside of our sandbox. Without one there the folder is opened as
// the desktop does it, outside of the sandbox too: a file manager that inherits it could open no page in a browser.
void Outside::show(const QString& method, const QString& path, const QString& folder) {
  if (!QFileInfo::exists(path)) return emit failed(tr("%1 is no longer there.").arg(QDir::toNativeSeparators(path)));
  const auto bus = sessionBus();
  if (!bus) return showByOpener(folder);
  QDBusMessage call = QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.FileManager1"),
                                                     QStringLiteral("/org/freedesktop/FileManager1"),
                                                     QStringLiteral("org.freedesktop.FileManager1"), method);
  call << QStringList{QUrl::fromLocalFile(path).toString(QUrl::FullyEncoded)} << QString();
  auto* watcher = new QDBusPendingCallWatcher(bus->asyncCall(call), this);
  connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, folder] {
    if (QDBusPendingReply<>(*watcher).isError()) showByOpener(folder);
    watcher->deleteLater();
  });
}

void Outside::showByOpener(const QString& folder) {
  const QByteArray path = QFile::encodeName(QDir(folder).absolutePath());
  const Status shown = show_folder_ ? show_folder_({path.constData(), static_cast<size_t>(path.size())})
                                    : fail(ErrorCode::kUnsupported, "there is no file manager here");
  if (!shown) emit failed(tr("%1 was not shown: %2").arg(QDir::toNativeSeparators(folder), errorText(shown.error())));
}

}  // namespace deepwell
