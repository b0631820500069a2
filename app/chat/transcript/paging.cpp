#include "app/chat/transcript/paging.h"

#include <algorithm>
#include <utility>

#include "app/chat/highlight/highlight.h"

namespace deepwell {
namespace {

Block::Extent extentOf(const TextSpans& spans) {
  Block::Extent extent;
  int line = 0;
  for (const TextSpan& span : spans) {
    extent.chars += static_cast<int>(span.text.size());
    for (const QChar c : span.text) {
      if (c != u'\n') {
        ++line;
        continue;
      }
      ++extent.lines;
      extent.longest = std::max(extent.longest, std::exchange(line, 0));
    }
  }
  extent.longest = std::max(extent.longest, line);
  return extent;
}

// Letters of a font of fixed width that the character takes at most. Those of other scripts come from other fonts.
int lettersOf(QChar c, int before) {
  const char16_t code = c.unicode();
  if (code == u'\t') return kTabLetters - before % kTabLetters;
  const bool narrow = code < 0x0590 || (code >= 0x2000 && code < 0x2070) || (code >= 0x2500 && code < 0x25A0) || c.isSurrogate();
  return narrow ? 1 : 2;
}

Block::Extent extentOfCode(const QString& page) {
  Block::Extent extent;
  extent.chars = static_cast<int>(page.size());
  int line = 0;
  for (const QChar c : page) {
    if (c == u'\n') {
      ++extent.lines;
      line = 0;
      continue;
    }
    line += lettersOf(c, line);
    extent.longest = std::max(extent.longest, line);
  }
  return extent;
}

Block::Extent extentOf(const QList<TableRow>& rows) {
  Block::Extent extent;
  extent.lines = static_cast<int>(rows.size());
  for (const TableRow& row : rows) {
    int chars = 0;
    for (const TableCell& cell : row)
      for (const TextSpan& span : cell.spans) chars += static_cast<int>(span.text.size());
    extent.chars += chars;
    extent.longest = std::max(extent.longest, chars);
  }
  return extent;
}

// The page's size if the text begins a code page at `from`.
qsizetype codePage(QStringView text, qsizetype from) {
  qsizetype end = from;
  for (qsizetype lines = 0; lines < kPageLines && end < text.size(); ++lines) {
    const qsizetype next = text.indexOf(u'\n', end);
    const qsizetype line_end = next < 0 ? text.size() : next + 1;
    if (line_end - from > kPageChars) return lines > 0 ? end : pageEnd(text, from);
    end = line_end;
  }
  return end;
}

// Takes what stands between two pages, a line break or a space, off the first one's end.
QString takeGlue(QString& text) {
  if (!text.endsWith(u'\n') && !text.endsWith(u' ')) return {};
  const QString glue = text.last(1);
  text.chop(1);
  return glue;
}

void appendCode(QList<Block>& out, Block block) {
  const QString text = plainText(block.spans);
  for (qsizetype from = 0; from == 0 || from < text.size();) {
    const qsizetype end = codePage(text, from);
    QString page = text.sliced(from, end - from);
    const QString glue = end < text.size() && page.endsWith(u'\n') ? takeGlue(page) : QString();
    block.spans = page.isEmpty() ? TextSpans() : TextSpans{{page, 0, {}}};
    block.extent = extentOfCode(page);
    out.append(block);
    if (end < text.size()) block.code_state = codeStateAfter(block);
    block.marker.clear();
    block.glue = glue;
    ++block.part;
    from = std::max(end, from + 1);
  }
}

// The columns and rows as text: laying so many cells out would hold the window up.
Block tableAsText(const Block& table) {
  Block block = table;
  block.kind = BlockKind::Code;
  block.rows.clear();
  QString text;
  for (const TableRow& row : table.rows) {
    if (!text.isEmpty()) text += u'\n';
    for (const TableCell& cell : row) text += QStringLiteral("| ") + plainText(cell.spans) + u' ';
  }
  block.spans = {{text, 0, {}}};
  return block;
}

void appendTable(QList<Block>& out, Block block) {
  const qsizetype columns = block.rows.isEmpty() ? 0 : block.rows[0].size();
  if (columns > kMaxTableColumns) return appendCode(out, tableAsText(block));
  const QList<TableRow> rows = std::exchange(block.rows, {});
  const qsizetype step = tableRowsPerPage(columns);
  for (qsizetype from = 0; from == 0 || from < rows.size();) {
    const qsizetype count = std::min(rows.size() - from, from == 0 && block.part == 0 ? step + 1 : step);  // the header
    block.rows = rows.sliced(from, count);
    block.extent = extentOf(block.rows);
    out.append(block);
    block.marker.clear();
    block.glue = QStringLiteral("\n");
    ++block.part;
    from += std::max<qsizetype>(count, 1);
  }
}

// The first `chars` characters of the spans are moved out.
TextSpans takeChars(TextSpans& spans, qsizetype chars) {
  TextSpans taken;
  while (chars > 0 && !spans.isEmpty()) {
    TextSpan& span = spans.first();
    if (span.text.size() <= chars || (span.flags & TextSpan::kMath)) {
      chars -= span.text.size();
      taken.append(spans.takeFirst());
      continue;
    }
    taken.append({span.text.first(chars), span.flags, span.href});
    span.text.remove(0, chars);
    break;
  }
  return taken;
}

void appendText(QList<Block>& out, Block block) {
  block.extent = extentOf(block.spans);
  if (block.extent.chars <= 2 * kPageChars) {
    out.append(block);
    return;
  }
  TextSpans rest = std::exchange(block.spans, {});
  QString text = plainText(rest);
  for (qsizetype from = 0; from < text.size();) {
    const qsizetype end = pageEnd(text, from);
    block.spans = takeChars(rest, end - from);
    const QString glue = end < text.size() && !block.spans.isEmpty() ? takeGlue(block.spans.last().text) : QString();
    from = end;
    if (block.spans.isEmpty()) continue;
    block.extent = extentOf(block.spans);
    out.append(block);
    block.marker.clear();
    block.glue = glue;
    ++block.part;
  }
}

}  // namespace

qsizetype tableRowsPerPage(qsizetype columns) {
  return std::clamp<qsizetype>(kPageCells / std::max<qsizetype>(columns, 1), 3, 24);
}

quint32 codeStateAfter(const Block& page) {
  const auto utf16 = [](const QString& text) {
    return std::u16string_view(reinterpret_cast<const char16_t*>(text.utf16()), static_cast<size_t>(text.size()));
  };
  const highlight::Language* language = highlight::languageOf(utf16(page.language));
  return language ? highlight::stateAfter(*language, utf16(plainText(page.spans)), page.code_state) : 0;
}

void appendPages(QList<Block>& out, Block block) {
  switch (block.kind) {
    case BlockKind::Code: return appendCode(out, std::move(block));
    case BlockKind::Table: return appendTable(out, std::move(block));
    case BlockKind::Paragraph: return appendText(out, std::move(block));
    default:
      block.extent = extentOf(block.spans);
      out.append(std::move(block));
  }
}

qsizetype pageEnd(QStringView text, qsizetype from) {
  const qsizetype most = from + kPageChars;
  if (most >= text.size()) return text.size();
  const qsizetype least = from + kPageChars / 2;
  const QStringView half = text.sliced(least, most - least);
  if (const qsizetype line = half.lastIndexOf(u'\n'); line >= 0) return least + line + 1;
  if (const qsizetype space = half.lastIndexOf(u' '); space >= 0) return least + space + 1;
  return text[most - 1].isHighSurrogate() ? most - 1 : most;
}

qsizetype cutOfParagraph(QByteArrayView utf8, qsizetype most) {
  enum Rank { kNone, kSpace, kOpenSpace, kSentence };
  qsizetype best = 0;
  Rank best_rank = kNone;
  bool code = false, strong = false, math = false;
  int brackets = 0;
  for (qsizetype i = 0; i < most; ++i) {
    switch (utf8[i]) {
      case '\\': ++i; break;
      case '`': code = !code; break;
      case '$': math = !math; break;
      case '*':
        if (i + 1 < most && utf8[i + 1] == '*') {
          strong = !strong;
          ++i;
        }
        break;
      case '[': ++brackets; break;
      case ']': brackets = std::max(0, brackets - 1); break;
      case ' ': {
        if (i < most / 2) break;
        const bool open = code || strong || math || brackets > 0;
        const bool sentence = i > 0 && QByteArrayView(".!?:;").contains(utf8[i - 1]);
        const Rank rank = open ? kSpace : sentence ? kSentence : kOpenSpace;
        if (rank < best_rank) break;
        best_rank = rank;
        best = i + 1;
        break;
      }
      default: break;
    }
  }
  if (best_rank != kNone) return best;
  while (most > 1 && (static_cast<unsigned char>(utf8[most]) & 0xC0U) == 0x80U) --most;
  return most;
}

}  // namespace deepwell
