// Says its words to screen readers whenever they change; shows nothing.
#pragma once

#include <QQuickItem>
#include <QtQmlIntegration>

namespace deepwell {

class LiveRegion : public QQuickItem {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(QString words READ words WRITE setWords NOTIFY wordsChanged)

 public:
  explicit LiveRegion(QQuickItem* parent = nullptr) : QQuickItem(parent) {}

  QString words() const { return words_; }
  void setWords(const QString& words);

 signals:
  void wordsChanged();

 private:
  QString words_;
};

}  // namespace deepwell
