// Long blocks and long plain texts come in pages: no delegate of the transcript ever lays out more than one of them.
#pragma once

#include <QList>
#include <QStringView>

#include "app/chat/markdown/block.h"

namespace deepwell {

inline constexpr qsizetype kPageChars = 2400;      // of text
inline constexpr qsizetype kPageLines = 48;        // of code
inline constexpr qsizetype kPageCells = 120;       // of a table
inline constexpr int kTabLetters = 4;              // a tab in code goes to the next multiple
inline constexpr qsizetype kMaxTableColumns = 40;  // wider ones are shown as text

qsizetype tableRowsPerPage(qsizetype columns);

// The block as pages, each with its `extent`; the first has `part` as it is in `block`.
void appendPages(QList<Block>& out, Block block);

// Of a page of code: the colouring's state at the beginning of the page after it.
quint32 codeStateAfter(const Block& page);

// The end of the page of plain text that begins at `from`: behind a line break or a space where there is one in the last
// half of the page, never inside a character. Depends on no more than the page's own text, so that a text which grows
// keeps its pages; the last one ends with the text.
qsizetype pageEnd(QStringView text, qsizetype from);

// The same for UTF-8 of a paragraph, at most `most` bytes from `from`, which are there: rather not inside emphasis, code
// or a link.
qsizetype cutOfParagraph(QByteArrayView utf8, qsizetype most);

}  // namespace deepwell
