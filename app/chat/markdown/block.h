// What a message is made of on screen: a flat list of blocks. Lists and quotes do not nest blocks; they give them an
// indent, a marker and a quote depth.
#pragma once

#include <QList>
#include <QMetaType>
#include <QString>
#include <QtQmlIntegration>

namespace deepwell {

// A run of text with one format. '\n' is a line break inside the block.
struct TextSpan {
  // kMath: `text` is TeX without its delimiters; with kDisplay it was written to stand on lines of its own. kOpen: the
  // source, delimiter included, of a formula that is not complete yet.
  enum Flag { kBold = 1, kItalic = 2, kCode = 4, kStrike = 8, kMath = 16, kDisplay = 32, kOpen = 64 };
  QString text;
  int flags = 0;
  QString href;  // not empty: a link, opened only after the person has confirmed it
  bool operator==(const TextSpan&) const = default;
};
using TextSpans = QList<TextSpan>;

namespace BlockKind {
Q_NAMESPACE
QML_ELEMENT
enum Kind { Thinking, Paragraph, Heading, Code, Table, Rule, Math };
Q_ENUM_NS(Kind)
}  // namespace BlockKind

struct TableCell {
  TextSpans spans;
  Qt::Alignment alignment = Qt::AlignLeft;
  bool operator==(const TableCell&) const = default;
};
using TableRow = QList<TableCell>;  // all rows of a table have the same length; the first is the header

struct Block {
  BlockKind::Kind kind = BlockKind::Paragraph;
  int level = 0;        // Heading: 1..6
  int indent = 0;       // depth of lists around it, 0..kMaxDepth
  int quote = 0;        // depth of block quotes around it, 0..kMaxDepth
  QString marker;       // of a list item's first block: "•", "3.", "☐", "☑"
  bool tight = false;   // stands close to the block before: items of a tight list
  TextSpans spans;      // Paragraph, Heading; Code: one plain span; Math: one span with kMath and kDisplay
  QString language;     // Code: the fence's first word
  QList<TableRow> rows; // Table
  // A block that is too long for one delegate comes as several that look like one. Of those after the first: their
  // number, and what stands between them and the one before: a line break, a space or nothing.
  int part = 0;
  QString glue;
  quint32 code_state = 0;  // Code: of the colouring at the beginning, as highlight.h has it
  // How much it is, so that its height can be guessed before it is laid out.
  struct Extent {
    int chars = 0;
    int lines = 1;    // of text as it is written; rows of a table
    int longest = 0;  // characters of the longest of them; of code: letters that it is wide
    bool operator==(const Extent&) const = default;
  };
  Extent extent;
  bool operator==(const Block&) const = default;

  static constexpr int kMaxDepth = 8;
};

// The text without characters that would not stay one character each in a document: carriage returns, NUL and
// noncharacters that Qt uses for itself.
QString cleanText(const QString& text);

// What a person gets who copies it: formulas as $TeX$ or \[TeX\], a table as lines of markdown.
QString plainText(const TextSpans& spans);
QString plainText(const Block& block);

}  // namespace deepwell

Q_DECLARE_METATYPE(deepwell::TextSpans)
Q_DECLARE_METATYPE(QList<deepwell::TableRow>)
