// What a search over all chats has found, as it is typed: titles, questions, answers and thoughts. The search runs on a
// thread of its own; of several queries the newest wins, and the rows of the one before stay until its own are there.
#pragma once

#include <QAbstractListModel>
#include <QList>
#include <QtQmlIntegration>
#include <vector>

#include "app/chat/worker.h"
#include "app/store/chat_types.h"

namespace deepwell {

class History;

class ChatSearch : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("Belongs to the workspace")
  Q_PROPERTY(QString query READ query WRITE setQuery NOTIFY queryChanged)
  Q_PROPERTY(bool active READ active NOTIFY queryChanged)  // there is something to search for
  Q_PROPERTY(bool busy READ busy NOTIFY busyChanged)       // the rows are not of this query yet
  Q_PROPERTY(int count READ count NOTIFY countChanged)

 public:
  enum Role { ChatIdRole = Qt::UserRole + 1, MessageIdRole, TitleRole, SnippetRole, MarksRole, PlaceRole, DateRole, ThoughtsRole, WordsRole };

  static constexpr int kMostHits = 200;

  explicit ChatSearch(History& history, QObject* parent = nullptr);
  ~ChatSearch() override { running_.request_stop(); }

  int count() const { return static_cast<int>(hits_.size()); }
  int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : count(); }
  QVariant data(const QModelIndex& index, int role) const override;
  QHash<int, QByteArray> roleNames() const override;

  QString query() const { return query_; }
  void setQuery(const QString& query);
  bool active() const { return !query_.trimmed().isEmpty(); }
  bool busy() const { return busy_; }
  void again();  // the history has changed

  // One thing that was found, as rows show it.
  struct Hit {
    ChatId chat = 0;
    MessageId message = 0;  // 0: the title
    QString title;
    QString snippet;
    QList<int> marks;  // of the snippet: start and length of each piece that was found
    QString place;     // "Title", "Question", "Answer" or "Thoughts"
    QString date;
    bool in_thoughts = false;
    QString words;  // the first marked piece
  };
  static Hit hitOf(const SearchHit& hit);

 signals:
  void queryChanged();
  void busyChanged();
  void countChanged();

 private:
  void take(std::vector<Hit> hits);
  void setBusy(bool busy);

  History& history_;
  QString query_;
  bool busy_ = false;
  int number_ = 0;  // of the newest query
  std::vector<Hit> hits_;
  std::stop_source running_;  // the newest search
  Worker worker_;
};

// "14:05" of today, "Tue 14:05" of this week, else the day.
QString shortDate(UnixMs time);

}  // namespace deepwell
