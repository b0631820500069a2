// Where models come from: the catalog, the search of a hub, and the downloads; the QML singleton "Hub". Only what a person has
// clicked starts the helper, which alone opens connections.
#pragma once

#include <QObject>
#include <QQmlEngine>
#include <QThreadPool>
#include <QtQmlIntegration>

#include "app/library/catalog_model.h"
#include "app/library/download_model.h"
#include "app/library/helper_client.h"
#include "app/library/hub_models.h"
#include "app/privacy/connection_recorder.h"

namespace deepwell {

class Library;

class Hub : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_SINGLETON
  Q_PROPERTY(deepwell::CatalogModel* catalog READ catalog CONSTANT)
  Q_PROPERTY(deepwell::DownloadModel* downloads READ downloads CONSTANT)
  Q_PROPERTY(deepwell::HubSearchModel* results READ results CONSTANT)
  Q_PROPERTY(deepwell::HubFilesModel* files READ files CONSTANT)
  Q_PROPERTY(QVariantList suggestions READ suggestions NOTIFY suggestionsChanged)
  Q_PROPERTY(QString host READ host NOTIFY hostChanged)
  Q_PROPERTY(QString searched READ searched NOTIFY searchChanged)
  Q_PROPERTY(bool searching READ searching NOTIFY searchChanged)
  Q_PROPERTY(QString searchError READ searchError NOTIFY searchChanged)
  Q_PROPERTY(bool more READ more NOTIFY searchChanged)
  Q_PROPERTY(QString format READ format WRITE setFormat NOTIFY choiceChanged)  // "gguf" or "safetensors"
  Q_PROPERTY(QString order READ order WRITE setOrder NOTIFY choiceChanged)     // "downloads", "lastModified" or "likes"
  Q_PROPERTY(QString repository READ repository NOTIFY filesChanged)
  Q_PROPERTY(bool listing READ listing NOTIFY filesChanged)
  Q_PROPERTY(QString filesError READ filesError NOTIFY filesChanged)
  Q_PROPERTY(bool filesRefused READ filesRefused NOTIFY filesChanged)  // for want of a token that is good for them
  Q_PROPERTY(bool filesMissing READ filesMissing NOTIFY filesChanged)  // the hub has no such repository
  Q_PROPERTY(QString filesWarning READ filesWarning NOTIFY filesChanged)  // why the engine does not run them; empty: nothing is known against them
  Q_PROPERTY(bool online READ online NOTIFY downloadsMoved)
  Q_PROPERTY(int arrivals READ arrivals NOTIFY arrivalsChanged)
  Q_PROPERTY(QString arrivedName READ arrivedName NOTIFY arrivalsChanged)
  Q_PROPERTY(QString arrivedPath READ arrivedPath NOTIFY arrivalsChanged)

 public:
  // `data_dir` exists; connections are appended to `connections_file`: where they cannot be, nothing connects. `launch` empty: there are no downloads. The others must
  // outlive it.
  Hub(const QString& data_dir, const QString& connections_file, Preferences& preferences, Library& library, fetch::HelperLauncher launch,
      QObject* parent = nullptr);
  ~Hub() override;  // what the helper's last connections have brought is put on record: a moment at most

  // The one that QML sees: the last one made. Outlives the QML engine.
  static Hub* create(QQmlEngine* qml, QJSEngine* js);

  CatalogModel* catalog() { return &catalog_; }
  DownloadModel* downloads() { return &downloads_; }
  HubSearchModel* results() { return &results_; }
  HubFilesModel* files() { return &files_; }
  QString host() const;      // of the hub, for a person: "huggingface.co"
  QString searched() const { return searched_; }  // what `results` are of; empty: nothing was asked
  bool searching() const { return search_id_ != 0; }
  QString searchError() const { return search_error_; }
  QString repository() const { return repository_; }  // of `files`
  bool listing() const { return files_id_ != 0; }
  QString filesError() const { return files_error_; }
  bool filesRefused() const { return files_refused_; }
  bool filesMissing() const { return files_missing_; }
  QString filesWarning() const { return files_.warning(); }
  bool more() const { return search_id_ == 0 && !next_.isEmpty(); }  // the search has found more than is shown
  QString format() const { return format_; }
  void setFormat(const QString& format);  // searches again, as setOrder() does
  QString order() const { return order_; }
  void setOrder(const QString& order);
  bool online() const { return client_.running(); }  // the helper runs
  // Models whose download has ended, until the person has seen that: how many, and the last one. Empty: none.
  int arrivals() const { return static_cast<int>(arrivals_.size()); }
  QString arrivedName() const { return arrivals_.isEmpty() ? QString() : arrivals_.constLast().name; }
  QString arrivedPath() const { return arrivals_.isEmpty() ? QString() : arrivals_.constLast().path; }
  Q_INVOKABLE void dismissArrivals();

