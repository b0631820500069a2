// MarkdownStream's chunks: makes blocks of the part of the text between two of its cuts.
#include <algorithm>

#include "app/chat/markdown/markdown.h"
#include "app/chat/markdown/markdown_stream.h"
#include "app/chat/markdown/math_fences.h"
#include "app/chat/transcript/paging.h"

namespace deepwell {
namespace {

// Begins the rest of a line that was cut, so that nothing in it can begin a block. Invisible, and taken off again.
constexpr char kJoiner[] = "\u2060";

// Each line without the indent of the fence.
QString withoutIndent(const QString& code, qsizetype indent) {
  if (indent == 0) return code;
  QStringList lines = code.split(u'\n');
  for (QString& line : lines) {
    qsizetype spaces = 0;
    while (spaces < std::min(indent, line.size()) && line[spaces] == u' ') ++spaces;
    line.remove(0, spaces);
  }
  return lines.join(u'\n');
}

void dropJoiner(TextSpans& spans) {
  if (spans.isEmpty() || !spans.first().text.startsWith(QString::fromUtf8(kJoiner))) return;
  spans.first().text.remove(0, 1);
  if (spans.first().text.isEmpty()) spans.removeFirst();
}

}  // namespace

void MarkdownStream::boundary(qsizetype at) {
  if (mode_ == Mode::kText) emitChunk(at);
  begin_ = at;
  prefix_.clear();
  continues_.reset();
  glue_.clear();
  in_quote_ = false;
  block_ended_ = false;
  paragraph_lines_ = 0;
  item_ = {};
  item_fence_ = {};
}

void MarkdownStream::cut(qsizetype at, bool inside_line) {
  const bool blank = source_.at(at - 1) == ' ';
  const bool was_fence = item_fence_.mark != 0;
  emitChunk(at);
  begin_ = at;
  const bool paragraph = paragraph_lines_ > 0 && !item_.open;
  if (was_fence && !inside_line) continues_ = BlockKind::Code;
  else if (paragraph || inside_line) continues_ = BlockKind::Paragraph;
  else continues_.reset();
  glue_ = inside_line ? (blank ? QStringLiteral(" ") : QString()) : QStringLiteral("\n");
  prefix_.clear();
  if (item_.open) {
    prefix_ = inside_line ? "- " : "-\n";
    if (was_fence && !inside_line)
      prefix_ += QByteArray(item_fence_.indent, ' ') + QByteArray(item_fence_.size, item_fence_.mark) + '\n';
  } else if (in_quote_ && inside_line) {
    prefix_ = "> ";
  }
  if (inside_line || paragraph) prefix_ += kJoiner;
}

void MarkdownStream::emitChunk(qsizetype end) {
  if (end > begin_) addFinal(chunkBlocks(end));
}

void MarkdownStream::emitPage(qsizetype end, bool closed) {
  const QList<Block> pages = pageBlocks(end, closed);
  addFinal(pages);
  begin_ = end;
  if (!pages.isEmpty()) part_ = last_.part + 1;
  if (!pages.isEmpty() && mode_ == Mode::kFence) code_state_ = codeStateAfter(pages.last());
  page_lines_ = 0;
  glue_ = QStringLiteral("\n");
}

QList<Block> MarkdownStream::chunkBlocks(qsizetype end) const {
  QList<Block> parsed = parseMarkdown(prefix_ + source_.sliced(begin_, end - begin_));
  if (!prefix_.isEmpty() && !parsed.isEmpty()) {
    dropJoiner(parsed.first().spans);
    parsed.first().marker.clear();
    if (parsed.first().kind == BlockKind::Paragraph && parsed.first().spans.isEmpty()) parsed.removeFirst();
  }
  if (parsed.isEmpty()) return {};
  Block& first = parsed.first();
  if (prefix_.isEmpty() && item_.open) {
    if (ListMarker{0, item_.kind}.ordered() && !first.marker.isEmpty() && first.marker.back() == QLatin1Char(item_.kind))
      first.marker = QString::number(item_.number) + QLatin1Char(item_.kind);
    first.tight = item_.tight;
  }
  if (continues_ == first.kind && last_.kind == first.kind) {
    first.part = last_.part + 1;
    first.glue = glue_;
    first.indent = last_.indent;
    first.quote = last_.quote;
  }
  // A fence that is still open may be anything.
  const bool open = parsed.last().kind == BlockKind::Code && !endsWithFence(view(begin_, end));
  QList<Block> out;
  for (qsizetype i = 0; i < parsed.size(); ++i)
    for (Block& block : open && i + 1 == parsed.size() ? QList<Block>{parsed[i]} : withFormulas(parsed[i]))
      appendPages(out, std::move(block));
  return out;
}

QList<Block> MarkdownStream::pageBlocks(qsizetype end, bool closed) const {
  if (mode_ == Mode::kTable) {
    QList<Block> out;
    for (Block& block : parseMarkdown(table_head_ + source_.sliced(begin_, end - begin_))) {
      if (part_ > 0 && !block.rows.isEmpty()) block.rows.removeFirst();
      block.part = part_;
      if (part_ > 0) block.glue = QStringLiteral("\n");
      appendPages(out, std::move(block));
    }
    return out;
  }
  Block block;
  block.kind = BlockKind::Code;
  block.language = language_;
  block.part = part_;
  block.glue = part_ > 0 ? glue_ : QString();
  block.code_state = code_state_;
  QString text = QString::fromUtf8(view(begin_, end));
  if (text.endsWith(u'\n')) text.chop(1);
  if (!text.isEmpty()) block.spans = {{withoutIndent(text, fence_.indent), 0, {}}};
  QList<Block> out;
  for (Block& shown : closed ? withFormulas(block) : QList<Block>{block}) appendPages(out, std::move(shown));
  return out;
}

QList<Block> MarkdownStream::tail(bool complete) const {
  qsizetype end = source_.size();
  const QByteArrayView last = view(line_, end);
  if (mode_ == Mode::kText) {
    const bool fenced = item_fence_.mark != 0;
    const bool undecided = fenced ? closesFence(last.trimmed(), item_fence_.mark, 1) : isUndecided(last);
    if (!complete && !in_line_ && undecided) end = line_;
    return end > begin_ ? chunkBlocks(end) : QList<Block>();
  }
  if (mode_ == Mode::kTable) {
    const bool row = complete && !last.isEmpty();
    if (!row) end = line_;
    return end > begin_ || part_ == 0 ? pageBlocks(end) : QList<Block>();
  }
  const MarkdownLine line = MarkdownLine::of(last);
  const bool closing = !in_line_ && closesFence(line.text, fence_.mark, complete ? fence_.size : 1);
  if (closing) end = line_;
  return end > begin_ || part_ == 0 ? pageBlocks(end, complete && closing) : QList<Block>();
}

void MarkdownStream::addFinal(const QList<Block>& blocks) {
  if (blocks.isEmpty()) return;
  const Block& last = blocks.last();
  last_ = {last.kind, last.part, last.indent, last.quote};
  final_ += blocks;
}

void MarkdownStream::compact() {
  const qsizetype keep = std::min(begin_, line_);
  if (keep < 65536 && keep < source_.size() / 2) return;
  source_.remove(0, keep);
  begin_ -= keep;
  line_ -= keep;
}

}  // namespace deepwell
