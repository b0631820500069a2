// Chats out of files, into the history.
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <tuple>

#include "app/store/chat_store_impl.h"
#include "app/store/import_tools.h"
#include "app/store/import_writer.h"
#include "app/store/imported_chat.h"
#include "app/store/json_entries.h"
#include "app/store/zip_file.h"

namespace deepwell {
namespace {

struct CloseFile {
  void operator()(FILE* file) const { std::fclose(file); }
};
using OpenFile = std::unique_ptr<FILE, CloseFile>;

constexpr size_t kDeepestJson = size_t{1} << 16;  // more than any chat is nested, and little memory
constexpr size_t kUsualJsonBytes = size_t{1} << 16;

// One import: of a file of JSON, or of those that are in a ZIP archive.
class Import {
 public:
  Import(SQLite::Database& db, WriteTurn& turn, std::string name, std::stop_token stop)
      : writer_(db, turn), name_(std::move(name)), stop_(std::move(stop)) {}

  Status readFile(FILE* file);
  Status readArchive(const ReadAt& file, uint64_t bytes);
  Result<ImportReport> finish();

 private:
  Status readJson(const std::string& name, const JsonEntries::Read& read);
  Status readPacked(const ReadAt& file, uint64_t bytes, const ZipEntry& entry);
  Status take(Result<std::optional<ReadEntry>> read, const std::string& place);
  void takeChat(ImportedChat chat);
  Failure cancelled() const { return fail(ErrorCode::kCancelled, "{}: the import was given up; nothing was added", name_); }

