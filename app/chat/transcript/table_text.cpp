#include "app/chat/transcript/table_text.h"

#include <QAbstractTextDocumentLayout>
#include <QTextCursor>
#include <QTextDocument>
#include <QQuickItem>
#include <QTextTable>
#include <numeric>

namespace deepwell {

void TableText::setRows(const QList<TableRow>& rows) {
  if (rows == rows_) return;
  rows_ = rows;
  rebuild();
  emit rowsChanged();
}

void TableText::setWidths(const QList<int>& widths) {
  if (widths == widths_) return;
  widths_ = widths;
  rebuild();
  emit widthsChanged();
}

void TableText::rebuild() {
  if (!active() || !document() || !document()->textDocument() || rows_.isEmpty() || widths_.isEmpty()) return;
  QTextDocument& text = *document()->textDocument();
  text.setUndoRedoEnabled(false);
  text.setDocumentMargin(0);
  fill(text);
  findRows(text);
}

void TableText::fill(QTextDocument& document) {
  document.clear();  // its formats too: removing the text would keep those of every table that was here
  QTextCursor cursor(&document);
  MathObject::registerAt(&document);
  QList<MathLayer::Place> formulas;
  cursor.beginEditBlock();
  QTextTableFormat format;
  QList<QTextLength> lengths;
  for (const int width : widths_) lengths.append(QTextLength(QTextLength::FixedLength, width));
  format.setColumnWidthConstraints(lengths);
  format.setBorder(0);
  format.setCellSpacing(0);
  format.setCellPadding(0);
  format.setWidth(QTextLength(QTextLength::FixedLength, std::accumulate(widths_.begin(), widths_.end(), 0)));
  const auto columns = static_cast<int>(widths_.size());
  QTextTable* table = cursor.insertTable(static_cast<int>(rows_.size()), columns, format);
  for (int r = 0; r < table->rows(); ++r)
    for (int c = 0; c < columns && c < rows_.at(r).size(); ++c)
      fillCell(table->cellAt(r, c), rows_.at(r).at(c), header_ && r == 0, &formulas);
  cursor.endEditBlock();
  auto* edit = qobject_cast<QQuickItem*>(parent());
  if (!formulas.isEmpty() && !layer_ && edit) layer_ = new MathLayer(edit, &document);
  if (layer_) layer_->setPlaces(formulas);
}

void TableText::fillCell(QTextTableCell place, const TableCell& cell, bool bold, QList<MathLayer::Place>* formulas) const {
  QTextTableCellFormat padding;
  padding.setLeftPadding(pad_x_);
  padding.setRightPadding(pad_x_);
  padding.setTopPadding(pad_y_);
  padding.setBottomPadding(pad_y_);
  place.setFormat(padding);
  QTextCursor at = place.firstCursorPosition();
  QTextBlockFormat block;
  block.setAlignment(cell.alignment);
  at.setBlockFormat(block);
  for (const Run& run : runsOf(cell.spans)) {
    QTextCharFormat characters = format(run);
    if (bold) characters.setFontWeight(QFont::DemiBold);
    if (!run.tex.isEmpty()) formulas->append({at.position(), run.tex, run.part, QColor()});
    at.insertText(run.text, characters);
  }
}

QString TableText::between(int begin, int end) const {
  QTextDocument* document = textDocument();
  if (!document || end <= begin) return {};
  QTextCursor cursor(document);
  cursor.setPosition(begin);
  cursor.setPosition(end, QTextCursor::KeepAnchor);
  const QTextTable* table = cursor.currentTable();
  int row = 0, rows = -1, column = 0, columns = 0;
  if (table) cursor.selectedTableCells(&row, &rows, &column, &columns);
  if (rows < 0) {  // inside one cell, or all of the table
    table = qobject_cast<QTextTable*>(document->rootFrame()->childFrames().value(0));
    if (!table || table->cellAt(begin) == table->cellAt(end)) return withTex(cursor);
    row = column = 0;
    rows = table->rows();
    columns = table->columns();
  }
  QStringList lines;
  for (int r = row; r < row + rows; ++r) {
    QStringList cells;
    for (int c = column; c < column + columns; ++c) {
      const QTextTableCell cell = table->cellAt(r, c);
      QTextCursor inside = cell.firstCursorPosition();
      inside.setPosition(cell.lastCursorPosition().position(), QTextCursor::KeepAnchor);
      cells << withTex(inside).replace(u'\n', u' ');
    }
    lines << cells.join(u'\t');
  }
  return lines.join(u'\n');
}

int TableText::positionOf(int searched) const {
  qsizetype left = searched;
  qsizetype position = 0;
  for (const TableRow& row : rows_) {
    for (const TableCell& cell : row) {
      if (left <= 0) return static_cast<int>(position);
      --left;  // each cell begins with a character of its own
      ++position;
      position += lengthOf(runsOf(cell.spans), &left);
    }
  }
  return static_cast<int>(position);
}

bool TableText::copiesOtherwise(int begin, int end) const { return end > begin; }

void TableText::findRows(QTextDocument& document) {
  QList<double> tops;
  QAbstractTextDocumentLayout* layout = document.documentLayout();
  const auto* table = qobject_cast<QTextTable*>(document.rootFrame()->childFrames().value(0));
  for (int r = 0; table && r < table->rows(); ++r) {
    double top = 0;
    for (int c = 0; c < table->columns(); ++c) {
      const double y = layout->blockBoundingRect(table->cellAt(r, c).firstCursorPosition().block()).top() - pad_y_;
      top = c == 0 ? y : std::min(top, y);
    }
    tops.append(top);
  }
  if (table) tops.append(layout->frameBoundingRect(const_cast<QTextTable*>(table)).bottom());
  if (tops == row_tops_) return;
  row_tops_ = tops;
  emit laidOut();
}

}  // namespace deepwell
