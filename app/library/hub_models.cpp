#include "app/library/hub_models.h"

#include <QDate>
#include <QLocale>

#include "app/words/amounts.h"

namespace deepwell {
namespace {

constexpr int kGuessedContext = 8192;
constexpr qint64 kGuessedShare = 60'000;  // of the weights' bytes: the KV cache of one token of a usual dense model

// What decides between singular and plural.
int plural(uint64_t count) { return static_cast<int>(std::min<uint64_t>(count, 1'000'000)); }

}  // namespace

QHash<int, QByteArray> HubSearchModel::roleNames() const {
  return {{NameRole, "name"}, {OwnerRole, "owner"}, {RepositoryRole, "repository"}, {FactsRole, "facts"}, {GatedRole, "gated"}};
}

QVariant HubSearchModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const hub::FoundRepository& row = rows_[static_cast<size_t>(index.row())];
  const QString repository = QString::fromStdString(row.name);
  switch (role) {
    case Qt::DisplayRole:
    case NameRole: return repository.section(u'/', -1);
    case OwnerRole: return repository.contains(u'/') ? repository.section(u'/', 0, 0) : QString();
    case RepositoryRole: return repository;
    case GatedRole: return row.gated;
    case FactsRole: {
      QStringList parts;
      if (row.downloads > 0) parts << tr("%1 download(s)", nullptr, plural(row.downloads)).arg(countText(row.downloads));
      if (row.likes > 0) parts << tr("%1 like(s)", nullptr, plural(row.likes)).arg(countText(row.likes));
      if (const QDate day = QDate::fromString(QString::fromStdString(row.changed), Qt::ISODate); day.isValid())
        parts << QLocale().toString(day, QLocale::ShortFormat);
      if (!row.license.empty()) parts << QString::fromStdString(row.license);
      return parts.join(QStringLiteral("  ·  "));
    }
    default: return {};
  }
}

void HubSearchModel::set(std::vector<hub::FoundRepository> rows) {
  beginResetModel();
  rows_ = std::move(rows);
  endResetModel();
  emit changed();
}

QHash<int, QByteArray> HubFilesModel::roleNames() const {
  return {{QuantisationRole, "quantisation"}, {FileRole, "file"},       {SizeRole, "size"},    {BytesRole, "bytes"}, {ShardsRole, "shards"},
          {FitKindRole, "fitKind"},           {FitWordRole, "fitWord"}, {FitWhyRole, "fitWhy"}};
}

QVariant HubFilesModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const HubVariant& row = rows_[index.row()];
  const Fit& fit = fits_[index.row()];
  switch (role) {
    case Qt::DisplayRole:
    case QuantisationRole: return row.quantisation;
    case FileRole: return row.path.isEmpty() ? row.name : row.path;
    case SizeRole: return row.bytes > 0 ? sizeText(row.bytes) : QString();
    case BytesRole: return static_cast<double>(row.bytes);
    case ShardsRole: return row.shards;
    case FitKindRole: return static_cast<int>(fit.kind);
    case FitWordRole: return fit.word;
    case FitWhyRole: return fit.why;
    default: return {};
  }
}

void HubFilesModel::set(QList<HubVariant> rows, const MemoryNow& memory) {
  beginResetModel();
  rows_ = std::move(rows);
  fits_.clear();
  for (const HubVariant& row : std::as_const(rows_)) fits_.append(fitOf(row.bytes, row.bytes / kGuessedShare, kGuessedContext, memory));
  endResetModel();
  emit changed();
}

}  // namespace deepwell
