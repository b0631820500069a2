// A few lines of plain text with some pieces marked: what a search has found. Laid out and painted here, so that no markup
// is made of texts that models or files have written.
#pragma once

#include <QColor>
#include <QFont>
#include <QList>
#include <QQuickPaintedItem>
#include <QTextLayout>
#include <QtQmlIntegration>

namespace deepwell {

class MarkedText : public QQuickPaintedItem {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(QString text MEMBER text_ NOTIFY changed)
  Q_PROPERTY(QList<int> marks MEMBER marks_ NOTIFY changed)  // start and length, in QString's units, of each piece
  Q_PROPERTY(QColor color MEMBER color_ NOTIFY changed)
  Q_PROPERTY(QColor markColor MEMBER mark_color_ NOTIFY changed)
  Q_PROPERTY(QColor markGround MEMBER mark_ground_ NOTIFY changed)  // transparent: none
  Q_PROPERTY(QFont font MEMBER font_ NOTIFY changed)
  Q_PROPERTY(int maximumLineCount MEMBER lines_ NOTIFY changed)

 public:
  explicit MarkedText(QQuickItem* parent = nullptr);

  void paint(QPainter* painter) override;

 signals:
  void changed();

 protected:
  void updatePolish() override;
  void geometryChange(const QRectF& now, const QRectF& before) override;

 private:
  QString text_;
  QList<int> marks_;
  QColor color_ = Qt::black;
  QColor mark_color_ = Qt::black;
  QColor mark_ground_ = Qt::transparent;
  QFont font_;
  int lines_ = 1;
  QTextLayout layout_;
};

}  // namespace deepwell
