// Chats out of the history and into it: Markdown and our own JSON to write; our JSON, ChatGPT's and Open WebUI's
// exports to read. Files that are read are untrusted: every count is checked, nothing is allocated from a number alone.
#pragma once

#include <filesystem>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "app/store/chat_store.h"

namespace deepwell {

enum class ExportFormat { kMarkdown, kJson };

struct MarkdownOptions {
  bool thoughts = true;  // in a <details> block before the answer
};

// The branch of `chat` that is shown, as Markdown.
Result<std::string> chatMarkdown(ChatStore& store, ChatId chat, const MarkdownOptions& options = {});

// Writes `chats` (empty: all that are not deleted) into one file, through "<file>.part" and a rename. JSON keeps all
// branches, thoughts and receipts and is what importChats() reads back; the format is drawn above its writer. A large
// history takes a while: for a worker thread; nobody waits for it. kCancelled: after `stop`, and no file is left.
Status exportChats(ChatStore& store, std::span<const ChatId> chats, ExportFormat format,
                   const std::filesystem::path& file, std::stop_token stop = {});

enum class ImportFormat { kDeepwell, kChatGpt, kOpenWebUi };

struct ImportReport {
  ImportFormat format = ImportFormat::kDeepwell;
  int64_t chats = 0;
  int64_t messages = 0;
  int64_t duplicates = 0;  // chats of the file that the history has already, not added again
  int64_t older = 0;       // of `chats`: the history has them in an older state too
  int64_t skipped = 0;     // entries that hold no text to keep
  int64_t unknown = 0;     // of `skipped`: no chats of a form that is known
  int64_t damaged = 0;     // entries that cannot be read, or are too long
  int64_t left_out = 0;    // pictures and files that are not in the export: a word stands in their place
};

// Adds the chats of `file`, whose format is found out; of a ZIP archive those of ChatGPT, or of all its JSON files. All or
// nothing: an error, a stop or a kill leaves the history as it was; an entry that is damaged in itself is counted. Chats are known again by an id of their origin: a second import of the same file adds nothing. One chat of
// the file is in memory at a time. For a worker thread: messages that are sent or streamed meanwhile wait for
// milliseconds at most.
Result<ImportReport> importChats(ChatStore& store, const std::filesystem::path& file, std::stop_token stop = {});

}  // namespace deepwell
