// ChatStore: alternatives of a message, what is shown, and the bin for messages.
#include "app/store/chat_store_impl.h"
#include "app/store/search_index.h"

namespace deepwell {
namespace {

// gone(id): message ?1 of chat ?2 and everything after it.
#define DEEPWELL_FROM_MESSAGE                                                                                    \
  "WITH RECURSIVE gone(id) AS (SELECT ?1 UNION ALL SELECT m.id FROM messages m JOIN gone ON m.parent = gone.id " \
  "WHERE m.chat = ?2 AND m.id > gone.id) "

Status notFound(MessageId id) { return fail(ErrorCode::kNotFound, "message {}: is not in the history", id); }

struct Position {
  ChatId chat = 0;
  std::optional<MessageId> parent;
};

Result<Position> positionOf(SQLite::Database& db, MessageId id) {
  SQLite::Statement row = query(db, "SELECT chat, parent FROM messages WHERE id = ?", id);
  if (!row.executeStep()) return tl::make_unexpected(notFound(id).error());
  return Position{row.getColumn(0).getInt64(), optionalId(row.getColumn(1))};
}

// Down from `id`, at every step to the newest child that is not in the bin; ids grow along the way.
void showNewestEnd(SQLite::Database& db, ChatId chat, MessageId id) {
  execute(db,
          "WITH RECURSIVE down(id) AS (SELECT ?1 UNION ALL SELECT (SELECT max(c.id) FROM messages c WHERE c.chat = ?2 "
          "AND c.parent = down.id AND c.deleted_at IS NULL AND c.id > down.id) FROM down WHERE down.id IS NOT NULL) "
          "UPDATE chats SET leaf = (SELECT max(id) FROM down) WHERE id = ?2",
          id, chat);
}

// After messages went: if the branch that is shown lost its end, the newest sibling of what went is shown, or the
// message before it.
void leaveGone(SQLite::Database& db, const Position& gone) {
  SQLite::Statement shown = query(db,
                                  "SELECT 1 FROM chats c JOIN messages m ON m.id = c.leaf "
                                  "WHERE c.id = ? AND m.deleted_at IS NULL",
                                  gone.chat);
  if (shown.executeStep()) return;
  SQLite::Statement sibling = query(
      db, "SELECT max(id) FROM messages WHERE chat = ? AND parent IS ? AND deleted_at IS NULL", gone.chat, gone.parent);
  const std::optional<MessageId> other = sibling.executeStep() ? optionalId(sibling.getColumn(0)) : std::nullopt;
  if (other)
    showNewestEnd(db, gone.chat, *other);
  else
    execute(db, "UPDATE chats SET leaf = ? WHERE id = ?", gone.parent, gone.chat);
}

}  // namespace

Result<std::vector<MessageId>> ChatStore::siblings(MessageId id) {
  return impl_->read([&](SQLite::Database& db) -> Result<std::vector<MessageId>> {
    SQLite::Statement rows = query(db,
                                   "SELECT s.id FROM messages m JOIN messages s ON s.chat = m.chat "
                                   "AND s.parent IS m.parent WHERE m.id = ? AND s.deleted_at IS NULL ORDER BY s.id",
                                   id);
    std::vector<MessageId> ids;
    while (rows.executeStep()) ids.push_back(rows.getColumn(0).getInt64());
    if (ids.empty()) return tl::make_unexpected(notFound(id).error());
    return ids;
  });
}

Status ChatStore::showBranch(MessageId id) {
  return impl_->change([&](SQLite::Database& db) -> Status {
    SQLite::Statement row = query(db, "SELECT chat FROM messages WHERE id = ? AND deleted_at IS NULL", id);
    if (!row.executeStep()) return notFound(id);
    showNewestEnd(db, row.getColumn(0).getInt64(), id);
    return {};
  });
}

Result<bool> ChatStore::followed(MessageId id) {
  return impl_->read([&](SQLite::Database& db) -> Result<bool> {
    SQLite::Statement row = query(db, "SELECT 1 FROM messages m JOIN messages c ON c.chat = m.chat AND c.parent = m.id WHERE m.id = ? LIMIT 1", id);
    return row.executeStep();
  });
}

Status ChatStore::deleteMessagesFrom(MessageId id) {
  return impl_->change([&](SQLite::Database& db) -> Status {
    DEEPWELL_ASSIGN(const Position position, positionOf(db, id));
    std::vector<MessageId> gone;
    SQLite::Statement rows = query(db, DEEPWELL_FROM_MESSAGE "SELECT id FROM gone", id, position.chat);
    while (rows.executeStep()) gone.push_back(rows.getColumn(0).getInt64());
    for (const MessageId one : gone) {
      unindexMessage(db, one);
      execute(db, "DELETE FROM messages WHERE id = ?", one);
    }
    // Only if the branch that is shown has lost its end.
    execute(db, "UPDATE chats SET leaf = ?1 WHERE id = ?2 AND NOT EXISTS(SELECT 1 FROM messages WHERE id = chats.leaf)",
            position.parent, position.chat);
    return {};
  });
}

Status ChatStore::deleteMessages(MessageId id) {
  return impl_->change([&](SQLite::Database& db) -> Status {
    DEEPWELL_ASSIGN(const Position position, positionOf(db, id));
    // A time of its own for every call: undeleteMessages() brings back what went with `id`, not what went before.
    const int changed =
        execute(db,
                DEEPWELL_FROM_MESSAGE
                "UPDATE messages SET deleted_at = max(?3, 1 + coalesce((SELECT max(d.deleted_at) FROM messages d "
                "WHERE d.chat = ?2 AND d.deleted_at IS NOT NULL), 0)) WHERE id IN gone AND deleted_at IS NULL",
                id, position.chat, unixNow());
    if (changed == 0) return fail(ErrorCode::kInvalidArgument, "message {}: is in the bin already", id);
    leaveGone(db, position);
    return {};
  });
}

Status ChatStore::undeleteMessages(MessageId id) {
  return impl_->change([&](SQLite::Database& db) -> Status {
    DEEPWELL_ASSIGN(const Position position, positionOf(db, id));
    if (position.parent) {
      SQLite::Statement parent =
          query(db, "SELECT 1 FROM messages WHERE id = ? AND deleted_at IS NOT NULL", *position.parent);
      if (parent.executeStep())
        return fail(ErrorCode::kInvalidArgument, "message {}: the message before it is in the bin too", id);
    }
    const int changed = execute(db,
                                DEEPWELL_FROM_MESSAGE
                                "UPDATE messages SET deleted_at = NULL WHERE id IN gone AND deleted_at >= 0 AND "
                                "deleted_at = (SELECT deleted_at FROM messages WHERE id = ?1)",
                                id, position.chat);
    if (changed == 0) return fail(ErrorCode::kInvalidArgument, "message {}: is not in the bin", id);
    showNewestEnd(db, position.chat, id);
    return {};
  });
}

}  // namespace deepwell
