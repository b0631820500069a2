#include "app/chat/list/chat_selection.h"

#include <algorithm>
#include <utility>

#include "app/chat/list/chat_list_model.h"

namespace deepwell {

bool ChatSelection::allPinned() const {
  const QList<ChatId> all = chats();
  return std::all_of(all.begin(), all.end(), [this](ChatId chat) {
    const int row = list_.indexOf(chat);
    return row < 0 || list_.pinnedAt(row);
  });
}

QList<ChatId> ChatSelection::chats() const {
  QList<ChatId> ordered;
  QSet<ChatId> rest = chats_;
  for (const ChatId chat : list_.chats())
    if (rest.remove(chat)) ordered.append(chat);
  QList<ChatId> others(rest.begin(), rest.end());
  std::sort(others.begin(), others.end(), std::greater<>());
  return ordered + others;
}

QList<ChatId> ChatSelection::take() {
  const QList<ChatId> all = chats();
  clear();
  return all;
}

QVariantList ChatSelection::ids() const {
  QVariantList list;
  for (const ChatId chat : chats()) list.append(static_cast<qlonglong>(chat));
  return list;
}

void ChatSelection::set(QSet<ChatId> chats) {
  if (chats == chats_) return;
  chats_ = std::move(chats);
  emit changed();
}

void ChatSelection::begin(qlonglong chat) {
  anchor_ = chat;
  set({});
}

void ChatSelection::toggle(qlonglong chat) {
  anchor_ = chat;
  QSet<ChatId> chats = chats_;
  if (!chats.remove(chat)) chats.insert(chat);
  set(std::move(chats));
}

void ChatSelection::extend(int from, int to) {
  const int begun = anchor_ == 0 ? -1 : list_.indexOf(anchor_);
  const int first = begun >= 0 ? begun : from >= 0 ? from : to;
  QSet<ChatId> chats;
  ChatId nearest = 0;  // to the first row: that may be a folder's
  const int step = to < first ? -1 : 1;
  for (int row = first; row != to + step; row += step) {
    const ChatId chat = list_.chatAt(row);
    if (chat == 0) continue;
    if (nearest == 0) nearest = chat;
    chats.insert(chat);
  }
  if (begun < 0) anchor_ = nearest;
  set(std::move(chats));
}

void ChatSelection::selectAll() {
  list_.withAllChats([this](const QList<ChatId>& all) { set(QSet<ChatId>(all.begin(), all.end())); });
}

void ChatSelection::clear() {
  anchor_ = 0;
  set({});
}

void ChatSelection::drop(ChatId chat) {
  if (anchor_ == chat) anchor_ = 0;
  if (chats_.remove(chat)) emit changed();
}

}  // namespace deepwell
