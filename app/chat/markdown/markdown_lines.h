// What the beginning of a line of markdown means for the blocks around it: as much of CommonMark as it takes to know
// where a block ends without parsing it.
#pragma once

#include <QByteArrayView>

namespace deepwell {

struct MarkdownLine {
  qsizetype indent = 0;  // leading spaces; a tab counts as four
  QByteArrayView text;   // after them, without trailing blanks

  static MarkdownLine of(QByteArrayView raw);
  bool blank() const { return text.isEmpty(); }
};

// Length of the run of fence characters ("```", "~~~~") that opens a code block; 0: it opens none.
qsizetype fenceRun(QByteArrayView text);
// True if the line is nothing but at least `size` of `fence`.
bool closesFence(QByteArrayView text, char fence, qsizetype size);

// A list item's marker: "-", "12." and the like; size 0: the line begins no item.
struct ListMarker {
  qsizetype size = 0;
  char kind = 0;         // '-', '*', '+', '.' or ')'
  int number = 0;        // of '.' and ')'
  qsizetype spaces = 0;  // between it and the item's text
  bool empty = false;    // nothing follows
  bool ordered() const { return kind == '.' || kind == ')'; }
  // Only items that begin with 1 or a bullet, and have text, may end a paragraph.
  bool interrupts() const { return size > 0 && !empty && (!ordered() || number == 1); }

  static ListMarker of(QByteArrayView text);
};

bool isRule(QByteArrayView text);            // "---", "* * *"
bool isAtxHeading(QByteArrayView text);      // "## x"
bool isSetextUnderline(QByteArrayView text);  // "===", "---"
bool isTableDelimiter(QByteArrayView text);  // "|---|:-:|"
// The line ends a paragraph before it, without a blank line between.
bool interruptsParagraph(const MarkdownLine& line);
// Of a line that is not complete: it may yet become anything, so it is better not shown.
bool isUndecided(QByteArrayView line);

}  // namespace deepwell
