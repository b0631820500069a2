// ChatListModel: the order of its rows, and how they come by pages.
#include <algorithm>

#include "app/chat/history.h"
#include "app/chat/list/chat_list_model.h"

namespace deepwell {
namespace {

constexpr qsizetype kMostSteps = 40;  // row by row; of more changes at once everything is read again

ChatListQuery::Which whichOf(ChatListModel::View view) {
  switch (view) {
    case ChatListModel::Archived: return ChatListQuery::Which::kArchived;
    case ChatListModel::Bin: return ChatListQuery::Which::kDeleted;
    case ChatListModel::Active: break;
  }
  return ChatListQuery::Which::kActive;
}

}  // namespace

// --- the order of the rows ---

ChatListModel::Row ChatListModel::rowOf(const Chat& chat) const {
  Row row;
  row.chat = chat.id;
  row.title = QString::fromStdString(chat.title);
  row.updated = chat.updated;
  if (view_ != Bin) row.pinned = chat.pinned.value_or(0);
  row.home = chat.folder.value_or(0);
  if (organised() && row.pinned == 0) row.folder = row.home;
  return row;
}

bool ChatListModel::belongs(const Chat& chat) const {
  switch (view_) {
    case Active: return !chat.deleted_at && !chat.archived;
    case Archived: return !chat.deleted_at && chat.archived;
    case Bin: return chat.deleted_at.has_value();
  }
  return false;
}

// As the store pages.
bool ChatListModel::before(const Row& a, const Row& b) {
  if ((a.pinned != 0) != (b.pinned != 0)) return a.pinned != 0;
  if (a.updated != b.updated) return a.updated > b.updated;
  return a.chat > b.chat;
}

int ChatListModel::pinnedEnd() const {
  int row = 0;
  while (row < count() && rows_.at(row).pinned != 0) ++row;
  return row;
}

int ChatListModel::othersBegin() const {
  int row = pinnedEnd();
  while (row < count() && rows_.at(row).folder != 0) ++row;
  return row;
}

// Where a chat that has no row gets one; -1: it shows none now.
int ChatListModel::placeOf(const Row& row) const {
  int begin = 0;
  int end = 0;
  bool more = false;  // rows after `end` are not loaded
  if (row.pinned != 0) {
    end = pinnedEnd();
  } else if (row.folder != 0) {
    const int folder = indexOfFolder(row.folder);
    if (folder < 0 || !rows_.at(folder).open) return -1;
    begin = end = folder + 1;
    while (end < count() && rows_.at(end).kind == ChatKind && rows_.at(end).folder == row.folder) ++end;
    more = end < count() && rows_.at(end).kind == MoreKind;
  } else {
    begin = othersBegin();
    end = count();
    more = !complete_;
  }
  const auto place = std::lower_bound(rows_.begin() + begin, rows_.begin() + end, row, before);
  const int found = static_cast<int>(place - rows_.begin());
  return more && found == end ? -1 : found;
}

void ChatListModel::insertRow(int place, Row row) {
  beginInsertRows({}, place, place);
  if (row.kind == ChatKind) loaded_.insert(row.chat);
  rows_.insert(place, std::move(row));
  endInsertRows();
  emit countChanged();
}

void ChatListModel::removeRows(int first, int count) {
  if (count == 0) return;
  beginRemoveRows({}, first, first + count - 1);
  for (int row = first; row < first + count; ++row) loaded_.remove(rows_.at(row).chat);
  rows_.remove(first, count);
  endRemoveRows();
  emit countChanged();
}

void ChatListModel::update(const QList<ChatId>& chats) {
  if (chats.size() > kMostSteps) return refresh();
  for (const ChatId chat : chats) update(chat);
}

void ChatListModel::update(ChatId id) {
  const auto chat = history_.store().chat(id);
  const int old = indexOf(id);
  if (folder_of_.contains(id) && chat) folder_of_[id] = chat->folder.value_or(0);
  if (!chat || !belongs(*chat)) {
    selection_.drop(id);
    if (old >= 0) removeRows(old, 1);
    return sizeFolders();
  }
  const Row row = rowOf(*chat);
  if (old < 0) {
    if (const int place = placeOf(row); place >= 0) insertRow(place, row);
    return sizeFolders();
  }
  const Row before_change = rows_.takeAt(old);
  const int place = placeOf(row);
  rows_.insert(old, before_change);
  if (place < 0) {
    removeRows(old, 1);
  } else {
    if (place != old) {
      beginMoveRows({}, old, old, {}, place > old ? place + 1 : place);
      rows_.move(old, place);
      endMoveRows();
    }
    rows_[place] = row;
    emit dataChanged(index(place), index(place));
  }
  sizeFolders();
}

// --- pages ---

ChatListQuery ChatListModel::query() const {
  ChatListQuery query;
  query.which = whichOf(view_);
  query.limit = kPage;
  return query;
}

void ChatListModel::refresh() {
  beginResetModel();
  ++generation_;
  loading_ = complete_ = false;
  rows_.clear();
  loaded_.clear();
  last_.reset();
  readFolders();
  const auto page = history_.store().listChats(query());
  if (page) {
    last_ = page->empty() ? std::nullopt : std::optional(page->back());
    complete_ = static_cast<int>(page->size()) < kPage;
    for (const Chat& chat : *page) {
      Row row = rowOf(chat);
      if (row.folder != 0) continue;
      loaded_.insert(row.chat);
      rows_.append(std::move(row));
    }
  } else {
    complete_ = true;
    history_.report(page.error());
  }
  endResetModel();
  if (organised()) {
    int place = pinnedEnd();
    for (const ChatFolder& folder : folders_) {
      Row row;
      row.kind = FolderKind;
      row.open = !closed_.contains(folder.id);
      row.folder = folder.id;
      row.title = QString::fromStdString(folder.name);
      insertRow(place++, std::move(row));
    }
    sizeFolders();
    for (const ChatFolder& folder : folders_) loadFolder(folder.id);
  }
  emit countChanged();
  if (rows_.isEmpty() && !complete_) fetchMore({});
}

void ChatListModel::fetchMore(const QModelIndex& parent) {
  if (!canFetchMore(parent)) return;
  loading_ = true;
  worker_.run([this, query = query(), last = last_, generation = generation_](std::stop_token) mutable {
    query.after = last ? &*last : nullptr;
    auto page = history_.store().listChats(query);
    Worker::post(this, [this, generation, page = std::move(page)] {
      if (generation != generation_) return;
      loading_ = false;
      if (!history_.check(page)) {
        complete_ = true;
        return;
      }
      appendPage(*page);
    });
  });
}

void ChatListModel::withAllChats(std::function<void(const QList<ChatId>&)> use) {
  const bool more = std::any_of(rows_.begin(), rows_.end(), [](const Row& row) { return row.kind == MoreKind; });
  if (complete_ && !more) return use(chats());
  worker_.run([this, query = query(), generation = generation_, use = std::move(use)](std::stop_token) mutable {
    query.limit = 0;
    auto all = history_.store().listChats(query);
    Worker::post(this, [this, generation, use, all = std::move(all)] {
      if (generation != generation_ || !history_.check(all)) return;
      QList<ChatId> ids;
      for (const Chat& chat : *all)
        if (!organised() || chat.pinned || !closed_.contains(chat.folder.value_or(0))) ids.append(chat.id);
      use(ids);
    });
  });
}

// A page may hold nothing to show here: chats in folders stand there.
void ChatListModel::appendPage(const std::vector<Chat>& page) {
  complete_ = static_cast<int>(page.size()) < kPage;
  if (!page.empty()) last_ = page.back();
  QList<Row> rows;
  for (const Chat& chat : page) {
    Row row = rowOf(chat);
    if (row.folder != 0 || loaded_.contains(row.chat)) continue;
    if (row.pinned != 0) {
      insertRow(placeOf(row), row);
    } else {
      rows.append(std::move(row));
    }
  }
  if (rows.isEmpty()) return fetchMore({});
  beginInsertRows({}, count(), count() + static_cast<int>(rows.size()) - 1);
  for (const Row& row : rows) loaded_.insert(row.chat);
  rows_.append(rows);
  endInsertRows();
  emit countChanged();
}

}  // namespace deepwell
