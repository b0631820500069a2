// A text of any length, line by line, so that only what is seen is laid out.
#pragma once

#include <QAbstractListModel>
#include <QStringList>
#include <QtQmlIntegration>

namespace deepwell {

class TextLines : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("Made by the workspace")
  Q_PROPERTY(int count READ count NOTIFY changed)

 public:
  static constexpr qsizetype kLongest = 400;  // characters: longer lines go on in the next row

  explicit TextLines(QObject* parent = nullptr) : QAbstractListModel(parent) {}

  void setText(const QString& text);
  QString text() const { return text_; }
  Q_INVOKABLE QString all() const { return text_; }
  int count() const { return static_cast<int>(rows_.size()); }
  int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : count(); }
  QVariant data(const QModelIndex& index, int role) const override;
  QHash<int, QByteArray> roleNames() const override { return {{Qt::DisplayRole, "line"}}; }

 signals:
  void changed();

 private:
  QString text_;
  struct Row {
    qsizetype begin = 0;
    qsizetype length = 0;
  };
  QList<Row> rows_;  // of text_
};

}  // namespace deepwell
