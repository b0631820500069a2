// Finds text in the chat that is shown: in questions, answers as they look, and thoughts. Looks through a long chat in
// slices, so that the window never waits; what streams in is looked through again when it has settled.
#pragma once

#include <QTimer>
#include <QtQmlIntegration>
#include <optional>

#include "app/chat/transcript/message_search.h"
#include "app/chat/transcript/transcript_rows.h"

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

  TranscriptRows* rows() const { return rows_; }
  void setRows(TranscriptRows* rows);
  QString query() const { return query_; }
  void setQuery(const QString& query);
  MessageItem* within() const { return within_; }
  void setWithin(MessageItem* message);
  int count() const { return static_cast<int>(hits_.size()); }
  int current() const { return current_ < count() ? current_ + 1 : 0; }
  bool busy() const { return slice_.isActive(); }
  QString flash() const { return flash_; }

  Q_INVOKABLE void next() { step(1); }
  Q_INVOKABLE void previous() { step(-1); }
  // Shows where the message has `words`, or the first of them that it has; its beginning, if it has none.
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
  void restart();
  void look();
  bool lookOn();
  static bool parsed(MessageItem* message);
  void step(int by);
  void show(const FoundText& hit);
  void tryGoal();
  void setFlash(const QString& flash);

  QPointer<TranscriptRows> rows_;
  QString query_;
  QPointer<MessageItem> within_;
  std::vector<FoundText> hits_;
  int current_ = -1;
  bool unfolding_ = false;  // to show a hit
  int looked_ = 0;  // messages
  std::optional<MessageSearch> search_;  // in message looked_
  QTimer slice_;    // goes on looking
  QTimer settle_;   // the chat has changed
  struct Goal {
    qlonglong message = 0;
    bool in_reasoning = false;
    QString words;
  };
  Goal goal_;  // message 0: none
  QString flash_;
  QTimer flash_end_;
};

}  // namespace deepwell
