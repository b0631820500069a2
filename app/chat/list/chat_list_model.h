// The rows at the left: pinned chats, folders with theirs, then all others by day, newest first; or what is archived, or
// in the bin. Long lists come page by page, as they are scrolled.
#pragma once

#include <QAbstractListModel>
#include <QHash>
#include <QSet>
#include <QTimer>
#include <QVariant>
#include <QtQmlIntegration>
#include <functional>
#include <optional>
#include <vector>

#include "app/chat/list/chat_selection.h"
#include "app/chat/worker.h"
#include "app/store/chat_types.h"

namespace deepwell {

class History;

class ChatListModel : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("Belongs to the workspace")
  Q_PROPERTY(int count READ count NOTIFY countChanged)
  Q_PROPERTY(View view READ view WRITE setView NOTIFY viewChanged)
  Q_PROPERTY(QVariantList folders READ folders NOTIFY foldersChanged)
  Q_PROPERTY(deepwell::ChatSelection* selection READ selection CONSTANT)

 public:
  enum Role {
    KindRole = Qt::UserRole + 1, ChatIdRole, FolderIdRole, TitleRole, SectionRole, BusyRole, UnreadRole, PinnedRole, OpenRole, SizeRole, HomeRole,
    SelectedRole
  };
  enum Kind { ChatKind, FolderKind, MoreKind };  // MoreKind: loads the rest of an open folder
  Q_ENUM(Kind)
  enum View { Active, Archived, Bin };
  Q_ENUM(View)

  static constexpr int kPage = 200;

  explicit ChatListModel(History& history, QObject* parent = nullptr);

  int count() const { return static_cast<int>(rows_.size()); }  // of all rows, folders too
  int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : count(); }
  QVariant data(const QModelIndex& index, int role) const override;
  QHash<int, QByteArray> roleNames() const override;
  bool canFetchMore(const QModelIndex& parent) const override { return !parent.isValid() && !complete_ && !loading_; }
  void fetchMore(const QModelIndex& parent) override;

  View view() const { return view_; }
  void setView(View view);
  QVariantList folders() const;  // of {id, name}, by name

  Q_INVOKABLE int indexOf(qlonglong chat) const;  // -1: not among the rows that are loaded
  Q_INVOKABLE int indexOfFolder(qlonglong folder) const;
  ChatId neighbour(ChatId chat, int step) const;  // the next (1) or previous (-1) chat; of one that is not here the first or last; 0: none
  // The chat to show where `chat` leaves the list with all of `leaving`: the nearest below that stays, else above; 0: none.
  ChatId staying(ChatId chat, const QList<ChatId>& leaving) const;
  QList<ChatId> chats() const;                    // those that are loaded, from the top
  ChatId chatAt(int row) const { return row >= 0 && row < count() ? rows_.at(row).chat : 0; }  // 0: no chat stands there
  bool pinnedAt(int row) const { return rows_.at(row).pinned != 0; }
  // Every chat of this view, also where its row is not loaded, but not what is in folders that are folded.
  void withAllChats(std::function<void(const QList<ChatId>&)> use);
  ChatSelection* selection() { return &selection_; }

  Q_INVOKABLE void pin(qlonglong chat, bool pinned);
  Q_INVOKABLE void togglePin(qlonglong chat);
  Q_INVOKABLE void move(qlonglong chat, qlonglong folder);  // 0: out of any
  // The same with all that are selected; then none is any more.
  Q_INVOKABLE void pinSelected(bool pinned);
  Q_INVOKABLE void moveSelected(qlonglong folder);
  Q_INVOKABLE qlonglong createFolder(const QString& name);  // 0: not done
  Q_INVOKABLE void renameFolder(qlonglong folder, const QString& name);
  Q_INVOKABLE void deleteFolder(qlonglong folder);  // its chats stay
  Q_INVOKABLE void setOpen(qlonglong folder, bool open);
  Q_INVOKABLE void showMore(qlonglong folder);

  void refresh();           // reads everything again, from the first page on
  void update(ChatId chat);  // it may be new, renamed, moved or gone
  void update(const QList<ChatId>& chats);
  void setBusy(ChatId chat, bool busy);
  void setUnread(ChatId chat, bool unread);

 signals:
  void countChanged();
  void viewChanged();
  void foldersChanged();

 private:
  struct Row {
    Kind kind = ChatKind;
    bool open = false;      // of a folder
    ChatId chat = 0;
    FolderId folder = 0;    // of a chat: the one under which it stands
    FolderId home = 0;      // of a chat: the one that it belongs to, also where it stands elsewhere
    QString title;          // of the chat or the folder
    UnixMs updated = 0;
    UnixMs pinned = 0;      // 0: not
    int64_t size = 0;       // of a folder: its chats; MoreKind: those that are not loaded
  };

  bool organised() const { return view_ == Active; }
  ChatListQuery query() const;
  Row rowOf(const Chat& chat) const;
  bool belongs(const Chat& chat) const;
  static bool before(const Row& a, const Row& b);
  int placeOf(const Row& row) const;
  int pinnedEnd() const;
  int othersBegin() const;
  void insertRow(int place, Row row);
  void removeRows(int first, int count);
  void appendPage(const std::vector<Chat>& page);
  void readFolders();
  void sizeFolders();
  void showSizes(bool exact);
  void setSize(int row, int64_t size);
  void loadFolder(FolderId folder);
  QString sectionOf(const Row& row) const;
  bool anyInside(const QSet<ChatId>& chats, FolderId folder) const;
  void marksChanged(ChatId chat, int role);
  void remember(const char* key, const QSet<int64_t>& ids);
  QSet<int64_t> remembered(const char* key);
  void startDay();

  static constexpr const char* kClosedKey = "list.closed_folders";  // of the store's settings
  static constexpr const char* kUnreadKey = "list.unread";

  History& history_;
  View view_ = Active;
  QList<Row> rows_;
  std::vector<ChatFolder> folders_;
  QHash<FolderId, int64_t> sizes_;  // of folders, with what is pinned, as last counted
  bool sizing_ = false;             // they are being counted
  bool size_again_ = false;         // something has changed meanwhile
  QSet<int64_t> closed_;           // folders that are folded
  QSet<ChatId> loaded_;           // chats with a row
  std::optional<Chat> last_;      // where the next page begins
  bool complete_ = false;
  bool loading_ = false;
  int generation_ = 0;            // pages that were asked for before the last refresh() are dropped
  QSet<ChatId> busy_;
  QSet<ChatId> unread_;
  QHash<ChatId, FolderId> folder_of_;  // of those that are busy or unread
  ChatSelection selection_{*this};
  QTimer midnight_;
  Worker counter_;  // of the folders' chats: pages do not wait for it
  Worker worker_;
};

}  // namespace deepwell
