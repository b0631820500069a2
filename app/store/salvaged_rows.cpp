#include "app/store/salvaged_rows.h"

#include <sqlite3.h>

#include <algorithm>
#include <string>

#include "app/store/chat_types.h"

namespace deepwell {
namespace {

using ValueKind = SalvagedValue::Kind;
using Values = std::vector<SalvagedValue>;

bool isText(const Values& values, size_t i) { return i < values.size() && values[i].kind == ValueKind::kText; }
bool isInteger(const Values& values, size_t i) { return i < values.size() && values[i].kind == ValueKind::kInteger; }
bool isNumber(const Values& values, size_t i) {
  return isInteger(values, i) || (i < values.size() && values[i].kind == ValueKind::kReal);
}
bool isId(const Values& values, size_t i) { return isInteger(values, i) && values[i].integer > 0; }
bool isNullOrInteger(const Values& values, size_t i) {
  return i >= values.size() || values[i].kind == ValueKind::kNull || values[i].kind == ValueKind::kInteger;
}
// A row id stands in the place of a table's INTEGER PRIMARY KEY column, which is null.
bool isRow(const SalvagedRow& row, size_t columns) {
  return row.in_table && row.row_id > 0 && row.values.size() >= columns && row.values[0].kind == ValueKind::kNull;
}

std::string text(const Values& values, size_t i) {
  return isText(values, i) ? std::string(values[i].bytes) : std::string();
}
int64_t integer(const Values& values, size_t i) { return isInteger(values, i) ? values[i].integer : 0; }
// A time that an import's marks and garbage are not.
int64_t time(const Values& values, size_t i) { return std::max<int64_t>(integer(values, i), 0); }
double number(const Values& values, size_t i) {
  if (!isNumber(values, i)) return 0;
  return values[i].kind == ValueKind::kReal ? values[i].real : static_cast<double>(values[i].integer);
}

// Binds from left to right.
class Binder {
 public:
  explicit Binder(SQLite::Statement& statement) : statement_(statement) {
    statement_.reset();
    statement_.clearBindings();
  }
  Binder& operator<<(const std::string& value) { return statement_.bind(++index_, value), *this; }
  Binder& operator<<(int64_t value) { return statement_.bind(++index_, value), *this; }
  Binder& operator<<(double value) { return statement_.bind(++index_, value), *this; }
  Binder& integerOrNull(const Values& values, size_t i) {
    if (isInteger(values, i)) return *this << values[i].integer;
    ++index_;
    return *this;
  }

