#include "app/store/import_writer.h"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <functional>
#include <optional>

#include "app/store/message_rows.h"
#include "app/store/purge.h"
#include "app/store/search_index.h"

namespace deepwell {
namespace {

constexpr size_t kBatchBytes = 512 * 1024;  // of text: some tens of milliseconds with the search index
constexpr size_t kBatchChats = 200;

// Marks of imports: negative times in the bin, which no list shows.
int64_t nextMark() {
  static std::atomic<int64_t> last = 0;
  return --last;
}

void purgeMarked(SQLite::Database& db, int64_t first, int64_t last) {
  SQLite::Transaction transaction(db, SQLite::TransactionBehavior::IMMEDIATE);
  const int purged = execute(db, "UPDATE chats SET deleted_at = ?, leaf = NULL WHERE deleted_at BETWEEN ? AND ?",
                             kPurged, first, last);
  if (purged > 0) notePurged(db);
  transaction.commit();
}

size_t bytesOf(const ImportedChat& chat) {
  size_t bytes = 0;
  for (const ImportedChat::Message& one : chat.messages)
    bytes += one.message.text.size() + one.message.reasoning.size();
  return bytes;
}

// Our own chats are known by when they were made, and their number: "deepwell:1700000000000-12".
struct OwnOrigin {
  UnixMs created = 0;
  ChatId id = 0;
};
std::optional<OwnOrigin> ownOrigin(std::string_view origin) {
  constexpr std::string_view kPrefix = "deepwell:";
  if (!origin.starts_with(kPrefix)) return std::nullopt;
  OwnOrigin own;
  const char* end = origin.data() + origin.size();
  const auto created = std::from_chars(origin.data() + kPrefix.size(), end, own.created);
  if (created.ec != std::errc() || created.ptr == end || *created.ptr != '-') return std::nullopt;
  const auto id = std::from_chars(created.ptr + 1, end, own.id);
  if (id.ec != std::errc() || id.ptr != end) return std::nullopt;
  return own;
}

size_t hashOf(const ImportedChat& chat) {
  size_t hash = chat.messages.size();
  for (const ImportedChat::Message& one : chat.messages)
    for (const std::string* text : {&one.message.text, &one.message.reasoning})
      hash = hash * 1099511628211U + std::hash<std::string>()(*text);
  return hash;
}

}  // namespace

void purgeUnfinishedImports(SQLite::Database& db) { purgeMarked(db, kPurged, -1); }

ImportWriter::ImportWriter(SQLite::Database& db, WriteTurn& turn) : db_(db), turn_(turn), mark_(nextMark()) {}

ImportWriter::~ImportWriter() {
  if (shown_) return;
  try {
    const std::lock_guard guard(turn_);
    purgeMarked(db_, mark_, mark_);
  } catch (const SQLite::Exception&) {
    return;  // at the next start then
  }
}

ImportWriter::Known ImportWriter::lookUp(const ImportedChat& chat) {
  if (chat.origin.empty()) return Known::kNew;
  if (!seen_.emplace(chat.origin, hashOf(chat)).second) return Known::kSame;
  std::optional<UnixMs> known;
  const auto note = [&](SQLite::Statement row) {
    while (row.executeStep()) known = std::max(known.value_or(0), row.getColumn(0).getInt64());
  };
  note(query(db_, "SELECT updated FROM chats WHERE origin = ? AND deleted_at IS NULL", chat.origin));
  if (const auto own = ownOrigin(chat.origin))
    note(query(db_, "SELECT updated FROM chats WHERE id = ? AND created = ? AND origin IS NULL AND deleted_at IS NULL",
               own->id, own->created));
  if (!known) return Known::kNew;
  return chat.chat.updated <= *known ? Known::kSame : Known::kOlder;
}

MessageId ImportWriter::addMessage(ChatId chat, std::optional<MessageId> parent, const ChatMessage& message,
                                   UnixMs time) {
  const Generation& made = message.generation;
  execute(
      db_,
      "INSERT INTO messages(chat, parent, role, reasoning, text, state, error, model, model_hash, template_hash, "
      "sampling, seed, device, build, prompt_tokens, cached_tokens, reasoning_tokens, text_tokens, prefill_seconds, "
      "reasoning_seconds, decode_seconds, finish_reason, created, reasoning_finished) "
      "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      chat, parent, chatRoleName(message.role), message.reasoning, message.text, messageStateName(message.state),
      message.error, made.model, made.model_hash, made.template_hash, made.sampling_json, made.seed, made.device,
      made.build, made.prompt_tokens, made.cached_tokens, made.reasoning_tokens, made.text_tokens, made.prefill_seconds,
      made.reasoning_seconds, made.decode_seconds, made.finish_reason, time, message.reasoning_finished);
  const MessageId id = db_.getLastInsertRowid();
  indexMessage(db_, id);
  insertAttachments(db_, id, message.attachments);
  return id;
}

void ImportWriter::add(ImportedChat chat) {
  waiting_bytes_ += bytesOf(chat);
  waiting_.push_back(std::move(chat));
  if (waiting_bytes_ >= kBatchBytes || waiting_.size() >= kBatchChats) commit();
}

void ImportWriter::commit() {
  const std::lock_guard guard(turn_);
  SQLite::Transaction transaction(db_, SQLite::TransactionBehavior::IMMEDIATE);
  for (const ImportedChat& one : waiting_) {
    const Chat& chat = one.chat;
    const UnixMs created = chat.created > 0 ? chat.created : unixNow();
    execute(
        db_,
        "INSERT INTO chats(title, title_source, created, updated, model_path, model_name, archived, pinned, settings, "
        "deleted_at, origin) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, nullif(?, ''))",
        chat.title, static_cast<int32_t>(chat.title_source), created, std::max(created, chat.updated), chat.model_path,
        chat.model_name, chat.archived, chat.pinned, chat.settings_json, mark_, one.origin);
    const ChatId id = db_.getLastInsertRowid();
    indexChat(db_, id);
    if (!one.folder.empty()) folders_.emplace_back(id, one.folder);
    std::vector<MessageId> ids;
    for (const ImportedChat::Message& message : one.messages) {
      const auto parent = message.parent ? std::optional(ids[*message.parent]) : std::nullopt;
      ids.push_back(
          addMessage(id, parent, message.message, message.message.created > 0 ? message.message.created : created));
    }
    if (one.leaf) execute(db_, "UPDATE chats SET leaf = ? WHERE id = ?", ids[*one.leaf], id);
  }
  transaction.commit();
  waiting_.clear();
  waiting_bytes_ = 0;
}

void ImportWriter::show() {
  commit();
  const std::lock_guard guard(turn_);
  SQLite::Transaction transaction(db_, SQLite::TransactionBehavior::IMMEDIATE);
  std::map<std::string, FolderId> known;
  for (const auto& [chat, name] : folders_) {
    auto found = known.find(name);
    if (found == known.end()) {
      SQLite::Statement row = query(db_, "SELECT min(id) FROM folders WHERE name = ?", name);
      std::optional<FolderId> id = row.executeStep() ? optionalId(row.getColumn(0)) : std::nullopt;
      if (!id) {
        execute(db_, "INSERT INTO folders(name, created) VALUES(?, ?)", name, unixNow());
        id = db_.getLastInsertRowid();
      }
      found = known.emplace(name, *id).first;
    }
    execute(db_, "UPDATE chats SET folder = ? WHERE id = ?", found->second, chat);
  }
  execute(db_, "UPDATE chats SET deleted_at = NULL WHERE deleted_at = ?", mark_);
  transaction.commit();
  shown_ = true;
}

}  // namespace deepwell
