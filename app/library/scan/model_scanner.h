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

struct ModelScan {
  QList<ModelEntry> models;  // sorted by name
  struct Foreign {
    ModelPlace place;
    int models = 0;  // that were found in it
    friend bool operator==(const Foreign&, const Foreign&) = default;
  };
  QList<Foreign> foreign;    // other programs' folders that are there
  QStringList cut;           // places that are too large to be searched whole
  QStringList unreadable;    // of the places that were to be looked into: they are there, but cannot be
  bool complete = false;     // that is all, with every header read
};

class ModelScanner : public QObject {
  Q_OBJECT

 public:
  static constexpr int kMaxWatched = 512;  // folders

  // On the scanner's thread. Sets `problem` where the model cannot be used.
  using ReadFacts = std::function<ModelFacts(const QString& path, QString* problem)>;

  ModelScanner(ReadFacts read, QString cache_file, QObject* parent = nullptr);
  ~ModelScanner() override;  // a running scan is told to stop, and waited for

  // `foreign`: in other programs' folders too. While one runs: it is cut short and begins again.
  void scan(const QList<ModelPlace>& places, bool foreign);
  bool running() const { return running_; }

 signals:
  void found(const deepwell::ModelScan& scan);  // first as found, then as headers are read
  void runningChanged();
  void foldersChanged();  // something happened on the disk: scan again

 private:
  struct Known {
    ModelFacts facts;
    QString identity;
    friend bool operator==(const Known&, const Known&) = default;
  };
  using Cache = QHash<QString, Known>;

  void begin();
  void work(QList<ModelPlace> places, bool foreign, std::stop_token stop);
  void read(QList<ModelEntry>* entries, Cache* used, const std::function<void()>& report, std::stop_token stop);
  void finish(const ModelScan& scan, const QStringList& folders, bool stopped);
  void watch(const QStringList& folders);
  void loadCache();
  void saveCache(const Cache& used);

  ReadFacts read_;
  QString cache_file_;
  QList<ModelPlace> places_;
  bool foreign_ = false;
  QFileSystemWatcher watcher_;
  QTimer settle_;         // folders change many times in a row
  bool running_ = false;
  bool again_ = false;
  bool cache_loaded_ = false;
  Cache cache_;           // the thread's while it runs
  std::jthread thread_;   // last: joins before the rest goes
};

}  // namespace deepwell