 private:
  SQLite::Statement& statement_;
  int index_ = 0;
};

// Where the columns of messages stand: the order in which the versions added them.
enum MessageColumn : size_t {
  kChat = 1,
  kParent,
  kRole,
  kReasoning,
  kText,
  kState,
  kError,
  kModel,
  kSampling,
  kPromptTokens,
  kCachedTokens,
  kReasoningTokens,
  kTextTokens,
  kPrefill,
  kReasoningSeconds,
  kDecode,
  kFinishReason,
  kCreated,
  kReasoningFinished,
  kModelHash,
  kTemplateHash,
  kSeed,
  kDevice,
  kBuild,
  kMessageDeleted
};

constexpr const char* kJoinUp[] = {
    // Messages without a chat get one, called by what was asked first.
    "INSERT INTO chats(id, title, created, updated) SELECT m.chat, coalesce((SELECT replace(substr(q.text, 1, 60), "
    "char(10), ' ') FROM messages q WHERE q.chat = m.chat AND q.role = 'user' AND q.text <> '' ORDER BY q.id LIMIT 1), "
    "''), min(m.created), max(m.created) FROM messages m WHERE m.chat NOT IN (SELECT id FROM chats) GROUP BY m.chat",
    // Where the message before is lost, the one before that takes its place: branches and order stay.
    "UPDATE messages SET parent = (SELECT max(p.id) FROM messages p WHERE p.chat = messages.chat "
    "AND p.id < messages.parent AND (p.deleted_at IS NULL OR messages.deleted_at IS NOT NULL)) "
    "WHERE parent IS NOT NULL AND NOT EXISTS(SELECT 1 FROM messages p WHERE p.id = messages.parent "
    "AND p.chat = messages.chat)",
    "UPDATE messages SET created = coalesce((SELECT p.created FROM messages p WHERE p.id = messages.parent), "
    "(SELECT updated FROM chats WHERE id = messages.chat), 0) WHERE created = 0",
    // A chat that lost the end that it showed, or was lost itself.
    "UPDATE chats SET leaf = (SELECT max(m.id) FROM messages m WHERE m.chat = chats.id AND m.deleted_at IS NULL) "
    "WHERE NOT EXISTS(SELECT 1 FROM messages m WHERE m.id = chats.leaf AND m.chat = chats.id AND m.deleted_at IS NULL)",
    "UPDATE chats SET folder = NULL WHERE folder NOT IN (SELECT id FROM folders)",
    "DELETE FROM attachments WHERE message NOT IN (SELECT id FROM messages)",
    "DELETE FROM stream_chunks WHERE message NOT IN (SELECT id FROM messages WHERE state = 'streaming')",
    "DELETE FROM drafts WHERE chat <> 0 AND chat NOT IN (SELECT id FROM chats)",
    "DELETE FROM draft_files WHERE chat <> 0 AND chat NOT IN (SELECT id FROM chats)"};

}  // namespace

SalvagedRows::SalvagedRows(SQLite::Database& db)
    : db_(db),
      message_(db,
               "INSERT OR IGNORE INTO messages(id, chat, parent, role, reasoning, text, state, error, model, sampling, "
               "finish_reason, model_hash, template_hash, seed, device, build, prompt_tokens, cached_tokens, "
               "reasoning_tokens, text_tokens, reasoning_finished, created, prefill_seconds, reasoning_seconds, "
               "decode_seconds, deleted_at) "
               "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
      chat_(db,
            "INSERT OR IGNORE INTO chats(id, title, created, updated, model_path, model_name, settings, archived, "
            "title_source, deleted_at, leaf, folder, pinned, origin) "
            "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, nullif(?, ''))"),
      folder_(db, "INSERT OR IGNORE INTO folders(id, name, created) VALUES(?, ?, ?)"),
      draft_(db, "INSERT OR IGNORE INTO drafts(chat, changed, text) VALUES(?, ?, ?)"),
      draft_file_(db,
                  "INSERT OR IGNORE INTO draft_files(id, chat, name, kind, tokens, note, path, text) "
                  "VALUES(?, ?, ?, ?, ?, ?, ?, ?)"),
      attachment_(db,
                  "INSERT OR IGNORE INTO attachments(id, message, name, kind, tokens, text) VALUES(?, ?, ?, ?, ?, ?)"),
      chunk_(db,
             "INSERT OR IGNORE INTO stream_chunks(id, message, text_was_reasoning, reasoning_tokens, text_tokens, "
             "reasoning_seconds, reasoning, text) VALUES(?, ?, ?, ?, ?, ?, ?, ?)"),
      setting_(db, "INSERT OR IGNORE INTO settings(key, value) VALUES(?, ?)") {}

void SalvagedRows::take(const SalvagedRow& row) {
  if (takeMessage(row) || takeChat(row)) return;
  takeSmall(row);
}

// A value that a constraint refuses, or that is too long, is garbage: it costs its row.
void SalvagedRows::insert(SQLite::Statement& statement) {
  try {
    statement.exec();
  } catch (const SQLite::Exception& exception) {
    const int code = exception.getErrorCode() & 0xFF;
    if (code != SQLITE_CONSTRAINT && code != SQLITE_TOOBIG) throw;
  }
}

bool SalvagedRows::takeMessage(const SalvagedRow& row) {
  const Values& v = row.values;
  if (!isRow(row, kCreated + 1) || !isId(v, kChat) || !isNullOrInteger(v, kParent) || !isText(v, kRole)) return false;
  const std::string role = text(v, kRole);
  if (role != chatRoleName(chatRoleOf(role))) return false;
  std::string state = text(v, kState);
  if (!row.whole) state = messageStateName(MessageState::kInterrupted);
  if (state != messageStateName(messageStateOf(state))) return false;
  Binder bind(message_);
  bind << row.row_id << v[kChat].integer;
  // The message before it was never younger; joinUp() finds one that is there.
  if (isInteger(v, kParent))
    bind << std::min(v[kParent].integer, row.row_id - 1);
  else
    bind.integerOrNull(v, kParent);
  bind << role << text(v, kReasoning) << text(v, kText) << state;
  for (const size_t column :
       {kError, kModel, kSampling, kFinishReason, kModelHash, kTemplateHash, kSeed, kDevice, kBuild})
    bind << text(v, column);
  for (const size_t column : {kPromptTokens, kCachedTokens, kReasoningTokens, kTextTokens, kReasoningFinished})
    bind << integer(v, column);
  bind << time(v, kCreated);
  for (const size_t column : {kPrefill, kReasoningSeconds, kDecode}) bind << number(v, column);
  bind.integerOrNull(v, kMessageDeleted);
  insert(message_);
  return true;
}

bool SalvagedRows::takeChat(const SalvagedRow& row) {
  const Values& v = row.values;
  if (!isRow(row, 8) || !isText(v, 1) || !isInteger(v, 2) || !isInteger(v, 3) || !isText(v, 4) || !isText(v, 5))
    return false;
  if (!isNullOrInteger(v, 6) || !isNullOrInteger(v, 7)) return false;
  Binder bind(chat_);
  bind << row.row_id << text(v, 1) << time(v, 2) << time(v, 3) << text(v, 4) << text(v, 5) << text(v, 12);
  bind << integer(v, 8) << (v.size() > 9 ? integer(v, 9) : int64_t{2});
  bind.integerOrNull(v, 6).integerOrNull(v, 7).integerOrNull(v, 10).integerOrNull(v, 11) << text(v, 13);
  insert(chat_);
  return true;
}

bool SalvagedRows::takeSmall(const SalvagedRow& row) {
  const Values& v = row.values;
  if (!row.in_table && v.size() == 2 && isText(v, 0) && isText(v, 1)) {
    Binder(setting_) << text(v, 0) << text(v, 1);
    insert(setting_);
    return true;
  }
  // Drafts of the new chat stand under 0.
  if (row.in_table && row.row_id >= 0 && v.size() == 3 && v[0].kind == ValueKind::kNull && isInteger(v, 1) &&
      isText(v, 2)) {
    Binder(draft_) << row.row_id << time(v, 1) << text(v, 2);
    insert(draft_);
    return true;
  }
  if (!isRow(row, 3)) return false;
  if (v.size() == 3 && isText(v, 1) && isInteger(v, 2)) {
    Binder(folder_) << row.row_id << text(v, 1) << time(v, 2);
    insert(folder_);
  } else if (v.size() == 6 && isId(v, 1) && isText(v, 2) && isText(v, 3) && isInteger(v, 4) && isText(v, 5)) {
    Binder(attachment_) << row.row_id << v[1].integer << text(v, 2) << text(v, 3) << v[4].integer << text(v, 5);
    insert(attachment_);
  } else if (v.size() == 8 && isInteger(v, 1) && isText(v, 2) && isText(v, 3) && isInteger(v, 4) && isText(v, 5)) {
    Binder(draft_file_) << row.row_id << v[1].integer << text(v, 2) << text(v, 3) << v[4].integer << text(v, 5)
                        << text(v, 6) << text(v, 7);
    insert(draft_file_);
  } else if (v.size() == 8 && isId(v, 1) && isInteger(v, 2) && isNumber(v, 5) && isText(v, 6)) {
    Binder(chunk_) << row.row_id << v[1].integer << integer(v, 2) << integer(v, 3) << integer(v, 4) << number(v, 5)
                   << text(v, 6) << text(v, 7);
    insert(chunk_);
  }
  return true;
}

void SalvagedRows::joinUp() {
  for (const char* sql : kJoinUp) db_.exec(sql);
}

}  // namespace deepwell
