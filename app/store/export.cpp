// Chats out of the history, into one file. Our own JSON is an array; each chat is one line:
//   [{"type": "deepwell export", "version": 1, "exported": ms},
//    {"type": "deepwell chat", "origin": id, "title", "title_source": 0..2, "created": ms, "updated": ms, "model_name",
//     "model_path", "settings", "archived", "pinned": ms, "folder": name, "shown": message id,
//     "messages": [{"id", "parent": id, "role", "text", "thoughts", "thoughts_finished", "state", "error", "created":
//     ms,
//       "attachments": [{"name", "kind", "tokens", "text"}],
//       "receipt": {"model", "model_hash", "template_hash", "sampling", "seed", "device", "build", "prompt_tokens",
//         "cached_tokens", "thoughts_tokens", "text_tokens", "prefill_seconds", "thoughts_seconds", "decode_seconds",
//         "finish_reason"}}]}]
// Empty texts, zeros and false are left out. Parents come before their children.
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <nlohmann/json.hpp>

#include "app/store/chat_store_impl.h"
#include "app/store/message_rows.h"
#include "app/store/transfer.h"
#include "app/store/write_markdown.h"

namespace deepwell {
namespace {

using Json = nlohmann::ordered_json;

// "<file>.part", renamed when it is whole.
class OutFile {
 public:
  explicit OutFile(std::filesystem::path path) : path_(std::move(path)), part_(path_) {
    part_ += ".part";
    fd_ = ::open(part_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  }
  ~OutFile() {
    if (fd_ < 0) return;
    close(fd_);
    unlink(part_.c_str());
  }
  OutFile(const OutFile&) = delete;
  OutFile& operator=(const OutFile&) = delete;

  Status write(std::string_view text) {
    if (fd_ < 0) return failed();
    while (!text.empty()) {
      const ssize_t count = ::write(fd_, text.data(), text.size());
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) return failed();
      text.remove_prefix(static_cast<size_t>(count));
    }
    return {};
  }

  Status finish() {
    if (fd_ < 0 || fsync(fd_) != 0) return failed();
    std::error_code error;
    std::filesystem::rename(part_, path_, error);
    if (error) return fail(ErrorCode::kIo, "{}: cannot be written: {}", path_.string(), error.message());
    close(std::exchange(fd_, -1));
    return {};
  }

 private:
  Status failed() const {
    return fail(ErrorCode::kIo, "{}: cannot be written: {}", path_.string(), std::strerror(errno));
  }

