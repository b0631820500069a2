// The models on this machine, as rows: filtered, sorted, with what is going on with each of them.
#pragma once

#include <QAbstractListModel>
#include <QHash>
#include <QtQmlIntegration>
#include <functional>

#include "app/library/fit.h"
#include "app/library/scan/model_entry.h"
#include "app/library/verifier.h"

namespace deepwell {

class InstalledModel : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("Library has one")
  Q_PROPERTY(int count READ count NOTIFY countChanged)
  Q_PROPERTY(int total READ total NOTIFY countChanged)
  Q_PROPERTY(QString totalSize READ totalSize NOTIFY countChanged)
  Q_PROPERTY(QString checking READ checking NOTIFY checkingChanged)
  Q_PROPERTY(QString filter READ filter WRITE setFilter NOTIFY filterChanged)
  Q_PROPERTY(QString order READ order WRITE setOrder NOTIFY filterChanged)

 public:
  enum Role {
    PathRole = Qt::UserRole, NameRole, OriginRole, ForeignRole, FormatRole, ArchitectureRole, ParametersRole, QuantisationRole,
    SizeRole, ContextRole, DateRole, FitKindRole, FitWordRole, FitWhyRole, ProblemRole, ReadingRole, LoadedRole, LoadingRole,
    CheckingRole, CheckKindRole, CheckTextRole, CheckHashRole, PresetRole
  };
  // What the library knows beside the files.
  struct Surroundings {
    MemoryNow memory;
    QString loaded_path, loading_path;
    std::function<int(const ModelEntry&)> context;     // tokens that it would be loaded with
    std::function<bool(const QString& path)> has_preset;
  };

  explicit InstalledModel(QObject* parent = nullptr) : QAbstractListModel(parent) {}

  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QHash<int, QByteArray> roleNames() const override;

  int count() const { return static_cast<int>(shown_.size()); }
  int total() const { return static_cast<int>(all_.size()); }
  QString totalSize() const;
  QString filter() const { return filter_; }
  void setFilter(const QString& filter);
  QString order() const { return order_; }  // "name", "size" or "date"
  void setOrder(const QString& order);

  void setEntries(const QList<ModelEntry>& entries);
  const QList<ModelEntry>& entries() const { return all_; }
  const ModelEntry* entry(const QString& path) const;  // null: there is none
  void setSurroundings(Surroundings surroundings);
  void touch();  // what Surroundings' functions say has changed
  void setChecking(const QString& path);  // empty: none
  void setOutcome(const QString& path, const VerifyOutcome& outcome);
  QString checking() const { return checking_; }

 signals:
  void countChanged();
  void filterChanged();
  void checkingChanged();
  void entriesChanged();  // what is there, whatever the filter shows of it
  void replaced();        // other rows stand where some stood: whoever looks at one of them has lost it

 private:
  bool before(const ModelEntry& a, const ModelEntry& b) const;
  void sort();
  void rebuild(bool sorted_anew);
  void replaceRows(const QList<ModelEntry>& wanted);
  void changeRows(const QList<ModelEntry>& wanted);
  Fit fit(const ModelEntry& entry) const;
  QVariant fitData(const ModelEntry& entry, int role) const;

  QList<ModelEntry> all_;    // sorted
  QHash<QString, qsizetype> places_;  // in all_, by path
  QList<ModelEntry> shown_;  // those of all_ that the filter lets through
  Surroundings now_;
  mutable QString fit_of_;  // the path of the model that fit_ is of; empty: none
  mutable Fit fit_;
  QString filter_;
  QString order_ = QStringLiteral("name");
  QString checking_;
  QHash<QString, VerifyOutcome> outcomes_;  // by path
};

}  // namespace deepwell
