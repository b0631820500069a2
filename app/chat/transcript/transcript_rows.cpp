#include "app/chat/transcript/transcript_rows.h"

#include <algorithm>
#include <numeric>

#include "app/chat/markdown/block_group.h"
#include "app/chat/transcript/paging.h"

namespace deepwell {

int TranscriptRows::Turn::rows() const { return before(kSections); }

int TranscriptRows::Turn::before(int section) const {
  return std::accumulate(counts.begin(), counts.begin() + section, 0);
}

void TranscriptRows::setMessages(TranscriptModel* messages) {
  if (messages == messages_) return;
  beginResetModel();
  if (messages_) messages_->disconnect(this);
  clear();
  messages_ = messages;
  if (messages_) {
    setThinkingDisplay(thinking_display_);
    connectMessages();
    for (int i = 0; i < messages_->count(); ++i) turns_.push_back(turnOf(messages_->at(i)));
    restart(0);
  }
  endResetModel();
  emit messagesChanged();
}

void TranscriptRows::connectMessages() {
  connect(messages_, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex&, int first, int last) {
    insertMessages(first, last);
    onLastChanged();
  });
  connect(messages_, &QAbstractItemModel::rowsAboutToBeRemoved, this,
          [this](const QModelIndex&, int first, int last) { removeMessages(first, last); });
  connect(messages_, &QAbstractItemModel::rowsRemoved, this, &TranscriptRows::onLastChanged);
  connect(messages_, &TranscriptModel::blocksChanged, this, &TranscriptRows::onBlocksChanged);
  connect(messages_, &TranscriptModel::thinkingChanged, this, &TranscriptRows::onThinkingChanged);
  connect(messages_, &TranscriptModel::editingChanged, this, &TranscriptRows::onEditingChanged);
  connect(messages_, &QObject::destroyed, this, [this] {
    beginResetModel();
    clear();
    endResetModel();
  });
}

void TranscriptRows::setThinkingDisplay(const QString& display) {
  if (display != thinking_display_) {
    thinking_display_ = display;
    emit thinkingDisplayChanged();
  }
  if (!messages_) return;
  messages_->setThinkingDisplay(display == QLatin1String("open")     ? ThinkingDisplay::kOpen
                                : display == QLatin1String("folded") ? ThinkingDisplay::kFolded
                                                                     : ThinkingDisplay::kAuto);
}

void TranscriptRows::clear() {
  for (const auto& groups : std::as_const(groups_)) qDeleteAll(groups);
  groups_.clear();
  turns_.clear();
  last_found_ = 0;
}

void TranscriptRows::restart(size_t from) {
  for (size_t i = from; i < turns_.size(); ++i)
    turns_[i].start = i == 0 ? 0 : turns_[i - 1].start + turns_[i - 1].rows();
}

int TranscriptRows::rowCount(const QModelIndex& parent) const {
  return parent.isValid() || turns_.empty() ? 0 : turns_.back().start + turns_.back().rows();
}

TranscriptRows::Turn TranscriptRows::turnOf(MessageItem* message) const {
  Turn turn;
  turn.message = message;
  updatePages(turn);
  turn.counts = countsOf(turn);
  return turn;
}

TranscriptRows::Counts TranscriptRows::countsOf(const Turn& turn) const {
  const MessageItem& message = *turn.message;
  Counts counts{};
  counts[kEnd] = 1;
  if (message.fromUser()) {
    counts[kPages] = std::max(1, static_cast<int>(turn.page_ends.size()));
    return counts;
  }
  const bool thought = message.hasReasoning();
  const bool open = thought && message.thinkingOpen();
  const bool whole = open && !message.thinkingTail();
  counts[kTurn] = 1;
  counts[kHead] = thought ? 1 : 0;
  counts[kTail] = thought && message.thinkingTail() ? 1 : 0;
  counts[kPages] = whole ? static_cast<int>(turn.page_ends.size()) : 0;
  counts[kPagesEnd] = open ? 1 : 0;
  counts[kEditor] = message.editing() ? 1 : 0;
  if (message.editing()) return counts;
  counts[kBlocks] = static_cast<int>(message.blocks().size());
  counts[kPending] = message.parsing() != MessageItem::Parsing::kDone ? 1 : 0;
  return counts;
}

