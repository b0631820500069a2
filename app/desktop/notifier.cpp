#include "app/desktop/notifier.h"

#include <QDBusMessage>
#include <QDBusPendingReply>

#include "app/desktop/bus.h"

namespace deepwell {
namespace {

const QString kService = QStringLiteral("org.freedesktop.Notifications");
const QString kPath = QStringLiteral("/org/freedesktop/Notifications");
constexpr qsizetype kLongestName = 80;

}  // namespace

Notifier::Notifier(QObject* parent) : QObject(parent) {}

bool Notifier::unseen() {
  if (!window_ || window_->isActive()) return false;
  window_->alert(0);  // until it is looked at
  return true;
}

void Notifier::answerEnded(qlonglong chat, qint64 took_ms, bool failed) {
  if (took_ms < long_answer_ms_ || !unseen() || !enabled_) return;
  notify(chat, failed ? tr("An answer could not be finished") : tr("An answer is ready"),
         tr("It took %n second(s). Click to read it.", nullptr, static_cast<int>(took_ms / 1000)));
}

// The name came from a hub: it stands in the title, where no server reads markup.
void Notifier::downloadEnded(const QString& model) {
  if (!unseen() || !enabled_) return;
  notify({}, tr("%1 is downloaded").arg(model.simplified().left(kLongestName)), tr("Click to see it."));
}

bool Notifier::listen(QDBusConnection& bus) {
  return bus.connect(kService, kPath, kService, QStringLiteral("ActionInvoked"), this, SLOT(onAction(uint, QString))) &&
         bus.connect(kService, kPath, kService, QStringLiteral("ActivationToken"), this, SLOT(onToken(uint, QString))) &&
         bus.connect(kService, kPath, kService, QStringLiteral("NotificationClosed"), this, SLOT(onClosed(uint, uint)));
}

void Notifier::notify(Subject subject, const QString& title, const QString& body) {
  auto bus = sessionBus();
  if (!bus) return;
  if (!listening_) listening_ = listen(*bus);
  QDBusMessage call = QDBusMessage::createMethodCall(kService, kPath, kService, QStringLiteral("Notify"));
  const QVariantMap hints{{QStringLiteral("desktop-entry"), QStringLiteral("deepwell")},
                          {QStringLiteral("category"), subject ? QStringLiteral("im.received") : QStringLiteral("transfer.complete")}};
  call << QStringLiteral("Deepwell") << 0U << QStringLiteral("deepwell") << title << body
       << QStringList{QStringLiteral("default"), tr("Show")} << hints << -1;
  auto* watcher = new QDBusPendingCallWatcher(bus->asyncCall(call), this);
  connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, subject] {
    const QDBusPendingReply<uint> id = *watcher;
    if (!id.isError()) shown_[id.value()] = subject;
    watcher->deleteLater();
  });
}

void Notifier::onToken(uint id, const QString& token) {
  if (shown_.contains(id)) tokens_[id] = token;
}

void Notifier::onAction(uint id, const QString&) {
  const auto found = shown_.find(id);
  if (found == shown_.end()) return;
  if (found->second) emit clicked(*found->second, tokens_[id]);
  else emit downloadClicked(tokens_[id]);
}

void Notifier::onClosed(uint id, uint) {
  shown_.erase(id);
  tokens_.erase(id);
}

}  // namespace deepwell
