#include "app/chat/markdown/block_builder.h"

#include <algorithm>
#include <utility>

#include "app/chat/markdown/markdown_entities.h"

namespace deepwell {
namespace {

// A table of more cells is shown as text: laying it out would hold the window up.
constexpr uint64_t kMaxCells = 1500;

QString attributeText(const MD_ATTRIBUTE& attribute) {
  QString out;
  for (int i = 0; attribute.text && attribute.substr_offsets[i] < attribute.size; ++i) {
    const MD_OFFSET begin = attribute.substr_offsets[i];
    const QByteArrayView piece(attribute.text + begin, attribute.substr_offsets[i + 1] - begin);
    if (attribute.substr_types[i] == MD_TEXT_ENTITY) {
      out += decodeEntity(piece);
    } else {
      out += QString::fromUtf8(piece);
    }
  }
  return out;
}

}  // namespace

void BlockBuilder::begin(BlockKind::Kind kind) {
  Block block;
  block.kind = kind;
  after_display_ = false;
  block.indent = static_cast<int>(std::min<qsizetype>(lists_.size(), Block::kMaxDepth));
  block.quote = std::min(quote_, Block::kMaxDepth);
  block.marker = std::exchange(marker_, {});
  block.tight = !lists_.isEmpty() && lists_.last().tight && !first_of_list_;
  first_of_list_ = false;
  blocks_.append(std::move(block));
  target_ = &blocks_.last().spans;
}

// Text directly in a tight item or a quote comes without a paragraph of its own.
void BlockBuilder::ensureBlock() {
  if (!target_) begin(BlockKind::Paragraph);
}

void BlockBuilder::enterBlock(MD_BLOCKTYPE type, void* detail) {
  switch (type) {
    case MD_BLOCK_QUOTE: target_ = nullptr; ++quote_; break;
    case MD_BLOCK_UL: enterList({false, static_cast<MD_BLOCK_UL_DETAIL*>(detail)->is_tight != 0, 1, u'.'}); break;
    case MD_BLOCK_OL: {
      const auto* list = static_cast<MD_BLOCK_OL_DETAIL*>(detail);
      enterList({true, list->is_tight != 0, list->start, QLatin1Char(list->mark_delimiter)});
      break;
    }
    case MD_BLOCK_LI: enterItem(*static_cast<MD_BLOCK_LI_DETAIL*>(detail)); break;
    case MD_BLOCK_HR: begin(BlockKind::Rule); target_ = nullptr; break;
    case MD_BLOCK_H:
      begin(BlockKind::Heading);
      blocks_.last().level = static_cast<int>(static_cast<MD_BLOCK_H_DETAIL*>(detail)->level);
      break;
    case MD_BLOCK_CODE:
      begin(BlockKind::Code);
      blocks_.last().language = attributeText(static_cast<MD_BLOCK_CODE_DETAIL*>(detail)->lang);
      break;
    case MD_BLOCK_P: begin(BlockKind::Paragraph); break;
    case MD_BLOCK_TABLE: enterTable(*static_cast<MD_BLOCK_TABLE_DETAIL*>(detail)); break;
    case MD_BLOCK_TR:
      if (!huge_table_) blocks_.last().rows.append(TableRow());
      else if (!target_->isEmpty()) put(QStringLiteral("\n"));
      break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD: enterCell(static_cast<MD_BLOCK_TD_DETAIL*>(detail)->align); break;
    default: break;
  }
}

void BlockBuilder::enterList(const List& list) {
  target_ = nullptr;
  first_of_list_ = lists_.isEmpty();
  lists_.append(list);
}

void BlockBuilder::enterTable(const MD_BLOCK_TABLE_DETAIL& table) {
  huge_table_ = uint64_t{table.col_count} * (table.body_row_count + 1) > kMaxCells;
  begin(huge_table_ ? BlockKind::Code : BlockKind::Table);
  if (!huge_table_) target_ = nullptr;
}

void BlockBuilder::enterCell(MD_ALIGN align) {
  if (huge_table_) return put(QStringLiteral("| "));
  TableRow& row = blocks_.last().rows.last();
  row.append({{}, align == MD_ALIGN_RIGHT ? Qt::AlignRight : align == MD_ALIGN_CENTER ? Qt::AlignHCenter : Qt::AlignLeft});
  target_ = &row.last().spans;
}

void BlockBuilder::enterItem(const MD_BLOCK_LI_DETAIL& item) {
  List& list = lists_.last();
  target_ = nullptr;
  if (item.is_task) {
    marker_ = item.task_mark == ' ' ? QStringLiteral("\u2610") : QStringLiteral("\u2611");
  } else if (list.ordered) {
    marker_ = QString::number(list.next++) + list.delimiter;
  } else {
    marker_ = lists_.size() % 2 == 1 ? QStringLiteral("\u2022") : QStringLiteral("\u25E6");
  }
}

// An item without any block still shows its marker.
void BlockBuilder::leaveItem() {
  if (!marker_.isEmpty()) begin(BlockKind::Paragraph);
  target_ = nullptr;
}

void BlockBuilder::leaveBlock(MD_BLOCKTYPE type) {
  switch (type) {
    case MD_BLOCK_QUOTE: --quote_; target_ = nullptr; break;
    case MD_BLOCK_UL:
    case MD_BLOCK_OL: lists_.removeLast(); target_ = nullptr; break;
    case MD_BLOCK_LI: leaveItem(); break;
    case MD_BLOCK_CODE: {
      TextSpans& spans = blocks_.last().spans;
      if (!spans.isEmpty() && spans.last().text.endsWith(u'\n')) spans.last().text.chop(1);
      target_ = nullptr;
      break;
    }
    case MD_BLOCK_H:
    case MD_BLOCK_P:
    case MD_BLOCK_TABLE: target_ = nullptr; break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
      if (huge_table_) put(QStringLiteral(" "));
      else target_ = nullptr;
      break;
    default: break;
  }
}

void BlockBuilder::enterSpan(MD_SPANTYPE type, void* detail) {
  switch (type) {
    case MD_SPAN_STRONG: ++depth_[0]; break;
    case MD_SPAN_EM: ++depth_[1]; break;
    case MD_SPAN_CODE: ++depth_[2]; break;
    case MD_SPAN_DEL: ++depth_[3]; break;
    case MD_SPAN_A: links_.append(formulas_.restored(attributeText(static_cast<MD_SPAN_A_DETAIL*>(detail)->href))); break;
    case MD_SPAN_IMG: links_.append(formulas_.restored(attributeText(static_cast<MD_SPAN_IMG_DETAIL*>(detail)->src))); break;
    default: break;
  }
}

void BlockBuilder::leaveSpan(MD_SPANTYPE type) {
  switch (type) {
    case MD_SPAN_STRONG: --depth_[0]; break;
    case MD_SPAN_EM: --depth_[1]; break;
    case MD_SPAN_CODE: --depth_[2]; break;
    case MD_SPAN_DEL: --depth_[3]; break;
    case MD_SPAN_A:
    case MD_SPAN_IMG: links_.removeLast(); break;
    default: break;
  }
}

void BlockBuilder::addText(MD_TEXTTYPE type, QByteArrayView text) {
  ensureBlock();
  switch (type) {
    case MD_TEXT_NULLCHAR: put(QString(QChar::ReplacementCharacter)); break;
    case MD_TEXT_BR: put(QStringLiteral("\n")); break;
    case MD_TEXT_SOFTBR: put(QStringLiteral("\n")); break;  // models do not wrap lines: a new line is meant
    case MD_TEXT_ENTITY: put(decodeEntity(text)); break;
    default: put(QString::fromUtf8(text)); break;
  }
}

int BlockBuilder::flags() const {
  int flags = 0;
  for (size_t i = 0; i < depth_.size(); ++i)
    if (depth_[i] > 0) flags |= 1 << i;
  return flags;
}

void BlockBuilder::put(QString text) {
  if (formulas_.empty()) return putSpan(text);
  if (depth_[2] > 0 || blocks_.last().kind == BlockKind::Code) return putSpan(formulas_.restored(std::move(text)));
  QString before;
  while (const math::Found* formula = formulas_.take(&text, &before)) {
    putSpan(before);
    putFormula(*formula);
  }
  putSpan(text);
}

// Joins the text to the span before it if they look the same.
void BlockBuilder::putSpan(const QString& text, int extra_flags) {
  QString rest = text;
  if (after_display_) goOnAfterDisplay(&rest);
  if (rest.isEmpty()) return;
  const int all = flags() | extra_flags;
  const QString href = links_.isEmpty() ? QString() : links_.last();
  if (!(all & TextSpan::kMath) && !target_->isEmpty() && target_->last().flags == all && target_->last().href == href) {
    target_->last().text += rest;
  } else {
    target_->append({rest, all, href});
  }
}

void BlockBuilder::putFormula(const math::Found& formula) {
  const QString tex = QString::fromUtf8(formula.tex.data(), static_cast<qsizetype>(formula.tex.size()));
  if (formula.kind == math::Found::kLiteral) return putSpan(tex);
  const bool own_block = formula.kind != math::Found::kInline && blocks_.last().kind != BlockKind::Table &&
                         blocks_.last().kind != BlockKind::Heading;
  if (!own_block) return formula.kind == math::Found::kOpen ? putSpan(tex) : putSpan(tex, TextSpan::kMath);
  putDisplay({tex, TextSpan::kMath | TextSpan::kDisplay | (formula.kind == math::Found::kOpen ? int{TextSpan::kOpen} : 0), {}});
}

// A block of its own: the paragraph around it ends here and may go on after it.
void BlockBuilder::putDisplay(const TextSpan& formula) {
  Block& block = blocks_.last();
  if (block.kind == BlockKind::Paragraph && !block.spans.isEmpty()) {
    QString& last = block.spans.last().text;
    if (!(block.spans.last().flags & TextSpan::kMath))
      while (!last.isEmpty() && last.back().isSpace()) last.chop(1);
    if (last.isEmpty()) block.spans.removeLast();
  }
  if (block.kind == BlockKind::Paragraph && block.spans.isEmpty()) {
    block.kind = BlockKind::Math;
  } else {
    begin(BlockKind::Math);
    blocks_.last().tight = false;
  }
  blocks_.last().spans = {formula};
  after_display_ = true;
}

// Text after a display formula: punctuation right behind it becomes its end, other text a paragraph.
void BlockBuilder::goOnAfterDisplay(QString* text) {
  TextSpan& formula = blocks_.last().spans.last();
  if (!(formula.flags & TextSpan::kOpen) && !text->isEmpty() && QStringView(u".,;:!?").contains(text->at(0)) &&
      (text->size() == 1 || text->at(1).isSpace())) {
    formula.text += text->at(0);
    text->remove(0, 1);
  }
  while (!text->isEmpty() && text->at(0).isSpace()) text->remove(0, 1);
  if (text->isEmpty()) return;
  after_display_ = false;
  begin(BlockKind::Paragraph);
}

}  // namespace deepwell
