#include "app/chat/transcript/message_search.h"

#include <algorithm>

#include "app/chat/transcript/paging.h"

namespace deepwell {
namespace {

QString shownText(const TextSpans& spans) {
  QString text;
  for (const TextSpan& span : spans) text += span.flags & TextSpan::kMath ? QString(QChar::ObjectReplacementCharacter) : span.text;
  return text;
}

QString shownText(const Block& block) {
  if (block.kind != BlockKind::Table) return shownText(block.spans);
  QString text;
  for (const TableRow& row : block.rows)
    for (const TableCell& cell : row) text += QChar::ParagraphSeparator + shownText(cell.spans);
  return text;
}

}  // namespace

void PageSearch::add(int page, QStringView text, const QString* glue, std::vector<FoundText>* hits) {
  if (!glue) carried_.clear();
  QString joined = carried_;
  if (glue) joined += *glue;
  const qsizetype begin = joined.size();  // of this page
  joined += text;
  if (words_.contains(u' ')) joined.replace(u'\n', u' ');
  qsizetype behind = begin;
  for (qsizetype at = joined.indexOf(words_, 0, Qt::CaseInsensitive); at >= 0; at = joined.indexOf(words_, behind, Qt::CaseInsensitive)) {
    behind = at + words_.size();
    FoundText hit;
    hit.page = false;
    hit.length = static_cast<int>(words_.size());
    if (at < begin) {
      hit.index = carried_page_;
      hit.start = carried_start_ + static_cast<int>(at);
      hit.rest = static_cast<int>(std::max<qsizetype>(0, behind - begin));
    } else {
      hit.index = page;
      hit.start = static_cast<int>(at - begin);
    }
    hits->push_back(hit);
  }
  const qsizetype from = std::max({begin, behind, joined.size() - words_.size() + 1});
  carried_ = joined.mid(from);
  carried_page_ = page;
  carried_start_ = static_cast<int>(from - begin);
}

MessageSearch::MessageSearch(MessageItem* message, const QString& words, bool thoughts_only)
    : message_(message), thoughts_only_(thoughts_only), pages_(words), blocks_(words) {}

bool MessageSearch::step(std::vector<FoundText>* hits) {
  if (!message_) return false;
  const size_t before = hits->size();
  const bool page = stepPage(hits);
  if (!page && !stepBlock(hits)) return false;
  for (size_t i = before; i < hits->size(); ++i) {
    (*hits)[i].message = message_;
    (*hits)[i].page = page;
  }
  return true;
}

bool MessageSearch::stepPage(std::vector<FoundText>* hits) {
  const QString text = message_->fromUser() ? message_->text() : message_->reasoning();
  if (from_ >= text.size()) return false;
  static const QString kNone;
  const qsizetype end = pageEnd(text, from_);
  pages_.add(page_, QStringView(text).sliced(from_, end - from_), page_ > 0 ? &kNone : nullptr, hits);
  from_ = end;
  ++page_;
  return true;
}

bool MessageSearch::stepBlock(std::vector<FoundText>* hits) {
  const QList<Block>& blocks = message_->blocks();
  if (thoughts_only_ || block_ >= blocks.size()) return false;
  const Block& block = blocks.at(block_);
  blocks_.add(block_, shownText(block), block.part > 0 && block.kind != BlockKind::Table ? &block.glue : nullptr, hits);
  ++block_;
  return true;
}

}  // namespace deepwell
