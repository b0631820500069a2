// What a search of the hub has found, and the files of one repository.
#pragma once

#include <QAbstractListModel>
#include <QtQmlIntegration>

#include "app/library/fit.h"
#include "app/library/hub/hub_answers.h"
#include "app/library/variants.h"

namespace deepwell {

class HubSearchModel : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("Hub has one")
  Q_PROPERTY(int count READ count NOTIFY changed)

 public:
  enum Role { NameRole = Qt::UserRole, OwnerRole, RepositoryRole, FactsRole, GatedRole };

  explicit HubSearchModel(QObject* parent = nullptr) : QAbstractListModel(parent) {}
  int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : count(); }
  QVariant data(const QModelIndex& index, int role) const override;
  QHash<int, QByteArray> roleNames() const override;
  int count() const { return static_cast<int>(rows_.size()); }
  void set(std::vector<hub::FoundRepository> rows);

 signals:
  void changed();

 private:
  std::vector<hub::FoundRepository> rows_;
};

class HubFilesModel : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("Hub has one")
  Q_PROPERTY(int count READ count NOTIFY changed)

 public:
  enum Role { QuantisationRole = Qt::UserRole, FileRole, SizeRole, BytesRole, ShardsRole, FitKindRole, FitWordRole, FitWhyRole };

  explicit HubFilesModel(QObject* parent = nullptr) : QAbstractListModel(parent) {}
  int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : count(); }
  QVariant data(const QModelIndex& index, int role) const override;
  QHash<int, QByteArray> roleNames() const override;
  int count() const { return static_cast<int>(rows_.size()); }
  void set(QList<HubVariant> rows, const MemoryNow& memory);
  const HubVariant* at(int row) const { return row >= 0 && row < count() ? &rows_[row] : nullptr; }

 signals:
  void changed();

 private:
  QList<HubVariant> rows_;
  QList<Fit> fits_;
};

}  // namespace deepwell
