#include "app/chat/transcript/transcript_finder.h"

#include <QElapsedTimer>
#include <algorithm>

namespace deepwell {
namespace {

constexpr int kBatchMs = 30;  // of looking, between two reports
constexpr int kSettleMs = 400;
constexpr int kFlashMs = 3500;
constexpr size_t kMaxPlaces = 20000;

}  // namespace

TranscriptFinder::TranscriptFinder(QObject* parent) : QObject(parent) {
  settle_.setSingleShot(true);
  settle_.setInterval(kSettleMs);
  flash_end_.setSingleShot(true);
  flash_end_.setInterval(kFlashMs);
  connect(&settle_, &QTimer::timeout, this, &TranscriptFinder::begin);
  connect(&flash_end_, &QTimer::timeout, this, [this] { setFlash({}); });
}

TranscriptFinder::~TranscriptFinder() {
  giveUp();
  dropGoal();
}

// --- what is looked at ---

void TranscriptFinder::setRows(TranscriptRows* rows) {
  if (rows == rows_) return;
  if (rows_) rows_->disconnect(this);
  rows_ = rows;
  if (rows_) connect(rows_, &TranscriptRows::messagesChanged, this, &TranscriptFinder::takeMessages);
  takeMessages();
  emit rowsChanged();
}

// The rows listen to the messages already: when something is told here, they have it.
void TranscriptFinder::takeMessages() {
  giveUp();
  dropGoal();
  wanted_.reset();
  if (messages_) messages_->disconnect(this);
  messages_ = rows_ ? rows_->messages() : nullptr;
  looked_.clear();
  count_ = 0;
  current_ = -1;
  if (messages_) {
    connect(messages_, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex&, int first, int last) { insertMessages(first, last); });
    connect(messages_, &QAbstractItemModel::rowsAboutToBeRemoved, this,
            [this](const QModelIndex&, int first, int last) { removeMessages(first, last); });
    connect(messages_, &TranscriptModel::blocksChanged, this, &TranscriptFinder::onTextChanged);
    connect(messages_, &TranscriptModel::thinkingChanged, this, &TranscriptFinder::onTextChanged);
    if (messages_->count() > 0) insertMessages(0, messages_->count() - 1);
  }
  begin();
  emit countChanged();
}

void TranscriptFinder::insertMessages(int first, int last) {
  std::vector<Looked> added(static_cast<size_t>(last - first + 1));
  for (int row = first; row <= last; ++row) added[static_cast<size_t>(row - first)].id = messages_->at(row)->id();
  looked_.insert(looked_.begin() + first, std::make_move_iterator(added.begin()), std::make_move_iterator(added.end()));
  settle();
  if (goal_ && !goal_search_) QMetaObject::invokeMethod(this, &TranscriptFinder::tryGoal, Qt::QueuedConnection);
}

void TranscriptFinder::removeMessages(int first, int last) {
  for (int row = first; row <= last; ++row) count_ -= looked_[static_cast<size_t>(row)].found.size();
  looked_.erase(looked_.begin() + first, looked_.begin() + last + 1);
  current_ = -1;
  wanted_.reset();
  emit countChanged();
}

void TranscriptFinder::onTextChanged(MessageItem* message) {
  settle();
  if (!wanted_ || wanted_->message != message->id() || message->parsing() != MessageItem::Parsing::kDone) return;
  const Wanted wanted = *std::exchange(wanted_, {});
  show(message, wanted.place);
}

// --- looking ---

void TranscriptFinder::setQuery(const QString& query) {
  if (query == query_) return;
  // Where the shorter query was not, the longer one is not either.
  const bool narrower = !query_.isEmpty() && query.contains(query_, Qt::CaseInsensitive);
  for (Looked& looked : looked_)
    if (!narrower || !looked.found.empty()) looked.seen = {};
  query_ = query;
  forgetFound();
  emit queryChanged();
}

void TranscriptFinder::setWithin(MessageItem* message) {
  if (message == within_) return;
  within_ = message;
  for (Looked& looked : looked_) looked.seen = {};
  forgetFound();
  emit queryChanged();
}

// Something else is looked for.
void TranscriptFinder::forgetFound() {
  giveUp();
  for (Looked& looked : looked_) looked.found.clear();
  count_ = 0;
  current_ = -1;
  wanted_.reset();
  begin();
  emit countChanged();
}

void TranscriptFinder::settle() {
  if (!query_.isEmpty() && !settle_.isActive()) settle_.start();
}

void TranscriptFinder::giveUp() {
  settle_.stop();
  again_ = false;
  if (search_) *search_ = true;
  search_.reset();
}

TranscriptFinder::Looked::Seen TranscriptFinder::seenOf(const SearchedMessage& message) {
  return {message.text.size(), message.reasoning.size(), message.complete};
}

