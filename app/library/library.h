// The models on this machine and what can be done with them; the QML singleton "Library".
#pragma once

#include <QObject>
#include <QQmlEngine>
#include <QThreadPool>
#include <QVariantMap>
#include <QtQmlIntegration>
#include <functional>

#include "app/library/hash_book.h"
#include "app/library/header_model.h"
#include "app/library/installed_model.h"
#include "app/library/removal.h"
#include "app/library/scan/model_scanner.h"
#include "app/library/verifier.h"

namespace deepwell {

class EngineHost;
class Preferences;

class Library : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_SINGLETON
  Q_PROPERTY(deepwell::InstalledModel* installed READ installed CONSTANT)
  Q_PROPERTY(deepwell::HeaderModel* header READ header CONSTANT)
  Q_PROPERTY(bool scanning READ scanning NOTIFY scanningChanged)
  Q_PROPERTY(bool scanned READ scanned NOTIFY scanningChanged)
  Q_PROPERTY(QString modelsFolder READ modelsFolder NOTIFY foldersChanged)
  Q_PROPERTY(QStringList watched READ watched NOTIFY foldersChanged)
  Q_PROPERTY(QVariantList foreign READ foreign NOTIFY foldersChanged)
  Q_PROPERTY(QStringList tooLarge READ tooLarge NOTIFY foldersChanged)
  Q_PROPERTY(QStringList unreadable READ unreadable NOTIFY foldersChanged)
  Q_PROPERTY(QString freeSpace READ freeSpace NOTIFY spaceChanged)
  Q_PROPERTY(double usedSpace READ usedSpace NOTIFY spaceChanged)
  Q_PROPERTY(double room READ room NOTIFY spaceChanged)
  Q_PROPERTY(QString offered READ offered NOTIFY offeredChanged)
  Q_PROPERTY(QVariantList chooser READ chooser NOTIFY chooserChanged)
  Q_PROPERTY(QString error READ error NOTIFY errorChanged)
  Q_PROPERTY(QString notice READ notice NOTIFY noticeChanged)
  Q_PROPERTY(double checkProgress READ checkProgress NOTIFY checkProgressed)

 public:
  using Revealer = std::function<void(const QString& path)>;

  // `data_dir` exists; `models_dir`: where models go unless the person has chosen another folder. The others must outlive it.
  Library(const QString& data_dir, const QString& models_dir, Preferences& preferences, EngineHost& engine, QObject* parent = nullptr);
  ~Library() override;

  // The one that QML sees: the last one made. Outlives the QML engine.
  static Library* create(QQmlEngine* qml, QJSEngine* js);
  // Shows a file or folder in the file manager; without one nothing happens.
  void setRevealer(Revealer revealer) { revealer_ = std::move(revealer); }

  InstalledModel* installed() { return &installed_; }
  HeaderModel* header() { return &header_; }
  MemoryNow memory() const;
  HashBook& hashes() { return hashes_; }
  bool scanning() const { return scanner_.running(); }
  bool scanned() const { return scanned_; }  // the list is complete for the first time
  QString modelsFolder() const;
  QStringList watched() const;
  QVariantList foreign() const { return foreign_; }  // [{name, folder, count, readable}]: other programs' folders that are there
  QStringList tooLarge() const { return too_large_; }    // folders that could not be searched whole
  QStringList unreadable() const { return unreadable_; }  // folders of the library that are there, but cannot be looked into
  QString freeSpace() const;     // "82.1 GiB free of 476.9 GiB"; empty: not known yet
  double usedSpace() const;      // of the disk with the models folder, 0..1
  double room() const;           // bytes of it that downloads may take; negative: not known yet
  void measureSpace();           // these three anew, from a thread
  // Models for a menu, those used last first: [{path, name, detail}]
  QVariantList chooser() const { return chooser_; }
  QString offered() const { return offered_; }  // a folder that could be added; empty: none
  QString error() const { return error_; }
  QString notice() const { return notice_; }    // what has just been done, for a moment
  double checkProgress() const { return verifier_.progress(); }

