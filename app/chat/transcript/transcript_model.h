// The messages of the branch that is shown, first to last. Owns them.
#pragma once

#include <QAbstractListModel>
#include <QtQmlIntegration>
#include <memory>
#include <vector>

#include "app/chat/transcript/message_item.h"

namespace deepwell {

// What thinking looks like as long as the person has not clicked it.
enum class ThinkingDisplay { kAuto, kOpen, kFolded };  // kAuto: open until the answer begins

class TranscriptModel : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("Belongs to a conversation")
  Q_PROPERTY(int count READ count NOTIFY countChanged)
  Q_PROPERTY(deepwell::MessageItem* last READ last NOTIFY countChanged)  // null: none

 public:
  enum Role { MessageRole = Qt::UserRole + 1, IsLastRole };

  explicit TranscriptModel(QObject* parent = nullptr) : QAbstractListModel(parent) {}
  ~TranscriptModel() override;

  int count() const { return static_cast<int>(messages_.size()); }
  int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : count(); }
  QVariant data(const QModelIndex& index, int role) const override;
  QHash<int, QByteArray> roleNames() const override { return {{MessageRole, "message"}, {IsLastRole, "isLast"}}; }

  MessageItem* at(int row) const { return messages_.at(static_cast<size_t>(row)).get(); }
  MessageItem* last() const { return messages_.empty() ? nullptr : messages_.back().get(); }
  Q_INVOKABLE QString lastAnswer() const;  // its text; empty: there is none
  MessageItem* find(MessageId id) const;
  int indexOf(const MessageItem* message) const;  // -1: not here

  // Shows `messages`; items that are there already, from the beginning on, stay as they are.
  void reset(const std::vector<ChatMessage>& messages);
  MessageItem* append(const ChatMessage& message);
  void truncate(int count);

  ThinkingDisplay thinkingDisplay() const { return thinking_display_; }
  void setThinkingDisplay(ThinkingDisplay display);

  // All of it as Markdown: the questions and answers, without the thoughts.
  Q_INVOKABLE QString markdown() const;

 signals:
  void countChanged();
  // Of a message that is in the list.
  void blocksChanged(deepwell::MessageItem* message, int first);  // as MessageItem::blocksChanged
  void thinkingChanged(deepwell::MessageItem* message);           // there is more of it, or it is shown otherwise
  void editingChanged(deepwell::MessageItem* message);

 private:
  std::unique_ptr<MessageItem> make(const ChatMessage& message);
  void lastChanged(int old_last);

  std::vector<std::unique_ptr<MessageItem>> messages_;
  ThinkingDisplay thinking_display_ = ThinkingDisplay::kAuto;
};

}  // namespace deepwell