// Where the pages of the text end; only what is new since the last time is looked at.
void TranscriptRows::updatePages(Turn& turn) const {
  const QString text = turn.message->fromUser() ? turn.message->text() : turn.message->reasoning();
  std::vector<qsizetype>& ends = turn.page_ends;
  if (!turn.message->fromUser() && (!turn.message->thinkingOpen() || turn.message->thinkingTail())) return ends.clear();
  if (!ends.empty()) ends.pop_back();
  while (!ends.empty() && ends.back() > text.size()) ends.pop_back();
  for (qsizetype from = ends.empty() ? 0 : ends.back(); from < text.size(); from = ends.back())
    ends.push_back(pageEnd(text, from));
}

void TranscriptRows::insertMessages(int first, int last) {
  std::vector<Turn> added;
  int rows = 0;
  for (int i = first; i <= last; ++i) {
    added.push_back(turnOf(messages_->at(i)));
    rows += added.back().rows();
  }
  const auto at = static_cast<size_t>(first);
  const int row = at < turns_.size() ? turns_[at].start : rowCount();
  beginInsertRows({}, row, row + rows - 1);
  turns_.insert(turns_.begin() + first, std::make_move_iterator(added.begin()), std::make_move_iterator(added.end()));
  restart(at);
  endInsertRows();
}

void TranscriptRows::removeMessages(int first, int last) {
  const Turn& end = turns_[static_cast<size_t>(last)];
  beginRemoveRows({}, turns_[static_cast<size_t>(first)].start, end.start + end.rows() - 1);
  for (int i = first; i <= last; ++i) {
    const QHash<int, BlockGroup*> gone = groups_.take(turns_[static_cast<size_t>(i)].message);
    for (BlockGroup* group : gone) group->deleteLater();
  }
  turns_.erase(turns_.begin() + first, turns_.begin() + last + 1);
  last_found_ = 0;
  restart(static_cast<size_t>(first));
  endRemoveRows();
}

int TranscriptRows::indexOf(const MessageItem* message) const {
  for (size_t i = turns_.size(); i-- > 0;)  // it is nearly always the last
    if (turns_[i].message == message) return static_cast<int>(i);
  return -1;
}

// Makes the section have `count` rows: what is too much or missing is at its end.
void TranscriptRows::setCount(size_t at, int section, int count) {
  Turn& turn = turns_[at];
  const auto s = static_cast<size_t>(section);
  const int old = turn.counts[s];
  const int row = turn.start + turn.before(section);
  if (count > old) {
    beginInsertRows({}, row + old, row + count - 1);
    turn.counts[s] = count;
    restart(at + 1);
    endInsertRows();
  } else if (count < old) {
    beginRemoveRows({}, row + count, row + old - 1);
    turn.counts[s] = count;
    restart(at + 1);
    endRemoveRows();
  }
}

void TranscriptRows::onBlocksChanged(MessageItem* message, int first) {
  const int at = indexOf(message);
  if (at < 0) return;
  const auto i = static_cast<size_t>(at);
  const int old = turns_[i].counts[kBlocks];
  const Counts counts = countsOf(turns_[i]);
  setCount(i, kBlocks, counts[kBlocks]);
  setCount(i, kPending, counts[kPending]);
  // The one before may have been the last page of its block and now is not.
  const int changed = std::max(0, first - 1);
  if (changed < std::min(old, counts[kBlocks])) emitChanged(turns_[i], kBlocks, changed, std::min(old, counts[kBlocks]) - 1);
}

void TranscriptRows::onThinkingChanged(MessageItem* message) {
  const int at = indexOf(message);
  if (at < 0) return;
  const auto i = static_cast<size_t>(at);
  const int old = turns_[i].counts[kPages];
  updatePages(turns_[i]);
  const Counts counts = countsOf(turns_[i]);
  // First what goes, then what comes, from the end: rows that stay keep their places.
  for (const int section : {kPagesEnd, kPages, kTail, kHead})
    if (counts[static_cast<size_t>(section)] < turns_[i].counts[static_cast<size_t>(section)])
      setCount(i, section, counts[static_cast<size_t>(section)]);
  for (const int section : {kHead, kTail, kPages, kPagesEnd}) setCount(i, section, counts[static_cast<size_t>(section)]);
  const int both = std::min(old, counts[kPages]);
  if (both > 0) emitChanged(turns_[i], kPages, both - 1, both - 1);
}

