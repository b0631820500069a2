// A list of rows of unknown height, of which only those near the viewport exist as items. What is on screen never moves
// because something that is not on screen turned out to be higher or lower than guessed: everything is placed from one
// row, the anchor, outwards. Items are made within a budget of time a frame and used again for other rows of the kind.
#pragma once

#include <QBasicTimer>
#include <QElapsedTimer>
#include <QMetaProperty>
#include <QPointer>
#include <QQmlComponent>
#include <QQmlListProperty>
#include <QQuickItem>
#include <QtQmlIntegration>
#include <map>
#include <vector>

#include "app/chat/transcript/rows_model.h"

namespace deepwell {

// The item for rows of some kinds. Its properties that are named as the model's roles follow the row; it says how high
// it is by implicitHeight and is given x, y and width.
class RowDelegate : public QObject {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(QList<int> kinds MEMBER kinds_)
  Q_PROPERTY(QQmlComponent* delegate MEMBER component_)
  Q_PROPERTY(bool reuse MEMBER reuse_)  // for another row; not for items that look at what may go with its row
  Q_CLASSINFO("DefaultProperty", "delegate")

 public:
  using QObject::QObject;
  bool serves(int kind) const { return kinds_.contains(kind); }
  QQmlComponent* component() const { return component_; }
  bool reuse() const { return reuse_; }

 private:
  bool reuse_ = true;
  QList<int> kinds_;
  QPointer<QQmlComponent> component_;
};

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
  ~RowsView() override;

  RowsModel* model() const { return model_; }
  void setModel(RowsModel* model);
  QQmlListProperty<RowDelegate> delegates() { return {this, &delegates_}; }
  double contentY() const { return above_ + top_margin_ - anchor_y_; }
  double contentHeight() const { return total_ + top_margin_ + bottom_margin_; }
  double distanceToEnd() const { return contentHeight() - contentY() - height(); }
  bool follow() const { return follow_; }
  void setFollow(bool follow);

  Q_INVOKABLE void scrollBy(double pixels);      // down is positive; at the end the view follows again
  Q_INVOKABLE void scrollTo(double content_y);   // as a scroll bar does
  Q_INVOKABLE void jumpToEnd();
  Q_INVOKABLE void jumpToStart() { scrollTo(0); }
  // Brings the row to `at` (0 top, 1 bottom of the viewport), and keeps it there while what is around it is laid out.
  Q_INVOKABLE void showRow(int row, double at = 0);
  // The row stays where it is on screen whatever happens next to the rows around it.
  Q_INVOKABLE void holdRow(int row);
  Q_INVOKABLE QQuickItem* itemAt(int row) const;  // null: it has none now
  Q_INVOKABLE int rowOfItem(QQuickItem* item) const;
  Q_INVOKABLE int rowAt(double y) const;  // of the viewport; -1: none
  // Lays out now what the viewport shows, whatever it takes: for tests and for pictures.
  Q_INVOKABLE void layoutNow();
  int itemCount() const { return static_cast<int>(live_.size()); }

 signals:
  void modelChanged();
  void scrolled();
  void followChanged();
  void geometryWanted();
  void personScrolled();

 protected:
  void updatePolish() override;
  void geometryChange(const QRectF& now, const QRectF& before) override;
  void componentComplete() override;
  void wheelEvent(QWheelEvent* event) override;
  void timerEvent(QTimerEvent* event) override;

 private:
  struct Height {
    float pixels = 0;
    bool known = false;
  };
  struct Role {
    int role;
    QMetaProperty property;
  };
  struct Kind {  // what the items of a delegate have in common
    std::vector<Role> roles;
    std::vector<QQuickItem*> spare;
  };
  struct Live {
    QQuickItem* item = nullptr;
    RowDelegate* delegate = nullptr;
    bool stale = false;  // its row has changed
  };

  void onRowsInserted(const QModelIndex& parent, int first, int last);
  void onRowsRemoved(const QModelIndex& parent, int first, int last);
  void onDataChanged(const QModelIndex& first, const QModelIndex& last);
  void onReset();
  void onGeometryWanted();

  void wantLayout();
  void layout();
  void measureAll();
  bool fillUp();
  bool fillDown();
  void clampToEnds();
  void chooseAnchor();
  void dropFarItems();
  void placeItems();
  bool ensure(int row);  // false: the budget of this frame is used up
  bool create(int row, RowDelegate* delegate);
  void bindRow(const Live& live, int row);
  void release(const Live& live);
  void recycleAll();
  RowDelegate* delegateFor(int kind) const;
  double heightOf(int row) const { return heights_[static_cast<size_t>(row)].pixels; }
  void setHeight(int row, double pixels, bool known);
  double sum(int first, int last) const;  // of rows first..last
  int rows() const { return static_cast<int>(heights_.size()); }
  void setAnchor(int row, double y);
  double maxScroll() const;
  void letGo();
  void tell();

  QPointer<RowsModel> model_;
  QList<RowDelegate*> delegates_;
  std::map<RowDelegate*, Kind> kinds_;
  std::map<int, Live> live_;        // by row
  std::vector<Height> heights_;     // of every row
  double total_ = 0;                // of heights_
  double above_ = 0;                // of heights_[0, anchor_)
  int anchor_ = 0;
  double anchor_y_ = 0;             // of the anchor's top, in the viewport
  double slack_ = 0;                // empty space below the end, so that what was held can stay
  bool follow_ = true;
  int wanted_row_ = -1;             // showRow: its place is kept until the person scrolls
  double wanted_at_ = 0;
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
  double told_y_ = -1, told_height_ = -1;
};

}  // namespace deepwell
