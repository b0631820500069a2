#include "app/library/header_model.h"

namespace deepwell {

QVariant HeaderModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const Row& row = rows_[index.row()];
  switch (role) {
    case TitleRole: return row.entry->name;
    case TextRole: return row.entry->text;
    case SectionRole: return row.tensor ? tr("Tensors") : tr("Metadata");
    default: return {};
  }
}

void HeaderModel::setFilter(const QString& filter) {
  if (filter == filter_) return;
  filter_ = filter;
  rebuild();
}

void HeaderModel::begin() {
  reading_ = true;
  header_ = {};
  filter_.clear();
  rebuild();
}

void HeaderModel::set(const ModelHeader& header) {
  reading_ = false;
  beginResetModel();
  rows_.clear();
  header_ = header;
  endResetModel();
  rebuild();
}

void HeaderModel::rebuild() {
  beginResetModel();
  rows_.clear();
  const auto take = [this](const QList<NamedText>& list, bool tensor) {
    for (const NamedText& entry : list)
      if (filter_.isEmpty() || entry.name.contains(filter_, Qt::CaseInsensitive) || entry.text.contains(filter_, Qt::CaseInsensitive))
        rows_.append({&entry, tensor});
  };
  take(header_.pairs, false);
  take(header_.tensors, true);
  endResetModel();
  emit changed();
}

}  // namespace deepwell
