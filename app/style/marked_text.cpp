#include "app/style/marked_text.h"

#include <QFontMetricsF>
#include <QPainter>
#include <cmath>

namespace deepwell {
namespace {

constexpr qsizetype kLongest = 2000;  // of what can be seen in a few lines

// The formats of `marks`, cut to a text of `size`.
QList<QTextLayout::FormatRange> formatsOf(const QList<int>& marks, qsizetype size, const QColor& color, const QColor& ground) {
  QTextCharFormat format;
  format.setForeground(color);
  format.setFontWeight(QFont::DemiBold);
  if (ground.alpha() > 0) format.setBackground(ground);
  QList<QTextLayout::FormatRange> ranges;
  for (qsizetype i = 0; i + 1 < marks.size(); i += 2) {
    const int start = marks.at(i);
    const int length = static_cast<int>(std::min<qsizetype>(marks.at(i + 1), size - start));
    if (start >= 0 && length > 0) ranges.append({start, length, format});
  }
  return ranges;
}

}  // namespace

MarkedText::MarkedText(QQuickItem* parent) : QQuickPaintedItem(parent) {
  layout_.setCacheEnabled(true);
  connect(this, &MarkedText::changed, this, &QQuickItem::polish);
}

void MarkedText::geometryChange(const QRectF& now, const QRectF& before) {
  QQuickPaintedItem::geometryChange(now, before);
  if (now.width() != before.width()) polish();
}

void MarkedText::updatePolish() {
  QString text = text_.left(kLongest);
  for (QChar& c : text)
    if (c.isSpace() || c.category() == QChar::Other_Control) c = u' ';
  const QFontMetricsF metrics(font_);
  QTextOption option;
  option.setWrapMode(lines_ > 1 ? QTextOption::WrapAtWordBoundaryOrAnywhere : QTextOption::NoWrap);
  if (lines_ <= 1) text = metrics.elidedText(text, Qt::ElideRight, width());
  layout_.setText(text);
  layout_.setFont(font_);
  layout_.setTextOption(option);
  layout_.setFormats(formatsOf(marks_, text.size(), mark_color_, mark_ground_));
  const qreal height = std::ceil(metrics.height());
  qreal y = 0;
  layout_.beginLayout();
  for (int i = 0; i < std::max(1, lines_); ++i) {
    QTextLine line = layout_.createLine();
    if (!line.isValid()) break;
    line.setLineWidth(std::max(1.0, width()));
    line.setPosition({0, y});
    y += height;
  }
  layout_.endLayout();
  setImplicitSize(std::ceil(metrics.horizontalAdvance(text)), std::max(y, height));
  update();
}

void MarkedText::paint(QPainter* painter) {
  painter->setPen(color_);
  layout_.draw(painter, {0, 0});
}

}  // namespace deepwell
