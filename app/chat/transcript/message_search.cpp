#include "app/chat/transcript/message_search.h"

#include <algorithm>

#include "app/chat/markdown/markdown_stream.h"
#include "app/chat/transcript/message_item.h"
#include "app/chat/transcript/paging.h"

namespace deepwell {
namespace {

constexpr qsizetype kPieceChars = 1 << 15;  // between two looks at whether to go on

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

// Of a question or of thoughts. False: given up.
bool searchPages(QStringView text, const QString& words, size_t most, const std::function<bool()>& given_up, std::vector<FoundText>* found) {
  static const QString kNone;
  const size_t before = found->size();
  PageSearch search(words);
  qsizetype looked = 0;  // up to where it was asked whether to go on
  int page = 0;
  for (qsizetype from = 0; from < text.size() && found->size() < most; ++page) {
    if (from >= looked && given_up()) return false;
    looked = std::max(looked, from - from % kPieceChars + kPieceChars);
    const qsizetype end = pageEnd(text, from);
    search.add(page, text.sliced(from, end - from), page > 0 ? &kNone : nullptr, found);
    from = end;
  }
  for (size_t i = before; i < found->size(); ++i) (*found)[i].page = true;
  return true;
}

// Pieces give the same blocks as the whole: see MarkdownStream.
bool searchBlocks(const SearchedMessage& message, const QString& words, size_t most, const std::function<bool()>& given_up,
                  std::vector<FoundText>* found) {
  const QString& text = message.text;
  MarkdownStream stream;
  PageSearch search(words);
  int index = 0;
  const auto look = [&](const QList<Block>& blocks) {
    for (const Block& block : blocks)
      search.add(index++, shownText(block), block.part > 0 && block.kind != BlockKind::Table ? &block.glue : nullptr, found);
  };
  for (qsizetype from = 0; from < text.size() && found->size() < most;) {
    if (given_up()) return false;
    qsizetype end = std::min(from + kPieceChars, text.size());
    if (end < text.size() && text.at(end - 1).isHighSurrogate()) --end;
    stream.append(cleanText(text.sliced(from, end - from)).toUtf8());
    look(stream.takeFinal());
    from = end;
  }
  if (found->size() < most) look(stream.tail(message.complete));
  return true;
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

SearchedMessage SearchedMessage::of(const MessageItem& message) {
  return {message.id(), message.fromUser(), !message.running(), message.text(), message.reasoning()};
}

bool searchMessage(const SearchedMessage& message, const QString& words, SearchIn in, size_t most,
                   const std::function<bool()>& given_up, std::vector<FoundText>* found) {
  if (in != SearchIn::kBlocks && !searchPages(message.from_user ? message.text : message.reasoning, words, most, given_up, found)) return false;
  return message.from_user || in == SearchIn::kPages || searchBlocks(message, words, most, given_up, found);
}

}  // namespace deepwell
