#include "app/chat/markdown/markdown_stream.h"

#include <algorithm>

#include "app/chat/markdown/markdown.h"
#include "app/chat/transcript/paging.h"

namespace deepwell {
namespace {

constexpr qsizetype kParagraphBytes = kPageChars;  // a longer paragraph is cut at a line's end
constexpr qsizetype kChunkBytes = 8192;            // the same for a list's item or a quote
constexpr qsizetype kLineBytes = 3000;             // a longer line is looked at before it is complete
QString languageOf(QByteArrayView fence_line) {
  const QList<Block> blocks = parseMarkdown(fence_line.toByteArray() + '\n');
  return blocks.isEmpty() ? QString() : blocks.first().language;
}

}  // namespace

void MarkdownStream::append(const QByteArray& utf8) {
  source_ += utf8;
  while (step()) {
  }
  compact();
}

// Looks at one more line, or a piece of a long one. False: there is none yet.
bool MarkdownStream::step() {
  const qsizetype window = std::min(source_.size(), line_ + kLineBytes + 1);
  const qsizetype found = view(line_, window).indexOf('\n');
  if (found < 0 && window == line_ + kLineBytes + 1) return stepLongLine(line_ + kLineBytes);
  if (found < 0) return false;
  const qsizetype end = line_ + found;
  if (in_line_) {  // the end of a long line
    in_line_ = false;
    if (mode_ == Mode::kFence) ++page_lines_;
  } else {
    takeLine(line_, end);
  }
  line_ = end + 1;
  if (mode_ == Mode::kFence && page_lines_ < 0) {  // the line that opened it
    begin_ = line_;
    page_lines_ = 0;
  }
  if (mode_ == Mode::kFence && (page_lines_ >= kPageLines || line_ - begin_ > kPageChars)) emitPage(line_);
  if (mode_ != Mode::kText || line_ - begin_ <= kParagraphBytes) return true;
  const bool paragraph = paragraph_lines_ > 0 && !in_quote_ && math_end_.isEmpty();
  if (line_ - begin_ > (paragraph ? kParagraphBytes : kChunkBytes)) cut(line_, false);
  return true;
}

// `available` is kLineBytes behind the line's beginning, or behind where it was cut last.
bool MarkdownStream::stepLongLine(qsizetype available) {
  if (!in_line_) {
    in_line_ = true;
    if (mode_ == Mode::kTable) {  // no row of a table that anybody reads
      if (begin_ < line_ || part_ == 0) emitPage(line_);
      boundary(line_);
      mode_ = Mode::kText;
    }
    if (mode_ == Mode::kText) takeText(line_, MarkdownLine::of(view(line_, available)));
    if (mode_ == Mode::kText && begin_ < line_) cut(line_, false);
    if (mode_ == Mode::kFence && begin_ < line_) emitPage(line_);
  }
  const qsizetype at = line_ + cutOfParagraph(view(line_, available + 1), kPageChars);
  if (mode_ == Mode::kFence) {
    emitPage(at);
    glue_.clear();
  } else {
    cut(at, true);
  }
  line_ = at;
  return true;
}

void MarkdownStream::takeLine(qsizetype begin, qsizetype end) {
  const MarkdownLine line = MarkdownLine::of(view(begin, end));
  switch (mode_) {
    case Mode::kText:
      if (isTableDelimiter(line.text) && paragraph_lines_ == 1 && openTable(begin, end)) return;
      return takeText(begin, line);
    case Mode::kFence: return takeFenceLine(end, line);
    case Mode::kTable: return takeTableLine(begin, end, line);
  }
}

void MarkdownStream::takeText(qsizetype begin, const MarkdownLine& line) {
  if (!math_end_.isEmpty() && !line.blank()) {
    if (line.text.endsWith(math_end_)) math_end_.clear();
    return;
  }
  math_end_.clear();
  if (item_fence_.mark != 0 && (line.blank() || line.indent >= item_.offset)) {
    if (closesFence(line.text, item_fence_.mark, item_fence_.size)) item_fence_ = {};
    after_blank_ = false;
    return;
  }
  item_fence_ = {};  // a line to the left of the item ends it, and with it the item's fence
  if (line.blank()) {
    after_blank_ = true;
    in_quote_ = false;
    paragraph_lines_ = 0;
    return;
  }
  if (!item_.open || !takeItemLine(begin, line)) takeTopLine(begin, line);
  after_blank_ = false;
}

// False: the line ends the list.
bool MarkdownStream::takeItemLine(qsizetype begin, const MarkdownLine& line) {
  if (line.indent >= item_.offset) {
    openItemFence(line.text, line.indent);
    return true;
  }
  const ListMarker marker = ListMarker::of(line.text);
  if (marker.size > 0 && !isRule(line.text)) {
    openItem(begin, line, marker, true);
    return true;
  }
  if (!after_blank_ && !interruptsParagraph(line)) return true;  // the item's paragraph goes on without an indent
  boundary(begin);
  return false;
}

void MarkdownStream::takeTopLine(qsizetype begin, const MarkdownLine& line) {
  const bool begins = after_blank_ || std::exchange(block_ended_, false);
  const bool quoted = line.text[0] == '>';
  if (begins || (quoted && !in_quote_)) boundary(begin);
  if (in_quote_ && (quoted || !interruptsParagraph(line))) return;
  if (quoted) {
    in_quote_ = true;
    return;
  }
  if (in_quote_) boundary(begin);
  const ListMarker marker = ListMarker::of(line.text);
  const bool rule = isRule(line.text);
  const bool underline = paragraph_lines_ > 0 && isSetextUnderline(line.text);
  if (line.indent > 3 && paragraph_lines_ > 0) return takeParagraphLine(line);
  if (const qsizetype run = fenceRun(line.text); run > 0 && !in_line_) {
    boundary(begin);
    mode_ = Mode::kFence;
    fence_ = {line.text[0], run, line.indent};
    language_ = languageOf(line.text);
    code_state_ = 0;
    part_ = 0;
    page_lines_ = -1;  // this one is none of the page's
    glue_.clear();
  } else if (marker.size > 0 && !rule && (paragraph_lines_ == 0 || marker.interrupts())) {
    openItem(begin, line, marker, false);
  } else if (underline || rule || isAtxHeading(line.text)) {
    if (!underline) boundary(begin);
    paragraph_lines_ = 0;
    block_ended_ = true;
  } else {
    takeParagraphLine(line);
  }
}

void MarkdownStream::takeParagraphLine(const MarkdownLine& line) {
  ++paragraph_lines_;
  const QByteArrayView end = line.text.startsWith("$$") ? "$$" : line.text.startsWith("\\[") ? "\\]" : "";
  if (!end.isEmpty() && !line.text.sliced(2).contains(end)) math_end_ = end.toByteArray();
}

void MarkdownStream::openItem(qsizetype begin, const MarkdownLine& line, const ListMarker& marker, bool follows) {
  const bool same = follows && marker.kind == item_.kind;
  const int number = same ? item_.number + 1 : marker.number;
  const bool tight = same && !after_blank_;
  boundary(begin);
  item_ = {true, line.indent + marker.size + (marker.spaces >= 1 && marker.spaces <= 4 ? marker.spaces : 1), marker.kind,
           number, same, tight};
  openItemFence(line.text, line.indent);
}

// `text` may begin with markers of items.
void MarkdownStream::openItemFence(QByteArrayView text, qsizetype indent) {
  for (ListMarker marker; (marker = ListMarker::of(text)).size > 0 && !isRule(text);) {
    text = text.sliced(marker.size).trimmed();
    indent = item_.offset;
  }
  const qsizetype run = fenceRun(text);
  if (run > 0) item_fence_ = {text[0], run, indent};
}

// The paragraph's only line and this one, [begin, end): if they begin a table, it has begun.
bool MarkdownStream::openTable(qsizetype begin, qsizetype end) {
  const qsizetype head = source_.lastIndexOf('\n', begin - 2) + 1;
  if (head < begin_ || !prefix_.isEmpty() || in_line_ || end - head > kLineBytes) return false;
  const QByteArray lines = source_.sliced(head, end - head) + '\n';
  const QList<Block> blocks = parseMarkdown(lines);
  if (blocks.size() != 1 || blocks[0].kind != BlockKind::Table || blocks[0].rows.isEmpty()) return false;
  if (blocks[0].rows[0].size() > kMaxTableColumns) return false;
  boundary(head);
  mode_ = Mode::kTable;
  table_head_ = lines;
  columns_ = blocks[0].rows[0].size();
  begin_ = end + 1;
  part_ = 0;
  page_lines_ = 0;
  return true;
}

void MarkdownStream::takeFenceLine(qsizetype end, const MarkdownLine& line) {
  if (line.indent > 3 || !closesFence(line.text, fence_.mark, fence_.size)) {
    ++page_lines_;
    return;
  }
  if (page_lines_ > 0 || part_ == 0) emitPage(line_, true);
  begin_ = end + 1;
  boundary(begin_);
  mode_ = Mode::kText;
  block_ended_ = true;
}

void MarkdownStream::takeTableLine(qsizetype begin, qsizetype end, const MarkdownLine& line) {
  if (!line.blank() && !interruptsParagraph(line)) {
    if (++page_lines_ >= tableRowsPerPage(columns_)) emitPage(end + 1);
    return;
  }
  if (page_lines_ > 0 || part_ == 0) emitPage(begin);
  begin_ = begin;
  boundary(begin);
  mode_ = Mode::kText;
  block_ended_ = true;
  takeText(begin, line);
}

}  // namespace deepwell
