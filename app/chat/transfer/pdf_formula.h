// Formulas in a document that is printed.
#pragma once

#include <QTextCursor>
#include <QTextObjectInterface>

#include "app/chat/math/paint.h"

namespace deepwell {

class PdfFormula : public QObject, public QTextObjectInterface {
  Q_OBJECT
  Q_INTERFACES(QTextObjectInterface)

 public:
  // For `document`, which is laid out with so many dots an inch. It has to live as long.
  PdfFormula(QTextDocument* document, int dots);

  // Puts a formula at the cursor, in text of `base`'s size and colour. False: it cannot be laid out.
  bool insertInline(QTextCursor& cursor, const QString& tex, const QTextCharFormat& base) const;
  // On a line of its own, at most `width` dots wide.
  bool insertDisplay(QTextCursor& cursor, const QString& tex, const QTextCharFormat& base, double width) const;

  QSizeF intrinsicSize(QTextDocument* document, int position, const QTextFormat& format) override;
  void drawObject(QPainter* painter, const QRectF& rect, QTextDocument* document, int position,
                  const QTextFormat& format) override;

 private:
  double em(const QTextCharFormat& base) const { return base.fontPointSize() / 72 * dots_; }

  int dots_;
};

}  // namespace deepwell
