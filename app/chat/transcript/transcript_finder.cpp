#include "app/chat/transcript/transcript_finder.h"

#include <QElapsedTimer>
#include <algorithm>

#include "app/chat/transcript/paging.h"

namespace deepwell {
namespace {

constexpr int kSliceMs = 4;
constexpr int kSettleMs = 400;
constexpr int kFlashMs = 3500;
constexpr size_t kMaxHits = 20000;

// Of a block as its delegate has it.
QString shownText(const Block& block) {
  QString text;
  for (const TextSpan& span : block.spans) text += span.flags & TextSpan::kMath ? QString(QChar::ObjectReplacementCharacter) : span.text;
  return text;
}

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
      if (goal_.message != 0) QMetaObject::invokeMethod(this, [this] { tryGoal(); }, Qt::QueuedConnection);
      if (!query_.isEmpty() && !slice_.isActive() && !settle_.isActive()) settle_.start();
    };
    connect(rows_, &QAbstractItemModel::rowsInserted, this, changed);
    connect(rows_, &QAbstractItemModel::dataChanged, this, changed);
    // Hits name messages that may be gone.
    connect(rows_, &QAbstractItemModel::rowsAboutToBeRemoved, this, [this] {
      hits_.clear();
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

void TranscriptFinder::restart() {
  const bool keep = current_ >= 0;
  hits_.clear();
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
  TranscriptModel* messages = rows_ ? rows_->messages() : nullptr;
  QElapsedTimer clock;
  clock.start();
  while (messages && looked_ < messages->count() && clock.elapsed() < kSliceMs && hits_.size() < kMaxHits) {
    if (!lookAt(messages->at(looked_), query_, &hits_)) return slice_.setInterval(15);
    ++looked_;
  }
  slice_.setInterval(0);
  if (!messages || looked_ >= messages->count() || hits_.size() >= kMaxHits) slice_.stop();
  current_ = std::min(current_, count() - 1);
  emit countChanged();
}

bool TranscriptFinder::lookAt(MessageItem* message, const QString& words, std::vector<Hit>* hits) const {
  if (!message->fromUser()) message->prepare();
  if (message->parsing() != MessageItem::Parsing::kDone) return false;
  const auto search = [&](QStringView text, bool page, int index) {
    for (qsizetype at = text.indexOf(words, 0, Qt::CaseInsensitive); at >= 0 && hits->size() < kMaxHits;
         at = text.indexOf(words, at + words.size(), Qt::CaseInsensitive))
      hits->push_back({message, page, index, static_cast<int>(at), static_cast<int>(words.size())});
  };
  const QString paged = message->fromUser() ? message->text() : message->reasoning();
  int page = 0;
  for (qsizetype from = 0; from < paged.size(); ++page) {
    const qsizetype end = pageEnd(paged, from);
    search(QStringView(paged).sliced(from, end - from), true, page);
    from = end;
  }
  const QList<Block>& blocks = message->blocks();
  for (int i = 0; i < blocks.size(); ++i) {
    if (blocks[i].kind != BlockKind::Table) {
      search(shownText(blocks[i]), false, i);
      continue;
    }
    for (const TableRow& row : blocks[i].rows)
      for (const TableCell& cell : row) search(plainText(cell.spans), false, i);
  }
  return true;
}

void TranscriptFinder::step(int by) {
  if (hits_.empty()) return;
  current_ = current_ < 0 ? (by > 0 ? 0 : count() - 1) : (current_ + by + count()) % count();
  emit countChanged();
  show(hits_[static_cast<size_t>(current_)]);
}

void TranscriptFinder::show(const Hit& wanted) {
  const Hit hit = wanted;
  if (hit.page && !hit.message->fromUser()) {
    // The rows that this adds and removes change nothing about what was found.
    const std::vector<Hit> kept = hits_;
    const int current = current_;
    hit.message->unfoldThinking();
    hits_ = kept;
    current_ = current;
    settle_.stop();
    emit countChanged();
  }
  const int row = hit.page ? rows_->rowOfPage(hit.message, hit.index) : rows_->rowOfBlock(hit.message, hit.index);
  if (row >= 0) emit showRequested(row, hit.start, hit.length);
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
    std::vector<Hit> hits;
    if (words.isEmpty()) continue;
    if (!lookAt(message, words, &hits)) return;  // it comes again
    const bool page = message->fromUser() || goal_.in_reasoning;
    const auto hit = std::find_if(hits.begin(), hits.end(), [page](const Hit& h) { return h.page == page; });
    if (hit == hits.end()) continue;
    goal_ = {};
    setFlash(words);
    return show(*hit);
  }
  goal_ = {};
  emit showRequested(rows_->rowOf(message), 0, 0);
}

void TranscriptFinder::setFlash(const QString& flash) {
  if (!flash.isEmpty()) flash_end_.start();
  if (flash == flash_) return;
  flash_ = flash;
  emit flashChanged();
}

}  // namespace deepwell
