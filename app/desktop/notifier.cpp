#include "app/desktop/notifier.h"

#include <QDBusMessage>
#include <QDBusPendingReply>

#include "app/desktop/bus.h"

namespace deepwell {
namespace {

const QString kService = QStringLiteral("org.freedesktop.Notifications");
const QString kPath = QStringLiteral("/org/freedesktop/Notifications");

}  // namespace

Notifier::Notifier(QObject* parent) : QObject(parent) {}

void Notifier::answerEnded(qlonglong chat, qint64 took_ms, bool failed) {
  if (took_ms < long_answer_ms_ || !window_ || window_->isActive()) return;
  window_->alert(0);  // until it is looked at
  if (!enabled_) return;
  notify(chat, failed ? tr("An answer could not be finished") : tr("An answer is ready"),
         tr("It took %n second(s). Click to read it.", nullptr, static_cast<int>(took_ms / 1000)));
}

bool Notifier::listen(QDBusConnection& bus) {
  return bus.connect(kService, kPath, kService, QStringLiteral("ActionInvoked"), this, SLOT(onAction(uint, QString))) &&
         bus.connect(kService, kPath, kService, QStringLiteral("ActivationToken"), this, SLOT(onToken(uint, QString))) &&
         bus.connect(kService, kPath, kService, QStringLiteral("NotificationClosed"), this, SLOT(onClosed(uint, uint)));
}

void Notifier::notify(qlonglong chat, const QString& title, const QString& body) {
  auto bus = sessionBus();
  if (!bus) return;
  if (!listening_) listening_ = listen(*bus);
  QDBusMessage call = QDBusMessage::createMethodCall(kService, kPath, kService, QStringLiteral("Notify"));
  const QVariantMap hints{{QStringLiteral("desktop-entry"), QStringLiteral("deepwell")},
                          {QStringLiteral("category"), QStringLiteral("im.received")}};
  call << QStringLiteral("Deepwell") << 0U << QStringLiteral("deepwell") << title << body
       << QStringList{QStringLiteral("default"), tr("Show")} << hints << -1;
  auto* watcher = new QDBusPendingCallWatcher(bus->asyncCall(call), this);
  connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, chat] {
    const QDBusPendingReply<uint> id = *watcher;
    if (!id.isError()) shown_[id.value()] = chat;
    watcher->deleteLater();
  });
}

void Notifier::onToken(uint id, const QString& token) {
  if (shown_.contains(id)) tokens_[id] = token;
}

void Notifier::onAction(uint id, const QString&) {
  const auto found = shown_.find(id);
  if (found != shown_.end()) emit clicked(found->second, tokens_[id]);
}

void Notifier::onClosed(uint id, uint) {
  shown_.erase(id);
  tokens_.erase(id);
}

}  // namespace deepwell
