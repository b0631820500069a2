#include "app/chat/markdown/block_group.h"

#include <QGuiApplication>
#include <QTextBoundaryFinder>
#include <algorithm>
#include <cmath>

#include "app/chat/markdown/span_text.h"

namespace deepwell {
namespace {

constexpr int kCandidates = 6;
constexpr int kWidestColumn = 420;
constexpr int kNarrowestColumn = 90;
constexpr int kCellPadding = 26;
constexpr int kWidestWord = 14;  // in letters' heights: longer ones are broken

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
      if (!column.cells.wants(chars) && !column.words.wants(chars)) continue;
      // What is longer than the widest column need not be measured.
      const QString text = textAsWide(row[c].spans).left(200);
      if (column.cells.wants(chars) && column.cells.take(text, chars)) measured_pixels_ = 0;
      takeWords(column, text);
    }
  }
}

void BlockGroup::takeWords(Column& column, const QString& text) {
  QTextBoundaryFinder breaks(QTextBoundaryFinder::Line, text);
  for (qsizetype begin = 0; begin < text.size();) {
    const qsizetype end = breaks.toNextBoundary();
    if (end < 0) return;
    const QString word = text.mid(begin, end - begin).trimmed();
    if (column.words.wants(word.size()) && column.words.take(word, word.size())) measured_pixels_ = 0;
    begin = end;
  }
}

bool BlockGroup::Widest::take(const QString& text, qsizetype length) {
  if (candidates.contains(text)) return false;
  if (candidates.size() >= kCandidates) {
    if (length <= chars) return false;
    candidates.removeFirst();
  }
  chars = std::max(chars, static_cast<int>(length));
  candidates.append(text);
  return true;
}

void BlockGroup::Widest::measure(const QFontMetricsF& metrics) {
  width = 0;
  for (const QString& text : candidates)
    for (const QString& line : text.split(u'\n')) width = std::max(width, metrics.horizontalAdvance(line));
}

void BlockGroup::measure(int pixels) {
  QFont font = QGuiApplication::font();
  font.setPixelSize(pixels);
  font.setWeight(QFont::DemiBold);
  const QFontMetricsF metrics(font);
  for (Column& column : wanted_) {
    column.cells.measure(metrics);
    column.words.measure(metrics);
  }
  measured_pixels_ = pixels;
}

QList<int> BlockGroup::columnWidths(double available, int pixels) {
  if (measured_pixels_ != pixels) measure(pixels);
  const auto padded = [](double width) { return static_cast<int>(std::ceil(width * 1.08)) + kCellPadding; };
  QList<int> widths, least;
  double excess = -available;
  for (const Column& column : wanted_) {
    widths.append(std::min(kWidestColumn, padded(column.cells.width)));
    least.append(std::min(widths.last(), std::max(kNarrowestColumn, std::min(padded(column.words.width), kWidestWord * pixels))));
    excess += widths.last();
  }
  while (excess > 0.5) {  // the widest of those that can give way come down to the next, or to their least
    int most = 0;
    for (qsizetype c = 0; c < widths.size(); ++c)
      if (widths[c] > least[c]) most = std::max(most, widths[c]);
    if (most == 0) break;
    int next = kNarrowestColumn;
    qsizetype count = 0;
    for (qsizetype c = 0; c < widths.size(); ++c) {
      if (widths[c] == most && most > least[c]) ++count;
      next = std::max(next, widths[c] < most ? widths[c] : least[c] < most ? least[c] : next);
    }
    const int cut = std::max(1, std::min(most - next, static_cast<int>(std::ceil(excess / static_cast<double>(count)))));
    for (qsizetype c = 0; c < widths.size(); ++c) {
      if (widths[c] != most || most <= least[c] || excess <= 0.5) continue;
      widths[c] -= cut;
      excess -= cut;
    }
  }
  return widths;
}

}  // namespace deepwell
