// Formulas inside of a text: each part that a line keeps together is one object character, which keeps the place free,
// and a layer over the text paints them, so that they are sharp at any resolution.
#pragma once

#include <QColor>
#include <QPointer>
#include <QQuickItem>
#include <QTextObjectInterface>
#include <memory>

#include "app/chat/math/paint.h"

class QTextDocument;

namespace deepwell {

// Tells a document's layout how much room a formula wants.
class MathObject : public QObject, public QTextObjectInterface {
  Q_OBJECT
  Q_INTERFACES(QTextObjectInterface)

 public:
  static constexpr int kType = QTextFormat::UserObject + 1;
  static constexpr int kTex = QTextFormat::UserProperty + 1;
  static constexpr int kPart = QTextFormat::UserProperty + 2;
  static constexpr double kLarger = 1.14;  // than the text around it, so that letters are as high as those of the text

  // How many parts it has; 0 if it cannot be laid out and has to be shown as text.
  static int parts(const QString& tex);
  static std::shared_ptr<const math::Formula> formula(const QString& tex, int part);
  // Of a formula in text of this font; its em is longer, so that its letters are as high as those around it.
  static double pixels(const QFont& font);
  static QTextCharFormat format(const QString& tex, int part, const QFont& font);
  // The document's layout asks one object for all documents.
  static void registerAt(QTextDocument* document);

  QSizeF intrinsicSize(QTextDocument* document, int position, const QTextFormat& format) override;
  void drawObject(QPainter*, const QRectF&, QTextDocument*, int, const QTextFormat&) override {}
};

// Paints the formulas of a TextEdit's document.
class MathLayer : public QQuickItem {
  Q_OBJECT

 public:
  // Over `edit`, a TextEdit, whose document it is.
  MathLayer(QQuickItem* edit, QTextDocument* document);

  struct Place {
    int position = 0;  // of the object's character
    QString tex;
    int part = 0;
    QColor color;  // not valid: the text's
    bool operator==(const Place&) const = default;
  };
  void setPlaces(const QList<Place>& places);
  // How much lower the first line's text stands because of a tall formula in it.
  double drop() const { return drop_; }

 signals:
  void dropChanged();

 protected:
  void updatePolish() override;
  QSGNode* updatePaintNode(QSGNode* old, UpdatePaintNodeData*) override;
  void itemChange(ItemChange change, const ItemChangeData& data) override;

 private slots:
  void placeAgain() { polish(); }

 private:
  struct Shown {
    std::shared_ptr<const math::Formula> formula;
    QColor color;
    QPointF origin;     // its baseline's beginning
    double scale = 1;   // below 1 where it is wider than the text
    bool same = false;  // as the node that shows it
  };

  QPointer<QQuickItem> edit_;
  QPointer<QTextDocument> document_;
  QList<Place> places_;
  QList<Shown> shown_;
  double pixels_ = 0;
  double drop_ = 0;
};

}  // namespace deepwell
