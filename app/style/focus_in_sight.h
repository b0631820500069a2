// Put into a Flickable or a list: scrolls so that what the Tab key comes to in there is to be seen.
#pragma once

#include <QPointer>
#include <QQuickItem>
#include <QQuickWindow>

namespace deepwell {

class FocusInSight : public QQuickItem {
  Q_OBJECT
  QML_ELEMENT

 protected:
  void itemChange(ItemChange change, const ItemChangeData& data) override;

 private:
  void show();

  QPointer<QQuickWindow> window_;
};

}  // namespace deepwell
