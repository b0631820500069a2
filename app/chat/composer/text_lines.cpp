#include "app/chat/composer/text_lines.h"

#include <algorithm>

namespace deepwell {

void TextLines::setText(const QString& text) {
  beginResetModel();
  text_ = text;
  rows_.clear();
  for (qsizetype at = 0; at < text_.size();) {
    qsizetype end = text_.indexOf(u'\n', at);
    const qsizetype next = end < 0 ? text_.size() : end + 1;
    if (end < 0) end = text_.size();
    do {
      qsizetype length = std::min(end - at, kLongest);
      if (length > 0 && at + length < end && text_[at + length - 1].isHighSurrogate()) ++length;
      rows_ << Row{at, length};
      at += length;
    } while (at < end);
    at = next;
  }
  endResetModel();
  emit changed();
}

QVariant TextLines::data(const QModelIndex& index, int role) const {
  if (role != Qt::DisplayRole || !checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const Row& row = rows_[index.row()];
  return text_.mid(row.begin, row.length);
}

}  // namespace deepwell
