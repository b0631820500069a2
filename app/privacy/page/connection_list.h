// The record of connections as a list for the window, newest first.
#pragma once

#include <QAbstractListModel>
#include <QtQmlIntegration>
#include <memory>
#include <optional>

#include "app/privacy/connection_file.h"

namespace deepwell {

class ConnectionList : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("Part of Privacy")
  Q_PROPERTY(bool known READ known NOTIFY changed)  // the record was read
  Q_PROPERTY(int count READ count NOTIFY changed)
  Q_PROPERTY(QString received READ received NOTIFY changed)  // "1.2 GiB", of all
  Q_PROPERTY(QString sent READ sent NOTIFY changed)
  Q_PROPERTY(int damagedLines READ damagedLines NOTIFY changed)
  Q_PROPERTY(bool olderLeftOut READ olderLeftOut NOTIFY changed)
  Q_PROPERTY(bool incomplete READ incomplete NOTIFY changed)  // some connections could not be written into the record
  Q_PROPERTY(QString problem READ problem NOTIFY changed)  // why the record cannot be read or written; empty: none
  Q_PROPERTY(QString clearProblem READ clearProblem NOTIFY changed)  // why it could not be emptied, until something new is on it

 public:
  enum Role { TimeRole = Qt::UserRole + 1, HostRole, AddressRole, PurposeRole, ReceivedRole, SentRole, ClosedRole };

  explicit ConnectionList(const QString& file, QObject* parent = nullptr);

  bool known() const { return known_; }
  int count() const { return static_cast<int>(record_.connections.size()); }
  QString received() const;
  QString sent() const;
  int damagedLines() const { return static_cast<int>(record_.damaged_lines); }
  bool olderLeftOut() const { return record_.older_left_out; }
  bool incomplete() const { return record_.incomplete; }
  QString problem() const { return problem_; }
  QString clearProblem() const { return clear_problem_; }

  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QHash<int, QByteArray> roleNames() const override;

  // Reads what the file has got since the last time, on a thread; changed() follows if that is something. Nothing is read
  // before the first one.
  Q_INVOKABLE void refresh();
  Q_INVOKABLE void clear();

 signals:
  void cleared();  // it is empty: nothing of before may be written into it
  void changed();

 private:
  struct Reading;  // of the thread

  void take(std::optional<ConnectionRecord> record, const QString& problem);
  void replace(ConnectionRecord record);

  QString file_;
  std::shared_ptr<Reading> reading_;
  bool running_ = false;
  bool again_ = false;  // asked for while one was running
  bool known_ = false;
  ConnectionRecord record_;
  QString problem_, clear_problem_;
};

}  // namespace deepwell
