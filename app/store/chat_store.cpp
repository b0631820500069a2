#include "app/store/chat_store.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>

#include "app/store/chat_store_impl.h"
#include "app/store/message_rows.h"
#include "app/store/schema.h"

namespace deepwell {
namespace {

std::filesystem::path lockPath(const std::filesystem::path& path) {
  std::filesystem::path lock = path;
  lock += ".lock";
  return lock;
}

// Makes the folders and an empty file that only the user can read; SQLite gives its WAL the file's rights.
Status createFile(const std::filesystem::path& path) {
  std::error_code error;
  const std::filesystem::path folder = path.parent_path();
  if (!folder.empty() && !std::filesystem::exists(folder, error)) {
    std::filesystem::create_directories(folder, error);
    if (error)
      return fail(ErrorCode::kIo, "{}: cannot create the folder for the chat history: {}", folder.string(),
                  error.message());
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
  }
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0)
    return fail(ErrorCode::kIo, "{}: cannot create or write the chat history: {}", path.string(), std::strerror(errno));
  close(file);
  return {};
}

}  // namespace

UnixMs unixNow() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

ChatStore::ChatStore(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ChatStore::~ChatStore() = default;
const std::filesystem::path& ChatStore::path() const { return impl_->path; }
int ChatStore::interruptedAtOpen() const { return impl_->interrupted; }
bool ChatStore::isInUse(const std::filesystem::path& path) { return FileLock::isHeld(lockPath(path)); }

Result<std::unique_ptr<ChatStore>> ChatStore::open(const std::filesystem::path& path, Access access) {
  const bool writable = access == Access::kReadWrite;
  auto impl = std::make_unique<Impl>();
  impl->path = path;
  std::error_code error;
  if (std::filesystem::is_directory(path, error))
    return fail(ErrorCode::kIo, "{}: is a folder; expected the file of the chat history", path.string());
  if (writable) {
    DEEPWELL_TRY(createFile(path));
    DEEPWELL_ASSIGN(impl->lock, FileLock::acquire(lockPath(path)));
  } else if (!std::filesystem::exists(path, error)) {
    return fail(ErrorCode::kNotFound, "{}: there is no chat history here", path.string());
  }
  DEEPWELL_TRY(guarded(path, [&]() -> Status {
    impl->db = openConnection(path, writable);
    DEEPWELL_ASSIGN(const int version, checkFile(*impl->db, path));
    if (writable) {
      useLog(*impl->db);
      setDurability(*impl->db, Durability::kPowerCut);
      DEEPWELL_TRY(migrate(*impl->db, path, version));
      DEEPWELL_ASSIGN(impl->interrupted, endDeadStreams(*impl->db));
    } else if (version != kSchemaVersion) {
      return fail(ErrorCode::kUnsupported, "{}: has an older form; open it with the window once", path.string());
    }
    impl->reader.db = openConnection(path, false);
    impl->searcher.db = openConnection(path, false);
    return {};
  }));
  return std::unique_ptr<ChatStore>(new ChatStore(std::move(impl)));
}

Result<std::unique_ptr<ChatStore>> ChatStore::openOrSalvage(const std::filesystem::path& path, Salvage* report) {
  *report = Salvage();
  return open(path);
}

}  // namespace deepwell