void TranscriptRows::onEditingChanged(MessageItem* message) {
  const int at = indexOf(message);
  if (at < 0) return;
  const auto i = static_cast<size_t>(at);
  const Counts counts = countsOf(turns_[i]);
  for (const int section : {kPending, kBlocks, kEditor}) setCount(i, section, counts[static_cast<size_t>(section)]);
}

void TranscriptRows::emitChanged(const Turn& turn, int section, int first, int last) {
  const int row = turn.start + turn.before(section);
  emit dataChanged(index(row + first), index(row + last));
}

void TranscriptRows::onLastChanged() {
  const size_t count = turns_.size();
  for (size_t i = count > 2 ? count - 2 : 0; i < count; ++i) emitChanged(turns_[i], kEnd, 0, 0);
}

TranscriptRows::Found TranscriptRows::find(int row) const {
  const auto holds = [&](size_t i) {
    return i < turns_.size() && row >= turns_[i].start && row < turns_[i].start + turns_[i].rows();
  };
  if (!holds(last_found_)) {
    if (holds(last_found_ + 1)) {
      ++last_found_;
    } else {
      const auto after = std::upper_bound(turns_.begin(), turns_.end(), row,
                                          [](int wanted, const Turn& turn) { return wanted < turn.start; });
      if (after == turns_.begin()) return {};
      last_found_ = static_cast<size_t>(after - turns_.begin()) - 1;
    }
  }
  const Turn& turn = turns_[last_found_];
  int index = row - turn.start;
  for (int section = 0; section < kSections; ++section) {
    const int count = turn.counts[static_cast<size_t>(section)];
    if (index < count) return {&turn, section, index};
    index -= count;
  }
  return {};
}

TranscriptRows::Place TranscriptRows::placeOf(int row) const {
  const Found found = find(row);
  if (!found.turn) return {};
  return {found.turn->message, static_cast<RowKind::Kind>(kindOf(found)), found.index};
}

int TranscriptRows::rowOf(const MessageItem* message) const {
  const int at = indexOf(message);
  return at < 0 ? -1 : turns_[static_cast<size_t>(at)].start;
}

int TranscriptRows::rowOfPage(const MessageItem* message, int page) const {
  const int at = indexOf(message);
  if (at < 0) return -1;
  const Turn& turn = turns_[static_cast<size_t>(at)];
  return page < turn.counts[kPages] ? turn.start + turn.before(kPages) + page : -1;
}

int TranscriptRows::rowOfBlock(const MessageItem* message, int block) const {
  const int at = indexOf(message);
  if (at < 0) return -1;
  const Turn& turn = turns_[static_cast<size_t>(at)];
  return block < turn.counts[kBlocks] ? turn.start + turn.before(kBlocks) + block : -1;
}

int TranscriptRows::rowOfThoughts(MessageItem* message) const {
  const int at = indexOf(message);
  if (at < 0) return -1;
  const Turn& turn = turns_[static_cast<size_t>(at)];
  return turn.start + turn.before(kHead);
}

int TranscriptRows::rowAfterThoughts(MessageItem* message) const {
  const int at = indexOf(message);
  if (at < 0) return -1;
  const Turn& turn = turns_[static_cast<size_t>(at)];
  return turn.start + turn.before(kEditor);
}

int TranscriptRows::rowOfEditor(MessageItem* message) const {
  const int at = indexOf(message);
  if (at < 0 || turns_[static_cast<size_t>(at)].counts[kEditor] == 0) return -1;
  return rowAfterThoughts(message);
}

int TranscriptRows::pageCount(const MessageItem* message) const {
  const int at = indexOf(message);
  return at < 0 ? 0 : static_cast<int>(turns_[static_cast<size_t>(at)].page_ends.size());
}

void TranscriptRows::prepare(int row) {
  const Found found = find(row);
  if (found.turn && found.section == kPending) found.turn->message->prepare();
}

}  // namespace deepwell
