// RowsView's scrolling: following the end, going where the person or the window wants, the wheel.
#include <QGuiApplication>
#include <QQuickWindow>
#include <QStyleHints>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

#include "app/chat/transcript/rows_view.h"

namespace deepwell {
namespace {

constexpr double kFollowDistance = 24;
constexpr double kFocusMargin = 16;  // around what has the keyboard
constexpr int kWheelTickMs = 12;
constexpr double kLinePixels = 26;  // of a line that the wheel scrolls

}  // namespace

double RowsView::maxScroll() const { return std::max(0.0, contentHeight() - height() + slack_); }

void RowsView::setFollow(bool follow) {
  if (follow == follow_) return;
  follow_ = follow;
  if (follow_) wanted_row_ = -1;
  emit followChanged();
  wantLayout();
}

// From now on the person decides what is to be seen.
void RowsView::letGo() {
  wanted_row_ = -1;
  setFollow(false);
}

void RowsView::scrollBy(double pixels) {
  if (!model_ || places_.rows() == 0 || pixels == 0) return;
  letGo();
  if (std::abs(pixels) > 2 * height()) return scrollTo(contentY() + pixels);
  places_.move(-pixels);
  layout();
  if (pixels > 0 && distanceToEnd() < kFollowDistance) setFollow(true);
}

void RowsView::scrollTo(double content_y) {
  if (!model_ || places_.rows() == 0) return;
  letGo();
  const double wanted = std::clamp(content_y, 0.0, maxScroll());
  int row = 0;
  double y = top_margin_ - wanted;
  while (row + 1 < places_.rows() && y + places_.height(row) <= 0) y += places_.height(row++);
  places_.setAnchor(row, y);
  layout();
  if (distanceToEnd() < kFollowDistance / 2 && content_y >= contentY()) setFollow(true);
}

void RowsView::jumpToEnd() {
  wheel_left_ = 0;
  wanted_row_ = -1;
  slack_ = 0;
  setFollow(true);
  layout();
}

void RowsView::showRow(int row, double at, double inside) {
  if (row < 0 || row >= places_.rows()) return;
  letGo();
  wheel_left_ = 0;
  wanted_row_ = row;
  wanted_at_ = at;
  wanted_inside_ = inside;
  layout();
}

void RowsView::holdRow(int row) {
  if (row < 0 || row >= places_.rows()) return;
  const double y = places_.placeOf(row);
  letGo();
  places_.setAnchor(row, y);
  // Whatever goes below it, there is room for it to stay.
  slack_ = std::max(slack_, height());
}

void RowsView::itemChange(ItemChange change, const ItemChangeData& data) {
  if (change == ItemSceneChange) {
    if (focus_window_) focus_window_->disconnect(this);
    focus_window_ = data.window;
    if (focus_window_) connect(focus_window_, &QQuickWindow::activeFocusItemChanged, this, &RowsView::showFocused);
  }
  QQuickItem::itemChange(change, data);
}

// What the Tab key has come to is to be seen.
void RowsView::showFocused() {
  wantLayout();  // a far row that was kept for the keyboard can go
  const QQuickItem* item = focus_window_->activeFocusItem();
  if (!item || item == this || !item->activeFocusOnTab() || items_.rowOf(item) < 0) return;
  const QVariant reason = item->property("focusReason");
  if (reason.isValid() && reason.toInt() != Qt::TabFocusReason && reason.toInt() != Qt::BacktabFocusReason) return;
  const QRectF place = item->mapRectToItem(this, item->boundingRect());
  if (place.top() < kFocusMargin) scrollBy(place.top() - kFocusMargin);
  else if (place.bottom() > height() - kFocusMargin) scrollBy(place.bottom() - height() + kFocusMargin);
}

void RowsView::wheelEvent(QWheelEvent* event) {
  double pixels = 0;
  if (!event->pixelDelta().isNull()) pixels = -event->pixelDelta().y();
  else pixels = -event->angleDelta().y() / 120.0 * QGuiApplication::styleHints()->wheelScrollLines() * kLinePixels;
  const bool stays = pixels == 0 || (pixels < 0 && contentY() <= 0.5) || (pixels > 0 && distanceToEnd() + slack_ <= 0.5);
  event->setAccepted(!stays);
  if (stays) return;
  if (pixels < 0) letGo();
  if (!event->pixelDelta().isNull()) return scrollBy(pixels);
  if ((wheel_left_ > 0) != (pixels > 0)) wheel_left_ = 0;
  wheel_left_ += pixels;
  if (!wheel_timer_.isActive()) wheel_timer_.start(kWheelTickMs, Qt::PreciseTimer, this);
}

// A turn of the wheel is a short glide: the eye can follow it.
void RowsView::timerEvent(QTimerEvent* event) {
  if (event->timerId() != wheel_timer_.timerId()) return QQuickItem::timerEvent(event);
  double step = std::abs(wheel_left_) < 3 ? wheel_left_ : std::round(wheel_left_ * 0.34);
  if (step == 0) step = wheel_left_;
  wheel_left_ -= step;
  if (std::abs(wheel_left_) < 0.5) {
    wheel_left_ = 0;
    wheel_timer_.stop();
  }
  if (step != 0) scrollBy(step);
}

}  // namespace deepwell
