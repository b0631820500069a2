#include "app/chat/transcript/rows_view.h"

#include <utility>

namespace deepwell {

RowsView::RowsView(QQuickItem* parent)
    : QQuickItem(parent), items_(this, [this] {
        if (!in_layout_) polish();
      }) {
  setFlag(ItemClipsChildrenToShape);
  setClip(true);
  connect(this, &RowsView::geometryWanted, this, &RowsView::wantLayout);
}

void RowsView::setModel(RowsModel* model) {
  if (model == model_) return;
  if (model_) model_->disconnect(this);
  model_ = model;
  if (model_) {
    connect(model_, &QAbstractItemModel::rowsInserted, this, &RowsView::onRowsInserted);
    connect(model_, &QAbstractItemModel::rowsRemoved, this, &RowsView::onRowsRemoved);
    connect(model_, &QAbstractItemModel::dataChanged, this, &RowsView::onDataChanged);
    connect(model_, &QAbstractItemModel::modelReset, this, &RowsView::onReset);
    connect(model_, &QObject::destroyed, this, &RowsView::onReset);
  }
  onReset();
  emit modelChanged();
}

void RowsView::componentComplete() {
  QQuickItem::componentComplete();
  onReset();
}

void RowsView::geometryChange(const QRectF& now, const QRectF& before) {
  QQuickItem::geometryChange(now, before);
  if (now.size() != before.size()) wantLayout();
}

// Not from within a layout at once: what is left to do then waits for the next turn of the event loop.
void RowsView::wantLayout() {
  if (!in_layout_) return polish();
  if (std::exchange(layout_queued_, true)) return;
  QMetaObject::invokeMethod(this, [this] {
    layout_queued_ = false;
    polish();
  }, Qt::QueuedConnection);
}

void RowsView::onReset() {
  items_.dropAll();
  slack_ = 0;
  wanted_row_ = -1;
  wheel_left_ = 0;
  guessAll();
  places_.setAnchor(0, top_margin_);
  wantLayout();
}

std::vector<float> RowsView::guesses(int first, int last) const {
  std::vector<float> pixels;
  pixels.reserve(static_cast<size_t>(last - first + 1));
  for (int row = first; row <= last; ++row) pixels.push_back(static_cast<float>(model_->estimatedHeight(row, row_width_)));
  return pixels;
}

void RowsView::guessAll() {
  places_.assign(model_ ? guesses(0, model_->rowCount() - 1) : std::vector<float>());
  laid_width_ = row_width_;
  laid_font_ = font_size_;
}

void RowsView::onRowsInserted(const QModelIndex&, int first, int last) {
  const int count = last - first + 1;
  places_.insert(first, guesses(first, last));
  items_.rowsInserted(first, count);
  if (wanted_row_ >= first) wanted_row_ += count;
  changed_rows_ = true;
  wantLayout();
}

void RowsView::onRowsRemoved(const QModelIndex&, int first, int last) {
  items_.rowsRemoved(first, last);
  places_.remove(first, last);
  if (places_.rows() == 0) places_.setAnchor(0, top_margin_);
  if (wanted_row_ > last) wanted_row_ -= last - first + 1;
  else if (wanted_row_ >= first) wanted_row_ = -1;
  changed_rows_ = true;
  wantLayout();
}

void RowsView::onDataChanged(const QModelIndex& first, const QModelIndex& last) {
  RowItems::ByRow& live = items_.live();
  for (auto it = live.lower_bound(first.row()); it != live.end() && it->first <= last.row(); ++it) it->second.stale = true;
  for (int row = first.row(); row <= last.row() && row < places_.rows(); ++row)
    if (!items_.has(row)) places_.setHeight(row, model_->estimatedHeight(row, row_width_), false);
  wantLayout();
}

}  // namespace deepwell
