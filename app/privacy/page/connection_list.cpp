#include "app/privacy/page/connection_list.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QPointer>
#include <QThreadPool>
#include <algorithm>
#include <utility>

#include "app/words/amounts.h"
#include "app/words/error_text.h"

namespace deepwell {
namespace {

QString purposeWords(const std::string& purpose) {
  if (purpose == "download") return ConnectionList::tr("Download");
  if (purpose == "search") return ConnectionList::tr("Search");
  return QString::fromStdString(purpose);
}

QString addressWords(const fetch::Connection& connection) {
  const QString address = QString::fromStdString(connection.address);
  if (address.isEmpty()) return ConnectionList::tr("no address");
  return (address.contains(u':') ? u'[' + address + u']' : address) + u':' + QString::number(connection.port);
}

}  // namespace

// Shared with the thread, which may outlive the list. One job runs at a time.
struct ConnectionList::Reading {
  explicit Reading(const std::filesystem::path& path) : file(path), reader(path) {}

  const std::filesystem::path file;
  ConnectionReader reader;
};

ConnectionList::ConnectionList(const QString& file, QObject* parent)
    : QAbstractListModel(parent), file_(file), reading_(std::make_shared<Reading>(file.toStdString())) {}

QString ConnectionList::received() const { return sizeText(record_.bytes_received); }
QString ConnectionList::sent() const { return sizeText(record_.bytes_sent); }

int ConnectionList::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : count(); }

QVariant ConnectionList::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const fetch::Connection& connection = record_.connections[static_cast<size_t>(index.row())];
  switch (role) {
    case TimeRole: return QLocale().toString(QDateTime::fromMSecsSinceEpoch(connection.opened_ms), QLocale::ShortFormat);
    case HostRole: return QString::fromStdString(connection.host);
    case AddressRole: return addressWords(connection);
    case PurposeRole: return purposeWords(connection.purpose);
    case ReceivedRole: return sizeText(connection.bytes_received);
    case SentRole: return sizeText(connection.bytes_sent);
    case ClosedRole: return connection.closed;
    default: return {};
  }
}

QHash<int, QByteArray> ConnectionList::roleNames() const {
  return {{TimeRole, "time"}, {HostRole, "host"},         {AddressRole, "address"}, {PurposeRole, "purpose"},
          {SentRole, "sent"}, {ReceivedRole, "received"}, {ClosedRole, "closed"}};
}

void ConnectionList::refresh() {
  again_ = running_;
  if (std::exchange(running_, true)) return;
  QThreadPool::globalInstance()->start([guard = QPointer<ConnectionList>(this), reading = reading_] {
    const Status writable = canRecord(reading->file);
    auto record = reading->reader.read();
    const QString problem = !record ? errorText(record.error()) : !writable ? errorText(writable.error()) : QString();
    std::optional<ConnectionRecord> news;
    if (record) news = std::move(*record);
    QMetaObject::invokeMethod(qApp, [guard, news = std::move(news), problem]() mutable {
      if (guard) guard->take(std::move(news), problem);
    }, Qt::QueuedConnection);
  });
}

void ConnectionList::take(std::optional<ConnectionRecord> record, const QString& problem) {
  running_ = false;
  const bool news = record || !known_ || problem != problem_;
  known_ = true;
  problem_ = problem;
  if (record) {
    replace(std::move(*record));
    clear_problem_.clear();
  }
  if (news) emit changed();
  if (again_) refresh();
}

// Who reads the list stays where they are: new connections come in above, those that are there may have ended.
void ConnectionList::replace(ConnectionRecord record) {
  const auto same = [](const fetch::Connection& a, const fetch::Connection& b) { return a.opened_ms == b.opened_ms && a.number == b.number; };
  const auto added = static_cast<std::ptrdiff_t>(record.connections.size()) - static_cast<std::ptrdiff_t>(record_.connections.size());
  if (added < 0 || !std::equal(record_.connections.begin(), record_.connections.end(), record.connections.begin() + added, same)) {
    beginResetModel();
    record_ = std::move(record);
    return endResetModel();
  }
  if (added > 0) beginInsertRows({}, 0, static_cast<int>(added) - 1);
  record_ = std::move(record);
  if (added > 0) endInsertRows();
  if (count() > added) emit dataChanged(index(static_cast<int>(added)), index(count() - 1));
}

void ConnectionList::clear() {
  const Status done = clearConnections(file_.toStdString());
  clear_problem_ = done ? QString() : errorText(done.error());
  emit changed();
  if (!done) return;
  emit cleared();
  refresh();
}

}  // namespace deepwell
