// Markdown that grows. Its blocks come in two parts: final ones, each given once, and the tail, which later text may
// still change. What an update costs depends on the new text and the size of a page, never on what came before, also
// inside one endless paragraph, list, code block or table: those are cut where they stand, and the parser is told by a
// few characters put in front how the rest goes on. Where the cuts are depends on the text alone, not on the pieces it
// comes in, so a text that streamed and one that is parsed whole look the same.
#pragma once

#include <QByteArray>
#include <QList>
#include <optional>
#include <utility>

#include "app/chat/markdown/block.h"
#include "app/chat/markdown/markdown_lines.h"

namespace deepwell {

class MarkdownStream {
 public:
  void append(const QByteArray& utf8);

  // Blocks that became final since the last call.
  QList<Block> takeFinal() { return std::exchange(final_, {}); }
  // Blocks of the text after the final ones, as they look now: a few pages at most. Unless `complete`, a last line that
  // is only marks so far ("-", "``"), or a row of a table that is not complete, is left out.
  QList<Block> tail(bool complete) const;

 private:
  enum class Mode { kText, kFence, kTable };
  struct Fence {
    char mark = 0;  // 0: none
    qsizetype size = 0;
    qsizetype indent = 0;
  };
  // The item of a list, outside of anything else, that the chunk is.
  struct Item {
    bool open = false;
    qsizetype offset = 0;   // of its text in the line
    char kind = 0;          // as ListMarker
    int number = 0;         // what it shows
    bool follows = false;   // there is one before it in the list
    bool tight = false;     // directly after that one
  };

  // Lines (markdown_stream.cpp); positions are of source_.
  bool step();
  bool stepLongLine(qsizetype available);
  void takeLine(qsizetype begin, qsizetype end);
  void takeText(qsizetype begin, const MarkdownLine& line);
  bool takeItemLine(qsizetype begin, const MarkdownLine& line);
  void takeTopLine(qsizetype begin, const MarkdownLine& line);
  void takeParagraphLine(const MarkdownLine& line);
  void takeFenceLine(qsizetype end, const MarkdownLine& line);
  void takeTableLine(qsizetype begin, qsizetype end, const MarkdownLine& line);
  void openItem(qsizetype begin, const MarkdownLine& line, const ListMarker& marker, bool follows);
  void openItemFence(QByteArrayView text, qsizetype indent);
  bool openTable(qsizetype begin, qsizetype end);

  // Chunks (markdown_chunks.cpp): source_[begin_, ...) is parsed by itself, with prefix_ in front.
  void boundary(qsizetype at);               // what stands before `at` is final; a new block begins there
  void cut(qsizetype at, bool inside_line);  // the same in the middle of a block, which goes on
  void emitChunk(qsizetype end);
  void emitPage(qsizetype end, bool closed = false);  // `closed`: the fence ends with it
  QList<Block> chunkBlocks(qsizetype end) const;
  QList<Block> pageBlocks(qsizetype end, bool closed = false) const;
  void addFinal(const QList<Block>& blocks);
  void compact();
  QByteArrayView view(qsizetype begin, qsizetype end) const { return QByteArrayView(source_).sliced(begin, end - begin); }

  QByteArray source_;    // from the last final block on, and a little before
  QList<Block> final_;
  struct Last {
    BlockKind::Kind kind = BlockKind::Rule;
    int part = 0;
    int indent = 0;
    int quote = 0;
  };
  Last last_;            // of final blocks
  qsizetype begin_ = 0;  // of the chunk, or of the page in a fence or a table
  qsizetype line_ = 0;   // of what no step has looked at
  bool in_line_ = false;  // a long line of which some has been looked at
  Mode mode_ = Mode::kText;

  // kText
  QByteArray prefix_;
  std::optional<BlockKind::Kind> continues_;  // the chunk begins with the rest of a block of that kind
  QString glue_;              // as Block::glue, if it does so
  bool after_blank_ = true;
  bool block_ended_ = false;  // after a heading and the like: whatever comes begins a block
  bool in_quote_ = false;
  qsizetype paragraph_lines_ = 0;
  QByteArray math_end_;       // inside display math: the mark that ends it
  Item item_;
  Fence item_fence_;

  // kFence and kTable
  Fence fence_;
  QString language_;
  quint32 code_state_ = 0;  // of the page
  QByteArray table_head_;  // its first two lines
  qsizetype columns_ = 0;
  int part_ = 0;           // of the page
  qsizetype page_lines_ = 0;
};

}  // namespace deepwell
