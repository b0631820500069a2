// Fills a TextEdit's document with rows of a table, cell by cell through a cursor: one document for a page of a table is
// laid out in a fraction of the time that an item for each cell takes, and text is selected across cells.
#pragma once

#include <QTextTableCell>

#include "app/chat/markdown/span_text.h"

namespace deepwell {

class TableText : public SpanText {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(QList<deepwell::TableRow> rows READ rows WRITE setRows NOTIFY rowsChanged)
  Q_PROPERTY(bool header MEMBER header_ NOTIFY styleChanged)           // the first row is one
  Q_PROPERTY(QList<int> widths READ widths WRITE setWidths NOTIFY widthsChanged)  // of the columns, pixels
  Q_PROPERTY(int padX MEMBER pad_x_ NOTIFY styleChanged)
  Q_PROPERTY(int padY MEMBER pad_y_ NOTIFY styleChanged)
  // Where rows begin, and where the last one ends, in the document: for the lines between them.
  Q_PROPERTY(QList<double> rowTops READ rowTops NOTIFY laidOut)

 public:
  using SpanText::SpanText;

  const QList<TableRow>& rows() const { return rows_; }
  void setRows(const QList<TableRow>& rows);
  const QList<int>& widths() const { return widths_; }
  void setWidths(const QList<int>& widths);
  QList<double> rowTops() const { return row_tops_; }
  // Of several cells: a line a row, with tabs between the cells, as spreadsheets have it.
  QString between(int begin, int end) const override;
  bool copiesOtherwise(int begin, int end) const override;
  int positionOf(int searched) const override;

 signals:
  void rowsChanged();
  void widthsChanged();
  void laidOut();

 protected:
  void rebuild() override;

 private:
  void fill(QTextDocument& document);
  void fillCell(QTextTableCell place, const TableCell& cell, bool bold, QList<MathLayer::Place>* formulas) const;
  void findRows(QTextDocument& document);

  QList<TableRow> rows_;
  QList<int> widths_;
  bool header_ = true;
  int pad_x_ = 12;
  int pad_y_ = 8;
  QList<double> row_tops_;
};

}  // namespace deepwell
