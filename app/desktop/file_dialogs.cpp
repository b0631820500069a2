#include "app/desktop/file_dialogs.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QQuickItem>
#include <QQuickWindow>

#include "app/desktop/bus.h"

namespace deepwell {
namespace {

constexpr int kPatienceMs = 1000;
constexpr uint kVersionWithFolders = 3;  // of org.freedesktop.portal.FileChooser
const char* const kTheme = "QT_QPA_PLATFORMTHEME";

// A portal that is there may lack this part, depending on what the desktop has installed behind it.
uint portalVersion() {
  if (!sessionHasBus()) return 0;
  const QString name = QStringLiteral("deepwell-portal");
  QDBusConnection bus = QDBusConnection::connectToBus(QDBusConnection::SessionBus, name);
  uint version = 0;
  if (bus.isConnected()) {
    QDBusMessage call = QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.portal.Desktop"),
                                                       QStringLiteral("/org/freedesktop/portal/desktop"),
                                                       QStringLiteral("org.freedesktop.DBus.Properties"), QStringLiteral("Get"));
    call << QStringLiteral("org.freedesktop.portal.FileChooser") << QStringLiteral("version");
    const QDBusMessage answer = bus.call(call, QDBus::Block, kPatienceMs);
    if (answer.type() == QDBusMessage::ReplyMessage && !answer.arguments().isEmpty())
      version = answer.arguments().constFirst().value<QDBusVariant>().variant().toUInt();
  }
  QDBusConnection::disconnectFromBus(name);
  return version;
}

QQuickItem* findByClass(QQuickItem* item, const char* name) {
  if (item->inherits(name)) return item;
  for (QQuickItem* child : item->childItems())
    if (QQuickItem* found = findByClass(child, name)) return found;
  return nullptr;
}

void colourBreadcrumbs(QQuickItem* overlay) {
  QQuickItem* bar = findByClass(overlay, "QQuickFolderBreadcrumbBar");
  if (!bar) return;
  auto* background = bar->property("background").value<QQuickItem*>();
  const auto* palette = bar->property("palette").value<QObject*>();
  if (background && palette) background->setProperty("color", palette->property("base"));
}

}  // namespace

void useDesktopsFileDialogs() {
  if (!qEnvironmentVariableIsSet(kTheme) && portalVersion() >= kVersionWithFolders) qputenv(kTheme, "xdgdesktopportal");
}

void colourQtsFileDialogs(QQuickWindow& window) {
  QQuickItem* root = window.contentItem();
  QQuickItem* overlay = findByClass(root->parentItem() ? root->parentItem() : root, "QQuickOverlay");
  if (overlay) QObject::connect(overlay, &QQuickItem::childrenChanged, overlay, [overlay] { colourBreadcrumbs(overlay); });
}

}  // namespace deepwell
