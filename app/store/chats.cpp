// ChatStore: the chats themselves and their list.
#include <algorithm>
#include <limits>

#include "app/store/chat_store_impl.h"
#include "app/store/search_index.h"

namespace deepwell {
namespace {

#define DEEPWELL_CHAT_COLUMNS                                                                            \
  "SELECT id, title, title_source, created, updated, model_path, model_name, archived, folder, pinned, " \
  "settings, deleted_at, leaf FROM chats "

// Below 0 are rows of an import that is not done, and what was purged: nobody's.
#define DEEPWELL_IN_BIN "deleted_at >= 0"

// A folder's list has its own index: its pinned chats are found on the way.
#define DEEPWELL_NEWEST " AND (updated, id) < (?, ?) ORDER BY updated DESC, id DESC LIMIT ?"

TitleSource titleSourceOf(int32_t number) { return static_cast<TitleSource>(std::clamp(number, 0, 2)); }

Chat readChat(SQLite::Statement& row) {
  ColumnReader columns(row);
  Chat chat;
  chat.id = columns.int64();
  chat.title = columns.text();
  chat.title_source = titleSourceOf(columns.int32());
  chat.created = columns.int64();
  chat.updated = columns.int64();
  chat.model_path = columns.text();
  chat.model_name = columns.text();
  chat.archived = columns.flag();
  chat.folder = columns.optionalInt64();
  chat.pinned = columns.optionalInt64();
  chat.settings_json = columns.text();
  chat.deleted_at = columns.optionalInt64();
  chat.leaf = columns.optionalInt64();
  return chat;
}

// The list is one or two runs of rows, each in the order of an index: pinned chats, then the others.
struct ListRun {
  const char* where;
  bool pinned;  // meets only the `after` of its own kind
};
constexpr ListRun kRuns[] = {{"WHERE deleted_at IS NULL AND pinned IS NOT NULL AND archived = ?", true},
                             {"WHERE deleted_at IS NULL AND pinned IS NULL AND archived = ?", false}};
constexpr ListRun kFolderRuns[] = {
    {"WHERE deleted_at IS NULL AND folder = ? AND archived = ? AND pinned IS NOT NULL", true},
    {"WHERE deleted_at IS NULL AND folder = ? AND archived = ? AND pinned IS NULL", false}};
constexpr ListRun kBinRun[] = {{"WHERE " DEEPWELL_IN_BIN, false}};

std::span<const ListRun> runsOf(const ChatListQuery& query) {
  if (query.which == ChatListQuery::Which::kDeleted) return kBinRun;
  if (query.folder) return kFolderRuns;
  return kRuns;
}

int bindRun(SQLite::Statement& rows, const ChatListQuery& query) {
  int index = 0;
  if (query.which == ChatListQuery::Which::kDeleted) return index;
  if (query.folder) rows.bind(++index, *query.folder);
  rows.bind(++index, query.which == ChatListQuery::Which::kArchived ? 1 : 0);
  return index;
}

}  // namespace

Status oneChat(int changed, ChatId id) {
  if (changed == 1) return {};
  return fail(ErrorCode::kNotFound, "chat {}: is not in the history, or not in a state to do this with", id);
}

Result<std::vector<Chat>> ChatStore::listChats(const ChatListQuery& query) {
  return impl_->read([&](SQLite::Database& db) -> Result<std::vector<Chat>> {
    std::vector<Chat> chats;
    const size_t most = query.limit > 0 ? static_cast<size_t>(query.limit) : std::numeric_limits<size_t>::max();
    const bool bin = query.which == ChatListQuery::Which::kDeleted;
    const bool after_pinned = query.after != nullptr && query.after->pinned && !bin;
    for (const ListRun& run : runsOf(query)) {
      if (run.pinned && query.after != nullptr && !after_pinned) continue;
      const bool from_start = query.after == nullptr || run.pinned != after_pinned;
      SQLite::Statement rows(db, std::string(DEEPWELL_CHAT_COLUMNS) + run.where + DEEPWELL_NEWEST);
      int index = bindRun(rows, query);
      rows.bind(++index, from_start ? std::numeric_limits<int64_t>::max() : query.after->updated);
      rows.bind(++index, from_start ? std::numeric_limits<int64_t>::max() : query.after->id);
      rows.bind(++index, query.limit > 0 ? static_cast<int64_t>(most - chats.size()) : int64_t{-1});
      while (rows.executeStep()) chats.push_back(readChat(rows));
      if (chats.size() >= most) break;
    }
    return chats;
  });
}

Result<int64_t> ChatStore::countChats(const ChatListQuery& query) {
  return impl_->read([&](SQLite::Database& db) -> Result<int64_t> {
    int64_t count = 0;
    for (const ListRun& run : runsOf(query)) {
      SQLite::Statement row(db, std::string("SELECT count(*) FROM chats ") + run.where);
      bindRun(row, query);
      if (row.executeStep()) count += row.getColumn(0).getInt64();
    }
    return count;
  });
}

Result<Chat> ChatStore::chat(ChatId id) {
  return impl_->read([&](SQLite::Database& db) -> Result<Chat> {
    SQLite::Statement row = query(db, DEEPWELL_CHAT_COLUMNS "WHERE id = ? AND coalesce(deleted_at, 0) >= 0", id);
    if (!row.executeStep()) return fail(ErrorCode::kNotFound, "chat {}: is not in the history", id);
    return readChat(row);
  });
}

Result<ChatId> ChatStore::createChat(std::string_view title, std::string_view model_path, std::string_view model_name) {
  return impl_->change([&](SQLite::Database& db) -> Result<ChatId> {
    const UnixMs now = unixNow();
    execute(db, "INSERT INTO chats(title, created, updated, model_path, model_name) VALUES(?, ?, ?, ?, ?)", title, now,
            now, model_path, model_name);
    const ChatId id = db.getLastInsertRowid();
    indexChat(db, id);
    return id;
  });
}

Status ChatStore::renameChat(ChatId id, std::string_view title) {
  const Result<bool> taken = suggestTitle(id, title, TitleSource::kPerson);
  if (!taken) return tl::make_unexpected(taken.error());
  return {};
}

Result<bool> ChatStore::suggestTitle(ChatId id, std::string_view title, TitleSource source) {
  return impl_->change([&](SQLite::Database& db) -> Result<bool> {
    const auto number = static_cast<int32_t>(source);
    SQLite::Statement known = query(db, "SELECT title_source FROM chats WHERE id = ?", id);
    DEEPWELL_TRY(oneChat(known.executeStep() ? 1 : 0, id));
    if (known.getColumn(0).getInt() > number) return false;
    unindexChat(db, id);
    execute(db, "UPDATE chats SET title = ?, title_source = ? WHERE id = ?", title, number, id);
    indexChat(db, id);
    return true;
  });
}

Status ChatStore::setChatModel(ChatId id, std::string_view path, std::string_view name) {
  return impl_->change([&](SQLite::Database& db) {
    return oneChat(execute(db, "UPDATE chats SET model_path = ?, model_name = ? WHERE id = ?", path, name, id), id);
  });
}

Status ChatStore::archiveChats(std::span<const ChatId> ids, bool archived) {
  return impl_->change([&](SQLite::Database& db) {
    return changeEach(db, ids, "UPDATE chats SET archived = ? WHERE id = ?", archived);
  });
}

Status ChatStore::pinChats(std::span<const ChatId> ids, bool pinned) {
  return impl_->change([&](SQLite::Database& db) {
    return changeEach(db, ids, "UPDATE chats SET pinned = iif(?1, coalesce(pinned, ?2), NULL) WHERE id = ?3", pinned,
                      unixNow());
  });
}

Status ChatStore::setChatSettings(ChatId id, std::string_view json) {
  return impl_->change([&](SQLite::Database& db) {
    return oneChat(execute(db, "UPDATE chats SET settings = ? WHERE id = ?", json, id), id);
  });
}

Status ChatStore::deleteChats(std::span<const ChatId> ids) {
  return impl_->change([&](SQLite::Database& db) {
    return changeEach(db, ids, "UPDATE chats SET deleted_at = ? WHERE id = ? AND deleted_at IS NULL", unixNow());
  });
}

Status ChatStore::undeleteChats(std::span<const ChatId> ids) {
  return impl_->change([&](SQLite::Database& db) {
    return changeEach(db, ids, "UPDATE chats SET deleted_at = NULL WHERE id = ? AND " DEEPWELL_IN_BIN);
  });
}

}  // namespace deepwell
