// Keeps the list of the models in some folders: finds them and reads their headers on a thread, and looks again when a
// folder changes. Headers that were read are kept in a file, by path, size and time.
#pragma once

#include <QFileSystemWatcher>
#include <QHash>
#include <QObject>
#include <QTimer>
#include <functional>
#include <thread>

#include "app/library/scan/model_finder.h"

namespace deepwell {

class ModelScanner : public QObject {
  Q_OBJECT

 public:
  static constexpr int kMaxWatched = 512;  // folders

  // On the scanner's thread. Sets `problem` where the model cannot be used.
  using ReadFacts = std::function<ModelFacts(const QString& path, QString* problem)>;

  ModelScanner(ReadFacts read, QString cache_file, QObject* parent = nullptr);
  ~ModelScanner() override;  // a running scan is told to stop, and waited for

  // While one runs: it is cut short and begins again.
  void scan(const QList<ModelPlace>& places);
  bool running() const { return running_; }

 signals:
  // First as found, then as headers are read; `complete`: that is all.
  void found(const QList<deepwell::ModelEntry>& models, bool complete);
  void runningChanged();
  void foldersChanged();  // something happened on the disk: scan again

 private:
  using Cache = QHash<QString, ModelFacts>;

  void begin();
  void work(const QList<ModelPlace>& places, std::stop_token stop);
  void finish(const QList<ModelEntry>& models, const QStringList& folders, bool stopped);
  void watch(const QStringList& folders);
  void loadCache();
  void saveCache(const Cache& used);

  ReadFacts read_;
  QString cache_file_;
  QList<ModelPlace> places_;
  QFileSystemWatcher watcher_;
  QTimer settle_;         // folders change many times in a row
  bool running_ = false;
  bool again_ = false;
  bool cache_loaded_ = false;
  Cache cache_;           // the thread's while it runs
  std::jthread thread_;   // last: joins before the rest goes
};

}  // namespace deepwell
