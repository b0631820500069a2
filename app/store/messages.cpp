// ChatStore: reading and writing messages.
#include "app/store/chat_store_impl.h"
#include "app/store/message_rows.h"
#include "app/store/search_index.h"

namespace deepwell {

Result<std::vector<ChatMessage>> ChatStore::messages(ChatId chat) {
  return impl_->read([&](SQLite::Database& db) { return readBranch(db, chat); });
}

Result<ChatMessage> ChatStore::message(MessageId id) {
  return impl_->read([&](SQLite::Database& db) { return readOneMessage(db, id); });
}

Result<ChatBeginning> ChatStore::beginning(ChatId chat, int chars) {
  return impl_->read([&](SQLite::Database& db) { return readBeginning(db, chat, chars); });
}

Result<MessageId> ChatStore::appendMessage(ChatId chat, Place place, ChatRole role, std::string_view text) {
  return appendMessage(chat, place, role, text, {});
}

Result<MessageId> ChatStore::appendMessage(ChatId chat, Place place, ChatRole role, std::string_view text,
                                           std::span<const Attachment> attachments) {
  return impl_->change([&](SQLite::Database& db) -> Result<MessageId> {
    DEEPWELL_ASSIGN(const MessageId id, insertMessage(db, {chat, role, MessageState::kFinished, text, {}, {}}, place));
    insertAttachments(db, id, attachments);
    return id;
  });
}

Result<MessageId> ChatStore::beginAssistantMessage(ChatId chat, Place place, std::string_view model,
                                                   std::string_view sampling_json) {
  return impl_->change([&](SQLite::Database& db) {
    return insertMessage(db, {chat, ChatRole::kAssistant, MessageState::kStreaming, {}, model, sampling_json}, place);
  });
}

Status ChatStore::resumeMessage(MessageId id) {
  return impl_->change([&](SQLite::Database& db) -> Status {
    SQLite::Statement row =
        query(db,
              "SELECT 1 FROM messages WHERE id = ? AND role = 'assistant' AND deleted_at IS NULL AND "
              "(state IN ('interrupted', 'cancelled', 'failed') OR (state = 'finished' AND "
              "(finish_reason = 'length' OR instr(sampling, '\"edited\":true') > 0)))",
              id);
    if (!row.executeStep()) return fail(ErrorCode::kInvalidArgument, "message {}: is not an answer that can go on", id);
    unindexMessage(db, id);
    execute(db, "UPDATE messages SET state = 'streaming', error = '', finish_reason = '' WHERE id = ?", id);
    return {};
  });
}

}  // namespace deepwell
