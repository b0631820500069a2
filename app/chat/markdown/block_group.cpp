#include "app/chat/markdown/block_group.h"

#include <QGuiApplication>
#include <algorithm>
#include <cmath>

#include "app/chat/markdown/span_text.h"

namespace deepwell {
namespace {

constexpr int kCandidates = 6;
constexpr int kWidestColumn = 420;
constexpr int kNarrowestColumn = 90;
constexpr int kCellPadding = 26;

}  // namespace

void BlockGroup::update(const QList<Block>& blocks, qsizetype first) {
  const int longest = longest_line_;
  const int columns = this->columns();
  bool changed = false;
  qsizetype part = final_parts_;
  for (; first + part < blocks.size(); ++part) {
    const Block& page = blocks.at(first + part);
    if (part > 0 && page.part != part) break;
    longest_line_ = std::max(longest_line_, page.extent.longest);
    const int before = measured_pixels_;
    if (page.kind == BlockKind::Table) takeTable(page);
    changed = changed || before != measured_pixels_;
  }
  final_parts_ = std::max<qsizetype>(final_parts_, part - 1);
  if (changed || longest != longest_line_ || columns != this->columns()) emit extentChanged();
}

void BlockGroup::takeTable(const Block& page) {
  for (const TableRow& row : page.rows) {
    wanted_.resize(std::max(wanted_.size(), row.size()));
    for (qsizetype c = 0; c < row.size(); ++c) {
      Column& column = wanted_[c];
      int chars = 0;
      for (const TextSpan& span : row[c].spans) chars += static_cast<int>(span.text.size());
      // Far shorter ones are not wider either, and what is longer than the widest column need not be measured.
      if (chars <= column.chars * 4 / 5) continue;
      const QString text = textAsWide(row[c].spans).left(200);
      if (column.candidates.contains(text)) continue;
      if (column.candidates.size() >= kCandidates) {
        if (chars <= column.chars) continue;
        column.candidates.removeFirst();
      }
      column.chars = std::max(column.chars, chars);
      column.candidates.append(text);
      measured_pixels_ = 0;
    }
  }
}

void BlockGroup::measure(int pixels) {
  QFont font = QGuiApplication::font();
  font.setPixelSize(pixels);
  font.setWeight(QFont::DemiBold);
  const QFontMetricsF metrics(font);
  for (Column& column : wanted_) {
    column.width = 0;
    for (const QString& text : column.candidates)
      for (const QString& line : text.split(u'\n')) column.width = std::max(column.width, metrics.horizontalAdvance(line));
  }
  measured_pixels_ = pixels;
}

QList<int> BlockGroup::columnWidths(double available, int pixels) {
  if (measured_pixels_ != pixels) measure(pixels);
  QList<int> widths;
  double sum = 0;
  for (const Column& column : wanted_) {
    widths.append(std::min(kWidestColumn, static_cast<int>(std::ceil(column.width * 1.08)) + kCellPadding));
    sum += widths.last();
  }
  for (double excess = sum - available; excess > 0.5;) {
    const int most = widths.isEmpty() ? 0 : *std::max_element(widths.begin(), widths.end());
    if (most <= kNarrowestColumn) break;
    int next = kNarrowestColumn;
    qsizetype count = 0;
    for (const int width : widths) {
      if (width == most) ++count;
      else next = std::max(next, width);
    }
    const int cut = std::max(1, std::min(most - next, static_cast<int>(std::ceil(excess / static_cast<double>(count)))));
    for (int& width : widths) {
      if (width != most || excess <= 0.5) continue;
      width -= cut;
      excess -= cut;
    }
  }
  return widths;
}

}  // namespace deepwell
