#include "app/chat/transcript/thought_rows.h"

#include <cmath>

#include "app/chat/transcript/paging.h"
#include "app/chat/transcript/transcript_rows.h"

namespace deepwell {

void ThoughtRows::setMessage(MessageItem* message) {
  if (message == message_) return;
  beginResetModel();
  if (message_) message_->disconnect(this);
  message_ = message;
  ends_.clear();
  endResetModel();
  if (message_) {
    connect(message_, &MessageItem::reasoningChanged, this, &ThoughtRows::grow);
    grow();
  }
  emit messageChanged();
}

// Takes in what is new at the end of the text: only the last page changes, and pages come after it.
void ThoughtRows::grow() {
  const QString text = message_->reasoning();
  const auto old = static_cast<int>(ends_.size());
  std::vector<qsizetype> added;
  qsizetype from = old > 1 ? ends_[static_cast<size_t>(old) - 2] : 0;
  while (from < text.size()) added.push_back(from = pageEnd(text, from));
  if (added.empty()) return;
  const int first = std::max(0, old - 1);  // of `added`
  if (old > 0) {
    ends_.back() = added.front();
    emit dataChanged(index(first), index(first));
  }
  const size_t skip = old > 0 ? 1 : 0;
  if (added.size() == skip) return;
  beginInsertRows({}, old, old + static_cast<int>(added.size() - skip) - 1);
  ends_.insert(ends_.end(), added.begin() + static_cast<std::ptrdiff_t>(skip), added.end());
  endInsertRows();
}

int ThoughtRows::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(ends_.size()); }

QVariant ThoughtRows::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid) || !message_) return {};
  const auto row = static_cast<size_t>(index.row());
  const qsizetype from = row == 0 ? 0 : ends_[row - 1];
  switch (role) {
    case TranscriptRows::KindRole: return kindAt(index.row());
    case TranscriptRows::PartRole: return index.row();
    case TranscriptRows::BlockRole: return index.row();
    case TranscriptRows::TextRole: {
      QString text = message_->reasoning().mid(from, ends_[row] - from);
      // Models end their thoughts with empty lines.
      while (text.endsWith(u'\n')) {
        text.chop(1);
        if (row + 1 < ends_.size()) break;
      }
      return text;
    }
    default: return {};
  }
}

QHash<int, QByteArray> ThoughtRows::roleNames() const {
  return {{TranscriptRows::KindRole, "kind"},
          {TranscriptRows::PartRole, "part"},
          {TranscriptRows::BlockRole, "blockIndex"},
          {TranscriptRows::TextRole, "pageText"}};
}

int ThoughtRows::kindAt(int) const { return RowKind::ThoughtPage; }

double ThoughtRows::estimatedHeight(int row, double width) const {
  const auto i = static_cast<size_t>(row);
  const auto chars = static_cast<double>(ends_[i] - (i == 0 ? 0 : ends_[i - 1]));
  return std::ceil(chars / std::max(8.0, width / (font_size_ * 0.45)) + chars / 120) * font_size_ * 1.5;
}

}  // namespace deepwell
