#include "app/chat/transcript/transcript_finder.h"

#include <QElapsedTimer>
#include <algorithm>

namespace deepwell {
namespace {

constexpr int kSliceMs = 4;
constexpr int kSettleMs = 400;
constexpr int kFlashMs = 3500;
constexpr size_t kMaxHits = 20000;

}  // namespace

TranscriptFinder::TranscriptFinder(QObject* parent) : QObject(parent) {
  slice_.setInterval(0);
  settle_.setSingleShot(true);
  settle_.setInterval(kSettleMs);
  flash_end_.setSingleShot(true);
  flash_end_.setInterval(kFlashMs);
  connect(&slice_, &QTimer::timeout, this, &TranscriptFinder::look);
  connect(&settle_, &QTimer::timeout, this, &TranscriptFinder::restart);
  connect(&flash_end_, &QTimer::timeout, this, [this] { setFlash({}); });
}

void TranscriptFinder::setRows(TranscriptRows* rows) {
  if (rows == rows_) return;
  if (rows_) rows_->disconnect(this);
  rows_ = rows;
  if (rows_) {
    const auto changed = [this] {
      if (unfolding_) return;
      if (goal_.message != 0) QMetaObject::invokeMethod(this, [this] { tryGoal(); }, Qt::QueuedConnection);
      if (!query_.isEmpty() && !slice_.isActive() && !settle_.isActive()) settle_.start();
    };
    connect(rows_, &QAbstractItemModel::rowsInserted, this, changed);
    connect(rows_, &QAbstractItemModel::dataChanged, this, changed);
    // Hits name messages that may be gone.
    connect(rows_, &QAbstractItemModel::rowsAboutToBeRemoved, this, [this] {
      if (unfolding_) return;
      hits_.clear();
      search_.reset();
      current_ = -1;
      if (!query_.isEmpty()) settle_.start();
      emit countChanged();
    });
    connect(rows_, &QAbstractItemModel::modelReset, this, &TranscriptFinder::restart);
  }
  restart();
  emit rowsChanged();
}

void TranscriptFinder::setQuery(const QString& query) {
  if (query == query_) return;
  query_ = query;
  current_ = -1;
  restart();
  emit queryChanged();
}

void TranscriptFinder::setWithin(MessageItem* message) {
  if (message == within_) return;
  within_ = message;
  current_ = -1;
  restart();
  emit queryChanged();
}

void TranscriptFinder::restart() {
  const bool keep = current_ >= 0;
  hits_.clear();
  search_.reset();
  looked_ = 0;
  settle_.stop();
  if (!keep) current_ = -1;
  if (query_.isEmpty() || !rows_) {
    slice_.stop();
    current_ = -1;
  } else {
    slice_.start();
  }
  emit countChanged();
}

void TranscriptFinder::look() {
  QElapsedTimer clock;
  clock.start();
  bool more = true;
  slice_.setInterval(0);
  while (more && clock.elapsed() < kSliceMs && slice_.interval() == 0) more = hits_.size() < kMaxHits && lookOn();
  if (!more) {
    slice_.stop();
    current_ = std::min(current_, count() - 1);
  }
  emit countChanged();
}

// A little more. False: all has been looked at. A message that is still being parsed is waited for.
bool TranscriptFinder::lookOn() {
  TranscriptModel* messages = rows_ ? rows_->messages() : nullptr;
  if (!messages || looked_ >= messages->count()) return false;
  MessageItem* message = messages->at(looked_);
  if (!search_ && (!within_ || within_ == message)) {
    if (parsed(message)) search_.emplace(message, query_, within_ != nullptr);
    else slice_.setInterval(15);
  } else if (!search_ || !search_->step(&hits_)) {
    search_.reset();
    ++looked_;
  }
  return true;
}

bool TranscriptFinder::parsed(MessageItem* message) {
  if (!message->fromUser()) message->prepare();
  return message->parsing() == MessageItem::Parsing::kDone;
}

void TranscriptFinder::step(int by) {
  if (hits_.empty()) return;
  current_ = std::min(current_, count() - 1);
  current_ = current_ < 0 ? (by > 0 ? 0 : count() - 1) : (current_ + by + count()) % count();
  emit countChanged();
  show(hits_[static_cast<size_t>(current_)]);
}

void TranscriptFinder::show(const FoundText& wanted) {
  const FoundText hit = wanted;
  if (hit.page && !hit.message->fromUser()) {
    // The rows that this adds and removes change nothing about what was found.
    unfolding_ = true;
    hit.message->unfoldThinking();
    unfolding_ = false;
  }
  const int row = hit.page ? rows_->rowOfPage(hit.message, hit.index) : rows_->rowOfBlock(hit.message, hit.index);
  if (row >= 0) emit showRequested(row, hit.start, hit.length, hit.rest);
}

void TranscriptFinder::showHit(qlonglong message, bool in_reasoning, const QString& words) {
  goal_ = {message, in_reasoning, words.simplified()};
  tryGoal();
}

// Shows the goal as soon as its message is there and parsed.
void TranscriptFinder::tryGoal() {
  MessageItem* message = goal_.message != 0 && rows_ && rows_->messages() ? rows_->messages()->find(goal_.message) : nullptr;
  if (!message) return;
  QStringList tries{goal_.words};
  tries += goal_.words.split(u' ', Qt::SkipEmptyParts);
  for (const QString& words : std::as_const(tries)) {
    if (words.isEmpty()) continue;
    if (!parsed(message)) return;  // it comes again
    const bool page = message->fromUser() || goal_.in_reasoning;
    const auto wanted = [page](const FoundText& hit) { return hit.page == page; };
    std::vector<FoundText> hits;
    MessageSearch search(message, words, goal_.in_reasoning);
    while (search.step(&hits) && std::none_of(hits.begin(), hits.end(), wanted)) hits.clear();
    const auto hit = std::find_if(hits.begin(), hits.end(), wanted);
    if (hit == hits.end()) continue;
    goal_ = {};
    setFlash(words);
    return show(*hit);
  }
  goal_ = {};
  emit showRequested(rows_->rowOf(message), 0, 0, 0);
}

void TranscriptFinder::setFlash(const QString& flash) {
  if (!flash.isEmpty()) flash_end_.start();
  if (flash == flash_) return;
  flash_ = flash;
  emit flashChanged();
}

}  // namespace deepwell
