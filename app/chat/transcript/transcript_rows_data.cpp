// What TranscriptRows has for each row: its kind, its data, the text of it, how high it may be.
#include <algorithm>
#include <cmath>

#include "app/chat/markdown/block_group.h"
#include "app/chat/transcript/transcript_rows.h"

namespace deepwell {
namespace {

constexpr double kLineHeight = 1.58;  // of a line of text, in font sizes

RowKind::Kind rowKindOf(BlockKind::Kind kind) {
  switch (kind) {
    case BlockKind::Heading: return RowKind::Heading;
    case BlockKind::Code: return RowKind::Code;
    case BlockKind::Table: return RowKind::Table;
    case BlockKind::Rule: return RowKind::Rule;
    case BlockKind::Math: return RowKind::Math;
    default: return RowKind::Paragraph;
  }
}

// Lines that text takes when it is wrapped.
double wrappedLines(double chars, double lines, double width, double font) {
  const double line_chars = std::max(8.0, width / (font * 0.47));
  return lines + std::floor(chars / line_chars);
}

double blockHeight(const Block& block, double width, double font) {
  const double inner = width - 23.0 * block.indent - 16.0 * block.quote;
  const double gap = block.part > 0 ? 0 : block.tight ? 5 : 12;
  switch (block.kind) {
    case BlockKind::Code: return block.extent.lines * font * 1.42 + (block.part == 0 ? 48 : 0);
    case BlockKind::Table: return block.extent.lines * (font * 1.38 + 16) + gap;
    case BlockKind::Rule: return 17;
    case BlockKind::Heading: return font * 2.2 + 22;
    default: return wrappedLines(block.extent.chars, block.extent.lines, inner, font) * font * kLineHeight + gap;
  }
}

}  // namespace

int TranscriptRows::kindOf(const Found& found) const {
  if (!found.turn) return RowKind::Pending;
  const MessageItem& message = *found.turn->message;
  switch (found.section) {
    case kTurn: return RowKind::AnswerHeader;
    case kHead: return RowKind::ThoughtHeader;
    case kTail: return RowKind::ThoughtTail;
    case kPages: return message.fromUser() ? RowKind::Question : RowKind::ThoughtPage;
    case kPagesEnd: return RowKind::ThoughtFooter;
    case kEditor: return RowKind::AnswerEditor;
    case kBlocks:
      return found.index < message.blocks().size() ? rowKindOf(message.blocks().at(found.index).kind)
                                                   : RowKind::Paragraph;
    case kEnd: return message.fromUser() ? RowKind::QuestionTools : RowKind::AnswerFooter;
    default: return RowKind::Pending;
  }
}

int TranscriptRows::kindAt(int row) const { return kindOf(find(row)); }

QString TranscriptRows::pageText(const MessageItem* message, int page) const {
  const int at = indexOf(message);
  if (at < 0) return {};
  const std::vector<qsizetype>& ends = turns_[static_cast<size_t>(at)].page_ends;
  if (page < 0 || page >= static_cast<int>(ends.size())) return {};
  const auto i = static_cast<size_t>(page);
  const qsizetype from = i == 0 ? 0 : ends[i - 1];
  QString text = (message->fromUser() ? message->text() : message->reasoning()).mid(from, ends[i] - from);
  // The line break between two pages is where one ends and the next begins; none is to be seen at the end.
  if (i + 1 < ends.size() && text.endsWith(u'\n')) text.chop(1);
  while (i + 1 == ends.size() && text.endsWith(u'\n')) text.chop(1);
  return text;
}

QString TranscriptRows::blockText(int row) const {
  const Found found = find(row);
  if (!found.turn) return {};
  const MessageItem& message = *found.turn->message;
  if (found.section != kBlocks || found.index >= message.blocks().size())
    return message.fromUser() ? message.text() : message.reasoning();
  const QList<Block>& blocks = message.blocks();
  qsizetype part = std::max(0, found.index - blocks.at(found.index).part);
  QString text = plainText(blocks.at(part));
  for (++part; part < blocks.size() && blocks.at(part).part > 0; ++part)
    text += blocks.at(part).glue + plainText(blocks.at(part));
  return text;
}

QVariant TranscriptRows::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const Found found = find(index.row());
  if (!found.turn) return {};
  switch (role) {
    case KindRole: return kindOf(found);
    case MessageRole: return QVariant::fromValue(found.turn->message);
    case FirstRole: return index.row() == found.turn->start + found.turn->before(kHead);  // below the turn's header
    case IsLastRole: return found.turn == &turns_.back();
    case BlockRole: return found.index;
    case TextRole:
      if (found.section == kPages) return pageText(found.turn->message, found.index);
      break;
    case PartRole:
      if (found.section == kPages) return found.index;
      break;
    case LastPartRole:
      if (found.section == kPages) return found.index + 1 == found.turn->counts[kPages];
      break;
    default: break;
  }
  return blockData(found, role);
}

