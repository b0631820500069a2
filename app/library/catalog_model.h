// Models that are worth having, from resources/catalog, with the quantisation of each that suits this machine.
#pragma once

#include <QAbstractListModel>
#include <QHash>
#include <QtQmlIntegration>
#include <functional>

#include "app/library/fit.h"

namespace deepwell {

struct CatalogVariant {
  QString quantisation;
  QString repository;
  QString match;     // as findVariant() has it
  qint64 bytes = 0;  // about; the hub says exactly
};

struct CatalogEntry {
  QString id, name, license, architecture, origin;
  QHash<QString, QString> abouts;  // what it is good for, by language: "en", "zh"
  int context = 0;
  int rank = 0;          // the better the higher
  qint64 parameters = 0;
  qint64 active = 0;     // 0: all of them
  qint64 kv_bytes = 0;   // a token
  QList<CatalogVariant> variants;

  QString about() const;  // in the language of the window
};

// From ":/deepwell/catalog"; entries that are not complete are left out.
QList<CatalogEntry> readCatalog();

class CatalogModel : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("Hub has one")

 public:
  enum Role {
    IdRole = Qt::UserRole, NameRole, AboutRole, LicenseRole, ParametersRole, ContextRole, OriginRole, BestRole, BestNameRole, SizeRole, FitKindRole,
    FitWordRole, FitWhyRole, RecommendedRole, InstalledRole, VariantsRole
  };

  explicit CatalogModel(QObject* parent = nullptr);

  int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : static_cast<int>(entries_.size()); }
  QVariant data(const QModelIndex& index, int role) const override;
  QHash<int, QByteArray> roleNames() const override;

  const CatalogEntry* entry(const QString& id) const;  // null: there is none
  const CatalogEntry* entryOf(const QString& repository) const;  // the one that a repository has files of; null: there is none
  // `context`: tokens that a model would be loaded with, 0: as it likes. `installed`: whether it is there.
  void update(const MemoryNow& memory, int context, const std::function<bool(const CatalogEntry&)>& installed);
  // Up to `most` models that fit, the best first: their ids.
  QStringList picks(int most) const;
  int best(const CatalogEntry& entry) const;  // of its variants

 private:
  struct State {
    QList<Fit> fits;  // of each variant
    int best = 0;
    bool recommended = false;
    bool installed = false;
  };
  int bestOf(const CatalogEntry& entry, const QList<Fit>& fits) const;
  QVariantList variantsOf(const CatalogEntry& entry, const State& state) const;

  QList<CatalogEntry> entries_;
  QList<State> states_;  // of each entry
};

}  // namespace deepwell
