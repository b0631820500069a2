#include "app/chat/transcript/answer_blocks.h"

#include <QCoreApplication>
#include <QThreadPool>

namespace deepwell {
namespace {

// A longer answer is parsed in another thread.
constexpr qsizetype kParseNowChars = 12000;

}  // namespace

struct AnswerBlocks::Parsed {
  QList<Block> blocks;
  qsizetype final = 0;
  qsizetype chars = 0;
  MarkdownStream stream;

  static Parsed of(const QString& text) {
    Parsed parsed;
    parsed.stream.append(cleanText(text).toUtf8());
    parsed.blocks = parsed.stream.takeFinal();
    parsed.final = parsed.blocks.size();
    parsed.blocks += parsed.stream.tail(true);
    parsed.chars = text.size();
    return parsed;
  }
};

AnswerBlocks::AnswerBlocks(const QString* text, State state, std::function<void(qsizetype)> on_change)
    : text_(text), on_change_(std::move(on_change)), state_(state), alive_(std::make_shared<bool>(true)) {}

AnswerBlocks::~AnswerBlocks() { *alive_ = false; }

void AnswerBlocks::prepare(bool wait) {
  if (state_ == State::kDone || (state_ == State::kRunning && !wait)) return;
  const int number = ++number_;
  if (wait || text_->size() <= kParseNowChars) return take(Parsed::of(*text_));
  state_ = State::kRunning;
  QThreadPool::globalInstance()->start([this, number, text = *text_, alive = alive_] {
    auto parsed = std::make_shared<Parsed>(Parsed::of(text));
    QCoreApplication* const app = QCoreApplication::instance();
    if (!app) return;
    QMetaObject::invokeMethod(app, [this, number, parsed, alive] {
      if (*alive && number == number_) take(std::move(*parsed));
    }, Qt::QueuedConnection);
  });
}

// While it is being parsed elsewhere, what is new waits for that.
void AnswerBlocks::textGrew() {
  complete_ = false;
  if (state_ == State::kNone) prepare();
  if (state_ == State::kDone && streamText()) bringUp();
}

void AnswerBlocks::textComplete() {
  complete_ = true;
  if (state_ == State::kDone) bringUp();
}

void AnswerBlocks::textGone() {
  ++number_;
  take(Parsed());
}

void AnswerBlocks::take(Parsed parsed) {
  state_ = State::kDone;
  blocks_ = std::move(parsed.blocks);
  final_ = parsed.final;
  stream_ = std::move(parsed.stream);
  stream_chars_ = parsed.chars;
  if (streamText()) bringUp();  // it went on meanwhile
  on_change_(0);
}

// Gives the stream what it has not had. False: that is nothing.
bool AnswerBlocks::streamText() {
  qsizetype end = text_->size();
  if (end > 0 && text_->back().isHighSurrogate()) --end;  // half a character
  if (stream_chars_ >= end) return false;
  stream_.append(cleanText(text_->sliced(stream_chars_, end - stream_chars_)).toUtf8());
  stream_chars_ = end;
  return true;
}

// Brings blocks_ up to what the stream has, and tells of the part that is different.
void AnswerBlocks::bringUp() {
  QList<Block> next = stream_.takeFinal();
  const qsizetype still_final = final_;
  final_ += next.size();
  next += stream_.tail(complete_);
  qsizetype same = 0;
  while (same < next.size() && still_final + same < blocks_.size() && blocks_.at(still_final + same) == next.at(same)) ++same;
  const qsizetype first = still_final + same;
  if (same == next.size() && first == blocks_.size()) return;
  blocks_.resize(first);
  for (qsizetype i = same; i < next.size(); ++i) blocks_.append(std::move(next[i]));
  on_change_(first);
}

}  // namespace deepwell
