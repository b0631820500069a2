// Chats out of files, into the history.
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "app/store/chat_store_impl.h"
#include "app/store/import_tools.h"
#include "app/store/import_writer.h"
#include "app/store/imported_chat.h"
#include "app/store/json_entries.h"

namespace deepwell {
namespace {

struct CloseFile {
  void operator()(FILE* file) const { std::fclose(file); }
};

Status cancelled(const std::string& file) {
  return fail(ErrorCode::kCancelled, "{}: the import was given up; nothing was added", file);
}

// `known_form`: some entry is of a known form.
Status readAll(JsonEntries& entries, const std::string& name, ImportWriter& writer, ImportReport& report, bool& known_form,
               const std::stop_token& stop) {
  EntryReader reader;
  std::string entry;
  for (;;) {
    if (stop.stop_requested()) return cancelled(name);
    DEEPWELL_ASSIGN(const bool more, entries.next(entry));
    if (!more) return {};
    auto read = reader.read(entry);
    if (!read) return failWith(read.error(), fmt::format("{}: entry {}", name, entries.count()));
    if (!*read) {
      ++report.unknown;
      ++report.skipped;
      continue;
    }
    known_form = true;
    if ((*read)->is_head) continue;
    if (report.chats + report.duplicates == 0) report.format = (*read)->format;
    const ImportedChat& chat = (*read)->chat;
    if (chat.messages.empty()) {
      ++report.skipped;
      continue;
    }
    const ImportWriter::Known known = writer.lookUp(chat);
    if (known == ImportWriter::Known::kSame) {
      ++report.duplicates;
      continue;
    }
    report.older += known == ImportWriter::Known::kOlder ? 1 : 0;
    report.left_out += chat.left_out;
    ++report.chats;
    report.messages += static_cast<int64_t>(chat.messages.size());
    writer.add(chat);
  }
}

}  // namespace

Result<std::optional<ReadEntry>> EntryReader::read(std::string& entry) {
  simdjson::dom::element element;
  auto error = parser_.parse(entry).get(element);
  if (error == simdjson::UTF8_ERROR || error == simdjson::STRING_ERROR) {
    entry = repairedJson(entry);
    error = parser_.parse(entry).get(element);
  }
  if (error != simdjson::SUCCESS)
    return fail(ErrorCode::kCorruptFile, "is no JSON that can be read ({}); nothing was added",
                simdjson::error_message(error));
  simdjson::dom::object object;
  if (element.get(object) != simdjson::SUCCESS) return std::optional<ReadEntry>();
  if (isDeepwellHead(object)) {
    if (integerOf(object, "version") > 1)
      return fail(ErrorCode::kUnsupported, "was written by a newer Deepwell; update Deepwell");
    return ReadEntry{ImportFormat::kDeepwell, {}, true};
  }
  if (isDeepwellChat(object)) return ReadEntry{ImportFormat::kDeepwell, readDeepwellChat(object), false};
  if (isChatGptChat(object)) return ReadEntry{ImportFormat::kChatGpt, readChatGptChat(object), false};
  if (isOpenWebUiChat(object)) return ReadEntry{ImportFormat::kOpenWebUi, readOpenWebUiChat(object), false};
  return std::optional<ReadEntry>();
}

Result<ImportReport> importChats(ChatStore& store, const std::filesystem::path& path, std::stop_token stop) {
  const std::string name = path.string();
  const std::unique_ptr<FILE, CloseFile> file(std::fopen(path.c_str(), "rb"));
  if (!file) return fail(ErrorCode::kIo, "{}: cannot be read: {}", name, std::strerror(errno));
  return StoreAccess::guardedWrite(store, [&](SQLite::Database& db, WriteTurn& turn) -> Result<ImportReport> {
    JsonEntries entries(name, [&](char* buffer, size_t bytes) { return std::fread(buffer, 1, bytes, file.get()); });
    ImportReport report;
    bool known_form = false;
    ImportWriter writer(db, turn);
    DEEPWELL_TRY(readAll(entries, name, writer, report, known_form, stop));
    if (std::ferror(file.get()) != 0) return fail(ErrorCode::kIo, "{}: cannot be read to its end", name);
    if (!known_form)
      return fail(
          ErrorCode::kUnsupported,
          "{}: holds no chats; expected an export of Deepwell, of ChatGPT (conversations.json) or of Open WebUI", name);
    if (stop.stop_requested()) return tl::make_unexpected(cancelled(name).error());
    writer.show();
    return report;
  });
}

}  // namespace deepwell