  void forgetConnections() { recorder_.forget(); }  // the person has emptied the record

  Q_INVOKABLE void search(const QString& words);
  Q_INVOKABLE void showMore();
  Q_INVOKABLE void clearSearch();
  // "owner/name", if that or its address on a hub is what was typed; empty: it is something to search for.
  Q_INVOKABLE QString repositoryIn(const QString& typed) const;
  Q_INVOKABLE QString page(const QString& repository) const;  // its address for a browser
  Q_INVOKABLE void list(const QString& repository);   // into `files`
  Q_INVOKABLE bool downloadFile(int row);             // of `files`
  Q_INVOKABLE bool downloadModel(const QString& id, int variant = -1);  // of the catalog; -1: the one that suits this machine
  // Up to three models of the catalog that fit, for the first start: [{modelId, name, about, size, bestName, fitWord, fitWhy}]
  QVariantList suggestions() const { return suggestions_; }
  // A file that has changed or is missing, of a model that was downloaded here: only what is wrong of it is fetched again.
  Q_INVOKABLE bool canRepair(const QString& path) const;
  Q_INVOKABLE bool repair(const QString& path);

 signals:
  void hostChanged();
  void suggestionsChanged();
  void searchChanged();
  void choiceChanged();
  void filesChanged();
  void downloadsMoved();
  void arrivalsChanged();
  void arrived(const QString& name);  // a model whose download has ended

 private:
  void configure();
  void updateCatalog();
  void onAnswer(const fetch::Response& response);
  void askSearch(const QString& address);
  QString searchAddress(bool expanded) const;
  void takeSearch(const fetch::Response& response);
  void takeFiles(const fetch::Response& response);
  void takeAbout(const fetch::Response& response);
  void setAbout(const hub::RepositoryAbout& about);
  void rateFiles();
  static QString problemOf(const fetch::Response& response);
  void stopQuestions(const QString& problem);
  void onRefused(const fetch::Refused& refused);
  QString settingsProblem() const;
  void stopAll(const QString& problem);
  void noteConnection(const fetch::Connection& connection);
  QString recordProblem(const Status& recorded) const;  // empty: none
  void onFinished(const DownloadItem& item);
  void restIfIdle();
  bool begin(DownloadItem item);
  QVariantList suggest() const;
  const DownloadItem* receiptOf(const QString& path) const;

  Preferences& preferences_;
  Library& library_;
  QVariantList suggestions_;
  ConnectionRecorder recorder_;
  struct Arrival {
    QString name, path;
  };
  QList<Arrival> arrivals_;
  QString receipts_file_;
  QList<DownloadItem> receipts_;  // of what was downloaded, by where it lies
  HelperClient client_;
  CatalogModel catalog_;
  DownloadModel downloads_;
  HubSearchModel results_;
  HubFilesModel files_;
  QString searched_, search_error_;
  QString repository_, files_error_;
  uint64_t search_id_ = 0;  // of the question that is on its way; 0: none
  uint64_t files_id_ = 0;
  uint64_t about_id_ = 0;
  bool files_refused_ = false;
  bool files_missing_ = false;
  QString format_ = QStringLiteral("gguf");
  QString order_ = QStringLiteral("downloads");
  QString next_;            // where the search goes on; empty: that is all
  bool adding_ = false;     // the question on its way is about more of the same
  bool expanded_ = true;    // it asks for what not every hub knows
  QThreadPool writer_;  // of receipts_; last: waits before the rest goes
};

}  // namespace deepwell
