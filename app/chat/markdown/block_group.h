// What the pages of one long block of code or table share, so that they look like one: the wrapping, how far it is
// scrolled sideways, the widths of columns.
#pragma once

#include <QFontMetricsF>
#include <QObject>
#include <QtQmlIntegration>

#include "app/chat/markdown/block.h"

namespace deepwell {

class BlockGroup : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("Belongs to the rows of a transcript")
  Q_PROPERTY(bool wrap MEMBER wrap_ NOTIFY wrapChanged)
  Q_PROPERTY(double scrollX MEMBER scroll_x_ NOTIFY scrollXChanged)
  Q_PROPERTY(int longestLine READ longestLine NOTIFY extentChanged)  // of code, in letters of its font
  Q_PROPERTY(int columns READ columns NOTIFY extentChanged)

 public:
  BlockGroup(bool wrap, QObject* parent) : QObject(parent), wrap_(wrap) {}

  int longestLine() const { return longest_line_; }
  int columns() const { return static_cast<int>(wanted_.size()); }

  // Takes in the pages of the block that begins at `first`; those it knows cost nothing, but for the last.
  void update(const QList<Block>& blocks, qsizetype first);

  // Widths of a table's columns in pixels, for text of `pixels` a letter: as wide as their text wants, up to a limit;
  // where `available` is not enough the widest give way first, down to a least width or that of their longest word.
  Q_INVOKABLE QList<int> columnWidths(double available, int pixels);

 signals:
  void wrapChanged();
  void scrollXChanged();
  void extentChanged();

 private:
  // The longest of many texts: one of them is the widest.
  struct Widest {
    int chars = 0;  // of the longest
    QStringList candidates;
    double width = 0;  // once measured

    // Far shorter ones are not wider either.
    bool wants(qsizetype length) const { return length > chars * 4 / 5; }
    bool take(const QString& text, qsizetype length);
    void measure(const QFontMetricsF& metrics);
  };
  struct Column {
    Widest cells;
    Widest words;  // what no line breaks in
  };

  void takeTable(const Block& page);
  void takeWords(Column& column, const QString& text);
  void measure(int pixels);

  bool wrap_ = false;
  double scroll_x_ = 0;
  int longest_line_ = 0;
  qsizetype final_parts_ = 0;
  QList<Column> wanted_;
  int measured_pixels_ = 0;
};

}  // namespace deepwell
