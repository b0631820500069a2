// Finds text in the chat that is shown: in questions, answers as they look, and thoughts. A thread looks and keeps nothing but
// places, so the window never waits and a long chat is not held parsed; what streams in is looked through when it has settled.
#pragma once

#include <QPointer>
#include <QTimer>
#include <QtQmlIntegration>
#include <atomic>
#include <memory>
#include <optional>
#include <vector>

#include "app/chat/transcript/message_search.h"
#include "app/chat/transcript/transcript_rows.h"
#include "app/chat/worker.h"

namespace deepwell {

class TranscriptFinder : public QObject {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(deepwell::TranscriptRows* rows READ rows WRITE setRows NOTIFY rowsChanged)
  Q_PROPERTY(QString query READ query WRITE setQuery NOTIFY queryChanged)
  // Whose thoughts only are looked through; null: the whole chat is.
  Q_PROPERTY(deepwell::MessageItem* within READ within WRITE setWithin NOTIFY queryChanged)
  Q_PROPERTY(int count READ count NOTIFY countChanged)
  Q_PROPERTY(int current READ current NOTIFY countChanged)  // 1 is the first; 0: none
  Q_PROPERTY(bool busy READ busy NOTIFY countChanged)
  Q_PROPERTY(QString flash READ flash NOTIFY flashChanged)  // what showHit() marks for a moment

 public:
  explicit TranscriptFinder(QObject* parent = nullptr);
  ~TranscriptFinder() override;

  TranscriptRows* rows() const { return rows_; }
  void setRows(TranscriptRows* rows);
  QString query() const { return query_; }
  void setQuery(const QString& query);
  MessageItem* within() const { return within_; }
  void setWithin(MessageItem* message);
  int count() const { return static_cast<int>(count_); }
  int current() const { return current_ + 1; }
  bool busy() const { return search_ != nullptr; }
  QString flash() const { return flash_; }

  Q_INVOKABLE void next() { step(1); }
  Q_INVOKABLE void previous() { step(-1); }
  // Shows where the message has `words`, or the first of them that it has; its beginning, if it has none. A message that is not
  // in the chat is waited for until another chat is shown.
  Q_INVOKABLE void showHit(qlonglong message, bool in_reasoning, const QString& words);

 signals:
  void rowsChanged();
  void queryChanged();
  void countChanged();
  void flashChanged();
  // `row` is to be seen; [start, start + length) of it is what was found, with `rest` characters of the next row. Length
  // 0: nothing.
  void showRequested(int row, int start, int length, int rest);

 private:
  // What is known of a message; `seen` is what of it was looked at.
  struct Looked {
    struct Seen {
      qsizetype text = -1;  // characters; -1: it was not looked at
      qsizetype reasoning = -1;
      bool complete = false;
      bool operator==(const Seen&) const = default;
    };
    MessageId id = 0;
    Seen seen;
    std::vector<FoundText> found;
  };
  using GivenUp = std::shared_ptr<std::atomic<bool>>;
  struct Goal {
    MessageId message = 0;
    bool in_reasoning = false;
    QString words;
  };
  struct Wanted {  // to be shown as soon as its message is parsed
    MessageId message = 0;
    FoundText place;
  };

  static Looked::Seen seenOf(const SearchedMessage& message);
  void takeMessages();  // of rows_: another chat is shown
  void insertMessages(int first, int last);
  void removeMessages(int first, int last);
  void onTextChanged(MessageItem* message);
  void forgetFound();
  void settle();
  void begin();
  void giveUp();
  void take(const std::vector<Looked>& batch, bool last);
  void step(int by);
  void show(MessageItem* message, const FoundText& place);
  void tryGoal();
  void reachGoal(MessageId message, const QString& words, const std::optional<FoundText>& place);
  void dropGoal();
  void setFlash(const QString& flash);

  QPointer<TranscriptRows> rows_;
  QPointer<TranscriptModel> messages_;
  QString query_;
  QPointer<MessageItem> within_;
  std::vector<Looked> looked_;  // one a message of messages_
  size_t count_ = 0;            // of all places
  int current_ = -1;            // of them
  GivenUp search_;              // the running search; null: none
  bool again_ = false;          // texts have changed since it began
  QTimer settle_;               // the chat has changed
  std::optional<Goal> goal_;
  GivenUp goal_search_;         // the running one
  std::optional<Wanted> wanted_;
  QString flash_;
  QTimer flash_end_;
  Worker goal_worker_;
  Worker worker_;  // these two last: they wait before the rest goes
};

}  // namespace deepwell
