// RowsView's layout: which rows get an item, and where the items stand.
#include <QQuickWindow>
#include <algorithm>
#include <cmath>

#include "app/chat/transcript/rows_view.h"

namespace deepwell {
namespace {

constexpr double kBuffer = 220;          // pixels above and below the viewport that are laid out too
constexpr qint64 kBudgetNs = 7'000'000;  // of a frame, for making items

bool hasKeyboard(const QQuickItem* item) {
  const QQuickItem* focused = item->window() ? item->window()->activeFocusItem() : nullptr;
  return focused && (focused == item || item->isAncestorOf(focused));
}

}  // namespace

void RowsView::updatePolish() { layout(); }

void RowsView::layoutNow() {
  unlimited_ = true;
  for (int i = 0; i < 3; ++i) layout();
  unlimited_ = false;
}

void RowsView::layout() {
  if (in_layout_ || !model_ || !isComponentComplete() || height() <= 0 || row_width_ <= 0) return;
  in_layout_ = true;
  if (laid_width_ != row_width_ || laid_font_ != font_size_) guessAll();
  budget_.start();
  bool done = false;
  for (int round = 0; round < 8 && !done; ++round) done = layoutOnce();
  if (!done) wantLayout();
  if (places_.rows() > 0) {
    chooseAnchor();
    dropFarItems();
    placeItems();
  }
  in_layout_ = false;
  tell();
}

// False: rows came or went meanwhile.
bool RowsView::layoutOnce() {
  changed_rows_ = false;
  if (places_.rows() == 0) {
    items_.dropAll();
    return true;
  }
  anchorWanted();
  if (changed_rows_) return false;
  const bool up = fillUp();
  if (changed_rows_) return false;
  const bool down = fillDown();
  if (changed_rows_) return false;
  if (!up || !down) wantLayout();  // the rest in the next frame
  const double before = places_.anchorY();
  clampToEnds(up, down);
  if (places_.anchorY() == before) return true;
  fillUp();  // room has come into view
  if (!changed_rows_) fillDown();
  return !changed_rows_;
}

// What is to be seen, if that is decided: the end, or a certain row.
void RowsView::anchorWanted() {
  const int row = follow_ ? places_.rows() - 1 : wanted_row_;
  if (row < 0) return;
  if (follow_) slack_ = 0;
  ensure(row);
  if (changed_rows_) return;
  const double room = height() - places_.height(row);
  if (follow_) places_.setAnchor(row, room - bottom_margin_);
  else if (wanted_inside_ >= 0) places_.setAnchor(row, std::round(height() * wanted_at_ - wanted_inside_));
  else places_.setAnchor(row, std::round(std::max(0.0, room) * wanted_at_));
}

// Makes the rows above the anchor. False: not all that are to be seen.
bool RowsView::fillUp() {
  double y = places_.anchorY();
  for (int row = places_.anchor() - 1; row >= 0 && y > -kBuffer; --row) {
    if (!ensure(row)) return y <= 0;
    if (changed_rows_) return true;
    y -= places_.height(row);
  }
  return true;
}

bool RowsView::fillDown() {
  double y = places_.anchorY();
  for (int row = places_.anchor(); row < places_.rows() && y < height() + kBuffer; ++row) {
    // Rows above the viewport need not be made to know what is below them.
    const bool far_above = y + places_.height(row) < -kBuffer && places_.measured(row);
    if (!far_above && !ensure(row)) return y >= height();
    if (changed_rows_) return true;
    y += places_.height(row);
  }
  return true;
}

bool RowsView::ensure(int row) {
  RowDelegate* delegate = items_.delegateFor(model_->kindAt(row));
  auto found = items_.live().find(row);
  if (found != items_.live().end() && found->second.delegate != delegate) {
    items_.drop(found);
    found = items_.live().end();
  }
  RowItems::Live* live = found == items_.live().end() ? nullptr : &found->second;
  if (!live) {
    if (!unlimited_ && budget_.nsecsElapsed() > kBudgetNs) return false;
    model_->prepare(row);
    if (changed_rows_) return true;
    live = items_.create(*model_, row, delegate, row_width_);
    if (!live) return true;
  } else if (live->stale) {
    live->stale = false;
    items_.bind(*model_, *live, row);
  }
  if (live->item->width() != row_width_) live->item->setWidth(row_width_);
  places_.setHeight(row, std::ceil(live->item->implicitHeight()), true);
  return true;
}

QQuickItem* RowsView::makeItem(int row) {
  if (in_layout_ || !model_ || row < 0 || row >= places_.rows() || row_width_ <= 0) return nullptr;
  in_layout_ = true;
  unlimited_ = true;
  changed_rows_ = false;
  ensure(row);
  unlimited_ = false;
  placeItems();
  in_layout_ = false;
  wantLayout();
  return items_.at(row);
}

// Neither above the first row nor below the last one is there anything to see, but for the slack. An end counts where the
// rows on the way to it are made: a far one may have an item too. A short chat is at the top from its first frame on.
void RowsView::clampToEnds(bool up, bool down) {
  const auto end = [this] { return places_.firstY() + places_.total() + bottom_margin_; };
  const bool end_known = follow_ || (down && items_.has(places_.rows() - 1));
  const bool start_known = (up && items_.has(0)) || contentHeight() <= height();
  if (end_known && end() + slack_ < height()) places_.move(height() - end() - slack_);
  if (start_known && places_.firstY() > top_margin_) places_.move(top_margin_ - places_.firstY());
  slack_ = std::clamp(height() - end(), 0.0, slack_);
}

// The first row of which something is to be seen, so that it stays when rows above it change.
void RowsView::chooseAnchor() {
  int row = places_.anchor();
  double y = places_.anchorY();
  while (row + 1 < places_.rows() && y + places_.height(row) <= 0) y += places_.height(row++);
  while (row > 0 && y > 0 && items_.has(row - 1)) y -= places_.height(--row);
  places_.setAnchor(row, y);
}

void RowsView::dropFarItems() {
  RowItems::ByRow& live = items_.live();
  if (live.empty()) return;
  int at = live.begin()->first;
  double y = places_.placeOf(at);
  for (auto it = live.begin(); it != live.end();) {
    for (; at < it->first; ++at) y += places_.height(at);
    const bool far = y + places_.height(at) < -2 * kBuffer || y > height() + 2 * kBuffer;
    // The one that has the keyboard stays, or it would lose it, and what is selected in it.
    it = far && !hasKeyboard(it->second.item) ? items_.drop(it) : std::next(it);
  }
}

void RowsView::placeItems() {
  const RowItems::ByRow& live = items_.live();
  if (live.empty()) return;
  int at = live.begin()->first;
  double y = places_.placeOf(at);
  for (const auto& [row, shown] : live) {
    for (; at < row; ++at) y += places_.height(at);
    shown.item->setPosition(QPointF(row_x_, std::round(y)));
    shown.item->setVisible(true);
  }
}

int RowsView::rowAt(double y) const {
  for (const auto& [row, live] : items_.live())
    if (y >= live.item->y() && y < live.item->y() + live.item->implicitHeight()) return row;
  return -1;
}

void RowsView::tell() {
  if (told_y_ == contentY() && told_height_ == contentHeight()) return;
  told_y_ = contentY();
  told_height_ = contentHeight();
  emit scrolled();
}

}  // namespace deepwell
