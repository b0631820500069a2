// What a RowsView shows: rows of different kinds, of which it lays out only those that are near.
#pragma once

#include <QAbstractListModel>
#include <QtQmlIntegration>

namespace deepwell {

// The kind of a row may change with dataChanged.
class RowsModel : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("Rows of a certain kind are made")

 public:
  using QAbstractListModel::QAbstractListModel;

  virtual int kindAt(int row) const = 0;
  // A guess in pixels, quickly: it is asked for every row.
  virtual double estimatedHeight(int row, double width) const = 0;
  // The row is about to be shown: what is missing of it may be made, and rows inserted or removed, now or later.
  virtual void prepare(int row) = 0;
};

}  // namespace deepwell
