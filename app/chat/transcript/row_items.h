// The items of a view's rows: made by the delegate of the row's kind, given the row's data, and used again for other rows.
#pragma once

#include <QMetaProperty>
#include <QPointer>
#include <QQmlComponent>
#include <QQmlListProperty>
#include <QQuickItem>
#include <QtQmlIntegration>
#include <functional>
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

class RowItems {
 public:
  struct Live {
    QQuickItem* item = nullptr;
    RowDelegate* delegate = nullptr;
    bool stale = false;  // its row has changed
  };
  using ByRow = std::map<int, Live>;

  // `on_height` is called when an item's height changes by itself.
  RowItems(QQuickItem* view, std::function<void()> on_height) : view_(view), on_height_(std::move(on_height)) {}
  ~RowItems();
  RowItems(const RowItems&) = delete;
  RowItems& operator=(const RowItems&) = delete;

  QList<RowDelegate*>* delegates() { return &delegates_; }
  RowDelegate* delegateFor(int kind) const;  // null: there is none

  ByRow& live() { return live_; }
  const ByRow& live() const { return live_; }
  bool has(int row) const { return live_.count(row) > 0; }
  QQuickItem* at(int row) const;             // null: it has none now
  int rowOf(const QQuickItem* item) const;   // of an item or something in it; -1: none

  Live* create(const RowsModel& model, int row, RowDelegate* delegate, double width);  // null: the delegate is broken
  void bind(const RowsModel& model, const Live& live, int row);
  ByRow::iterator drop(ByRow::iterator live);  // as std::map::erase
  void dropAll();
  void rowsInserted(int first, int count);
  void rowsRemoved(int first, int last);

 private:
  struct Role {
    int role;
    QMetaProperty property;
  };
  struct Kind {  // what the items of a delegate have in common
    std::vector<Role> roles;
    std::vector<QQuickItem*> spare;
  };

  QQuickItem* make(const RowsModel& model, int row, RowDelegate* delegate, double width);
  void release(const Live& live);

  QQuickItem* const view_;
  const std::function<void()> on_height_;
  QList<RowDelegate*> delegates_;
  std::map<RowDelegate*, Kind> kinds_;
  ByRow live_;
};

}  // namespace deepwell
