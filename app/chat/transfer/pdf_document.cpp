#include "app/chat/transfer/pdf_document.h"

#include <QDateTime>
#include <QFontDatabase>
#include <QFontMetricsF>
#include <QGuiApplication>
#include <QLocale>
#include <QTextBlock>
#include <QTextFrame>
#include <QTextTable>

#include "app/chat/markdown/markdown.h"
#include "app/chat/markdown/math_fences.h"

namespace deepwell {
namespace {

constexpr qreal kIndent = 20;  // pixels at 96 a inch, as Qt's documents count
const QColor kGrey(0x5f, 0x68, 0x6e);
const QColor kAccent(0x0d, 0x74, 0x7a);
const QColor kBoxGround(0xf5, 0xf5, 0xf2);
const QColor kBoxEdge(0xd9, 0xd8, 0xd2);

QTextCharFormat charFormat(qreal points, const QColor& color) {
  QTextCharFormat format;
  format.setFontPointSize(points);
  format.setForeground(color);
  return format;
}

// Line separators keep a break inside of one block.
QString lines(QString text) { return text.replace(u'\n', QChar::LineSeparator); }

// Blocks that were cut into parts are whole again.
QList<Block> joined(const QList<Block>& blocks) {
  QList<Block> whole;
  for (const Block& block : blocks) {
    if (block.part == 0 || whole.isEmpty()) {
      whole.append(block);
      continue;
    }
    Block& first = whole.last();
    if (!block.glue.isEmpty()) first.spans.append({block.glue, first.spans.isEmpty() ? 0 : first.spans.last().flags, {}});
    first.spans.append(block.spans);
    const bool again = !block.rows.isEmpty() && !first.rows.isEmpty() && block.rows.first() == first.rows.first();
    first.rows.append(again ? block.rows.mid(1) : block.rows);
  }
  return whole;
}

}  // namespace

PdfDocument::PdfDocument(const QString& title) : cursor_(&document_), mono_(QFontDatabase::systemFont(QFontDatabase::FixedFont).family()) {
  document_.setUndoRedoEnabled(false);
  document_.setDefaultFont(QGuiApplication::font());
  document_.setDocumentMargin(0);
  QTextOption option;
  option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
  document_.setDefaultTextOption(option);
  QTextBlockFormat format;
  format.setBottomMargin(4);
  newBlock(format);
  QTextCharFormat chars = charFormat(19, Qt::black);
  chars.setFontWeight(QFont::DemiBold);
  cursor_.insertText(title, chars);
}

void PdfDocument::toEnd() { cursor_.movePosition(QTextCursor::End); }

void PdfDocument::newBlock(const QTextBlockFormat& format) {
  if (std::exchange(fresh_, false)) {
    cursor_.setBlockFormat(format);
  } else {
    cursor_.insertBlock(format, QTextCharFormat());
  }
}

void PdfDocument::addLine(const QString& text, const Style& style, bool bold, qreal space_above) {
  QTextBlockFormat format;
  format.setTopMargin(space_above);
  format.setBottomMargin(3);
  newBlock(format);
  QTextCharFormat chars = charFormat(style.points, style.color);
  if (bold) chars.setFontWeight(QFont::DemiBold);
  cursor_.insertText(lines(text), chars);
}

void PdfDocument::addMessage(const ChatMessage& message, bool thoughts) {
  const bool mine = message.role == ChatRole::kUser;
  const QString when = QLocale().toString(QDateTime::fromMSecsSinceEpoch(message.created), QLocale::ShortFormat);
  const QString model = QString::fromStdString(message.generation.model);
  const QString who = mine                                 ? tr("You")
                      : message.role == ChatRole::kSystem ? tr("System prompt")
                      : model.isEmpty()                    ? tr("Answer")
                                                           : model;
  addLine(who, {11, mine ? kAccent : QColor(Qt::black)}, true, 18);
  const QString note = wasEdited(message.generation) ? QStringLiteral(" · ") + tr("edited") : QString();
  cursor_.insertText(QStringLiteral("   ") + when + note, charFormat(8, kGrey));
  for (const Attachment& attachment : message.attachments)
    addLine(tr("Attached: %1").arg(QString::fromStdString(attachment.name)), {9, kGrey}, false, 0);
  if (thoughts && !message.reasoning.empty()) {
    addLine(tr("Thoughts"), {8.5, kGrey}, true, 2);
    addBlocks(parseMarkdown(QByteArray::fromStdString(message.reasoning)), {8.5, kGrey});
    if (!message.text.empty()) addLine(tr("Answer"), {8.5, kGrey}, true, 6);
  }
  if (mine) {
    addLine(cleanText(QString::fromStdString(message.text)), {}, false, 0);
  } else {
    addBlocks(parseMarkdown(QByteArray::fromStdString(message.text)), {});
  }
  if (message.state == MessageState::kFailed) addLine(QString::fromStdString(message.error), {9, kGrey}, false, 2);
  if (message.state == MessageState::kCancelled || message.state == MessageState::kInterrupted)
    addLine(tr("Stopped here."), {9, kGrey}, false, 2);
}

void PdfDocument::addBlocks(const QList<Block>& blocks, const Style& style) {
  for (const Block& block : joined(blocks))
    for (const Block& shown : withFormulas(block)) addBlock(shown, style);
}

void PdfDocument::addBlock(const Block& block, const Style& style) {
  switch (block.kind) {
    case BlockKind::Math:
      if (addFormula(block, style)) return;
      [[fallthrough]];
    case BlockKind::Code: return addCode(block, style);
    case BlockKind::Table: return addTable(block, style);
    case BlockKind::Rule: {
      QTextBlockFormat format;
      format.setProperty(QTextFormat::BlockTrailingHorizontalRulerWidth, QTextLength(QTextLength::PercentageLength, 100));
      return newBlock(format);
    }
    default: return addParagraph(block, style);
  }
}

void PdfDocument::insertSpans(QTextCursor& cursor, const TextSpans& spans, const QTextCharFormat& base) {
  for (const TextSpan& span : spans) {
    QTextCharFormat format = base;
    if (span.flags & TextSpan::kBold) format.setFontWeight(QFont::Bold);
    if (span.flags & TextSpan::kItalic) format.setFontItalic(true);
    if (span.flags & TextSpan::kStrike) format.setFontStrikeOut(true);
    if (span.flags & (TextSpan::kCode | TextSpan::kMath)) {
      format.setFontFamilies({mono_});
      format.setFontPointSize(base.fontPointSize() * 0.92);
    }
    const bool math = span.flags & TextSpan::kMath;
    if (!math || !formulas_.insertInline(cursor, span.text, base)) cursor.insertText(lines(math ? u'$' + span.text + u'$' : span.text), format);
    if (!span.href.isEmpty() && span.href != span.text) {
      format.setForeground(kGrey);
      cursor.insertText(QStringLiteral(" (%1)").arg(span.href), format);
    }
  }
}

// False: it cannot be laid out, its source has to be shown.
bool PdfDocument::addFormula(const Block& block, const Style& style) {
  if (block.spans.isEmpty() || (block.spans.first().flags & TextSpan::kOpen)) return false;
  constexpr double kPage = 6.0 * kResolution;  // a formula may be so wide
  QTextBlockFormat format;
  format.setAlignment(Qt::AlignHCenter);
  format.setTopMargin(6);
  format.setBottomMargin(8);
  format.setLeftMargin(kIndent * (block.indent + block.quote));
  if (!math::formulaOf(block.spans.first().text, true)->ok) return false;
  newBlock(format);
  return formulas_.insertDisplay(cursor_, block.spans.first().text, charFormat(style.points, style.color), kPage);
}

void PdfDocument::addParagraph(const Block& block, const Style& style) {
  static const double kHeadings[] = {1.55, 1.35, 1.18, 1.08, 1, 1};
  const bool heading = block.kind == BlockKind::Heading;
  QTextBlockFormat format;
  format.setTopMargin(heading ? 10 : block.tight ? 1 : 3);
  format.setBottomMargin(heading ? 4 : block.tight ? 1 : 4);
  format.setLeftMargin(kIndent * (block.indent + block.quote));
  if (!block.marker.isEmpty()) {  // hangs before the text
    QFont font = document_.defaultFont();
    font.setPointSizeF(style.points);
    format.setTextIndent(-QFontMetricsF(font).horizontalAdvance(block.marker + QStringLiteral("  ")));
  }
  newBlock(format);
  QTextCharFormat chars = charFormat(style.points, block.quote > 0 ? kGrey : style.color);
  if (heading) {
    chars.setFontPointSize(style.points * kHeadings[std::clamp(block.level, 1, 6) - 1]);
    chars.setFontWeight(QFont::DemiBold);
  }
  if (!block.marker.isEmpty()) cursor_.insertText(block.marker + QStringLiteral("  "), chars);
  insertSpans(cursor_, block.spans, chars);
}

void PdfDocument::addCode(const Block& block, const Style& style) {
  QTextFrameFormat box;
  box.setBorder(1);
  box.setBorderBrush(kBoxEdge);
  box.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
  box.setBackground(kBoxGround);
  box.setPadding(6);
  box.setTopMargin(4);
  box.setBottomMargin(4);
  box.setLeftMargin(kIndent * (block.indent + block.quote));
  cursor_.insertFrame(box);
  QTextCharFormat chars = charFormat(style.points * 0.85, style.color);
  chars.setFontFamilies({mono_});
  QString text;
  for (const TextSpan& span : block.spans) text += span.text;
  while (text.endsWith(u'\n')) text.chop(1);
  // A block a line: lines of one block would not be parted at the end of a page.
  bool first = true;
  for (const QString& line : text.split(u'\n')) {
    if (!std::exchange(first, false)) cursor_.insertBlock();
    cursor_.insertText(line, chars);
  }
  toEnd();
  fresh_ = true;
}

void PdfDocument::addTable(const Block& block, const Style& style) {
  if (block.rows.isEmpty() || block.rows.first().isEmpty()) return;
  QTextTableFormat format;
  format.setBorder(1);
  format.setBorderBrush(kBoxEdge);
  format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
  format.setBorderCollapse(true);
  format.setCellPadding(4);
  format.setCellSpacing(0);
  format.setHeaderRowCount(1);
  format.setTopMargin(4);
  format.setBottomMargin(4);
  QTextTable* table = cursor_.insertTable(static_cast<int>(block.rows.size()), static_cast<int>(block.rows.first().size()), format);
  for (int row = 0; row < table->rows(); ++row) {
    const TableRow& cells = block.rows.at(row);
    for (int column = 0; column < std::min<int>(table->columns(), static_cast<int>(cells.size())); ++column) {
      QTextTableCell cell = table->cellAt(row, column);
      QTextCharFormat chars = charFormat(style.points * 0.92, style.color);
      if (row == 0) {
        chars.setFontWeight(QFont::DemiBold);
        QTextTableCellFormat ground = cell.format().toTableCellFormat();
        ground.setBackground(kBoxGround);
        cell.setFormat(ground);
      }
      QTextCursor inside = cell.firstCursorPosition();
      QTextBlockFormat aligned;
      aligned.setAlignment(cells.at(column).alignment);
      inside.setBlockFormat(aligned);
      insertSpans(inside, cells.at(column).spans, chars);
    }
  }
  toEnd();
  fresh_ = true;
}

}  // namespace deepwell
