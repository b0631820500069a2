#include "app/style/focus_in_sight.h"

#include <algorithm>

namespace deepwell {
namespace {

constexpr double kMargin = 20;  // pixels around what has the keyboard

double number(const QQuickItem* view, const char* name) { return view->property(name).toDouble(); }

// How far to scroll so that [begin, end) lies within [0, room), with the margin where there is room for it.
double way(double begin, double end, double room) {
  const double margin = std::clamp((room - (end - begin)) / 2, 0.0, kMargin);
  if (begin < margin) return begin - margin;
  return std::max(0.0, std::min(end - room + margin, begin - margin));
}

}  // namespace

void FocusInSight::itemChange(ItemChange change, const ItemChangeData& data) {
  if (change == ItemSceneChange) {
    if (window_) window_->disconnect(this);
    window_ = data.window;
    if (window_) connect(window_, &QQuickWindow::activeFocusItemChanged, this, &FocusInSight::show);
  }
  QQuickItem::itemChange(change, data);
}

void FocusInSight::show() {
  // What is declared in a list becomes its child, in a Flickable a child of its content.
  QQuickItem* view = parentItem();
  if (view && !view->inherits("QQuickFlickable")) view = view->parentItem();
  const QQuickItem* item = window_->activeFocusItem();
  if (!view || !item || !isVisible() || !view->isAncestorOf(item)) return;
  // Under the mouse nothing moves.
  const QVariant reason = item->property("focusReason");
  if (reason.isValid() && reason.toInt() != Qt::TabFocusReason && reason.toInt() != Qt::BacktabFocusReason) return;
  const QRectF place = item->mapRectToItem(view, item->boundingRect());
  const auto scroll = [view](const char* at, double by, double least, double most) {
    if (by != 0) view->setProperty(at, std::max(least, std::min(most, number(view, at) + by)));
  };
  if (const double size = number(view, "contentWidth"); size > view->width()) {
    const double origin = number(view, "originX");
    scroll("contentX", way(place.left(), place.right(), view->width()), origin - number(view, "leftMargin"),
           origin + size + number(view, "rightMargin") - view->width());
  }
  if (const double size = number(view, "contentHeight"); size > view->height()) {
    const double origin = number(view, "originY");
    scroll("contentY", way(place.top(), place.bottom(), view->height()), origin - number(view, "topMargin"),
           origin + size + number(view, "bottomMargin") - view->height());
  }
}

}  // namespace deepwell
