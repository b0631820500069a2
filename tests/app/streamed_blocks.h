// The blocks of an answer as the transcript has them, whole or while it streams.
#pragma once

#include "app/chat/markdown/block.h"
#include "app/chat/markdown/markdown_stream.h"

namespace deepwell {

class StreamedBlocks {
 public:
  void setMarkdown(const QString& text) {
    *this = StreamedBlocks();
    stream_.append(cleanText(text).toUtf8());
    update(true);
  }
  void append(const QString& text) {
    stream_.append(cleanText(text).toUtf8());
    update(false);
  }
  void finish() { update(true); }
  const QList<Block>& blocks() const { return blocks_; }
  qsizetype finalBlocks() const { return final_; }

 private:
  void update(bool complete) {
    blocks_.resize(final_);
    blocks_ += stream_.takeFinal();
    final_ = blocks_.size();
    blocks_ += stream_.tail(complete);
  }

  MarkdownStream stream_;
  QList<Block> blocks_;
  qsizetype final_ = 0;
};

}  // namespace deepwell
