#include "app/chat/list/chat_list_model.h"

#include <QDateTime>
#include <QLocale>
#include <algorithm>

#include "app/chat/history.h"

namespace deepwell {
namespace {

QString dayOf(UnixMs time) {
  const QDate date = QDateTime::fromMSecsSinceEpoch(time).date();
  const qint64 days = date.daysTo(QDate::currentDate());
  if (days <= 0) return ChatListModel::tr("Today");
  if (days == 1) return ChatListModel::tr("Yesterday");
  if (days <= 7) return ChatListModel::tr("Last 7 days");
  if (days <= 30) return ChatListModel::tr("Last 30 days");
  return QLocale().toString(date, QStringLiteral("MMMM yyyy"));
}

}  // namespace

ChatListModel::ChatListModel(History& history, QObject* parent) : QAbstractListModel(parent), history_(history) {
  if (!history_.ok()) return;
  closed_ = remembered(kClosedKey);
  for (const ChatId id : remembered(kUnreadKey)) {
    unread_.insert(id);
    if (const auto chat = history_.store().chat(id)) folder_of_[id] = chat->folder.value_or(0);
  }
  refresh();
  connect(&midnight_, &QTimer::timeout, this, &ChatListModel::startDay);
  connect(&selection_, &ChatSelection::changed, this, [this] {
    if (count() > 0) emit dataChanged(index(0), index(count() - 1), {SelectedRole});
  });
  startDay();
}

QVariant ChatListModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const Row& row = rows_.at(index.row());
  const bool folded = row.kind == FolderKind && !row.open;
  switch (role) {
    case KindRole: return row.kind;
    case ChatIdRole: return static_cast<qlonglong>(row.chat);
    case FolderIdRole: return static_cast<qlonglong>(row.folder);
    case TitleRole: return row.title;
    case SectionRole: return sectionOf(row);
    case BusyRole: return folded ? anyInside(busy_, row.folder) : busy_.contains(row.chat);
    case UnreadRole: return folded ? anyInside(unread_, row.folder) : unread_.contains(row.chat);
    case PinnedRole: return row.pinned != 0;
    case OpenRole: return row.open;
    case SizeRole: return static_cast<qlonglong>(row.size);
    case HomeRole: return static_cast<qlonglong>(row.home);
    case SelectedRole: return selection_.has(row.chat);
    default: return {};
  }
}

QHash<int, QByteArray> ChatListModel::roleNames() const {
  return {{KindRole, "kind"},       {ChatIdRole, "chatId"}, {FolderIdRole, "folderId"}, {TitleRole, "title"}, {SectionRole, "section"},
          {BusyRole, "busy"},       {UnreadRole, "unread"}, {PinnedRole, "pinned"},     {OpenRole, "open"},   {SizeRole, "size"},
          {HomeRole, "homeId"},     {SelectedRole, "selected"}};
}

QString ChatListModel::sectionOf(const Row& row) const {
  if (row.pinned != 0) return tr("Pinned");
  if (row.kind != ChatKind || row.folder != 0) return tr("Folders");
  return dayOf(row.updated);
}

bool ChatListModel::anyInside(const QSet<ChatId>& chats, FolderId folder) const {
  return std::any_of(chats.begin(), chats.end(), [&](ChatId chat) { return folder_of_.value(chat) == folder; });
}

void ChatListModel::setView(View view) {
  if (view == view_) return;
  view_ = view;
  selection_.clear();
  refresh();
  emit viewChanged();
}

QVariantList ChatListModel::folders() const {
  QVariantList list;
  for (const ChatFolder& folder : folders_)
    list.append(QVariantMap{{QStringLiteral("id"), static_cast<qlonglong>(folder.id)},
                            {QStringLiteral("name"), QString::fromStdString(folder.name)}});
  return list;
}

int ChatListModel::indexOf(qlonglong chat) const {
  if (!loaded_.contains(chat)) return -1;
  const auto found = std::find_if(rows_.begin(), rows_.end(), [chat](const Row& row) { return row.chat == chat; });
  return found == rows_.end() ? -1 : static_cast<int>(found - rows_.begin());
}

int ChatListModel::indexOfFolder(qlonglong folder) const {
  const auto found = std::find_if(rows_.begin(), rows_.end(),
                                  [folder](const Row& row) { return row.kind == FolderKind && row.folder == folder; });
  return found == rows_.end() ? -1 : static_cast<int>(found - rows_.begin());
}

ChatId ChatListModel::neighbour(ChatId chat, int step) const {
  const int here = indexOf(chat);
  for (int row = here < 0 ? (step > 0 ? 0 : count() - 1) : here + step; row >= 0 && row < count(); row += step)
    if (rows_.at(row).kind == ChatKind) return rows_.at(row).chat;
  return 0;
}

ChatId ChatListModel::staying(ChatId chat, const QList<ChatId>& leaving) const {
  const QSet<ChatId> gone(leaving.begin(), leaving.end());
  for (const int step : {1, -1})
    for (ChatId next = neighbour(chat, step); next != 0; next = neighbour(next, step))
      if (!gone.contains(next)) return next;
  return 0;
}

QList<ChatId> ChatListModel::chats() const {
  QList<ChatId> ids;
  for (const Row& row : rows_)
    if (row.kind == ChatKind) ids.append(row.chat);
  return ids;
}

// --- marks ---

void ChatListModel::setBusy(ChatId chat, bool busy) {
  if (busy == busy_.contains(chat)) return;
  if (busy) {
    busy_.insert(chat);
  } else {
    busy_.remove(chat);
  }
  marksChanged(chat, BusyRole);
}

void ChatListModel::setUnread(ChatId chat, bool unread) {
  if (unread == unread_.contains(chat)) return;
  if (unread) {
    unread_.insert(chat);
  } else {
    unread_.remove(chat);
  }
  remember(kUnreadKey, unread_);
  marksChanged(chat, UnreadRole);
}

void ChatListModel::marksChanged(ChatId chat, int role) {
  if (!busy_.contains(chat) && !unread_.contains(chat)) {
    folder_of_.remove(chat);
  } else if (!folder_of_.contains(chat)) {
    const auto stored = history_.store().chat(chat);
    folder_of_[chat] = stored ? stored->folder.value_or(0) : 0;
  }
  if (const int row = indexOf(chat); row >= 0) emit dataChanged(index(row), index(row), {role});
  for (int row = pinnedEnd(); row < count() && rows_.at(row).folder != 0; ++row)
    if (rows_.at(row).kind == FolderKind) emit dataChanged(index(row), index(row), {role});
}

void ChatListModel::remember(const char* key, const QSet<int64_t>& ids) {
  QStringList words;
  for (const int64_t id : ids) words.append(QString::number(id));
  history_.check(history_.store().setSetting(key, words.join(u',').toStdString()));
}

QSet<int64_t> ChatListModel::remembered(const char* key) {
  QSet<int64_t> ids;
  const auto stored = history_.store().setting(key);
  if (!stored || !*stored) return ids;
  for (const QString& word : QString::fromStdString(**stored).split(u',', Qt::SkipEmptyParts)) ids.insert(word.toLongLong());
  return ids;
}

// "Today" is "Yesterday" after midnight.
void ChatListModel::startDay() {
  if (count() > 0) emit dataChanged(index(0), index(count() - 1), {SectionRole});
  const QDateTime now = QDateTime::currentDateTime();
  midnight_.start(static_cast<int>(now.msecsTo(now.date().addDays(1).startOfDay())) + 1000);
}

}  // namespace deepwell