QVariant TranscriptRows::blockData(const Found& found, int role) const {
  static const Block none;
  const QList<Block>& blocks = found.turn->message->blocks();
  const bool here = found.section == kBlocks && found.index < blocks.size();
  const Block& block = here ? blocks.at(found.index) : none;
  const Block& before = here && found.index > 0 ? blocks.at(found.index - 1) : none;
  switch (role) {
    case TextRole: return plainText(block.spans);
    case PartRole: return block.part;
    case LastPartRole: return !here || found.index + 1 >= blocks.size() || blocks.at(found.index + 1).part != block.part + 1;
    case SpansRole: return QVariant::fromValue(block.spans);
    case LevelRole: return block.level;
    case IndentRole: return block.indent;
    case QuoteRole: return block.quote;
    case MarkerRole: return block.marker;
    case QuoteBeforeRole: return std::min(block.quote, before.quote);
    // What has a frame keeps its distance.
    case TightRole: return block.tight && before.kind != BlockKind::Code && before.kind != BlockKind::Table;
    case LanguageRole: return block.language;
    case CodeStateRole: return block.code_state;
    case TableRole: return QVariant::fromValue(block.rows);
    case GroupRole: return here ? QVariant::fromValue(groupOf(found.turn->message, found.index)) : QVariant();
    default: return {};
  }
}

BlockGroup* TranscriptRows::groupOf(MessageItem* message, int block) const {
  const QList<Block>& blocks = message->blocks();
  const int first = std::max(0, block - blocks.at(block).part);
  BlockGroup*& group = groups_[message][first];
  if (!group) group = new BlockGroup(wrap_code_, const_cast<TranscriptRows*>(this));
  group->update(blocks, first);
  return group;
}

QHash<int, QByteArray> TranscriptRows::roleNames() const {
  return {{KindRole, "kind"},         {MessageRole, "message"},   {FirstRole, "first"},       {IsLastRole, "isLast"},
          {TextRole, "pageText"},     {PartRole, "part"},         {LastPartRole, "lastPart"}, {SpansRole, "spans"},
          {LevelRole, "level"},       {IndentRole, "indent"},     {QuoteRole, "quote"},       {MarkerRole, "marker"},
          {TightRole, "tight"},       {LanguageRole, "language"}, {CodeStateRole, "codeState"}, {TableRole, "tableRows"},
          {GroupRole, "group"},       {BlockRole, "blockIndex"},  {QuoteBeforeRole, "quoteBefore"}};
}

double TranscriptRows::estimatedHeight(int row, double width) const {
  const Found found = find(row);
  if (!found.turn) return 0;
  const double font = font_size_;
  const double line = font * kLineHeight;
  const MessageItem& message = *found.turn->message;
  switch (found.section) {
    case kTurn: return font * 0.5 + 25;
    case kHead: return font + 34;
    case kTail: return 240;
    case kPagesEnd: return 38;
    case kEditor: return 240;
    case kEnd: return message.fromUser() ? 34 : 42;
    case kPending: return wrappedLines(static_cast<double>(message.text().size()), 1, width, font) * line * 1.15;
    case kPages: {
      const std::vector<qsizetype>& ends = found.turn->page_ends;
      const auto i = static_cast<size_t>(found.index);
      if (i >= ends.size()) return 48;
      const auto chars = static_cast<double>(ends[i] - (i == 0 ? 0 : ends[i - 1]));
      return wrappedLines(chars, 1 + chars / 160, width * (message.fromUser() ? 0.8 : 0.96), font) * line +
             (message.fromUser() && i == 0 ? 40 : 0);
    }
    default: break;
  }
  return found.index < message.blocks().size() ? blockHeight(message.blocks().at(found.index), width, font) : line;
}

}  // namespace deepwell
