// Finds text in the chat that is shown: in questions, answers as they look, and thoughts. Looks through a long chat in
// slices, so that the window never waits; what streams in is looked through again when it has settled.
#pragma once

#include <QTimer>
#include <QtQmlIntegration>

#include "app/chat/transcript/transcript_rows.h"

namespace deepwell {

class TranscriptFinder : public QObject {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(deepwell::TranscriptRows* rows READ rows WRITE setRows NOTIFY rowsChanged)
  Q_PROPERTY(QString query READ query WRITE setQuery NOTIFY queryChanged)
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
  int count() const { return static_cast<int>(hits_.size()); }
  int current() const { return current_ + 1; }
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
  // `row` is to be seen; text[start, start + length) of it is what was found. Length 0: nothing.
  void showRequested(int row, int start, int length);

 private:
  struct Hit {
    MessageItem* message = nullptr;
    bool page = false;  // of the question or the thoughts; else a block
    int index = 0;
    int start = 0;
    int length = 0;
  };

  void restart();
  void look();
  // False: the message is still being parsed.
  bool lookAt(MessageItem* message, const QString& words, std::vector<Hit>* hits) const;
  void step(int by);
  void show(const Hit& hit);
  void tryGoal();
  void setFlash(const QString& flash);

  QPointer<TranscriptRows> rows_;
  QString query_;
  std::vector<Hit> hits_;
  int current_ = -1;
  int looked_ = 0;  // messages
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
