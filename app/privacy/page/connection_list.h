// The record of connections as a list for the window, newest first.
#pragma once

#include <QAbstractListModel>
#include <QFileInfo>
#include <QtQmlIntegration>

#include "app/privacy/connection_file.h"

namespace deepwell {

class ConnectionList : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("Part of Privacy")
  Q_PROPERTY(int count READ count NOTIFY changed)
  Q_PROPERTY(QString received READ received NOTIFY changed)  // "1.2 GiB", of all
  Q_PROPERTY(QString sent READ sent NOTIFY changed)
  Q_PROPERTY(int damagedLines READ damagedLines NOTIFY changed)
  Q_PROPERTY(bool olderLeftOut READ olderLeftOut NOTIFY changed)
  Q_PROPERTY(bool incomplete READ incomplete NOTIFY changed)  // some connections could not be written into the record
  Q_PROPERTY(QString problem READ problem NOTIFY changed)  // why the record cannot be read, written or emptied; empty: none

 public:
  enum Role { TimeRole = Qt::UserRole + 1, HostRole, AddressRole, PurposeRole, ReceivedRole, SentRole, ClosedRole };

  explicit ConnectionList(const QString& file, QObject* parent = nullptr);

  int count() const { return static_cast<int>(record_.connections.size()); }
  QString received() const;
  QString sent() const;
  int damagedLines() const { return static_cast<int>(record_.damaged_lines); }
  bool olderLeftOut() const { return record_.older_left_out; }
  bool incomplete() const { return record_.incomplete; }
  QString problem() const { return problem_; }

  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QHash<int, QByteArray> roleNames() const override;

  Q_INVOKABLE void refresh();  // reads the file again if it, or what can be done with it, has changed
  Q_INVOKABLE void clear();

 signals:
  void changed();

 private:
  void reload(const QString& problem);

  QString file_;
  qint64 size_ = -1;  // of the file when it was read
  QDateTime written_;
  QString writing_;  // why the record could not be written then
  ConnectionRecord record_;
  QString problem_;
};

}  // namespace deepwell