  Q_INVOKABLE void start();    // looks for models, unless that was done
  Q_INVOKABLE void refresh();  // looks again
  Q_INVOKABLE QString nameOf(const QString& path) const;  // of a model, for a person
  QString installedPath(const QString& path, const QString& name) const;  // of a usable model at `path`, else of that name; empty: none
  Q_INVOKABLE QVariantMap find(const QString& path) const;  // the roles of its row; empty: it is not there

  Q_INVOKABLE void load(const QString& path);
  Q_INVOKABLE void verify(const QString& path);
  Q_INVOKABLE void cancelVerify();
  Q_INVOKABLE void reveal(const QString& path);
  Q_INVOKABLE void copy(const QString& text);
  Q_INVOKABLE void readHeader(const QString& path);  // into `header`
  // {files, size, links, foreign, origin, inUse}: what remove() would take away; removalKnown() says it, as disks can be slow.
  Q_INVOKABLE void askRemoval(const QString& path);
  Q_INVOKABLE void remove(const QString& path, bool for_good);

  // {systemPrompt, contextTokens, think (0 as elsewhere, 1 yes, 2 no), ownSampling, temperature, topP, topK, minP,
  // repetitionPenalty, presencePenalty, frequencyPenalty, noInstructions}
  Q_INVOKABLE QVariantMap preset(const QString& path) const;
  Q_INVOKABLE void setPreset(const QString& path, const QVariantMap& preset);
  Q_INVOKABLE void clearPreset(const QString& path);

  // A model or a folder with models that was dropped on the window or chosen: a model is loaded and its folder offered, a
  // folder with several models is added. True: it was added, the library is worth showing.
  Q_INVOKABLE bool open(const QUrl& url);
  Q_INVOKABLE void addPlace(const QUrl& url);  // a folder, or a single file
  Q_INVOKABLE void removePlace(const QString& place);
  Q_INVOKABLE void setModelsFolder(const QUrl& url);
  Q_INVOKABLE void acceptOffer();
  Q_INVOKABLE void dismissOffer();
  Q_INVOKABLE void dismissError();

 signals:
  void scanningChanged();
  void foldersChanged();
  void spaceChanged();
  void offeredChanged();
  void chooserChanged();
  void errorChanged();
  void noticeChanged();
  void checkProgressed();
  void removalKnown(const QString& path, const QVariantMap& what);
  void memoryChanged();  // what models can have, or would be loaded with

 private:
  QList<ModelPlace> places() const;  // without other programs'
  void onFound(const ModelScan& scan);
  void onVerified(const QString& model, const VerifyOutcome& outcome);
  void updateSurroundings();
  void updateLists();
  QVariantList choose() const;
  void setFolders(const ModelScan& scan);
  int contextOf(const ModelEntry& entry) const;
  bool inLibrary(const QString& path) const;
  void offer(const QString& path);
  void setError(const QString& error);
  void setNotice(const QString& notice);
  void forget(const QString& path, const QStringList& files, const Removal& removal);

  QString models_dir_;
  Preferences& preferences_;
  EngineHost& engine_;
  Revealer revealer_;
  HashBook hashes_;
  Verifier verifier_;
  InstalledModel installed_;
  HeaderModel header_;
  QVariantList chooser_, foreign_;
  QStringList too_large_;
  struct Space {  // bytes, of the disk with the models folder
    qint64 free = -1;
    qint64 total = 0;
  };
  Space space_;
  bool measuring_ = false;
  bool measure_again_ = false;
  QStringList unreadable_;
  bool scanned_ = false;
  QString offered_;
  QString error_;
  QString notice_;
  ModelScanner scanner_;
  QThreadPool chores_;  // last: waits before the rest goes
};

}  // namespace deepwell