// Looks at those messages that have changed since they were looked at.
void TranscriptFinder::begin() {
  if (query_.isEmpty() || !messages_ || count_ >= kMaxPlaces) return;
  if (search_) {
    again_ = true;
    return;
  }
  std::vector<SearchedMessage> messages;
  for (int row = 0; row < messages_->count(); ++row) {
    if (within_ && messages_->at(row) != within_) continue;
    SearchedMessage message = SearchedMessage::of(*messages_->at(row));
    if (looked_[static_cast<size_t>(row)].seen != seenOf(message)) messages.push_back(std::move(message));
  }
  if (messages.empty()) return;
  search_ = std::make_shared<std::atomic<bool>>(false);
  worker_.runOnly([this, search = search_, messages = std::move(messages), words = query_, room = kMaxPlaces - count_,
                    in = within_ ? SearchIn::kPages : SearchIn::kAll](std::stop_token stop) {
    const auto given_up = [&] { return stop.stop_requested() || *search; };
    const auto report = [this, &search](std::vector<Looked> batch, bool last) {
      Worker::post(this, [this, search, batch = std::move(batch), last] {
        if (search == search_) take(batch, last);
      });
    };
    QElapsedTimer clock;
    clock.start();
    std::vector<Looked> batch;
    size_t found = 0;
    for (const SearchedMessage& message : messages) {
      Looked looked{message.id, seenOf(message), {}};
      if (!searchMessage(message, words, in, room - found, given_up, &looked.found)) return;
      found += looked.found.size();
      batch.push_back(std::move(looked));
      if (found >= room) break;
      if (clock.elapsed() < kBatchMs) continue;
      report(std::exchange(batch, {}), false);
      clock.start();
    }
    report(std::move(batch), true);
  });
  emit countChanged();
}

void TranscriptFinder::take(const std::vector<Looked>& batch, bool last) {
  auto next = looked_.begin();
  for (const Looked& looked : batch) {
    const auto entry = std::find_if(next, looked_.end(), [&looked](const Looked& known) { return known.id == looked.id; });
    if (entry == looked_.end()) continue;  // it is gone
    count_ = count_ - entry->found.size() + looked.found.size();
    *entry = looked;
    next = entry + 1;
  }
  current_ = std::min(current_, count() - 1);
  if (last) {
    search_.reset();
    if (std::exchange(again_, false)) begin();
  }
  emit countChanged();
}

// --- showing ---

void TranscriptFinder::step(int by) {
  if (count_ == 0) return;
  current_ = current_ < 0 ? (by > 0 ? 0 : count() - 1) : (current_ + by + count()) % count();
  emit countChanged();
  auto left = static_cast<size_t>(current_);
  for (size_t row = 0; row < looked_.size(); ++row) {
    const std::vector<FoundText>& found = looked_[row].found;
    if (left < found.size()) return show(messages_->at(static_cast<int>(row)), FoundText(found[left]));
    left -= found.size();
  }
}

void TranscriptFinder::show(MessageItem* message, const FoundText& place) {
  wanted_.reset();
  if (place.page) {
    if (!message->fromUser()) message->unfoldThinking();
    const int row = rows_->rowOfPage(message, place.index);
    if (row >= 0) emit showRequested(row, place.start, place.length, place.rest);
    return;
  }
  message->prepare();
  if (message->parsing() != MessageItem::Parsing::kDone) {
    wanted_ = Wanted{message->id(), place};
    return;
  }
  const int row = rows_->rowOfBlock(message, place.index);
  if (row >= 0) emit showRequested(row, place.start, place.length, place.rest);
}

void TranscriptFinder::showHit(qlonglong message, bool in_reasoning, const QString& words) {
  dropGoal();
  goal_ = Goal{message, in_reasoning, words.simplified()};
  tryGoal();
}

void TranscriptFinder::dropGoal() {
  goal_.reset();
  if (goal_search_) *goal_search_ = true;
  goal_search_.reset();
}

// Looks where in its message the goal is, as soon as that is there.
void TranscriptFinder::tryGoal() {
  const MessageItem* item = goal_ && messages_ ? messages_->find(goal_->message) : nullptr;
  if (!item || goal_search_) return;
  QStringList tries{goal_->words};
  tries += goal_->words.split(u' ', Qt::SkipEmptyParts);
  tries.removeAll(QString());
  const SearchIn in = item->fromUser() || goal_->in_reasoning ? SearchIn::kPages : SearchIn::kBlocks;
  goal_search_ = std::make_shared<std::atomic<bool>>(false);
  goal_worker_.runOnly([this, search = goal_search_, message = SearchedMessage::of(*item), tries, in](std::stop_token stop) {
    const auto given_up = [&] { return stop.stop_requested() || *search; };
    std::vector<FoundText> found;
    QString shown;
    for (const QString& words : tries) {
      if (!searchMessage(message, words, in, 1, given_up, &found)) return;
      shown = words;
      if (!found.empty()) break;
    }
    const auto place = found.empty() ? std::nullopt : std::optional(found.front());
    Worker::post(this, [this, search, id = message.id, shown, place] {
      if (search == goal_search_) reachGoal(id, shown, place);
    });
  });
}

void TranscriptFinder::reachGoal(MessageId message, const QString& words, const std::optional<FoundText>& place) {
  dropGoal();
  MessageItem* item = messages_ ? messages_->find(message) : nullptr;
  if (!item) return;
  if (!place) return emit showRequested(rows_->rowOf(item), 0, 0, 0);
  setFlash(words);
  show(item, *place);
}

void TranscriptFinder::setFlash(const QString& flash) {
  if (!flash.isEmpty()) flash_end_.start();
  if (flash == flash_) return;
  flash_ = flash;
  emit flashChanged();
}

}  // namespace deepwell
