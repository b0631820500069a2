#include "app/privacy/connection_recorder.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <tuple>
#include <utility>

#include "app/privacy/connection_file.h"

namespace deepwell {
namespace {

constexpr off_t kRoom = 64 << 10;       // bytes that are set aside before something connects: some 300 lines
constexpr size_t kMostLeft = 4U << 20;  // bytes kept of what cannot be written

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

// 0, or the error. All of the text is there afterwards, or nothing of it.
int append(int fd, std::string_view text) {
  struct stat before {};
  if (::fstat(fd, &before) != 0) return errno;
  for (std::string_view rest = text; !rest.empty();) {
    const ssize_t written = ::write(fd, rest.data(), rest.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      const int error = errno;
      if (rest.size() < text.size()) std::ignore = ::ftruncate(fd, before.st_size);
      return error;
    }
    rest.remove_prefix(static_cast<size_t>(written));
  }
  return 0;
}

// 0, or why the disk has no room; where that cannot be asked it counts as room.
int setAside(int fd) {
  struct stat now {};
  if (::fstat(fd, &now) != 0 || !S_ISREG(now.st_mode)) return 0;
  if (::fallocate(fd, FALLOC_FL_KEEP_SIZE, now.st_size, kRoom) == 0) return 0;
  return errno == ENOSPC || errno == EDQUOT ? errno : 0;
}

}  // namespace

ConnectionRecorder::~ConnectionRecorder() { (void)write(); }

// Opened each time: the file may be emptied or taken away meanwhile.
Status ConnectionRecorder::write() {
  if (left_.empty()) return {};
  const Descriptor file(::open(file_.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600));
  const int error = file.get() < 0 ? errno : append(file.get(), left_);
  const std::filesystem::path mark = incompleteMark(file_);
  std::error_code ignored;
  if (error == 0) {
    left_.clear();
    const bool own = std::exchange(marked_, false);
    if (dropped_) dropped_ = !std::filesystem::exists(mark, ignored) && !std::ofstream(mark).is_open();
    else if (own) std::filesystem::remove(mark, ignored);
    return {};
  }
  if (!std::filesystem::exists(mark, ignored)) marked_ = std::ofstream(mark).is_open();  // takes no room but a name
  return fail(ErrorCode::kIo, "{}: the record of connections cannot be written: {}", file_.string(), std::strerror(error));
}

Status ConnectionRecorder::ready() {
  if (Status written = write(); !written) return written;
  const Descriptor file(::open(file_.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600));
  const int error = file.get() < 0 ? errno : setAside(file.get());
  if (error == 0) return {};
  return fail(ErrorCode::kIo, "{}: the record of connections cannot be written: {}", file_.string(), std::strerror(error));
}

Status ConnectionRecorder::add(const fetch::Connection& connection) {
  if (left_.size() < kMostLeft) left_ += fetch::writeLine(fetch::Event(connection)) + "\n";
  else dropped_ = true;
  return write();
}

void ConnectionRecorder::forget() {
  left_.clear();
  marked_ = dropped_ = false;
}

}  // namespace deepwell
