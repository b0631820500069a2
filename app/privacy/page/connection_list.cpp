#include "app/privacy/page/connection_list.h"

#include <QDateTime>
#include <QFile>
#include <QLocale>

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

ConnectionList::ConnectionList(const QString& file, QObject* parent) : QAbstractListModel(parent), file_(file) { refresh(); }

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
  const QFileInfo info(file_);
  const Status writable = canRecord(file_.toStdString());
  const QString problem = writable ? QString() : errorText(writable.error());
  const bool incomplete = QFileInfo::exists(QString::fromStdString(incompleteMark(file_.toStdString()).string()));
  if (info.size() == size_ && info.lastModified() == written_ && problem == writing_ && incomplete == record_.incomplete) return;
  size_ = info.size();
  written_ = info.lastModified();
  writing_ = problem;
  reload(problem);
}

void ConnectionList::reload(const QString& problem) {
  auto record = readConnections(file_.toStdString());
  beginResetModel();
  problem_ = record ? problem : errorText(record.error());
  record_ = record ? std::move(*record) : ConnectionRecord();
  endResetModel();
  emit changed();
}

void ConnectionList::clear() {
  const Status cleared = clearConnections(file_.toStdString());
  size_ = -1;
  refresh();
  if (cleared) return;
  problem_ = errorText(cleared.error());
  emit changed();
}

}  // namespace deepwell
