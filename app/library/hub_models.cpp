#include "app/library/hub_models.h"

#include <QDate>
#include <QLocale>

#include <algorithm>
#include <iterator>

#include "app/library/support.h"
#include "app/words/amounts.h"

namespace deepwell {
namespace {

// What decides between singular and plural.
int plural(uint64_t count) { return static_cast<int>(std::min<uint64_t>(count, 1'000'000)); }

}  // namespace

QHash<int, QByteArray> HubSearchModel::roleNames() const {
  return {{NameRole, "name"}, {OwnerRole, "owner"}, {RepositoryRole, "repository"}, {FactsRole, "facts"}, {GatedRole, "gated"},
          {UnsupportedRole, "unsupported"}, {WhyRole, "why"}};
}

QVariant HubSearchModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const Row& judged = rows_[static_cast<size_t>(index.row())];
  const hub::FoundRepository& row = judged.found;
  const QString repository = QString::fromStdString(row.name);
  switch (role) {
    case Qt::DisplayRole:
    case NameRole: return repository.section(u'/', -1);
    case OwnerRole: return repository.contains(u'/') ? repository.section(u'/', 0, 0) : QString();
    case RepositoryRole: return repository;
    case GatedRole: return row.about.gated;
    case UnsupportedRole: return unsupportedWord(judged.unsupported);
    case WhyRole: return unsupportedWhy(judged.unsupported);
    case FactsRole: {
      QStringList parts;
      if (row.about.parameters > 0) parts << countText(row.about.parameters);
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

std::vector<HubSearchModel::Row> HubSearchModel::judged(std::vector<hub::FoundRepository> rows) const {
  std::vector<Row> all;
  for (hub::FoundRepository& found : rows) {
    const QString part = unsupportedPart(found.about, gguf_);
    all.push_back({std::move(found), part});
  }
  std::stable_partition(all.begin(), all.end(), [](const Row& row) { return row.unsupported.isEmpty(); });
  return all;
}

void HubSearchModel::set(std::vector<hub::FoundRepository> rows, bool gguf) {
  beginResetModel();
  gguf_ = gguf;
  rows_ = judged(std::move(rows));
  endResetModel();
  emit changed();
}

void HubSearchModel::append(std::vector<hub::FoundRepository> rows) {
  std::erase_if(rows, [this](const hub::FoundRepository& row) { return find(QString::fromStdString(row.name)) != nullptr; });
  if (rows.empty()) return;
  std::vector<Row> added = judged(std::move(rows));
  beginInsertRows({}, count(), count() + static_cast<int>(added.size()) - 1);
  std::move(added.begin(), added.end(), std::back_inserter(rows_));
  endInsertRows();
  emit changed();
}

const hub::FoundRepository* HubSearchModel::find(const QString& repository) const {
  const std::string name = repository.toStdString();
  const auto found = std::find_if(rows_.begin(), rows_.end(), [&name](const Row& row) { return row.found.name == name; });
  return found == rows_.end() ? nullptr : &found->found;
}

QHash<int, QByteArray> HubFilesModel::roleNames() const {
  return {{QuantisationRole, "quantisation"}, {FileRole, "file"},       {SizeRole, "size"},    {BytesRole, "bytes"}, {ShardsRole, "shards"},
          {FitKindRole, "fitKind"},           {FitWordRole, "fitWord"}, {FitWhyRole, "fitWhy"}, {UnsupportedRole, "unsupported"}};
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
    case UnsupportedRole: return unsupportedWord(unsupported_[index.row()]);
    default: return {};
  }
}

// The layers are not known before the file is here: its KV cache is estimated from its architecture and its size.
Fit HubFilesModel::fit(const HubVariant& variant) const {
  const bool gguf = !variant.path.isEmpty();
  const qint64 told = static_cast<qint64>(about_.parameters);
  const qint64 parameters = told > 0 ? told : parametersIn(variant.bytes, variant.quantisation);
  const qint64 kv_bytes = kv_bytes_ > 0 ? kv_bytes_ : usualKvBytes(architectureOf(about_, gguf), parameters);
  return fitOf(variant.bytes, kv_bytes, contextFor(wanted_, about_.context), memory_);
}

void HubFilesModel::judge() {
  fits_.clear();
  unsupported_.clear();
  for (const HubVariant& row : std::as_const(rows_)) {
    fits_.append(fit(row));
    unsupported_.append(unsupportedPart(about_, !row.path.isEmpty()));
  }
}

void HubFilesModel::set(QList<HubVariant> rows) {
  beginResetModel();
  rows_ = std::move(rows);
  judge();
  endResetModel();
  emit changed();
}

void HubFilesModel::setAbout(const hub::RepositoryAbout& about, qint64 kv_bytes) {
  about_ = about;
  kv_bytes_ = kv_bytes;
  rate(memory_, wanted_);
}

void HubFilesModel::rate(const MemoryNow& memory, int wanted) {
  memory_ = memory;
  wanted_ = wanted;
  judge();
  if (count() > 0) emit dataChanged(index(0), index(count() - 1));
  emit changed();
}

QString HubFilesModel::warning() const {
  const auto first = std::find_if(unsupported_.begin(), unsupported_.end(), [](const QString& part) { return !part.isEmpty(); });
  return first == unsupported_.end() ? QString() : unsupportedWhy(*first);
}

}  // namespace deepwell
