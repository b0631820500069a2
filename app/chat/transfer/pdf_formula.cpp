#include "app/chat/transfer/pdf_formula.h"

#include <QAbstractTextDocumentLayout>
#include <QFontMetricsF>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextLayout>
#include <algorithm>
#include <cmath>

#include "app/chat/markdown/math_object.h"

namespace deepwell {
namespace {

constexpr int kType = QTextFormat::UserObject + 2;
enum Property { kTex = QTextFormat::UserProperty + 1, kPart, kEm, kDisplay };

std::shared_ptr<const math::Formula> formulaOf(const QTextFormat& format) {
  const QString tex = format.stringProperty(kTex);
  return format.boolProperty(kDisplay) ? math::formulaOf(tex, true)
                                       : math::formulaParts(tex).value(format.intProperty(kPart));
}

// As MathObject::format: on the baseline by way of the height of an x.
void standOnBaseline(QTextCharFormat* format, const math::Box& box, double em) {
  format->setVerticalAlignment(QTextCharFormat::AlignMiddle);
  QFont font;
  font.setPixelSize(200);
  const double x_height = std::max(0.2, QFontMetricsF(font).xHeight() / 200);
  const double wanted = 2 * (box.ascent - box.descent) * em / x_height;
  format->setProperty(QTextFormat::FontPixelSize, std::clamp(static_cast<int>(std::lround(wanted)), 1, 2000));
}

}  // namespace

PdfFormula::PdfFormula(QTextDocument* document, int dots) : dots_(dots) {
  document->documentLayout()->registerHandler(kType, this);
}

bool PdfFormula::insertInline(QTextCursor& cursor, const QString& tex, const QTextCharFormat& base) const {
  const math::FormulaParts parts = math::formulaParts(tex);
  const double size = em(base) * MathObject::kLarger;
  for (int part = 0; part < parts.size(); ++part) {
    QTextCharFormat format;
    format.setObjectType(kType);
    format.setForeground(base.foreground());
    format.setProperty(kTex, tex);
    format.setProperty(kPart, part);
    format.setProperty(kEm, size);
    standOnBaseline(&format, parts[part]->box, size);
    cursor.insertText(QString(QChar::ObjectReplacementCharacter), format);
  }
  return !parts.isEmpty();
}

bool PdfFormula::insertDisplay(QTextCursor& cursor, const QString& tex, const QTextCharFormat& base,
                               double width) const {
  const auto formula = math::formulaOf(tex, true);
  if (!formula->ok || formula->box.pieces.empty()) return false;
  const double size = std::min(em(base) * MathObject::kLarger, width / std::max(1.0, formula->box.width));
  QTextCharFormat format;
  format.setObjectType(kType);
  format.setForeground(base.foreground());
  format.setProperty(kTex, tex);
  format.setProperty(kEm, size);
  format.setProperty(kDisplay, true);
  standOnBaseline(&format, formula->box, size);
  cursor.insertText(QString(QChar::ObjectReplacementCharacter), format);
  return true;
}

QSizeF PdfFormula::intrinsicSize(QTextDocument*, int, const QTextFormat& format) {
  const auto formula = formulaOf(format);
  const double size = format.doubleProperty(kEm);
  if (!formula) return {1, 1};
  return {formula->box.width * size, (formula->box.ascent + formula->box.descent) * size};
}

// At the baseline of its line: the place that Qt gives is off by what it rounds.
void PdfFormula::drawObject(QPainter* painter, const QRectF& rect, QTextDocument* document, int position,
                            const QTextFormat& format) {
  const auto formula = formulaOf(format);
  const QTextBlock block = document->findBlock(position);
  const QTextLine line = block.layout()->lineForTextPosition(position - block.position());
  if (!formula || !line.isValid()) return;
  const double baseline = document->documentLayout()->blockBoundingRect(block).top() + line.y() + line.ascent();
  math::paint(painter, *formula, {rect.left(), baseline}, format.doubleProperty(kEm), format.foreground().color());
}

}  // namespace deepwell
