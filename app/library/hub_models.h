// What a search of the hub has found, and the files of one repository.
#pragma once

#include <QAbstractListModel>
#include <QtQmlIntegration>

#include "app/library/fit.h"
#include "app/library/hub/hub_answers.h"
#include "app/library/variants.h"

namespace deepwell {

// The rows of a search.
class HubSearchModel : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("Hub has one")
  Q_PROPERTY(int count READ count NOTIFY changed)

 public:
  enum Role { NameRole = Qt::UserRole, OwnerRole, RepositoryRole, FactsRole, GatedRole, UnsupportedRole, WhyRole };

  explicit HubSearchModel(QObject* parent = nullptr) : QAbstractListModel(parent) {}
  int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : count(); }
  QVariant data(const QModelIndex& index, int role) const override;
  QHash<int, QByteArray> roleNames() const override;
  int count() const { return static_cast<int>(rows_.size()); }
  // What the engine does not run comes last of each page. `gguf`: that is what was searched for, else safetensors.
  void set(std::vector<hub::FoundRepository> rows, bool gguf);
  void append(std::vector<hub::FoundRepository> rows);  // those that are not there yet
  const hub::FoundRepository* find(const QString& repository) const;  // null: it is not there

 signals:
  void changed();

 private:
  struct Row {
    hub::FoundRepository found;
    QString unsupported;  // as unsupportedPart() has it
  };
  std::vector<Row> judged(std::vector<hub::FoundRepository> rows) const;

  std::vector<Row> rows_;
  bool gguf_ = true;
};

class HubFilesModel : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("Hub has one")
  Q_PROPERTY(int count READ count NOTIFY changed)

 public:
  enum Role { QuantisationRole = Qt::UserRole, FileRole, SizeRole, BytesRole, ShardsRole, FitKindRole, FitWordRole, FitWhyRole, UnsupportedRole };

  explicit HubFilesModel(QObject* parent = nullptr) : QAbstractListModel(parent) {}
  int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : count(); }
  QVariant data(const QModelIndex& index, int role) const override;
  QHash<int, QByteArray> roleNames() const override;
  int count() const { return static_cast<int>(rows_.size()); }
  void set(QList<HubVariant> rows);
  // What is known of the model; `kv_bytes` a token, 0: not known.
  void setAbout(const hub::RepositoryAbout& about, qint64 kv_bytes);
  // As installed models are rated; `wanted`: tokens of context that the settings say, 0: as the model likes.
  void rate(const MemoryNow& memory, int wanted);
  QString warning() const;  // why a row of them is not supported; empty: none is
  const HubVariant* at(int row) const { return row >= 0 && row < count() ? &rows_[row] : nullptr; }

 signals:
  void changed();

 private:
  Fit fit(const HubVariant& variant) const;
  void judge();

  QList<HubVariant> rows_;
  QList<Fit> fits_;
  QStringList unsupported_;  // of each row, as unsupportedPart() has it
  hub::RepositoryAbout about_;
  qint64 kv_bytes_ = 0;
  MemoryNow memory_;
  int wanted_ = 0;
};

}  // namespace deepwell