  ImportWriter writer_;
  std::string name_;  // of the file
  std::stop_token stop_;
  ImportReport report_;
  bool known_form_ = false;     // some entry is of a known form
  std::optional<Error> first_;  // of the entries that cannot be read
};

void Import::takeChat(ImportedChat chat) {
  if (chat.messages.empty()) {
    ++report_.skipped;
    return;
  }
  const ImportWriter::Known known = writer_.lookUp(chat);
  if (known == ImportWriter::Known::kSame) {
    ++report_.duplicates;
    return;
  }
  report_.older += known == ImportWriter::Known::kOlder ? 1 : 0;
  report_.left_out += chat.left_out;
  ++report_.chats;
  report_.messages += static_cast<int64_t>(chat.messages.size());
  writer_.add(std::move(chat));
}

// A damaged entry does not keep the others out; a file of a newer Deepwell is not guessed at.
Status Import::take(Result<std::optional<ReadEntry>> read, const std::string& place) {
  if (!read && read.error().code != ErrorCode::kCorruptFile) return failWith(read.error(), place);
  if (!read) {
    if (!first_) first_ = failWith(read.error(), place).value();
    ++report_.damaged;
  } else if (!*read) {
    ++report_.unknown;
    ++report_.skipped;
  } else {
    known_form_ = true;
    if ((*read)->is_head) return {};
    if (report_.chats + report_.duplicates == 0) report_.format = (*read)->format;
    takeChat(std::move((*read)->chat));
  }
  return {};
}

Status Import::readJson(const std::string& name, const JsonEntries::Read& read) {
  JsonEntries entries(name, read);
  EntryReader reader;
  std::string entry;
  for (;;) {
    if (stop_.stop_requested()) return cancelled();
    DEEPWELL_ASSIGN(const bool more, entries.next(entry));
    if (!more) return {};
    const std::string place = fmt::format("{}: entry {}", name, entries.count());
    if (entries.tooLong()) {
      DEEPWELL_TRY(take(fail(ErrorCode::kCorruptFile, "is longer than {} MiB", JsonEntries::kMostEntryBytes >> 20), place));
    } else {
      DEEPWELL_TRY(take(reader.read(entry), place));
    }
  }
}

Status Import::readFile(FILE* file) {
  DEEPWELL_TRY(readJson(name_, [&](char* buffer, size_t bytes) { return std::fread(buffer, 1, bytes, file); }));
  if (std::ferror(file) != 0) return fail(ErrorCode::kIo, "{}: cannot be read to its end", name_);
  return {};
}

Status Import::readPacked(const ReadAt& file, uint64_t bytes, const ZipEntry& entry) {
  const std::string name = fmt::format("{}: {}", name_, entry.name);
  DEEPWELL_ASSIGN(const std::unique_ptr<ZipStream> stream, ZipStream::open(file, bytes, entry, name));
  const Status read = readJson(name, [&](char* buffer, size_t most) {
    return stop_.stop_requested() ? 0 : stream->read(buffer, most);
  });
  if (stop_.stop_requested()) return cancelled();
  DEEPWELL_TRY(stream->status());
  return read;
}

// "conversations.json", or "conversations-000.json" and so on, as ChatGPT packs them; else every JSON file.
Status Import::readArchive(const ReadAt& file, uint64_t bytes) {
  DEEPWELL_ASSIGN(const std::vector<ZipEntry> all, zipEntries(file, bytes, name_));
  std::vector<const ZipEntry*> files;
  std::vector<const ZipEntry*> chats;
  for (const ZipEntry& entry : all) {
    const std::string_view name = std::string_view(entry.name).substr(entry.name.find_last_of('/') + 1);
    if (!name.ends_with(".json") || name.starts_with('.')) continue;
    files.push_back(&entry);
    if (name.starts_with("conversations")) chats.push_back(&entry);
  }
  const bool sure = !chats.empty();
  if (files.empty())
    return fail(ErrorCode::kUnsupported, "{}: is a ZIP archive without a JSON file; expected an export of chats", name_);
  for (const ZipEntry* entry : sure ? chats : files) {
    const Status read = readPacked(file, bytes, *entry);
    if (read) continue;
    if (sure || read.error().code != ErrorCode::kCorruptFile) return read;
    if (!first_) first_ = read.error();
    ++report_.damaged;
  }
  return {};
}

Result<ImportReport> Import::finish() {
  if (!known_form_ && first_) return fail(first_->code, "{}; nothing was added", first_->message);
  if (!known_form_)
    return fail(ErrorCode::kUnsupported,
                "{}: holds no chats; expected an export of Deepwell, of ChatGPT (conversations.json) or of Open WebUI",
                name_);
  if (stop_.stop_requested()) return cancelled();
  writer_.show();
  return report_;
}

}  // namespace

EntryReader::EntryReader() { std::ignore = parser_.allocate(kUsualJsonBytes, kDeepestJson); }

Result<std::optional<ReadEntry>> EntryReader::read(std::string& entry) {
  simdjson::dom::element element;
  auto error = parser_.parse(entry).get(element);
  if (error != simdjson::SUCCESS && error != simdjson::DEPTH_ERROR && error != simdjson::MEMALLOC) {
    entry = repairedJson(entry);
    error = parser_.parse(entry).get(element);
  }
  if (error != simdjson::SUCCESS)
    return fail(ErrorCode::kCorruptFile, "is no JSON that can be read ({})", simdjson::error_message(error));
  simdjson::dom::object object;
  if (element.get(object) != simdjson::SUCCESS) return std::optional<ReadEntry>();
  if (isDeepwellHead(object)) {
    if (integerOf(object, "version") > 1)
      return fail(ErrorCode::kUnsupported, "was written by a newer Deepwell; update Deepwell");
    return ReadEntry{ImportFormat::kDeepwell, {}, true};
  }
  ReadEntry read;
  if (isDeepwellChat(object)) {
    read = {ImportFormat::kDeepwell, readDeepwellChat(object), false};
  } else if (isChatGptChat(object)) {
    read = {ImportFormat::kChatGpt, readChatGptChat(object), false};
  } else if (isOpenWebUiChat(object)) {
    read = {ImportFormat::kOpenWebUi, readOpenWebUiChat(object), false};
  } else {
    return std::optional<ReadEntry>();
  }
  fillIn(read.chat);
  return read;
}

Result<ImportReport> importChats(ChatStore& store, const std::filesystem::path& path, std::stop_token stop) {
  const std::string name = path.string();
  const OpenFile file(std::fopen(path.c_str(), "rb"));
  if (!file) return fail(ErrorCode::kIo, "{}: cannot be read: {}", name, std::strerror(errno));
  // It may be a pipe: only what no JSON begins with is looked at twice.
  const int first = std::ungetc(std::fgetc(file.get()), file.get());
  const bool packed = first == 'P' && std::fgetc(file.get()) == 'P' && std::fgetc(file.get()) == 'K';
  if (first == 'P') std::rewind(file.get());
  std::error_code error;
  const uint64_t bytes = packed ? std::filesystem::file_size(path, error) : 0;
  const ReadAt read_at = [&](uint64_t offset, char* buffer, size_t count) -> size_t {
    if (fseeko(file.get(), static_cast<off_t>(offset), SEEK_SET) != 0) return 0;
    return std::fread(buffer, 1, count, file.get());
  };
  return StoreAccess::guardedWrite(store, [&](SQLite::Database& db, WriteTurn& turn) -> Result<ImportReport> {
    Import import(db, turn, name, stop);
    DEEPWELL_TRY(packed && !error ? import.readArchive(read_at, bytes) : import.readFile(file.get()));
    return import.finish();
  });
}

}  // namespace deepwell
