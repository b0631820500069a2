// A list of rows of unknown height, of which only those near the viewport exist as items. What is on screen never moves
// because something that is not on screen turned out to be higher or lower than guessed: everything is placed from one
// row, the anchor, outwards (row_places.h). Items are made within a budget of time a frame and used again for other rows
// of the kind (row_items.h). rows_view.cpp follows the model, rows_layout.cpp lays out, rows_scroll.cpp scrolls.
#pragma once

#include <QBasicTimer>
#include <QElapsedTimer>
#include <QPointer>
#include <QQmlListProperty>
#include <QQuickItem>
#include <QtQmlIntegration>
#include <vector>

#include "app/chat/transcript/row_items.h"
#include "app/chat/transcript/row_places.h"
#include "app/chat/transcript/rows_model.h"

namespace deepwell {

class RowsView : public QQuickItem {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(deepwell::RowsModel* model READ model WRITE setModel NOTIFY modelChanged)
  Q_PROPERTY(QQmlListProperty<deepwell::RowDelegate> delegates READ delegates)
  Q_PROPERTY(double contentY READ contentY NOTIFY scrolled)            // of the viewport, from the first row's margin on
  Q_PROPERTY(double contentHeight READ contentHeight NOTIFY scrolled)  // with margins; guessed where nothing was laid out
  Q_PROPERTY(double distanceToEnd READ distanceToEnd NOTIFY scrolled)
  Q_PROPERTY(bool follow READ follow WRITE setFollow NOTIFY followChanged)  // the end stays in view
  Q_PROPERTY(double rowX MEMBER row_x_ NOTIFY geometryWanted)
  Q_PROPERTY(double rowWidth MEMBER row_width_ NOTIFY geometryWanted)
  Q_PROPERTY(double topMargin MEMBER top_margin_ NOTIFY geometryWanted)
  Q_PROPERTY(double bottomMargin MEMBER bottom_margin_ NOTIFY geometryWanted)
  Q_PROPERTY(int fontSize MEMBER font_size_ NOTIFY geometryWanted)  // guesses depend on it

 public:
  explicit RowsView(QQuickItem* parent = nullptr);

  RowsModel* model() const { return model_; }
  void setModel(RowsModel* model);
  QQmlListProperty<RowDelegate> delegates() { return {this, items_.delegates()}; }
  double contentY() const { return top_margin_ - places_.firstY(); }
  double contentHeight() const { return places_.total() + top_margin_ + bottom_margin_; }
  double distanceToEnd() const { return contentHeight() - contentY() - height(); }
  bool follow() const { return follow_; }
  void setFollow(bool follow);

  Q_INVOKABLE void scrollBy(double pixels);      // down is positive; at the end the view follows again
  Q_INVOKABLE void scrollTo(double content_y);   // as a scroll bar does
  Q_INVOKABLE void jumpToEnd();
  Q_INVOKABLE void jumpToStart() { scrollTo(0); }
  // Brings the row to `at` (0 top, 1 bottom of the viewport), or what is `inside` pixels below its top, and keeps it there
  // while what is around it is laid out.
  Q_INVOKABLE void showRow(int row, double at = 0, double inside = -1);
  // The row stays where it is on screen whatever happens next to the rows around it.
  Q_INVOKABLE void holdRow(int row);
  Q_INVOKABLE QQuickItem* itemAt(int row) const { return items_.at(row); }  // null: it has none now
  Q_INVOKABLE QQuickItem* makeItem(int row);  // one that is there at once, near what is shown
  Q_INVOKABLE int rowOfItem(QQuickItem* item) const { return items_.rowOf(item); }
  Q_INVOKABLE int rowAt(double y) const;  // of the viewport; -1: none
  // Lays out now what the viewport shows, whatever it takes: for tests and for pictures.
  void layoutNow();
  int itemCount() const { return static_cast<int>(items_.live().size()); }

 signals:
  void modelChanged();
  void scrolled();
  void followChanged();
  void geometryWanted();

 protected:
  void updatePolish() override;
  void geometryChange(const QRectF& now, const QRectF& before) override;
  void componentComplete() override;
  void wheelEvent(QWheelEvent* event) override;
  void timerEvent(QTimerEvent* event) override;
  void itemChange(ItemChange change, const ItemChangeData& data) override;

 private:
  // What happens to the rows.
  void onRowsInserted(const QModelIndex& parent, int first, int last);
  void onRowsRemoved(const QModelIndex& parent, int first, int last);
  void onDataChanged(const QModelIndex& first, const QModelIndex& last);
  void onReset();
  void guessAll();
  std::vector<float> guesses(int first, int last) const;

  // Layout.
  void wantLayout();
  void layout();
  bool layoutOnce();
  void anchorWanted();
  bool fillUp();
  bool fillDown();
  bool ensure(int row);  // false: the budget of this frame is used up
  void clampToEnds(bool up, bool down);  // all rows that are to be seen that way are made
  void chooseAnchor();
  void dropFarItems();
  void placeItems();
  void tell();

  // Scrolling.
  double maxScroll() const;
  void letGo();
  void showFocused();

  QPointer<RowsModel> model_;
  RowPlaces places_;
  RowItems items_;
  double slack_ = 0;                // empty space below the end, so that what was held can stay
  bool follow_ = true;
  int wanted_row_ = -1;             // showRow: its place is kept until the person scrolls
  double wanted_at_ = 0;
  double wanted_inside_ = -1;
  double row_x_ = 0, row_width_ = 0, top_margin_ = 0, bottom_margin_ = 0;
  int font_size_ = 0;
  double laid_width_ = -1;
  int laid_font_ = 0;
  bool in_layout_ = false;
  bool layout_queued_ = false;
  bool unlimited_ = false;
  bool changed_rows_ = false;       // rows came or went while the layout ran
  QElapsedTimer budget_;
  double wheel_left_ = 0;           // of a turn of the wheel that is still to be scrolled
  QBasicTimer wheel_timer_;
  QPointer<QQuickWindow> focus_window_;  // whose focus is watched
  double told_y_ = -1, told_height_ = -1;
};

}  // namespace deepwell