  std::filesystem::path path_;
  std::filesystem::path part_;
  int fd_ = -1;
};

// Bytes that are no UTF-8 have no place in JSON.
std::string dumped(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

void put(Json& json, const char* key, const std::string& text) {
  if (!text.empty()) json[key] = text;
}
template <class Number>
void put(Json& json, const char* key, Number number) {
  if (number != Number{}) json[key] = number;
}

Json receiptJson(const Generation& made) {
  Json json = Json::object();
  put(json, "model", made.model);
  put(json, "model_hash", made.model_hash);
  put(json, "template_hash", made.template_hash);
  put(json, "sampling", made.sampling_json);
  put(json, "seed", made.seed);
  put(json, "device", made.device);
  put(json, "build", made.build);
  put(json, "prompt_tokens", made.prompt_tokens);
  put(json, "cached_tokens", made.cached_tokens);
  put(json, "thoughts_tokens", made.reasoning_tokens);
  put(json, "text_tokens", made.text_tokens);
  put(json, "prefill_seconds", made.prefill_seconds);
  put(json, "thoughts_seconds", made.reasoning_seconds);
  put(json, "decode_seconds", made.decode_seconds);
  put(json, "finish_reason", made.finish_reason);
  return json;
}

std::string messageJson(const ChatMessage& message) {
  Json json = Json::object();
  json["id"] = message.id;
  put(json, "parent", message.parent.value_or(0));
  json["role"] = chatRoleName(message.role);
  put(json, "text", message.text);
  put(json, "thoughts", message.reasoning);
  put(json, "thoughts_finished", message.reasoning_finished);
  json["state"] = messageStateName(message.state);
  put(json, "error", message.error);
  json["created"] = message.created;
  for (const Attachment& file : message.attachments)
    json["attachments"].push_back(
        {{"name", file.name}, {"kind", file.kind}, {"tokens", file.tokens}, {"text", file.text}});
  if (Json receipt = receiptJson(message.generation); !receipt.empty()) json["receipt"] = std::move(receipt);
  return dumped(json);
}

// All but the messages, and without the closing brace.
std::string chatJson(SQLite::Database& db, ChatId id) {
  SQLite::Statement row =
      query(db,
            "SELECT coalesce(c.origin, 'deepwell:' || c.created || '-' || c.id), c.title, c.title_source, c.created, "
            "c.updated, "
            "c.model_name, c.model_path, c.settings, c.archived, coalesce(c.pinned, 0), coalesce(f.name, ''), "
            "coalesce(c.leaf, 0) FROM chats c LEFT JOIN folders f ON f.id = c.folder WHERE c.id = ?",
            id);
  if (!row.executeStep()) return {};
  ColumnReader columns(row);
  Json json = {{"type", "deepwell chat"}};
  put(json, "origin", columns.text());
  json["title"] = columns.text();
  put(json, "title_source", columns.int32());
  json["created"] = columns.int64();
  json["updated"] = columns.int64();
  put(json, "model_name", columns.text());
  put(json, "model_path", columns.text());
  put(json, "settings", columns.text());
  put(json, "archived", columns.flag());
  put(json, "pinned", columns.int64());
  put(json, "folder", columns.text());
  put(json, "shown", columns.int64());
  std::string text = dumped(json);
  text.pop_back();
  return text;
}

Status writeChatJson(SQLite::Database& db, ChatId chat, OutFile& out) {
  const std::string begin = chatJson(db, chat);
  if (begin.empty()) return fail(ErrorCode::kNotFound, "chat {}: is not in the history", chat);
  DEEPWELL_TRY(out.write(",\n" + begin + ",\"messages\":["));
  // All branches, one message in memory at a time.
  SQLite::Statement rows = query(db, "SELECT id FROM messages WHERE chat = ? AND deleted_at IS NULL ORDER BY id", chat);
  for (bool first = true; rows.executeStep(); first = false) {
    DEEPWELL_ASSIGN(const ChatMessage message, readOneMessage(db, rows.getColumn(0).getInt64()));
    DEEPWELL_TRY(out.write((first ? "\n" : ",\n") + messageJson(message)));
  }
  return out.write("]}");
}

Status writeJson(SQLite::Database& db, std::span<const ChatId> chats, OutFile& out, const std::stop_token& stop) {
  const Json head = {{"type", "deepwell export"}, {"version", 1}, {"exported", unixNow()}};
  DEEPWELL_TRY(out.write("[" + dumped(head)));
  for (const ChatId chat : chats) {
    if (stop.stop_requested()) return fail(ErrorCode::kCancelled, "The export was given up");
    DEEPWELL_TRY(writeChatJson(db, chat, out));
  }
  return out.write("\n]\n");
}

Result<std::string> markdownOf(SQLite::Database& db, ChatId id, const MarkdownOptions& options) {
  SQLite::Statement row = query(db, "SELECT title, created FROM chats WHERE id = ?", id);
  if (!row.executeStep()) return fail(ErrorCode::kNotFound, "chat {}: is not in the history", id);
  DEEPWELL_ASSIGN(const std::vector<ChatMessage> messages, readBranch(db, id));
  return writeMarkdown(row.getColumn(0).getString(), row.getColumn(1).getInt64(), messages, options);
}

Status writeMarkdownFile(SQLite::Database& db, std::span<const ChatId> chats, OutFile& out,
                         const std::stop_token& stop) {
  for (size_t i = 0; i < chats.size(); ++i) {
    if (stop.stop_requested()) return fail(ErrorCode::kCancelled, "The export was given up");
    DEEPWELL_ASSIGN(const std::string text, markdownOf(db, chats[i], {}));
    DEEPWELL_TRY(out.write(i == 0 ? text : "\n---\n\n" + text));
  }
  return {};
}

std::vector<ChatId> allChats(SQLite::Database& db) {
  std::vector<ChatId> ids;
  SQLite::Statement rows(db, "SELECT id FROM chats WHERE deleted_at IS NULL ORDER BY id");
  while (rows.executeStep()) ids.push_back(rows.getColumn(0).getInt64());
  return ids;
}

}  // namespace

Result<std::string> chatMarkdown(ChatStore& store, ChatId chat, const MarkdownOptions& options) {
  return StoreAccess::guardedRead(store, [&](SQLite::Database& db) { return markdownOf(db, chat, options); });
}

Status exportChats(ChatStore& store, std::span<const ChatId> chats, ExportFormat format,
                   const std::filesystem::path& file, std::stop_token stop) {
  return StoreAccess::guardedRead(store, [&](SQLite::Database& db) -> Status {
    const SQLite::Transaction snapshot(db);  // of the history, as it is now
    const std::vector<ChatId> all = chats.empty() ? allChats(db) : std::vector<ChatId>();
    const std::span<const ChatId> wanted = chats.empty() ? std::span<const ChatId>(all) : chats;
    OutFile out(file);
    DEEPWELL_TRY(format == ExportFormat::kJson ? writeJson(db, wanted, out, stop)
                                               : writeMarkdownFile(db, wanted, out, stop));
    return out.finish();
  });
}

}  // namespace deepwell
