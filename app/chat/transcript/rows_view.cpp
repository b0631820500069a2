#include "app/chat/transcript/rows_view.h"

#include <QGuiApplication>
#include <QQmlContext>
#include <QQmlInfo>
#include <QStyleHints>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>
#include <utility>

namespace deepwell {
namespace {

constexpr double kBuffer = 220;       // pixels above and below the viewport that are laid out too
constexpr qint64 kBudgetNs = 7'000'000;  // of a frame, for making items
constexpr double kFollowDistance = 24;
constexpr int kWheelTickMs = 12;
constexpr double kLinePixels = 26;    // of a line that the wheel scrolls
constexpr size_t kSpareItems = 12;    // of a delegate

}  // namespace

RowsView::RowsView(QQuickItem* parent) : QQuickItem(parent) {
  setFlag(ItemClipsChildrenToShape);
  setClip(true);
  connect(this, &RowsView::geometryWanted, this, &RowsView::onGeometryWanted);
}

RowsView::~RowsView() {
  for (auto& [row, live] : live_) delete live.item;
  for (auto& [delegate, kind] : kinds_)
    for (QQuickItem* item : kind.spare) delete item;
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

// Not from within a layout at once: what is left to do then waits for the next turn of the event loop.
void RowsView::wantLayout() {
  if (!in_layout_) return polish();
  if (std::exchange(layout_queued_, true)) return;
  QMetaObject::invokeMethod(this, [this] {
    layout_queued_ = false;
    polish();
  }, Qt::QueuedConnection);
}

// --- what happens to the rows ---

void RowsView::onReset() {
  recycleAll();
  slack_ = 0;
  wanted_row_ = -1;
  wheel_left_ = 0;
  measureAll();
  setAnchor(0, top_margin_);
  wantLayout();
}

// Guesses the height of every row.
void RowsView::measureAll() {
  const int count = model_ ? model_->rowCount() : 0;
  heights_.assign(static_cast<size_t>(count), {});
  total_ = 0;
  for (int row = 0; row < count; ++row) {
    heights_[static_cast<size_t>(row)].pixels = static_cast<float>(model_->estimatedHeight(row, row_width_));
    total_ += heights_[static_cast<size_t>(row)].pixels;
  }
  laid_width_ = row_width_;
  laid_font_ = font_size_;
  anchor_ = std::clamp(anchor_, 0, std::max(0, count - 1));
  above_ = sum(0, anchor_ - 1);
}

void RowsView::onRowsInserted(const QModelIndex&, int first, int last) {
  std::vector<Height> added(static_cast<size_t>(last - first + 1));
  double pixels = 0;
  for (int row = first; row <= last; ++row) {
    Height& height = added[static_cast<size_t>(row - first)];
    height.pixels = static_cast<float>(model_->estimatedHeight(row, row_width_));
    pixels += height.pixels;
  }
  const bool was_empty = heights_.empty();
  heights_.insert(heights_.begin() + first, added.begin(), added.end());
  total_ += pixels;
  const int count = last - first + 1;
  std::map<int, Live> moved;
  for (auto& [row, live] : live_) moved.emplace(row >= first ? row + count : row, live);
  live_ = std::move(moved);
  if (anchor_ >= first && !was_empty) {
    anchor_ += count;
    above_ += pixels;
  }
  if (wanted_row_ >= first) wanted_row_ += count;
  changed_rows_ = true;
  wantLayout();
}

void RowsView::onRowsRemoved(const QModelIndex&, int first, int last) {
  const int count = last - first + 1;
  const double pixels = sum(first, last);
  std::map<int, Live> kept;
  for (auto& [row, live] : live_) {
    if (row < first) kept.emplace(row, live);
    else if (row > last) kept.emplace(row - count, live);
    else release(live);
  }
  live_ = std::move(kept);
  // What stands below what has gone keeps its place.
  if (anchor_ > last) {
    anchor_ -= count;
    above_ -= pixels;
  } else if (anchor_ >= first) {
    anchor_y_ += sum(anchor_, last);
    above_ -= sum(first, anchor_ - 1);
    anchor_ = first;
  }
  heights_.erase(heights_.begin() + first, heights_.begin() + last + 1);
  total_ -= pixels;
  if (anchor_ >= rows()) {
    anchor_ = std::max(0, rows() - 1);
    if (rows() > 0) {
      anchor_y_ -= heightOf(anchor_);
      above_ -= heightOf(anchor_);
    } else {
      anchor_y_ = top_margin_;
      above_ = total_ = 0;
    }
  }
  if (wanted_row_ > last) wanted_row_ -= count;
  else if (wanted_row_ >= first) wanted_row_ = -1;
  changed_rows_ = true;
  wantLayout();
}

void RowsView::onDataChanged(const QModelIndex& first, const QModelIndex& last) {
  for (auto it = live_.lower_bound(first.row()); it != live_.end() && it->first <= last.row(); ++it) it->second.stale = true;
  for (int row = first.row(); row <= last.row() && row < rows(); ++row)
    if (live_.find(row) == live_.end()) setHeight(row, model_->estimatedHeight(row, row_width_), false);
  wantLayout();
}

// --- geometry ---

void RowsView::componentComplete() {
  QQuickItem::componentComplete();
  onReset();
}

void RowsView::geometryChange(const QRectF& now, const QRectF& before) {
  QQuickItem::geometryChange(now, before);
  if (now.size() != before.size()) wantLayout();
}

void RowsView::onGeometryWanted() { wantLayout(); }

void RowsView::setHeight(int row, double pixels, bool known) {
  Height& height = heights_[static_cast<size_t>(row)];
  const double change = pixels - height.pixels;
  height.known = known;
  if (std::abs(change) < 0.01) return;
  height.pixels = static_cast<float>(pixels);
  total_ += change;
  if (row < anchor_) above_ += change;
}

double RowsView::sum(int first, int last) const {
  double pixels = 0;
  for (int row = first; row <= last; ++row) pixels += heightOf(row);
  return pixels;
}

void RowsView::setAnchor(int row, double y) {
  if (row > anchor_) above_ += sum(anchor_, std::min(row, rows()) - 1);
  else if (row < anchor_) above_ -= sum(row, anchor_ - 1);
  anchor_ = row;
  anchor_y_ = y;
}

double RowsView::maxScroll() const { return std::max(0.0, contentHeight() - height() + slack_); }

// --- layout ---

void RowsView::updatePolish() { layout(); }

void RowsView::layoutNow() {
  unlimited_ = true;
  for (int i = 0; i < 3; ++i) layout();
  unlimited_ = false;
}

void RowsView::layout() {
  if (in_layout_ || !model_ || !isComponentComplete() || height() <= 0 || row_width_ <= 0) return;
  in_layout_ = true;
  if (laid_width_ != row_width_ || laid_font_ != font_size_) measureAll();
  budget_.start();
  bool done = false;
  for (int round = 0; round < 8 && !done; ++round) {
    changed_rows_ = false;
    if (rows() == 0) {
      recycleAll();
      break;
    }
    if (follow_) {
      slack_ = 0;
      ensure(rows() - 1);
      if (changed_rows_) continue;
      setAnchor(rows() - 1, height() - bottom_margin_ - heightOf(rows() - 1));
    } else if (wanted_row_ >= 0) {
      ensure(wanted_row_);
      if (changed_rows_) continue;
      setAnchor(wanted_row_, std::round(std::max(0.0, height() - heightOf(wanted_row_)) * wanted_at_));
    }
    const bool up = fillUp();
    if (changed_rows_) continue;
    const bool down = fillDown();
    if (changed_rows_) continue;
    done = true;
    if (!up || !down) wantLayout();  // the rest in the next frame
    const double before = anchor_y_;
    clampToEnds();
    if (anchor_y_ != before) {  // room has come into view
      fillUp();
      if (!changed_rows_) fillDown();
      if (changed_rows_) done = false;
    }
  }
  if (!done) wantLayout();
  if (rows() > 0) {
    chooseAnchor();
    dropFarItems();
    placeItems();
  }
  in_layout_ = false;
  tell();
}

// Makes the rows above the anchor. False: not all that are to be seen.
bool RowsView::fillUp() {
  double y = anchor_y_;
  for (int row = anchor_ - 1; row >= 0 && y > -kBuffer; --row) {
    if (!ensure(row)) return y <= 0;
    if (changed_rows_) return true;
    y -= heightOf(row);
  }
  return true;
}

bool RowsView::fillDown() {
  double y = anchor_y_;
  for (int row = anchor_; row < rows() && y < height() + kBuffer; ++row) {
    // Rows above the viewport need not be made to know what is below them.
    if (y + heightOf(row) < -kBuffer && heights_[static_cast<size_t>(row)].known) {
      y += heightOf(row);
      continue;
    }
    if (!ensure(row)) return y >= height();
    if (changed_rows_) return true;
    y += heightOf(row);
  }
  return true;
}

// Neither above the first row nor below the last one is there anything to see, but for the slack.
void RowsView::clampToEnds() {
  const double highest = top_margin_;
  const double first_y = anchor_y_ - above_;
  const double end_y = first_y + total_ + bottom_margin_;
  const bool end_known = live_.count(rows() - 1) > 0 || follow_;
  if (end_known && end_y + slack_ < height()) anchor_y_ += height() - end_y - slack_;
  const bool start_known = live_.count(0) > 0;
  if (start_known && anchor_y_ - above_ > highest) anchor_y_ -= anchor_y_ - above_ - highest;
  slack_ = std::clamp(height() - (anchor_y_ - above_ + total_ + bottom_margin_), 0.0, slack_);
}

// The first row of which something is to be seen, so that it stays when rows above it change.
void RowsView::chooseAnchor() {
  int row = anchor_;
  double y = anchor_y_;
  while (row + 1 < rows() && y + heightOf(row) <= 0) y += heightOf(row++);
  while (row > 0 && y > 0 && live_.count(row - 1) > 0) y -= heightOf(--row);
  setAnchor(row, y);
}

void RowsView::dropFarItems() {
  double y = anchor_y_ - [&] {
    const int first = live_.empty() ? anchor_ : std::min(live_.begin()->first, anchor_);
    return sum(first, anchor_ - 1);
  }();
  const int first = live_.empty() ? anchor_ : std::min(live_.begin()->first, anchor_);
  int at = first;
  for (auto it = live_.begin(); it != live_.end();) {
    for (; at < it->first; ++at) y += heightOf(at);
    const double bottom = y + heightOf(it->first);
    const bool far = bottom < -2 * kBuffer || y > height() + 2 * kBuffer;
    // The one that has the keyboard stays, or it would lose it.
    if (far && !(it->second.item->isFocusScope() ? it->second.item->hasActiveFocus() : it->second.item->hasFocus())) {
      release(it->second);
      it = live_.erase(it);
    } else {
      ++it;
    }
  }
}

void RowsView::placeItems() {
  if (live_.empty()) return;
  const int first = std::min(live_.begin()->first, anchor_);
  double y = anchor_y_ - sum(first, anchor_ - 1);
  int at = first;
  for (auto& [row, live] : live_) {
    for (; at < row; ++at) y += heightOf(at);
    live.item->setPosition(QPointF(row_x_, std::round(y)));
    live.item->setVisible(true);
  }
}

// --- items ---

RowDelegate* RowsView::delegateFor(int kind) const {
  const auto found = std::find_if(delegates_.begin(), delegates_.end(), [kind](RowDelegate* d) { return d->serves(kind); });
  return found == delegates_.end() ? nullptr : *found;
}

bool RowsView::ensure(int row) {
  auto found = live_.find(row);
  RowDelegate* delegate = delegateFor(model_->kindAt(row));
  if (found != live_.end() && found->second.delegate != delegate) {
    release(found->second);
    live_.erase(found);
    found = live_.end();
  }
  if (found == live_.end()) {
    if (!unlimited_ && budget_.nsecsElapsed() > kBudgetNs) return false;
    model_->prepare(row);
    if (changed_rows_) return true;
    if (!create(row, delegate)) return true;
    found = live_.find(row);
  } else if (found->second.stale) {
    found->second.stale = false;
    bindRow(found->second, row);
  }
  QQuickItem* item = found->second.item;
  if (item->width() != row_width_) item->setWidth(row_width_);
  setHeight(row, std::ceil(item->implicitHeight()), true);
  return true;
}

bool RowsView::create(int row, RowDelegate* delegate) {
  if (!delegate || !delegate->component()) return false;
  Kind& kind = kinds_[delegate];
  Live live{nullptr, delegate, false};
  if (!kind.spare.empty()) {
    live.item = kind.spare.back();
    kind.spare.pop_back();
    live.item->setWidth(row_width_);
    bindRow(live, row);
    live_[row] = live;
    return true;
  }
  QQmlComponent* component = delegate->component();
  QObject* object = component->beginCreate(component->creationContext());
  live.item = qobject_cast<QQuickItem*>(object);
  if (!live.item) {
    qmlWarning(this) << component->errorString();
    delete object;
    return false;
  }
  const QMetaObject* meta = live.item->metaObject();
  if (kind.roles.empty()) {
    const auto names = model_->roleNames();
    for (auto it = names.begin(); it != names.end(); ++it)
      if (const int at = meta->indexOfProperty(it.value()); at >= 0) kind.roles.push_back({it.key(), meta->property(at)});
  }
  QVariantMap initial{{QStringLiteral("width"), row_width_}};
  const QModelIndex index = model_->index(row, 0);
  for (const Role& role : kind.roles) initial.insert(QString::fromLatin1(role.property.name()), model_->data(index, role.role));
  live.item->setParent(this);
  live.item->setParentItem(this);
  component->setInitialProperties(live.item, initial);
  component->completeCreate();
  if (component->isError()) qmlWarning(this, component->errors());
  connect(live.item, &QQuickItem::implicitHeightChanged, this, [this] {
    if (!in_layout_) polish();
  });
  live_[row] = live;
  return true;
}

void RowsView::bindRow(const Live& live, int row) {
  const QModelIndex index = model_->index(row, 0);
  for (const Role& role : kinds_[live.delegate].roles) role.property.write(live.item, model_->data(index, role.role));
}

void RowsView::release(const Live& live) {
  Kind& kind = kinds_[live.delegate];
  if (live.item->hasActiveFocus() || live.item->hasFocus()) live.item->setFocus(false);
  live.item->setVisible(false);
  if (live.delegate->reuse() && kind.spare.size() < kSpareItems) kind.spare.push_back(live.item);
  else live.item->deleteLater();
}

void RowsView::recycleAll() {
  for (auto& [row, live] : live_) release(live);
  live_.clear();
}

QQuickItem* RowsView::itemAt(int row) const {
  const auto found = live_.find(row);
  return found == live_.end() ? nullptr : found->second.item;
}

int RowsView::rowOfItem(QQuickItem* item) const {
  for (const auto& [row, live] : live_)
    if (live.item == item || live.item->isAncestorOf(item)) return row;
  return -1;
}

int RowsView::rowAt(double y) const {
  for (const auto& [row, live] : live_)
    if (y >= live.item->y() && y < live.item->y() + live.item->implicitHeight()) return row;
  return -1;
}

// --- scrolling ---

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
  if (!model_ || rows() == 0 || pixels == 0) return;
  letGo();
  if (std::abs(pixels) > 2 * height()) return scrollTo(contentY() + pixels);
  anchor_y_ -= pixels;
  layout();
  if (pixels > 0 && distanceToEnd() < kFollowDistance) setFollow(true);
  emit personScrolled();
}

void RowsView::scrollTo(double content_y) {
  if (!model_ || rows() == 0) return;
  letGo();
  const double wanted = std::clamp(content_y, 0.0, maxScroll());
  int row = 0;
  double y = top_margin_ - wanted;
  while (row + 1 < rows() && y + heightOf(row) <= 0) y += heightOf(row++);
  setAnchor(row, y);
  layout();
  if (distanceToEnd() < kFollowDistance / 2 && content_y >= contentY()) setFollow(true);
  emit personScrolled();
}

void RowsView::jumpToEnd() {
  wheel_left_ = 0;
  wanted_row_ = -1;
  slack_ = 0;
  setFollow(true);
  layout();
}

void RowsView::showRow(int row, double at) {
  if (row < 0 || row >= rows()) return;
  letGo();
  wheel_left_ = 0;
  wanted_row_ = row;
  wanted_at_ = at;
  layout();
}

void RowsView::holdRow(int row) {
  if (row < 0 || row >= rows()) return;
  const double y = row >= anchor_ ? anchor_y_ + sum(anchor_, row - 1) : anchor_y_ - sum(row, anchor_ - 1);
  letGo();
  setAnchor(row, y);
  // Whatever goes below it, there is room for it to stay.
  slack_ = std::max(slack_, height());
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

void RowsView::tell() {
  if (told_y_ == contentY() && told_height_ == contentHeight()) return;
  told_y_ = contentY();
  told_height_ = contentHeight();
  emit scrolled();
}

}  // namespace deepwell
