// ChatStore: copies of messages: a chat that goes its own way from one on, an answer that was edited.
#include "app/store/chat_store_impl.h"
#include "app/store/message_rows.h"
#include "app/store/search_index.h"

namespace deepwell {
namespace {

// A copy of `message` under `parent` in `chat`, with its receipt. One that streams stops here.
MessageId copyMessage(SQLite::Database& db, const ChatMessage& message, ChatId chat, std::optional<MessageId> parent) {
  const bool streams = message.state == MessageState::kStreaming;
  execute(db,
          "INSERT INTO messages(chat, parent, role, reasoning, text, state, error, model, sampling, prompt_tokens, "
          "cached_tokens, reasoning_tokens, text_tokens, prefill_seconds, reasoning_seconds, decode_seconds, "
          "finish_reason, created, reasoning_finished, model_hash, template_hash, seed, device, build) "
          "SELECT ?1, ?2, role, ?3, ?4, ?5, error, model, sampling, prompt_tokens, cached_tokens, ?6, ?7, "
          "prefill_seconds, reasoning_seconds, decode_seconds, finish_reason, created, ?8, model_hash, template_hash, "
          "seed, device, build FROM messages WHERE id = ?9",
          chat, parent, message.reasoning, message.text,
          messageStateName(streams ? MessageState::kInterrupted : message.state), message.generation.reasoning_tokens,
          message.generation.text_tokens, message.reasoning_finished, message.id);
  const MessageId copy = db.getLastInsertRowid();
  indexMessage(db, copy);
  insertAttachments(db, copy, message.attachments);
  return copy;
}

}  // namespace

Result<ChatId> ChatStore::forkChat(MessageId last) {
  return impl_->change([&](SQLite::Database& db) -> Result<ChatId> {
    SQLite::Statement row = query(db, "SELECT chat FROM messages WHERE id = ? AND deleted_at IS NULL", last);
    if (!row.executeStep()) return fail(ErrorCode::kNotFound, "message {}: is not in the history", last);
    const ChatId source = row.getColumn(0).getInt64();
    DEEPWELL_ASSIGN(const std::vector<ChatMessage> branch, readBranch(db, source, last));
    const UnixMs now = unixNow();
    execute(db,
            "INSERT INTO chats(title, title_source, created, updated, model_path, model_name, folder, settings) "
            "SELECT title, title_source, ?1, ?1, model_path, model_name, folder, settings FROM chats WHERE id = ?2",
            now, source);
    const ChatId fork = db.getLastInsertRowid();
    indexChat(db, fork);
    std::optional<MessageId> leaf;
    for (const ChatMessage& message : branch) leaf = copyMessage(db, message, fork, leaf);
    execute(db, "UPDATE chats SET leaf = ? WHERE id = ?", leaf, fork);
    return fork;
  });
}

Result<MessageId> ChatStore::editAnswer(MessageId id, std::string_view text) {
  return impl_->change([&](SQLite::Database& db) -> Result<MessageId> {
    DEEPWELL_ASSIGN(ChatMessage answer, readOneMessage(db, id));
    if (answer.role != ChatRole::kAssistant || answer.state == MessageState::kStreaming)
      return fail(ErrorCode::kInvalidArgument, "message {}: is not an answer that can be edited", id);
    answer.text = text;
    answer.state = MessageState::kFinished;
    answer.reasoning_finished = true;
    answer.generation.text_tokens = 0;
    markEdited(answer.generation);
    const MessageId copy = copyMessage(db, answer, answer.chat, answer.parent);
    const UnixMs now = unixNow();
    execute(db, "UPDATE messages SET sampling = ?, error = '', decode_seconds = 0, finish_reason = '', created = ? WHERE id = ?",
            answer.generation.sampling_json, now, copy);
    execute(db, "UPDATE chats SET leaf = ?, updated = max(updated, ?) WHERE id = ?", copy, now, answer.chat);
    return copy;
  });
}

}  // namespace deepwell
