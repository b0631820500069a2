// Downloads: what is wanted, on its way, paused, failed or done. The list outlives the program; what was running when it ended
// is offered again.
#pragma once

#include <QAbstractListModel>
#include <QElapsedTimer>
#include <QThreadPool>
#include <QtQmlIntegration>
#include <functional>

#include "app/library/helper_client.h"
#include "app/library/variants.h"

namespace deepwell {

class Preferences;

struct DownloadItem {
  enum State { kAsking, kQueued, kConnecting, kRunning, kPaused, kVerifying, kDone, kFailed };

  uint64_t id = 0;        // the helper's of this run
  QString name, quantisation, repository, match;
  QString hub;            // its address
  QString folder;         // absolute
  QString path;           // of what is loaded, below the folder; empty: the folder
  std::vector<fetch::RemoteFile> files;  // empty: the hub has not been asked yet
  State state = kAsking;
  bool sent = false;      // the running helper knows it
  bool repair = false;    // what lies there is damaged: only what is wrong is fetched
  qint64 done = 0;        // bytes
  qint64 total = 0;
  double speed = 0;       // bytes a second
  QString error, note;
  bool refused = false;   // it failed for want of a token that is good for it

  QString modelPath() const { return path.isEmpty() ? folder : folder + u'/' + path; }
  bool active() const { return state != kPaused && state != kDone && state != kFailed; }
};

// The list in a file; a damaged one is empty.
QList<DownloadItem> readDownloads(const QString& file);
bool writeDownloads(const QString& file, const QList<DownloadItem>& items);
// Whether both mean the same files of a hub.
bool isSameDownload(const DownloadItem& a, const DownloadItem& b);
QString downloadWords(const DownloadItem& item);  // "1.2 GiB of 4.4 GiB · 23.4 MiB/s · 2 min left"

class DownloadModel : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("Hub has one")
  Q_PROPERTY(int count READ count NOTIFY countChanged)
  Q_PROPERTY(int active READ active NOTIFY progressed)
  Q_PROPERTY(int finishedCount READ finishedCount NOTIFY progressed)
  Q_PROPERTY(double progress READ progress NOTIFY progressed)

 public:
  enum Role {
    IdRole = Qt::UserRole, NameRole, QuantisationRole, RepositoryRole, StateRole, ProgressRole, WordsRole, ErrorRole, NoteRole, PathRole, RefusedRole,
    PageRole
  };

  // `file` keeps the list.
  DownloadModel(HelperClient& client, Preferences& preferences, const QString& file, QObject* parent = nullptr);

  ~DownloadModel() override { save(); }

  int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : count(); }
  QVariant data(const QModelIndex& index, int role) const override;
  QHash<int, QByteArray> roleNames() const override;
  int count() const { return static_cast<int>(items_.size()); }
  int active() const;
  int finishedCount() const;
  double progress() const;  // of the active ones together, 0..1
  const QList<DownloadItem>& items() const { return items_; }

  // Asks the hub for the repository's files if `item` has none, then fetches them; one that is paused or has failed goes on.
  // False: it is on its way already.
  bool add(DownloadItem item);
  void stopAll(const QString& error);  // all that are on their way fail, for this reason

  Q_INVOKABLE void pause(int row);
  Q_INVOKABLE void resume(int row);  // also: try again
  Q_INVOKABLE void cancel(int row);  // what was fetched so far goes too
  Q_INVOKABLE void remove(int row);  // one that is done, from the list only
  Q_INVOKABLE void clearDone();

 signals:
  void countChanged();
  void progressed();
  void finished(const deepwell::DownloadItem& item);
  void idle();  // nothing is on its way any more

 private:
  void ask(DownloadItem& item);
  void fetchFiles(DownloadItem& item);
  void onAnswer(const fetch::Response& response);
  void onStatus(const fetch::DownloadStatus& status);
  void onLost();
  void setFailed(DownloadItem& item, const QString& error, bool refused = false);
  void changed(const DownloadItem& item, bool keep);
  void save();
  DownloadItem* byId(uint64_t id);
  int unfinished(const DownloadItem& wanted) const;  // the row of the same download; -1: none
  bool valid(int row) const { return row >= 0 && row < count(); }

  HelperClient& client_;
  Preferences& preferences_;
  QString file_;
  QList<DownloadItem> items_;  // the newest last
  QElapsedTimer saved_;
  QThreadPool writer_;  // last: waits before the rest goes
};

}  // namespace deepwell
