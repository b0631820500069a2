#include "app/store/message_rows.h"

#include "app/store/chat_store_impl.h"
#include "app/store/search_index.h"

namespace deepwell {
namespace {

// Columns of `messages AS m`, in readMessage's order; the last two count alternatives with the same parent.
#define DEEPWELL_MESSAGE_COLUMNS                                                                              \
  " m.id, m.chat, m.parent, m.role, m.reasoning, m.reasoning_finished, m.text, m.state, m.error, m.created, " \
  "m.model, m.model_hash, m.template_hash, m.sampling, m.seed, m.device, m.build, m.prompt_tokens, "          \
  "m.cached_tokens, m.reasoning_tokens, m.text_tokens, m.prefill_seconds, m.reasoning_seconds, "              \
  "m.decode_seconds, m.finish_reason, "                                                                       \
  "(SELECT count(*) FROM messages s WHERE s.chat = m.chat AND s.parent IS m.parent AND s.deleted_at IS NULL " \
  "AND s.id < m.id), "                                                                                        \
  "(SELECT count(*) FROM messages s WHERE s.chat = m.chat AND s.parent IS m.parent AND s.deleted_at IS NULL) "

Generation readGeneration(ColumnReader& columns) {
  Generation made;
  made.model = columns.text();
  made.model_hash = columns.text();
  made.template_hash = columns.text();
  made.sampling_json = columns.text();
  made.seed = columns.text();
  made.device = columns.text();
  made.build = columns.text();
  made.prompt_tokens = columns.int32();
  made.cached_tokens = columns.int32();
  made.reasoning_tokens = columns.int32();
  made.text_tokens = columns.int32();
  made.prefill_seconds = columns.real();
  made.reasoning_seconds = columns.real();
  made.decode_seconds = columns.real();
  made.finish_reason = columns.text();
  return made;
}

ChatMessage readMessage(SQLite::Statement& row) {
  ColumnReader columns(row);
  ChatMessage message;
  message.id = columns.int64();
  message.chat = columns.int64();
  message.parent = columns.optionalInt64();
  message.role = chatRoleOf(columns.text());
  message.reasoning = columns.text();
  message.reasoning_finished = columns.flag();
  message.text = columns.text();
  message.state = messageStateOf(columns.text());
  message.error = columns.text();
  message.created = columns.int64();
  message.generation = readGeneration(columns);
  message.sibling_index = columns.int32();
  message.sibling_count = columns.int32();
  return message;
}

// Joins the pieces of a streaming message to what its row has. Returns whether there were any.
bool joinChunks(SQLite::Database& db, ChatMessage& message) {
  SQLite::Statement rows = query(db,
                                 "SELECT reasoning, text, reasoning_tokens, text_tokens, reasoning_seconds, "
                                 "text_was_reasoning FROM stream_chunks WHERE message = ? ORDER BY id",
                                 message.id);
  Generation& made = message.generation;
  StreamDelta all{std::move(message.reasoning), std::move(message.text),
                  made.reasoning_tokens,        made.text_tokens,
                  made.reasoning_seconds,       false};
  bool any = false;
  bool text_came = false;
  while (rows.executeStep()) {
    ColumnReader columns(rows);
    StreamDelta next;
    next.reasoning = columns.text();
    next.text = columns.text();
    next.reasoning_tokens = columns.int32();
    next.text_tokens = columns.int32();
    next.reasoning_seconds = columns.real();
    next.text_was_reasoning = columns.flag();
    text_came = text_came || !next.text.empty() || next.text_was_reasoning;
    addDelta(all, next);
    any = true;
  }
  message.reasoning = std::move(all.reasoning);
  message.text = std::move(all.text);
  message.reasoning_finished = message.reasoning_finished || text_came;
  made.reasoning_tokens = all.reasoning_tokens;
  made.text_tokens = all.text_tokens;
  made.reasoning_seconds = all.reasoning_seconds;
  return any;
}

void readAttachments(SQLite::Statement& rows, ChatMessage& message) {
  rows.reset();
  rows.bind(1, message.id);
  while (rows.executeStep()) {
    ColumnReader columns(rows);
    Attachment& one = message.attachments.emplace_back();
    one.name = columns.text();
    one.kind = columns.text();
    one.text = columns.text();
    one.tokens = columns.int32();
  }
}

void complete(SQLite::Database& db, std::span<ChatMessage> messages) {
  SQLite::Statement attachments(db, "SELECT name, kind, text, tokens FROM attachments WHERE message = ? ORDER BY id");
  for (ChatMessage& message : messages) {
    if (message.role == ChatRole::kUser) readAttachments(attachments, message);
    if (message.state == MessageState::kStreaming) joinChunks(db, message);
  }
}

// The parent that `place` means, checked to be of this chat and not in the bin.
Result<std::optional<MessageId>> resolveParent(SQLite::Database& db, ChatId chat, const Place& place) {
  SQLite::Statement row = query(db, "SELECT leaf FROM chats WHERE id = ? AND coalesce(deleted_at, 0) >= 0", chat);
  if (!row.executeStep()) return fail(ErrorCode::kNotFound, "chat {}: is not in the history", chat);
  if (place.afterLeaf()) return optionalId(row.getColumn(0));
  if (!place.parent()) return std::optional<MessageId>();
  SQLite::Statement parent =
      query(db, "SELECT 1 FROM messages WHERE id = ? AND chat = ? AND deleted_at IS NULL", *place.parent(), chat);
  if (!parent.executeStep()) return fail(ErrorCode::kNotFound, "message {}: is not in chat {}", *place.parent(), chat);
  return place.parent();
}

Status oneStreaming(bool found, MessageId id) {
  if (found) return {};
  return fail(ErrorCode::kNotFound, "message {}: is not in the history, or is not being written", id);
}

// The row with all pieces. kNotFound: it does not stream.
Result<ChatMessage> readStreaming(SQLite::Database& db, MessageId id) {
  SQLite::Statement row =
      query(db, "SELECT" DEEPWELL_MESSAGE_COLUMNS "FROM messages m WHERE m.id = ? AND m.state = 'streaming'", id);
  DEEPWELL_TRY(oneStreaming(row.executeStep(), id));
  ChatMessage message = readMessage(row);
  joinChunks(db, message);
  return message;
}

// Takes the numbers and texts that are there.
void overlay(Generation& made, const Generation& end) {
  const auto text = [](std::string& old, const std::string& fresh) {
    if (!fresh.empty()) old = fresh;
  };
  const auto number = [](auto& old, auto fresh) {
    if (fresh != 0) old = fresh;
  };
  text(made.model, end.model);
  text(made.model_hash, end.model_hash);
  text(made.template_hash, end.template_hash);
  text(made.sampling_json, end.sampling_json);
  text(made.seed, end.seed);
  text(made.device, end.device);
  text(made.build, end.build);
  number(made.prompt_tokens, end.prompt_tokens);
  number(made.cached_tokens, end.cached_tokens);
  number(made.reasoning_tokens, end.reasoning_tokens);
  number(made.text_tokens, end.text_tokens);
  number(made.prefill_seconds, end.prefill_seconds);
  number(made.reasoning_seconds, end.reasoning_seconds);
  number(made.decode_seconds, end.decode_seconds);
  made.finish_reason = end.finish_reason;
}

void writeEnded(SQLite::Database& db, const ChatMessage& message) {
  const Generation& made = message.generation;
  execute(db,
          "UPDATE messages SET state = ?, error = ?, reasoning = ?, reasoning_finished = ?, text = ?, model = ?, "
          "model_hash = ?, template_hash = ?, sampling = ?, seed = ?, device = ?, build = ?, prompt_tokens = ?, "
          "cached_tokens = ?, reasoning_tokens = ?, text_tokens = ?, prefill_seconds = ?, reasoning_seconds = ?, "
          "decode_seconds = ?, finish_reason = ? WHERE id = ?",
          messageStateName(message.state), message.error, message.reasoning, message.reasoning_finished, message.text,
          made.model, made.model_hash, made.template_hash, made.sampling_json, made.seed, made.device, made.build,
          made.prompt_tokens, made.cached_tokens, made.reasoning_tokens, made.text_tokens, made.prefill_seconds,
          made.reasoning_seconds, made.decode_seconds, made.finish_reason, message.id);
  execute(db, "DELETE FROM stream_chunks WHERE message = ?", message.id);
  indexMessage(db, message.id);
}

}  // namespace

// branch(id): from message ?1, the leaf, up; ids fall along the way, which also ends a damaged file's loop.
#define DEEPWELL_BRANCH_UP_FROM                             \
  "WITH RECURSIVE branch(id) AS (SELECT ?1 UNION ALL "      \
  "SELECT m.parent FROM messages m JOIN branch ON m.id = branch.id WHERE m.parent < m.id) "

Result<ChatMessage> readOneMessage(SQLite::Database& db, MessageId id) {
  SQLite::Statement row = query(
      db, "SELECT" DEEPWELL_MESSAGE_COLUMNS "FROM messages m WHERE m.id = ? AND coalesce(m.deleted_at, 0) >= 0", id);
  if (!row.executeStep()) return fail(ErrorCode::kNotFound, "message {}: is not in the history", id);
  ChatMessage message = readMessage(row);
  complete(db, {&message, 1});
  return message;
}

Result<std::vector<ChatMessage>> readBranch(SQLite::Database& db, ChatId chat, std::optional<MessageId> leaf) {
  SQLite::Statement known = query(db, "SELECT leaf FROM chats WHERE id = ? AND coalesce(deleted_at, 0) >= 0", chat);
  if (!known.executeStep()) return fail(ErrorCode::kNotFound, "chat {}: is not in the history", chat);
  if (!leaf) leaf = optionalId(known.getColumn(0));
  SQLite::Statement rows =
      query(db,
            DEEPWELL_BRANCH_UP_FROM "SELECT" DEEPWELL_MESSAGE_COLUMNS "FROM branch JOIN messages m ON m.id = branch.id ORDER BY m.id",
            leaf);
  std::vector<ChatMessage> messages;
  while (rows.executeStep()) messages.push_back(readMessage(rows));
  complete(db, messages);
  return messages;
}

Result<ChatBeginning> readBeginning(SQLite::Database& db, ChatId chat, int chars) {
  SQLite::Statement known = query(db, "SELECT leaf FROM chats WHERE id = ?", chat);
  if (!known.executeStep()) return fail(ErrorCode::kNotFound, "chat {}: is not in the history", chat);
  // In the order of ids without sorting, so that only the first rows' texts are read.
  SQLite::Statement rows = query(db,
                                 DEEPWELL_BRANCH_UP_FROM
                                 "SELECT role = 'user', substr(text, 1, ?2) FROM messages WHERE id IN (SELECT id FROM branch) "
                                 "AND role <> 'system' AND text <> '' ORDER BY id",
                                 optionalId(known.getColumn(0)), chars);
  ChatBeginning beginning;
  while ((beginning.question.empty() || beginning.answer.empty()) && rows.executeStep()) {
    std::string& place = rows.getColumn(0).getInt() != 0 ? beginning.question : beginning.answer;
    if (place.empty()) place = rows.getColumn(1).getString();
  }
  return beginning;
}

Result<MessageId> insertMessage(SQLite::Database& db, const NewMessage& message, const Place& place) {
  DEEPWELL_ASSIGN(const std::optional<MessageId> parent, resolveParent(db, message.chat, place));
  const UnixMs now = unixNow();
  execute(db,
          "INSERT INTO messages(chat, parent, role, text, state, model, sampling, created, reasoning_finished) "
          "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
          message.chat, parent, chatRoleName(message.role), message.text, messageStateName(message.state),
          message.model, message.sampling, now, message.state == MessageState::kFinished);
  const MessageId id = db.getLastInsertRowid();
  indexMessage(db, id);
  execute(db, "UPDATE chats SET leaf = ?, updated = max(updated, ?) WHERE id = ?", id, now, message.chat);
  return id;
}

void insertAttachments(SQLite::Database& db, MessageId message, std::span<const Attachment> attachments) {
  for (const Attachment& one : attachments)
    execute(db, "INSERT INTO attachments(message, name, kind, tokens, text) VALUES(?, ?, ?, ?, ?)", message, one.name,
            one.kind, one.tokens, one.text);
}

Status writeDelta(SQLite::Database& db, MessageId id, const StreamDelta& delta) {
  // Through the index of streaming messages: the row itself, which may be long, is not read.
  const int added = execute(db,
                            "INSERT INTO stream_chunks(message, reasoning, text, reasoning_tokens, text_tokens, "
                            "reasoning_seconds, text_was_reasoning) SELECT id, ?, ?, ?, ?, ?, ? FROM messages "
                            "INDEXED BY messages_streaming WHERE id = ? AND state = 'streaming'",
                            delta.reasoning, delta.text, delta.reasoning_tokens, delta.text_tokens,
                            delta.reasoning_seconds, delta.text_was_reasoning, id);
  return oneStreaming(added == 1, id);
}

Status writeEnd(SQLite::Database& db, MessageId id, const MessageEnd& end) {
  if (end.state == MessageState::kStreaming)
    return fail(ErrorCode::kInvalidArgument, "message {}: an end cannot leave it streaming", id);
  DEEPWELL_ASSIGN(ChatMessage message, readStreaming(db, id));
  const bool whole = end.state == MessageState::kFinished && end.generation.finish_reason != "length";
  message.state = end.state;
  message.error = end.error;
  message.reasoning_finished = message.reasoning_finished || whole;
  overlay(message.generation, end.generation);
  writeEnded(db, message);
  execute(db, "UPDATE chats SET updated = max(updated, ?) WHERE id = ?", unixNow(), message.chat);
  return {};
}

Status endDeadStreams(SQLite::Database& db) {
  std::vector<MessageId> ids;
  {
    SQLite::Statement rows(db, "SELECT id FROM messages WHERE state = 'streaming'");
    while (rows.executeStep()) ids.push_back(rows.getColumn(0).getInt64());
  }
  if (ids.empty()) return {};
  SQLite::Transaction transaction(db, SQLite::TransactionBehavior::IMMEDIATE);
  for (const MessageId id : ids) {
    DEEPWELL_ASSIGN(ChatMessage message, readStreaming(db, id));
    message.state = MessageState::kInterrupted;
    writeEnded(db, message);
  }
  transaction.commit();
  return {};
}

}  // namespace deepwell
