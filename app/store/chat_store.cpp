#include "app/store/chat_store.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>

#include "app/store/chat_store_impl.h"
#include "app/store/import_writer.h"
#include "app/store/message_rows.h"
#include "app/store/salvage.h"
#include "app/store/schema.h"
#include "app/store/search_index.h"

namespace deepwell {
namespace {

std::filesystem::path lockPath(const std::filesystem::path& path) {
  std::filesystem::path lock = path;
  lock += ".lock";
  return lock;
}

Status makeFolder(const std::filesystem::path& path) {
  std::error_code error;
  const std::filesystem::path folder = path.parent_path();
  if (folder.empty() || std::filesystem::exists(folder, error)) return {};
  std::filesystem::create_directories(folder, error);
  if (error)
    return fail(ErrorCode::kIo, "{}: cannot create the folder for the chat history: {}", folder.string(),
                error.message());
  std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
  return {};
}

// Makes an empty file that only the user can read; SQLite gives its WAL the file's rights.
Status createFile(const std::filesystem::path& path) {
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0)
    return fail(ErrorCode::kIo, "{}: cannot create or write the chat history: {}", path.string(), std::strerror(errno));
  close(file);
  return {};
}

// Runs body() on a history of this version. Where SQL that fits every sound one does not fit its tables (one is missing,
// or there is one too many for the version), the file is damaged.
template <class Body>
Status asDamage(const std::filesystem::path& path, int version, Body&& body) {
  try {
    return body();
  } catch (const SQLite::Exception& exception) {
    if (version == 0 || exception.getErrorCode() != SQLITE_ERROR) throw;
    return damagedHistory(path, exception.what());
  }
}

}  // namespace

UnixMs unixNow() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

ChatStore::ChatStore(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ChatStore::~ChatStore() = default;
const std::filesystem::path& ChatStore::path() const { return impl_->path; }

// Makes sure that the path can be a history, and takes its lock.
Status ChatStore::Impl::claim(const std::filesystem::path& wanted, bool writable) {
  path = wanted;
  std::error_code error;
  if (std::filesystem::is_directory(path, error))
    return fail(ErrorCode::kIo, "{}: is a folder; expected the file of the chat history", path.string());
  if (!writable) {
    if (std::filesystem::exists(path, error)) return {};
    return fail(ErrorCode::kNotFound, "{}: there is no chat history here", path.string());
  }
  DEEPWELL_TRY(makeFolder(path));
  DEEPWELL_ASSIGN(lock, FileLock::acquire(lockPath(path)));
  DEEPWELL_TRY(finishSalvage(path));
  return createFile(path);
}

// Opens the connections of a file that is there and checked.
Status ChatStore::Impl::connect(bool writable) {
  return guarded(path, [&]() -> Status {
    DEEPWELL_TRY(checkHeader(path));
    db = openConnection(path, writable);
    moveLogAtClose(*db, false);
    const bool suspect = writable && isSuspect(path);
    DEEPWELL_ASSIGN(const int version, checkFile(*db, path, suspect));
    if (writable) {
      const Status prepared = asDamage(path, version, [&]() -> Status {
        useLog(*db);
        setDurability(*db, Durability::kPowerCut);
        DEEPWELL_TRY(migrate(*db, path, version));
        DEEPWELL_TRY(despiteIndexDamage(*db, path, [&] { return endDeadStreams(*db); }));
        purgeUnfinishedImports(*db);
        return {};
      });
      DEEPWELL_TRY(prepared);
      if (suspect) {
        rebuildIndex(*db);
        clearSuspect(path);
      }
    } else if (version != kSchemaVersion) {
      return fail(ErrorCode::kUnsupported, "{}: has an older form; open it with the window once", path.string());
    }
    moveLogAtClose(*db, true);
    readers.open(path);
    return {};
  });
}

void ChatStore::Impl::disconnect() {
  readers.close();
  db.reset();
}

Result<std::unique_ptr<ChatStore>> ChatStore::open(const std::filesystem::path& path, Access access) {
  auto impl = std::make_unique<Impl>();
  DEEPWELL_TRY(impl->claim(path, access == Access::kReadWrite));
  DEEPWELL_TRY(impl->connect(access == Access::kReadWrite));
  return std::unique_ptr<ChatStore>(new ChatStore(std::move(impl)));
}

Result<std::unique_ptr<ChatStore>> ChatStore::openOrSalvage(const std::filesystem::path& path, Salvage* report) {
  *report = Salvage();
  auto impl = std::make_unique<Impl>();
  DEEPWELL_TRY(impl->claim(path, true));
  if (const Status status = impl->connect(true); !status) {
    if (status.error().code != ErrorCode::kCorruptFile) return tl::make_unexpected(status.error());
    impl->disconnect();
    report->reason = status.error().message;
    DEEPWELL_TRY(salvageFile(path, *report));
    DEEPWELL_TRY(impl->connect(true));
  }
  return std::unique_ptr<ChatStore>(new ChatStore(std::move(impl)));
}

}  // namespace deepwell
