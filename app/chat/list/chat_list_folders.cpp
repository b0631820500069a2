// ChatListModel: pins and folders.
#include <algorithm>
#include <utility>

#include "app/chat/history.h"
#include "app/chat/list/chat_list_model.h"

namespace deepwell {
namespace {

constexpr int kFolderPage = 100;

}  // namespace

void ChatListModel::pin(qlonglong chat, bool pinned) {
  if (history_.check(history_.store().pinChat(chat, pinned))) update(chat);
}

void ChatListModel::togglePin(qlonglong chat) {
  if (const auto stored = history_.store().chat(chat)) pin(chat, !stored->pinned);
}

void ChatListModel::move(qlonglong chat, qlonglong folder) {
  const std::optional<FolderId> target = folder == 0 ? std::nullopt : std::optional<FolderId>(folder);
  if (history_.check(history_.store().moveChat(chat, target))) update(chat);
}

void ChatListModel::pinSelected(bool pinned) {
  const QList<ChatId> chats = selection_.take();
  if (history_.check(history_.store().pinChats(spanOf(chats), pinned))) update(chats);
}

void ChatListModel::moveSelected(qlonglong folder) {
  const QList<ChatId> chats = selection_.take();
  const std::optional<FolderId> target = folder == 0 ? std::nullopt : std::optional<FolderId>(folder);
  if (history_.check(history_.store().moveChats(spanOf(chats), target))) update(chats);
}

qlonglong ChatListModel::createFolder(const QString& name) {
  const QString words = name.simplified();
  if (words.isEmpty()) return 0;
  const auto id = history_.store().createFolder(words.toStdString());
  if (!history_.check(id)) return 0;
  refresh();
  return *id;
}

void ChatListModel::renameFolder(qlonglong folder, const QString& name) {
  const QString words = name.simplified();
  if (!words.isEmpty() && history_.check(history_.store().renameFolder(folder, words.toStdString()))) refresh();
}

void ChatListModel::deleteFolder(qlonglong folder) {
  if (!history_.check(history_.store().deleteFolder(folder))) return;
  closed_.remove(folder);
  for (FolderId& marked : folder_of_)
    if (marked == folder) marked = 0;
  refresh();
}

void ChatListModel::setOpen(qlonglong folder, bool open) {
  const int row = indexOfFolder(folder);
  if (row < 0 || rows_.at(row).open == open) return;
  if (open) {
    closed_.remove(folder);
  } else {
    closed_.insert(folder);
  }
  remember(kClosedKey, closed_);
  rows_[row].open = open;
  emit dataChanged(index(row), index(row));
  if (open) return loadFolder(folder);
  int end = row + 1;
  while (end < count() && rows_.at(end).folder == folder && rows_.at(end).kind != FolderKind) ++end;
  removeRows(row + 1, end - row - 1);
}

void ChatListModel::showMore(qlonglong folder) { loadFolder(folder); }

void ChatListModel::readFolders() {
  folders_.clear();
  auto folders = history_.store().folders();
  if (history_.check(folders)) folders_ = std::move(*folders);
  emit foldersChanged();
}

// How many chats each folder holds is counted on a worker of its own: in a large history that takes its time. What was counted last
// stands there until then.
void ChatListModel::sizeFolders() {
  if (!organised() || folders_.empty()) return;
  showSizes(false);
  if (std::exchange(sizing_, true)) {
    size_again_ = true;
    return;
  }
  counter_.run([this, inside = query(), folders = folders_](std::stop_token stop) mutable {
    QHash<FolderId, int64_t> sizes;
    inside.limit = 0;
    for (const ChatFolder& folder : folders) {
      if (stop.stop_requested()) return;
      inside.folder = folder.id;
      if (const auto all = history_.store().countChats(inside)) sizes.insert(folder.id, *all);
    }
    Worker::post(this, [this, sizes] {
      sizing_ = false;
      sizes_ = sizes;
      const bool again = std::exchange(size_again_, false);
      showSizes(!again);
      if (again) sizeFolders();
    });
  });
}

// Pinned chats stand above, not in their folders. `exact`: nothing has changed since the folders were counted.
void ChatListModel::showSizes(bool exact) {
  for (int row = pinnedEnd(); row < count() && rows_.at(row).folder != 0; ++row) {
    if (rows_.at(row).kind != FolderKind) continue;
    const FolderId folder = rows_.at(row).folder;
    if (!sizes_.contains(folder)) continue;
    const auto pinned = std::count_if(rows_.begin(), rows_.begin() + pinnedEnd(), [&](const Row& p) { return p.home == folder; });
    setSize(row, std::max<int64_t>(0, sizes_.value(folder) - pinned));
    int end = row + 1;
    while (end < count() && rows_.at(end).kind == ChatKind && rows_.at(end).folder == folder) ++end;
    if (!exact || end == count() || rows_.at(end).kind != MoreKind || rows_.at(end).folder != folder) continue;
    const int64_t rest = rows_.at(row).size - (end - row - 1);
    if (rest > 0) setSize(end, rest);
    else removeRows(end, 1);
  }
}

void ChatListModel::setSize(int row, int64_t size) {
  if (rows_.at(row).size == size) return;
  rows_[row].size = size;
  emit dataChanged(index(row), index(row), {SizeRole});
}

// The next page of an open folder, in place of its "more" row.
void ChatListModel::loadFolder(FolderId folder) {
  const int header = indexOfFolder(folder);
  if (header < 0 || !rows_.at(header).open) return;
  int end = header + 1;
  while (end < count() && rows_.at(end).kind == ChatKind && rows_.at(end).folder == folder) ++end;
  const int shown = end - header - 1;
  if (end < count() && rows_.at(end).kind == MoreKind && rows_.at(end).folder == folder) removeRows(end, 1);
  ChatListQuery inside = query();
  inside.folder = folder;
  inside.limit = kFolderPage;
  Chat last;
  if (shown > 0) {
    auto stored = history_.store().chat(rows_.at(end - 1).chat);
    if (!history_.check(stored)) return;
    last = std::move(*stored);
    inside.after = &last;
  }
  const auto page = history_.store().listChats(inside);
  if (!history_.check(page)) return;
  QList<Row> rows;
  for (const Chat& chat : *page)
    if (!chat.pinned && !loaded_.contains(chat.id)) rows.append(rowOf(chat));
  // Being counted, or not counted yet: there may be one more, soon it is known.
  const bool full = static_cast<int>(page->size()) == kFolderPage;
  const int64_t left = sizes_.contains(folder) ? rows_.at(header).size - shown - rows.size() : 1;
  const int64_t rest = !full ? 0 : sizing_ ? std::max<int64_t>(1, left) : left;
  if (rest > 0) {
    Row more;
    more.kind = MoreKind;
    more.folder = folder;
    more.size = rest;
    rows.append(more);
  }
  if (rows.isEmpty()) return;
  beginInsertRows({}, end, end + static_cast<int>(rows.size()) - 1);
  for (const Row& row : rows)
    if (row.kind == ChatKind) loaded_.insert(row.chat);
  for (qsizetype i = 0; i < rows.size(); ++i) rows_.insert(end + i, rows.at(i));
  endInsertRows();
  emit countChanged();
}

}  // namespace deepwell
