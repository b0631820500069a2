// The blocks of an answer, brought up to date as its text grows. A text that is there already is parsed when it is first
// asked for, a long one in another thread; what comes in meanwhile is taken in afterwards.
#pragma once

#include <QList>
#include <functional>
#include <memory>

#include "app/chat/markdown/block.h"
#include "app/chat/markdown/markdown_stream.h"

namespace deepwell {

class AnswerBlocks {
 public:
  enum class State { kNone, kRunning, kDone };

  // `text` is looked at where it is. `on_change(first)` is called when blocks from `first` on are other ones.
  AnswerBlocks(const QString* text, State state, std::function<void(qsizetype first)> on_change);
  ~AnswerBlocks();
  AnswerBlocks(const AnswerBlocks&) = delete;
  AnswerBlocks& operator=(const AnswerBlocks&) = delete;

  const QList<Block>& blocks() const { return blocks_; }
  State state() const { return state_; }

  // Parses the text if that has not been done. Short ones, and all if `wait`, are done when it returns, others when the
  // change is told.
  void prepare(bool wait = false);
  void textGrew();
  void textComplete();  // it will not change any more
  void textGone();      // there is none any more

 private:
  struct Parsed;

  void take(Parsed parsed);
  bool streamText();
  void bringUp();

  const QString* const text_;
  const std::function<void(qsizetype)> on_change_;
  QList<Block> blocks_;
  qsizetype final_ = 0;  // blocks_[0, final_) will not change
  MarkdownStream stream_;
  qsizetype stream_chars_ = 0;  // so much of text_ went into stream_
  State state_;
  bool complete_ = true;
  int number_ = 0;              // of the latest parsing, as one before it may still report
  std::shared_ptr<bool> alive_;  // for what another thread reports
};

}  // namespace deepwell
