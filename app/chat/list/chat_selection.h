// The chats of the list that are selected together, by their ids: they stay so while rows come, go and move.
#pragma once

#include <QList>
#include <QObject>
#include <QSet>
#include <QVariant>
#include <QtQmlIntegration>
#include <span>

#include "app/store/chat_types.h"

namespace deepwell {

class ChatListModel;

class ChatSelection : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("Belongs to the list of chats")
  Q_PROPERTY(int count READ count NOTIFY changed)
  Q_PROPERTY(bool allPinned READ allPinned NOTIFY changed)

 public:
  explicit ChatSelection(ChatListModel& list) : list_(list) {}

  int count() const { return static_cast<int>(chats_.size()); }
  bool has(ChatId chat) const { return chats_.contains(chat); }
  bool allPinned() const;       // as far as their rows are there
  QList<ChatId> chats() const;  // from the top of the list
  QList<ChatId> take();         // the same, and selects none
  Q_INVOKABLE QVariantList ids() const;

  Q_INVOKABLE void begin(qlonglong chat);  // selects none; what comes next goes from this chat
  Q_INVOKABLE void toggle(qlonglong chat);
  // The chats between the row where the selection began and `to`, no others. `from`: where it begins if it has not.
  Q_INVOKABLE void extend(int from, int to);
  Q_INVOKABLE void selectAll();
  Q_INVOKABLE void clear();
  void drop(ChatId chat);  // it has left the list

 signals:
  void changed();

 private:
  void set(QSet<ChatId> chats);

  ChatListModel& list_;
  QSet<ChatId> chats_;
  ChatId anchor_ = 0;  // where a range begins; 0: nowhere yet
};

inline std::span<const ChatId> spanOf(const QList<ChatId>& chats) { return {chats.constData(), static_cast<size_t>(chats.size())}; }

}  // namespace deepwell
