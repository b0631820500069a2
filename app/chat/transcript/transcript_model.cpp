#include "app/chat/transcript/transcript_model.h"

#include <QJSEngine>
#include <algorithm>

namespace deepwell {

// Items on screen that look at the messages go with the next turn of the event loop: the messages after them.
TranscriptModel::~TranscriptModel() {
  for (auto& message : messages_) message.release()->deleteLater();
}

QVariant TranscriptModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  if (role == MessageRole) return QVariant::fromValue(at(index.row()));
  if (role == IsLastRole) return index.row() == count() - 1;
  return {};
}

QString TranscriptModel::lastAnswer() const {
  const auto found = std::find_if(messages_.rbegin(), messages_.rend(),
                                  [](const auto& m) { return !m->fromUser() && !m->text().isEmpty(); });
  return found == messages_.rend() ? QString() : (*found)->text();
}

MessageItem* TranscriptModel::find(MessageId id) const {
  const auto found = std::find_if(messages_.begin(), messages_.end(), [id](const auto& m) { return m->id() == id; });
  return found == messages_.end() ? nullptr : found->get();
}

int TranscriptModel::indexOf(const MessageItem* message) const {
  const auto found =
      std::find_if(messages_.begin(), messages_.end(), [message](const auto& m) { return m.get() == message; });
  return found == messages_.end() ? -1 : static_cast<int>(found - messages_.begin());
}

void TranscriptModel::reset(const std::vector<ChatMessage>& messages) {
  size_t same = 0;
  while (same < messages.size() && same < messages_.size() && messages[same].id == messages_[same]->id()) {
    messages_[same]->setSiblings(messages[same].sibling_index, messages[same].sibling_count);
    ++same;
  }
  truncate(static_cast<int>(same));
  if (same == messages.size()) return;
  beginInsertRows({}, static_cast<int>(same), static_cast<int>(messages.size()) - 1);
  messages_.reserve(messages.size());
  for (size_t i = same; i < messages.size(); ++i) messages_.push_back(make(messages[i]));
  endInsertRows();
  lastChanged(static_cast<int>(same) - 1);
  emit countChanged();
}

std::unique_ptr<MessageItem> TranscriptModel::make(const ChatMessage& message) {
  auto item = std::make_unique<MessageItem>(message, this);
  // Whatever function hands it to QML, it stays ours.
  QJSEngine::setObjectOwnership(item.get(), QJSEngine::CppOwnership);
  return item;
}

void TranscriptModel::setThinkingDisplay(ThinkingDisplay display) {
  if (display == thinking_display_) return;
  thinking_display_ = display;
  for (const auto& message : messages_) {
    if (!message->hasReasoning()) continue;
    emit message->thinkingOpenChanged();
    emit thinkingChanged(message.get());
  }
}

QString TranscriptModel::markdown() const {
  QString out;
  for (const auto& message : messages_) {
    if (!message->hasText()) continue;
    if (!out.isEmpty()) out += QStringLiteral("\n\n");
    out += QStringLiteral("## ") + (message->fromUser() ? tr("Question") : tr("Answer")) + QStringLiteral("\n\n");
    out += message->text();
  }
  return out;
}

MessageItem* TranscriptModel::append(const ChatMessage& message) {
  const int row = count();
  beginInsertRows({}, row, row);
  messages_.push_back(make(message));
  endInsertRows();
  lastChanged(row - 1);
  emit countChanged();
  return messages_.back().get();
}

void TranscriptModel::truncate(int keep) {
  if (keep >= count()) return;
  beginRemoveRows({}, keep, count() - 1);
  // Delegates may still look at the items until the rows are gone, so they are let go of afterwards.
  std::vector<std::unique_ptr<MessageItem>> removed(std::make_move_iterator(messages_.begin() + keep),
                                                    std::make_move_iterator(messages_.end()));
  messages_.resize(static_cast<size_t>(keep));
  endRemoveRows();
  for (auto& item : removed) item.release()->deleteLater();
  lastChanged(keep - 1);
  emit countChanged();
}

void TranscriptModel::lastChanged(int old_last) {
  if (old_last < 0) return;
  emit dataChanged(index(old_last), index(old_last), {IsLastRole});
}

}  // namespace deepwell
